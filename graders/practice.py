"""What a learner calls in a notebook: check, predict, hint, progress. Here looking happens in the kernel itself."""

import contextlib
import json
import os
import sys
from collections import Counter
from pathlib import Path

from graders import judge, look, tell

STORE = Path(".progress.json")
_attempts, _failed, _hinted, _memory = Counter(), {}, Counter(), {}


class CheckFailed(AssertionError):
    """A check that did not pass. A notebook shows its card alone, without a stack of our own frames."""

    def _render_traceback_(self):
        return str(self).splitlines()


def check(slug):
    """Check your answer to the exercise ``slug``, such as "registration/deep-net", and say what was found.

    Looks at the names that the notebook defines, on fresh objects built from them. Raises CheckFailed with a card when
    the answer is not right yet.
    """
    try:
        exercise = judge.find(slug, judge.EXERCISES)
    except judge.Unknown as error:
        raise CheckFailed(card("✗ no such exercise", str(error))) from None
    namespace = sys._getframe(1).f_globals
    _attempts[slug] += 1
    # The seed follows from the number of the attempt: Run All gives the same outputs each time, and yet nobody passes
    # by fitting one draw.
    verdict = judge.judge(exercise, lambda question: look.answer(question, namespace), f"{slug} {_attempts[slug]}")
    keep(slug, verdict.state)
    _failed[slug] = verdict
    if verdict.state != "passed":
        raise CheckFailed(tell.text(verdict))
    _show(tell.text(verdict), tell.passed_html(verdict))


def refuse_while_looking(name):
    """Some exercises ask the learner to write what graders offers, so it does not work while an answer is looked at."""
    if "GRADERS_LOOKING" in os.environ:
        raise RuntimeError(f"graders.{name} does not work inside an answer that is being checked: write it yourself")


def predict(slug, chosen, measured):
    """Compare your prediction with what you measured, and say what your choice tells. Any listed option earns its point."""
    try:
        question = judge.find(slug, judge.PREDICTIONS)
        words = judge_prediction(question, chosen)
    except judge.Unknown as error:
        raise CheckFailed(card("✗ no such prediction", str(error))) from None
    if words:
        raise CheckFailed(words)
    keep(slug, "passed")
    _show(tell.prediction(chosen, measured, question))


def judge_prediction(question, chosen):
    """None if ``chosen`` is one of the options, else the card that says what is missing."""
    options = ", ".join(f'"{option}"' for option in question.options)
    if chosen is None:
        return card(f"{tell.STATES['untouched']}: {question.slug}", f"Predict first: set your prediction to {options}.")
    if not isinstance(chosen, str) or chosen not in question.options:
        return card(f"{tell.STATES['failed']}: {question.slug}", f"{str(chosen)[:40]!r} is not one of {options}.")
    return None


def hint(slug):
    """The next hint for the exercise: first about the mistake that the last check named, then from a question to code."""
    try:
        exercise = judge.find(slug, judge.EXERCISES)
    except judge.Unknown as error:
        raise CheckFailed(card("✗ no such exercise", str(error))) from None
    from graders.catalogue import CATALOGUE

    verdict = _failed.get(slug)
    code = verdict.code if verdict else None
    if code in CATALOGUE and not _hinted[slug, code]:
        _hinted[slug, code] += 1
        mistake = CATALOGUE[code]
        print(
            "\n".join(
                [
                    f"{code}: {mistake.name}",
                    "",
                    *paragraphs(mistake.more),
                    "",
                    f"More on it in lesson {mistake.section}",
                ]
            )
        )
        return
    step = min(_hinted[slug], len(exercise.hints) - 1)
    _hinted[slug] += 1
    print("\n".join([f"Hint {step + 1} of {len(exercise.hints)}", *tell.wrapped(exercise.hints[step])]))


def paragraphs(text):
    """Prose wrapped at 80 columns; indented lines (code) stay as they are."""
    for line in text.strip().splitlines():
        yield from [line] if line.startswith("    ") else tell.wrapped(line)


def progress():
    """Where you stand: each exercise and prediction of the lessons that you have worked on in this folder."""
    states = load()
    topics = dict.fromkeys(slug.split("/")[0] for slug in states)
    if not topics:
        print("Nothing checked yet. Run a check(...) cell first.")
        return
    for topic in topics:
        judge.find_topic(topic)
        known = [
            slug for table in (judge.PREDICTIONS, judge.EXERCISES) for slug in table if slug.startswith(topic + "/")
        ]
        done = sum(states.get(slug) == "passed" for slug in known)
        print(f"{topic}: {done} of {len(known)} done")
        for slug in known:
            print(f"  {tell.STATES[states.get(slug, 'untouched')]}: {slug}")


def in_memory():
    """While nbgrader runs a notebook, nothing is read or written: outputs must not depend on an earlier run."""
    return "NBGRADER_EXECUTION" in os.environ or os.environ.get("GRADERS_PROGRESS") == "memory"


def load():
    if in_memory():
        return dict(_memory)
    try:
        stored = json.loads(STORE.read_text())
        return {str(slug): state for slug, state in stored.items() if state in tell.STATES}
    except (OSError, ValueError, AttributeError):
        return {}


def keep(slug, state):
    """Remember the best verdict. A folder that cannot be written costs the memory of it, nothing else."""
    before = load()
    if before.get(slug) == "passed":
        return  # what was solved once stays solved, whatever is tried afterwards
    states = {**before, slug: state}
    _memory[slug] = state
    if not in_memory():
        with contextlib.suppress(OSError):
            STORE.write_text(json.dumps(states, indent=1))


def card(title, words):
    return "\n".join([title, *tell.wrapped(words, "  ")])


def _show(text, html=None):
    """Display in a notebook, print elsewhere."""
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython():
        sys.modules["IPython"].display.display({"text/plain": text, **({"text/html": html} if html else {})}, raw=True)
    else:
        print(text)
