"""Each lesson as a learner gets it: unsolved, complete, in budget, offline; and the same names everywhere."""

import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

from graders import course, judge, look, mistakes

LESSONS = sorted(path.parent.name for path in ROOT.glob("source/*/*.ipynb"))
TOPIC = {lesson: lesson.split("_", 1)[1] for lesson in LESSONS}


def read(tree, lesson):
    return nbformat.read(ROOT / tree / lesson / f"{TOPIC[lesson]}.ipynb", 4)


def graded(notebook, kind):
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if c.metadata.get("nbgrader", {}).get(kind)}


def run(notebook, monkeypatch, folder):
    """Run a notebook as JupyterLab does, without progress on disk; the notebook with its outputs."""
    monkeypatch.setenv("GRADERS_PROGRESS", "memory")
    NotebookClient(notebook, timeout=60, allow_errors=False, resources={"metadata": {"path": folder}}).execute()
    return notebook


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_same_slugs_everywhere(lesson):
    """Exercise topic/deep-net, grade ids deep-net and deep-net-check, one stable line in its check cell."""
    judge.find_topic(TOPIC[lesson])
    notebook = read("source", lesson)
    answers, checks = graded(notebook, "solution"), graded(notebook, "grade")
    assert set(checks) == {f"{name}-check" for name in answers}
    known = [
        s.split("/")[1]
        for table in (judge.EXERCISES, judge.PREDICTIONS)
        for s in table
        if s.startswith(TOPIC[lesson] + "/")
    ]
    assert sorted(known) == sorted(answers)
    for name, cell in checks.items():
        slug = f"{TOPIC[lesson]}/{name.removesuffix('-check')}"
        assert cell.source == f'check("{slug}")' or re.fullmatch(
            rf'predict\("{slug}", \w+, measured=\w+\)', cell.source
        )
        assert "raises-exception" in cell.metadata.tags and cell.metadata.nbgrader.locked
    for slug, prediction in judge.PREDICTIONS.items():
        if slug.startswith(TOPIC[lesson] + "/"):
            options = re.findall(r'"([^"]+)"', answers[slug.split("/")[1]].source.splitlines()[0])
            assert options == list(prediction.options)


@pytest.mark.parametrize("lesson", LESSONS)
def test_learners_get_no_solution(lesson):
    """In notebooks/ every region is the one placeholder line inside a function, or nothing at top level."""
    source, notebook = read("source", lesson), read("notebooks", lesson)
    text = (ROOT / "notebooks" / lesson / f"{TOPIC[lesson]}.ipynb").read_text()
    assert "SOLUTION" not in text
    for name, cell in graded(source, "solution").items():
        learners = graded(notebook, "solution")[name].source
        for region in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", cell.source, flags=re.DOTALL):
            lines = [line for line in region.splitlines() if line.strip() and "super().__init__()" not in line]
            assert not any(line in learners for line in lines)
        assert learners.count(f'raise NotImplementedError("{look.STUB}")') == cell.source.count(
            "    ### BEGIN SOLUTION"
        )


