"""What a learner calls in a notebook: check, predict, hint, progress. Here looking happens in the kernel itself."""

import contextlib
import dataclasses
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from graders import cards, course, judge, kernel, look, tell

kernel.watch()

STORE = Path(".progress.json")
SAID = "said: "
_attempts: Counter[str] = Counter()
_last: dict[str, judge.Verdict] = {}
_hinted: Counter[str | tuple[str, str]] = Counter()
_memory: dict[str, str] = {}


class CheckFailed(AssertionError):
    """A check that did not pass. A notebook shows its words alone, without a stack of our own frames."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


def check(slug: str) -> None:
    """Check your answer to the exercise ``slug``, such as "registration/deep-net", and say what was found.

    Looks at the names that the notebook defines, on fresh objects built from them. Shows a card, and raises CheckFailed
    when the answer is not right yet.
    """
    exercise = _found(slug, judge.EXERCISES, "exercise")
    namespace = sys._getframe(1).f_globals
    if unheard := kernel.unheard(exercise.names):
        _last.pop(slug, None)  # a hint for an answer that is gone would mislead
        keep(slug, "failed")
        return _tell(tell.not_run(slug, *unheard, unheard[0] in namespace))
    # The seed follows from the number of the attempt: Run All gives the same outputs each time, and yet nobody passes
    # by fitting one draw.
    verdict = judge.judge(exercise, lambda question: look.answer(question, namespace), f"{slug} {_attempts[slug] + 1}")
    missing = verdict.claims[-1].seen.get("missing")
    if missing and not missing["similar"] and kernel.live():
        return _tell(tell.not_defined(slug, missing["name"]))
    _attempts[slug] += 1
    keep(slug, verdict.state)
    _last[slug] = verdict
    if doubled := kernel.doubled(exercise.names):
        verdict = dataclasses.replace(verdict, notes=(*verdict.notes, tell.two_cells(*doubled)))
    elif verdict.state == "failed" and kernel.live() and (ran := kernel.ran(exercise.names)):
        verdict = dataclasses.replace(verdict, notes=(*verdict.notes, tell.as_run(*ran)))
    _tell(tell.judged(verdict), course.worth(slug))


def predict(slug: str, chosen: object, measured: object) -> None:
    """Compare your prediction with what you measured, and say what your choice tells. Any listed option earns its point."""
    question = _found(slug, judge.PREDICTIONS, "prediction")
    if unheard := kernel.unheard(kernel.predicted()):
        return _tell(tell.not_run(slug, *unheard, True))
    meant = judge.options_meant(question, chosen)
    if len(meant) != 1:
        return _tell(tell.unpredicted(question, chosen, meant))
    keep(slug, "passed", tell.said(meant[0], measured))
    kernel.show(tell.prediction(meant[0], measured, question), cards.prediction(meant[0], measured, question))


def hint(slug: str) -> None:
    """The next hint for the exercise: first about the mistake that the last check named, then from a question to code."""
    exercise = _found(slug, judge.EXERCISES, "exercise")
    from graders import mistakes

    verdict = _last.get(slug)
    code = verdict.code if verdict else None
    if code in mistakes.codes() and not _hinted[slug, code]:
        _hinted[slug, code] += 1
        mistake = mistakes.find(code)
        topic = mistake.section.partition(":")[0].partition("_")[2]
        blocks = tell.story(mistake, judge.has_topic(topic))
    else:
        blocks = tell.rung(exercise, _hinted[slug], verdict)
        _hinted[slug] += 1
    kernel.show(tell.prose(blocks), cards.prose(blocks))


def progress(topic: str | None = None) -> None:
    """Where you stand in one lesson, such as "layers", or in each that you have worked on in this folder."""
    kept = load()
    topics = [topic] if topic else list(dict.fromkeys(slug.split("/")[0] for slug in kept if not slug.startswith(SAID)))
    if not topics:
        print("Nothing checked yet. Run a check(...) cell first.")
        return
    for each in topics:
        if not judge.has_topic(each):
            _fail(tell.unknown("lesson", LookupError('give the name of a lesson, such as progress("layers")')))
        judge.find_topic(each)
        known = [s for table in (judge.PREDICTIONS, judge.EXERCISES) for s in table if s.startswith(each + "/")]
        lesson = next((lesson for lesson in course.lessons() if lesson.topic == each), None)
        said = {slug: kept[SAID + slug] for slug in known if SAID + slug in kept}
        print(tell.standing(each, {slug: kept.get(slug, "untouched") for slug in known}, said, lesson))


def in_memory() -> bool:
    """While nbgrader runs a notebook, nothing is read or written: outputs must not depend on an earlier run."""
    return "NBGRADER_EXECUTION" in os.environ or os.environ.get("GRADERS_PROGRESS") == "memory"


def load() -> dict[str, str]:
    """What is remembered: slug -> state, and SAID + slug -> what was predicted and measured."""
    if in_memory():
        return dict(_memory)
    try:
        stored = json.loads(STORE.read_text())
        return {
            str(key): kept
            for key, kept in stored.items()
            if isinstance(kept, str) and (kept in tell.STATES or key.startswith(SAID))
        }
    except (OSError, ValueError, AttributeError):
        return {}


def keep(slug: str, state: str, said: str | None = None) -> None:
    """Remember the verdict. A folder that cannot be written costs the memory of it, nothing else."""
    before = load()
    if state != "passed" and before.get(slug) in ("passed", "once"):
        state = "once"  # what was solved once stays solved, whatever is tried afterwards
    new = {slug: state} | ({SAID + slug: said} if said else {})
    states = {**before, **new}
    _memory.update(new)
    if not in_memory():
        with contextlib.suppress(OSError):
            STORE.write_text(json.dumps(states, indent=1))


def _found(slug: str, table: Mapping[str, judge.Asked], kind: str) -> judge.Asked:
    """The exercise or prediction of this slug. Where there is none, a card says so."""
    try:
        return judge.find(slug, table)
    except judge.Unknown as error:
        unknown = tell.unknown(kind, error)
    _fail(unknown)


def _tell(card: tell.Card, points: int | None = None) -> None:
    """Show a card. One that says "not yet" ends the cell as an error; what was not attempted is none, for a person."""
    if card.title.startswith(tell.PASSED) or (kernel.live() and not card.title.startswith(tell.FAILED)):
        kernel.show(tell.plain(card), cards.card(card, points))
    else:
        _fail(card)


def _fail(card: tell.Card) -> NoReturn:
    """End the cell as an error: its whole text where a grade depends on it, one line below the card for a person."""
    if not kernel.live():
        raise CheckFailed(tell.plain(card))
    kernel.show(tell.plain(card), cards.card(card))
    raise CheckFailed(card.title)
