"""The pages of mistakes: each can be read, each code that is named has one, and each program on it runs.

That `audit` gives the first program of a page its code, and nothing to the second, is proven in test_audit.py.
"""

import re

import pytest
from conftest import ROOT
from programs import run_script

from graders import mistakes

NAMED = re.compile(r'"([A-Z]\d\d(?:/[A-Z]\d\d)*)"')
UNNAMED = [code for code in mistakes.codes() if not mistakes.find(code).named]
FILES = [page for family in mistakes.FAMILIES for page in sorted((mistakes.HOME / family).glob("*.md"))]


@pytest.mark.parametrize("page", FILES, ids=lambda page: page.stem)
def test_a_page_holds_what_its_name_says(page):
    members = page.stem.split("-")
    found = mistakes.read(page)
    assert list(found) == (["/".join(members), *members] if len(members) > 1 else members)
    assert {code[0] for code in members[:1]} == {mistakes.FAMILIES[page.parent.name]}
    for mistake in found.values():
        assert mistake.name and mistake.more and len(mistake.card.split()) <= 60
        for key in ("where", "what"):
            assert bool(getattr(mistake, key)) == (f"{{{key}}}" in mistake.card)
        assert re.match(r"\d\d_\w+", mistake.section)


def test_every_page_is_in_the_folder_of_a_family():
    assert sorted(mistakes.HOME.rglob("*.md")) == sorted(FILES)


def test_every_code_that_a_sign_names_has_a_page_and_every_page_that_is_named_has_a_sign():
    told = {code for file in ROOT.glob("graders/signs/*.py") for code in NAMED.findall(file.read_text())}
    assert told <= set(mistakes.codes())
    alone_or_in_a_group = {single for code in told for single in code.split("/")}
    assert alone_or_in_a_group == {code for code in mistakes.codes() if "/" not in code and mistakes.find(code).named}


@pytest.mark.parametrize("typed", ["R04", "r04", " r04 "])
def test_a_page_is_found_by_its_code(typed):
    assert mistakes.find(typed).name == "layers in a plain Python list"


@pytest.mark.parametrize("typed", ["R15/R26", "r15/r26", "R15-R26"])
def test_a_group_is_found_by_its_code_and_named_by_its_members(typed):
    assert mistakes.find(typed).code == "R15/R26"
    assert mistakes.group("R15") == mistakes.group("R26") == "R15/R26" and mistakes.group("R04") is None


@pytest.mark.parametrize(
    "typed, near", [("R99", "R19"), ("R4", "R04"), ("RO4", "R04"), ("deep-net", "no mistake"), ("", "no mistake")]
)
def test_an_unknown_code_is_told_with_those_that_are_near(typed, near):
    with pytest.raises(mistakes.Unknown, match=near):
        mistakes.find(typed)


@pytest.mark.parametrize("code", mistakes.codes())
def test_every_page_has_two_whole_programs(code):
    mistake = mistakes.find(code)
    for text in (mistake.wrong, mistake.right):
        assert text and all(len(line) <= 76 for line in text.splitlines())
    assert mistake.wrong != mistake.right


@pytest.mark.parametrize("code", UNNAMED)
def test_a_mistake_in_counting_counts_wrong(code):
    """Nothing is wrong with these models; the first program counts something else than what can be trained."""
    mistake = mistakes.find(code)
    wrong, right = (run_script(f"{code}_{word}", getattr(mistake, word)) for word in ("wrong", "right"))
    trained = sum(p.numel() for p in right["model"].parameters() if p.requires_grad)
    assert right["count"] == trained != wrong["count"]
    for made, text in ((wrong, mistake.wrong), (right, mistake.right)):
        assert re.search(rf"# {made['count']}$", text, re.MULTILINE)  # the number that the page shows