@pytest.mark.parametrize("lesson", LESSONS)
def test_unsolved_every_check_says_not_attempted_yet(lesson, monkeypatch, tmp_path):
    """Run All goes through to the end of the learner's version, and shows no error of ours."""
    notebook = run(read("notebooks", lesson), monkeypatch, tmp_path)
    for cell in graded(notebook, "grade").values():
        (output,) = cell.outputs
        assert output.output_type == "display_data" and output.data["text/plain"].startswith("○ not attempted yet")


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_solution_runs_offline_within_its_budget_and_shows_what_it_showed(lesson, tmp_path):
    """nbval runs it and compares its outputs; 40 CPU seconds, 1 GB, each cell 3 seconds but the imports, no network."""
    record = tmp_path / "budget"
    shutil.copytree(ROOT / "tests" / "ipython", tmp_path / "ipython")
    way = os.environ.get("NBVAL", "--nbval")  # `make test-versions` compares no outputs
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", way, f"solutions/{lesson}"],
        cwd=ROOT,
        env={
            **os.environ,
            "GRADERS_PROGRESS": "memory",
            "GRADERS_BUDGET": str(record),
            "IPYTHONDIR": str(tmp_path / "ipython"),  # its startup file closes the network and keeps the record
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    cells = [json.loads(line) for line in record.read_text().splitlines()]
    notebook = read("solutions", lesson)
    assert len(cells) >= sum(cell.cell_type == "code" and bool(cell.source) for cell in notebook.cells)
    assert max(cell["kilobytes"] for cell in cells) < 1024**2
    assert sum(cell["seconds"] for cell in cells) < 40
    slow = [cell for cell in cells if cell["seconds"] > 4 and not cell["source"].startswith("import")]
    assert not slow, "written for 3 s on an idle machine; on a busy one even CPU seconds grow a little"


@pytest.mark.parametrize("lesson", LESSONS)
def test_figures_have_a_text_alternative_and_a_caption_that_comes_with_them(lesson):
    shown = [o.data for c in read("solutions", lesson).cells for o in c.get("outputs", []) if "data" in o]
    assert not any("image/png" in data for data in shown), "a white slab on the dark theme"
    pictures = [data["text/html"] for data in shown if 'role="img"' in data.get("text/html", "")]
    assert pictures
    for page in pictures:
        alt, told = re.search(r'aria-label="([^"]+)"', page)[1], re.search(r'<p role="[a-z]+">(.+?)</p>', page)[1]
        assert len(alt.split()) >= 10 and len(told.split()) >= 4


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_opens_with_something_to_press_and_ends_twice(lesson):
    """Folded imports and data, a board within the first code cells, one marked cell for Part 2, an end for each part."""
    cells = read("source", lesson).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert code[0].metadata.get("jupyter", {}).get("source_hidden") and code[0].source.startswith("import")
    before = "\n".join(cell.source for cell in code[1 : [c.source.startswith("Board(") for c in code].index(True)])
    assert sum(bool(line.strip()) for line in before.splitlines()) <= 15, "lines of code before the first picture"
    marked = [place for place, cell in enumerate(cells) if "part-2" in cell.metadata.get("tags", [])]
    assert len(marked) == 1 and cells[marked[0]].source.startswith("# Part 2: going further")
    ends = [place for place, cell in enumerate(cells) if cell.source == f'progress("{TOPIC[lesson]}")']
    assert len(ends) == 2 and ends[0] < marked[0] < ends[1]
    for place in ends:
        assert "**Next:**" in cells[place + 1].source or "Next comes" in cells[place + 1].source
    assert "sentence to tell a friend" in cells[ends[0] + 1].source
    parts = course.read(ROOT / "source" / lesson / f"{TOPIC[lesson]}.ipynb")
    assert parts.part(1) and parts.part(2) and len(parts.minutes) == 2 and parts.minutes[0] <= 50


def test_the_end_of_each_part_leads_to_the_next_lesson():
    """By a link where there is one; else the words say that it is still being written."""
    for lesson, after in zip(LESSONS, [*LESSONS[1:], None]):
        cells = {cell.id: cell.source for cell in read("source", lesson).cells}
        for end in ("finish-line", "solutions"):
            if after:
                assert f"](../{after}/{TOPIC[after]}.ipynb)" in cells[end], f"{lesson}, {end}"
                assert "still being written" not in cells[end]


@pytest.mark.parametrize("lesson", LESSONS)
def test_headings_claim_something(lesson):
    """The contents panel shows them: what a section finds, not what one does in it."""
    headings = [
        line.lstrip("# ")
        for cell in read("source", lesson).cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert not {"Predict", "Run", "Name it", "The picture", "Recap", "Story (30 seconds)"} & set(headings)
    if not lesson.startswith("01"):
        assert read("source", lesson).cells[1].source.count("<details>") >= 6, "three questions, each with its answers"


# Cells that are longer than a lesson should have them, each with the reason; the list only shrinks.
LONGER = {
    "classify-task": "the first exercise also explains how exercises work",
    "two-views-name": "a word too many before the longest task",
    "imports": "folded: imports and data",
    "figure-runs": "four trainings are run as one",
}


def stretches(notebook):
    """The prose between two code cells, as (id of its first cell, its words)."""
    first, words = None, 0
    for cell in [*notebook.cells, nbformat.v4.new_code_cell("")]:
        if first and "part-2" in cell.metadata.get("tags", []):  # another day
            yield first, words
            first, words = None, 0
        if cell.cell_type == "markdown":
            open_ = re.sub(r"</summary>.*?</details>", "", cell.source, flags=re.DOTALL)  # what a click opens is extra
            first, words = first or cell.id, words + len(open_.split())
        elif first:
            yield first, words
            first, words = None, 0


@pytest.mark.parametrize("lesson", LESSONS)
def test_little_prose_stands_between_two_code_cells(lesson):
    """At most about 120 words, however many cells they are in; the prose keeps away from words that belittle."""
    long = {first for first, words in stretches(read("source", lesson)) if words > 130}
    assert long <= set(LONGER), f"shorten {sorted(long - set(LONGER))}, or put a line of code in between"
    for cell in read("source", lesson).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\b(simply|just|obviously|trivial)\b", cell.source, flags=re.IGNORECASE), cell.id


@pytest.mark.parametrize("lesson", LESSONS)
def test_code_cells_are_short(lesson):
    """At most 12 lines that are not empty, the solution not counted."""
    long = set()
    for cell in read("source", lesson).cells:
        if cell.cell_type == "code":
            given = re.sub(r"### BEGIN SOLUTION\n.*?### END SOLUTION", "", cell.source, flags=re.DOTALL)
            long |= {cell.id} if sum(bool(line.strip()) for line in given.splitlines()) > 12 else set()
    assert long <= set(LONGER), f"shorten {sorted(long - set(LONGER))}, or split it"


def test_no_exception_is_kept_that_is_not_needed():
    notebooks = [read("source", lesson) for lesson in LESSONS]
    assert {cell.id for notebook in notebooks for cell in notebook.cells} >= set(LONGER)


def test_the_placeholder_is_the_one_that_looking_knows():
    assert f'raise NotImplementedError("{look.STUB}")' in (ROOT / "nbgrader_config.py").read_text()


def test_hints_lead_to_sections_that_exist():
    """The section that a hint names is a heading of that lesson, once the lesson is written."""
    for mistake in map(mistakes.find, mistakes.codes()):
        lesson, _, heading = mistake.section.partition(": ")
        if lesson in LESSONS:
            headings = [
                line.lstrip("# ").replace("`", "")
                for c in read("source", lesson).cells
                if c.cell_type == "markdown"
                for line in c.source.splitlines()
                if line.startswith("#")
            ]
            assert heading in headings, mistake.code


def test_solutions_carry_no_errors_and_no_times():
    for lesson in LESSONS:
        text = json.loads((ROOT / "solutions" / lesson / f"{TOPIC[lesson]}.ipynb").read_text())
        for cell in text["cells"]:
            assert "execution" not in cell["metadata"]
            assert not [o for o in cell.get("outputs", []) if o["output_type"] == "error"]
