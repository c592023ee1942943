"""One sign of a mistake, and what several families of signs ask of what was seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Seen = Mapping[str, Any]  # what look.py and program/ tell, as JSON


@dataclass(frozen=True)
class Sign:
    """A mistake that what was seen points to: its code, where it sits, what it is about, the learner's line if known."""

    code: str
    where: str | None = None
    what: str | None = None
    line: str | None = None


def quoted(names: Iterable[str]) -> str:
    """Up to three names in backticks."""
    names = list(dict.fromkeys(names))
    return ", ".join(f"`{name}`" for name in names[:3])


def under(name: str, prefixes: Iterable[str]) -> bool:
    """Whether a parameter's name lies under one of the prefixes, which match at a dot."""
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def parts(names: Iterable[str]) -> str:
    """The modules that parameters belong to, each once."""
    return quoted(name.rpartition(".")[0] or name for name in names)


def steps_of(seen: Seen) -> list[Seen]:
    return [step for step in seen.get("steps", ()) if "error" not in step]


def moved_in(seen: Seen) -> set[str]:
    return {name for step in seen.get("steps", ()) for name in step.get("moved", ())}


def first_error(seen: Seen) -> Seen:
    """The first error of a training step or of the probes, with its text."""
    for found in (*seen.get("steps", ()), seen.get("gradients") or {}, seen):
        if found.get("error"):
            return found["error"]
    return {}
