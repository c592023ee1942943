"""Judging: an exercise asks, claims are drawn from the answers, and the first one that fails decides.

    exercise(ask, rng) --question--> look --plain data--> claims --> Verdict

An exercise is a short generator that states intent. It never sees a learner's object, only the plain data that
``ask(question)`` returns, so it runs beside the learner (practice) or far away from him (grading) without a difference.
"""

import difflib
import importlib.util
import inspect
import pkgutil
import random
import re
import textwrap
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from graders.claims import Claim
from graders.signs import Finding, diagnose

# A question and its answer are JSON: what stands in them is told by look.py and seen.py.
Question = dict[str, Any]
Ask = Callable[[Question], dict[str, Any]]


@dataclass(frozen=True)
class Exercise:
    """One graded exercise: its slug, the names that the learner defines, its claims and its ladder of hints."""

    slug: str
    names: tuple[str, ...]
    claims: Callable[[Ask, random.Random], Iterator[Claim]]
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Prediction:
    """One prediction: its slug and, for each option, what to say to somebody who chose it. Any option earns the point."""

    slug: str
    question: str
    options: dict[str, str]


@dataclass(frozen=True)
class Verdict:
    """What a check found: ``passed``, ``failed`` or ``untouched``, the claims so far, and the mistake if it has a name."""

    slug: str
    state: str
    claims: tuple[Claim, ...] = ()
    finding: Finding | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str | None:
        """The code of the mistake, else the name of the claim that failed, else None."""
        if self.state != "failed":
            return None
        return self.finding.code if self.finding else self.claims[-1].name


class Unknown(LookupError):
    """There is no exercise or prediction of this name."""


Claims = TypeVar("Claims", bound=Callable[[Ask, random.Random], Iterator[Claim]])
Asked = TypeVar("Asked", Exercise, Prediction)
EXERCISES: dict[str, Exercise] = {}
PREDICTIONS: dict[str, Prediction] = {}


def exercise(slug: str, *names: str, hints: tuple[str, ...]) -> Callable[[Claims], Claims]:
    """Decorator: register a generator ``(ask, rng) -> claims`` as the exercise ``slug`` on the learner's ``names``."""

    def register(claims: Claims) -> Claims:
        EXERCISES[slug] = Exercise(slug, names, claims, hints)
        return claims

    return register


def prediction(slug: str, question: str, options: dict[str, str]) -> None:
    """Register a prediction; ``options`` maps each option to the words for those who chose it."""
    PREDICTIONS[slug] = Prediction(slug, question, options)


def find(slug: str, table: Mapping[str, Asked] = EXERCISES) -> Asked:  # type: ignore[assignment]
    """The exercise (or prediction) called ``slug``; raises Unknown with the names that exist."""
    topic = slug.split("/")[0] if isinstance(slug, str) else ""
    if topic.isidentifier():
        find_topic(topic)
    if slug not in table:
        known = [name for name in table if name.startswith(topic + "/")] or sorted(table)
        near = difflib.get_close_matches(str(slug), known, 1, 0.6)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        raise Unknown(f"There is no {slug!r}.{meant} Known here: {', '.join(known) or 'none'}.")
    return table[slug]


def has_topic(topic: str) -> bool:
    """Whether there is a lesson on this topic."""
    return importlib.util.find_spec(f"graders.exercises.{topic}") is not None


def find_topic(topic: str) -> None:
    """Import the exercises of one lesson, a file each, if there is such a lesson."""
    package = f"graders.exercises.{topic}"
    try:
        folder = importlib.import_module(package).__path__
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        return
    for module in pkgutil.iter_modules(folder):
        importlib.import_module(f"{package}.{module.name}")


def options_meant(prediction: Prediction, typed: object) -> list[str]:
    """The options that somebody may have meant by what he typed, as people type it: ``97``, ``"0 AND 0"``, ``b``, ``2, 5``.

    One option typed in full is that one. Else a letter or a number may stand for the place of an option, what was typed
    may begin one, or hold one among other words; what these agree on is what is meant.
    """
    if not isinstance(typed, (str, int, float)):
        return []
    if isinstance(typed, float) or re.fullmatch(r"\s*0?\.\d+\s*", str(typed)):  # a share, said in percent
        typed = f"{100 * float(typed):.4g}"
    meant, words = squeezed(typed), spaced(typed)
    options = {squeezed(option): option for option in prediction.options}
    if meant in options or not meant:
        return [options[meant]] if meant in options else []
    place = dict(zip(["a", "b", "c", "d", "e", "f", "g", "h"], prediction.options))
    place |= {str(number): option for number, option in enumerate(prediction.options, 1)}
    return [
        option
        for key, option in options.items()
        if place.get(meant) == option or key.startswith(meant) or f" {spaced(option)} " in f" {words} "
    ]


