"""In a notebook's kernel: noting what became of the cells that were run, and keeping the placeholder's error short.

A name keeps its old value when the cell that should define it anew does not run. Without this, a check would judge an
answer that no longer stands in the notebook.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graders import look


@dataclass(frozen=True)
class Run:
    """One cell that was run: its text, the error that ended it (or None), and the names that it bound before that."""

    source: str
    error: BaseException | None
    bound: frozenset[str]


class History:
    """The cells of one IPython kernel in the order in which they were run, noted by IPython's own events."""

    def __init__(self, shell: Any) -> None:  # an InteractiveShell: IPython is no requirement outside notebooks
        self.shell = shell
        self.runs: list[Run] = []
        self.held: dict[str, object] = {}
        shell.events.register("pre_run_cell", self.before)
        shell.events.register("post_run_cell", self.after)

    def before(self, info: object) -> None:
        self.held = dict(self.shell.user_ns)

    def after(self, result: Any) -> None:
        error = result.error_before_exec or result.error_in_exec
        missing = object()
        now = self.shell.user_ns.items()
        bound = frozenset(name for name, value in now if self.held.get(name, missing) is not value)
        self.held = {}  # keep no object of the learner's alive
        self.runs.append(Run(result.info.raw_cell or "", error, bound))

    def unheard(self, names: Iterable[str]) -> tuple[str, Run] | None:
        """The last run that should have defined one of ``names`` and ended before it did, as (name, Run); else None."""
        for name in names:
            defining = re.compile(
                rf"^(?:(?:async +)?def|class) +{re.escape(name)}\b|^{re.escape(name)} *=", re.MULTILINE
            )
            last = next((run for run in reversed(self.runs) if defining.search(run.source)), None)
            if last and last.error and name not in last.bound:
                return name, last
        return None


_history: History | None = None


def watch() -> None:
    """Start to note what is run, once for each kernel; outside IPython there is nothing to note."""
    global _history
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell and (_history is None or _history.shell is not shell):
        _history = History(shell)
        shell.set_custom_exc((NotImplementedError,), unanswered)


def unanswered(shell: Any, kind: type, error: BaseException, tb: Any, tb_offset: int | None = None) -> list[str]:
    """Show the error of a placeholder line as one line, wherever it is met; any other NotImplementedError as always."""
    if str(error) == look.STUB:
        lines = ["○ not attempted yet: the answer that this cell uses still has its placeholder line"]
    else:
        lines = shell.InteractiveTB.structured_traceback(kind, error, tb, tb_offset=tb_offset)
    shell._showtraceback(kind, error, lines)
    return lines


def unheard(names: Iterable[str]) -> tuple[str, Run] | None:
    """As History.unheard, for the kernel that runs this; None outside IPython."""
    return _history.unheard(names) if _history else None
