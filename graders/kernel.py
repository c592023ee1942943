"""In a notebook's kernel: noting what became of the cells that were run, and keeping neutral what is no mistake.

A name keeps its old value when the cell that should define it anew does not run. Without this, a check would judge an
answer that no longer stands in the notebook. What a kernel cannot see is a cell that was edited and not run.
"""

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graders import cards, look, tell, typed

DEFINITION = re.compile(r"^(?:(?:async +)?def|class) +(\w+)|^(\w+) *(?::[^=\n]+)?=(?!=)", re.MULTILINE)
PREDICT = re.compile(r"""predict\(\s*["']([^"']+)["'],\s*(\w+),\s*measured=(\w+)""")
INNER = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Run:
    """One cell that was run: the error that ended it (or None), the names that it bound and those that its text defines.

    The front end may tell the cell's id; a cell that was deleted counts as one that was run and defines nothing.
    """

    error: BaseException | None = None
    bound: frozenset[str] = frozenset()
    defines: frozenset[str] = frozenset()
    cell: str | None = None
    count: int | None = None


class History:
    """The cells of one IPython kernel in the order in which they were run, noted by IPython's own events."""

    def __init__(self, shell: Any) -> None:  # an InteractiveShell: IPython is no requirement outside notebooks
        self.shell = shell
        self.runs: list[Run] = []
        self.held: dict[str, object] = {}
        self.source = ""  # of the cell that is being run
        shell.events.register("pre_run_cell", self.before)
        shell.events.register("post_run_cell", self.after)

    def before(self, info: Any) -> None:
        self.held = dict(self.shell.user_ns)
        self.source = info.raw_cell or ""
        self.runs += [Run(cell=cell) for cell in self.deleted()]

    def deleted(self) -> list[str]:
        """The cells that were deleted since the last run, as JupyterLab tells it with each request."""
        request = self.shell.get_parent() if hasattr(self.shell, "get_parent") else None  # a terminal has no requests
        return [str(cell) for cell in ((request or {}).get("metadata") or {}).get("deletedCells") or ()]

    def after(self, result: Any) -> None:
        error = result.error_before_exec or result.error_in_exec
        defines, certain = self.definitions(result.info.raw_cell or "")
        bound = frozenset(name for name in list(self.shell.user_ns) if self.new(name))
        if certain and not error:
            bound |= defines  # anew, though it may be the same object as before
        self.held = {}  # keep no object of the learner's alive
        self.runs.append(Run(error, bound, defines, getattr(result.info, "cell_id", None), result.execution_count))

    def new(self, name: str) -> bool:
        """Whether the cell that is being run has bound this name."""
        missing = object()
        return self.shell.user_ns.get(name, missing) is not self.held.get(name, missing) and name in self.shell.user_ns

    def definitions(self, source: str) -> tuple[frozenset[str], bool]:
        """The names that a cell defines by its text, and whether that is certain: not so where it is no Python."""
        try:
            if source.lstrip().startswith("%%"):
                raise SyntaxError("a magic may do anything with the cell")
            return frozenset(names_in(ast.parse(self.shell.transform_cell(source)))), True
        except (SyntaxError, ValueError):
            return frozenset(match[1] or match[2] for match in DEFINITION.finditer(source)), False

    def unheard(self, names: Iterable[str]) -> tuple[str, Run] | None:
        """The last run that should have defined one of ``names`` and did not, as (name, Run); else None.

        It should have if its text defines the name, or if it is another run of the cell that had defined it before.
        """
        for name in names:
            place, binder = self.binder(name)
            cell = binder and binder.cell
            later = [run for run in self.runs[place:] if name in run.defines or (cell and run.cell == cell)]
            if later and not self.new(name):
                return name, later[-1]
        return None

    def binder(self, name: str) -> tuple[int, Run | None]:
        """The last run that bound a name, and the place after it."""
        places = [place for place, run in enumerate(self.runs) if name in run.bound]
        return (places[-1] + 1, self.runs[places[-1]]) if places else (0, None)

    def doubled(self, names: Iterable[str]) -> tuple[str, Run, Run] | None:
        """A name that two cells define, with the run that counts and that of another cell; else None."""
        last = {run.cell: run for run in self.runs if run.cell}  # a deleted cell defines nothing
        for name in names:
            _, judged = self.binder(name)
            others = [run for run in last.values() if name in run.bound and run is not judged]
            if judged and judged.cell and others and not self.new(name):
                return name, judged, others[-1]
        return None


def names_in(tree: ast.AST) -> Iterator[str]:
    """The names that code binds at its top level."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif not isinstance(node, INNER):
            yield from names_in(node)


_history: History | None = None


def shell() -> Any:
    """IPython's shell, if IPython runs this, else None."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def live() -> bool:
    """Whether somebody sits at a notebook. While nbgrader runs it, what counts is an error and its text."""
    return shell() is not None and "NBGRADER_EXECUTION" not in os.environ


def watch() -> None:
    """Start to note what is run, and to read predictions, once for each kernel; outside IPython there is nothing to do."""
    global _history
    if (here := shell()) and (_history is None or _history.shell is not here):
        _history = History(here)
        here.input_transformers_cleanup.append(typed.quoted)
        here.set_custom_exc((NotImplementedError, NameError), met)


def met(shell: Any, kind: type, error: BaseException, tb: Any, tb_offset: int | None = None) -> list[str]:
    """Show an error as one neutral card if it means that an answer is not there yet; any other as always.

    The cell counts as failed all the same, so that what comes after it is run or not as the notebook says.
    """
    called = PREDICT.search(_history.source) if _history else None
    if isinstance(error, NotImplementedError) and str(error) == look.STUB:
        card = tell.placeholder()
    elif called and isinstance(error, NameError) and error.name and error.name in called.groups()[1:]:
        card = tell.not_defined(called[1], error.name)
    else:
        shell.showtraceback((kind, error, tb), running_compiled_code=True)
        return []
    lines = tell.plain(card).splitlines()
    if live():
        show(tell.plain(card), cards.card(card))
        shell._last_traceback = lines  # what the reply says of the error
    else:
        shell._showtraceback(kind, error, lines)
    return lines


def show(text: str, page: str) -> None:
    """Display text and its HTML in a notebook; print the text elsewhere."""
    if shell():
        sys.modules["IPython"].display.display({"text/plain": text, "text/html": page}, raw=True)
    else:
        print(text)


def unheard(names: Iterable[str]) -> tuple[str, Run] | None:
    """As History.unheard, for the kernel that runs this; None outside IPython."""
    return _history.unheard(names) if _history else None


def doubled(names: Iterable[str]) -> tuple[str, Run, Run] | None:
    """As History.doubled, for the kernel that runs this; None outside IPython."""
    return _history.doubled(names) if _history else None


def ran(names: Iterable[str]) -> tuple[str, int] | None:
    """The name that was defined last, and the count of the cell that did it, such as [12]; None where that is not known."""
    if not _history:
        return None
    found = [(place, name, run.count) for name in names for place, run in [_history.binder(name)] if run and run.count]
    return max(found)[1:] if found else None


def predicted() -> list[str]:
    """The name of the prediction that the cell which is being run hands to predict; none outside IPython."""
    called = PREDICT.search(_history.source) if _history else None
    return [called[2]] if called else []