def spaced(text: object) -> str:
    """The words and numbers of a text in lower case, one space between them: no quotes, percent signs, dots."""
    words = re.findall(r"\w+(?:\.\d+)?", re.sub("[,&+]", " and ", str(text)))
    return " ".join(words).casefold()


def squeezed(text: object) -> str:
    """As spaced, without the spaces."""
    return spaced(text).replace(" ", "")


def model(name: str, *args: object, inputs: Iterable[object], seed: int, source: str | None = None) -> Question:
    """A question: build ``name(*args)`` and look at the module with every probe. Inputs: shapes (lists), values, or random
    whole numbers, as {"whole": shape, "below": 12}."""
    asked = [
        {"shape": item} if isinstance(item, list) else item if isinstance(item, dict) else {"value": item}
        for item in inputs
    ]
    question = {"look": "model", "name": name, "args": list(args), "inputs": asked, "seed": seed}
    return {**question, "source": source} if source is not None else question


def run(function: Callable[..., object], *names: str, **args: object) -> Question:
    """A question: call ``function(learner, **args)``, whose source is sent along, on the learner's ``names``."""
    return {
        "look": "run",
        "code": source_of(function),
        "function": function.__name__,
        "names": list(names),
        "args": args,
    }


def run_each(function: Callable[..., object], *names: str, each: Iterable[dict[str, object]]) -> Question:
    """A question: as run, with one call for each of several arguments; ``answers`` takes the reply apart."""
    question = run(function, *names)
    del question["args"]
    return {**question, "each": list(each)}


def answers(seen: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers to a question of run_each, up to the first error."""
    return seen.get("each") or [seen]


def in_turn(
    ask: Ask, function: Callable[..., object], *names: str, each: list[dict[str, object]]
) -> Iterator[dict[str, Any]]:
    """The answers to many calls, eight asked at once, up to the first error: a right answer takes few questions, and a
    wrong one is not looked at to the end."""
    for start in range(0, len(each), 8):
        for seen in answers(ask(run_each(function, *names, each=each[start : start + 8]))):
            yield seen
            if "result" not in seen:
                return


@cache
def source_of(function: Callable[..., object]) -> str:
    return textwrap.dedent(inspect.getsource(function))


def judge(exercise: Exercise, ask: Ask, seed: object) -> Verdict:
    """The verdict on an answer. ``ask`` takes a question and returns plain data; ``seed`` draws sizes and inputs.

    An exercise that stumbles over what was seen is our fault: the verdict says so, and nobody's cell shows our error.
    """
    claims: list[Claim] = []
    intent: dict[str, Any] = {}
    surroundings: dict[str, Any] = {}
    unanswered: list[Exception] = []

    def asked(question: Question) -> dict[str, Any]:
        try:
            seen = ask(question)
        except Exception as error:
            unanswered.append(error)
            raise
        surroundings.update(seen.get("surroundings", {}))
        return seen

    for claim in stumbling(exercise.claims(asked, random.Random(str(seed))), unanswered):
        claims.append(claim)
        intent.update(claim.intent)
        if claim.holds:
            continue
        if claim.seen.get("error", {}).get("stub"):
            return Verdict(exercise.slug, "untouched", tuple(claims))
        found = diagnose(claim.seen, intent=intent)
        return Verdict(exercise.slug, "failed", tuple(claims), next(iter(found), None), notes(surroundings))
    return Verdict(exercise.slug, "passed", tuple(claims), None, notes(surroundings))


def stumbling(claims: Iterator[Claim], unanswered: list[Exception]) -> Iterator[Claim]:
    """The claims of an exercise; where it raises, a last claim that says what happened to us.

    What asking itself raised is the caller's, and goes on to him.
    """
    try:
        yield from claims
    except Exception as error:
        if error in unanswered:
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}: {error}"
        yield Claim(
            "unjudged",
            False,
            "",
            "an answer that this check can judge",
            f"the check itself stumbled ({told[:120]})",
            cause="The fault is ours, not yours: please report your answer, so that the check can be mended.",
        )


def notes(surroundings: Mapping[str, Any]) -> tuple[str, ...]:
    """What an earlier cell left behind in the kernel: judged around it, but worth knowing."""
    found = []
    if surroundings.get("grad_enabled") is False:
        found.append(
            "Gradients are switched off in this notebook: an earlier cell called torch.set_grad_enabled(False) or was "
            "interrupted. This check switched them on for itself; run torch.set_grad_enabled(True) for your own cells."
        )
    if surroundings.get("default_dtype", "float32") != "float32":
        found.append(
            f"An earlier cell set the default dtype to torch.{surroundings['default_dtype']}; "
            "torch.set_default_dtype(torch.float32) puts it back."
        )
    return tuple(found)
