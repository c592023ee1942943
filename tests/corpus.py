"""The answer corpus: percent cells, each one learner's whole answer cell, in tests/answers/<lesson>/<exercise>/.

right.py holds answers that pass, named.py those that a code of a mistake names, claims.py those that fail by a claim.

The first line of a cell is its expectation: ``# %% right: own Parameters`` or ``# %% wrong R04: list instead of
ModuleList``. The word after "wrong" is the verdict's code: a mistake's, or the name of the claim that fails. Where
the draw decides which of two claims fails first, both are given: ``lists|identity``.
"""

import contextlib
import copy
import linecache
import math
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from graders import judge, look

ANSWERS = Path(__file__).parent / "answers"
HEADER = re.compile(r"# %% (right|wrong (?P<code>\S+)): (?P<note>.+)")


@dataclass(frozen=True)
class Answer:
    """One answer: where it stands, its exercise, the codes it may get (None when right), its source."""

    path: Path
    number: int
    slug: str
    code: str | None
    note: str
    source: str

    def expects(self, state, code):
        """Whether this is the verdict that the answer should get."""
        return (
            (state, code) == ("passed", None)
            if self.code is None
            else state == "failed" and code in self.code.split("|")
        )

    def __str__(self):
        return f"{self.path.parent.name}-{self.path.stem}-{self.number}-{self.code or 'right'}"


def answers():
    """Every answer of the corpus, in order."""
    return [answer for path in sorted(ANSWERS.glob("*/*/*.py")) for answer in read(path)]


def read(path):
    topic, exercise = path.parent.parent.name.split("_", 1)[1], path.parent.name.replace("_", "-")
    cells = re.split(r"^(?=# %%)", path.read_text(), flags=re.MULTILINE)
    for number, cell in enumerate(filter(str.strip, cells), 1):
        header, _, source = cell.partition("\n")
        if not (match := HEADER.fullmatch(header.strip())):
            raise ValueError(
                f"{path.parent.name}/{path.name}, cell {number}: the first line must be '# %% right: ...' or '# %% wrong CODE: ...'"
            )
        yield Answer(path, number, f"{topic}/{exercise}", match["code"], match["note"], source)


def namespace(answer):
    """What a kernel holds after the answer's cell ran, the lines known to linecache as IPython does it."""
    made = {"torch": torch, "nn": nn, "F": F, "math": math, "copy": copy, "pairwise": pairwise, "__name__": "__main__"}
    filename = f"<answer {answer}>"
    for old in [name for name in linecache.cache if name.startswith("<answer ")]:
        del linecache.cache[old]  # whoever asks for a line has all of them checked
    linecache.cache[filename] = (len(answer.source), None, answer.source.splitlines(keepends=True), filename)
    with contextlib.suppress(Exception):  # as in a notebook: the cell shows its error, the check cell comes next
        exec(compile(answer.source, filename, "exec"), made)
    return made


def practised(answer, seed, met=None):
    """The verdict of the practice way. ``met`` is called with each question and its answer."""
    exercise = judge.find(answer.slug)
    made = namespace(answer)

    def ask(question):
        seen = look.answer(question, made)
        if met:
            met(question, seen)
        return seen

    return judge.judge(exercise, ask, seed)
