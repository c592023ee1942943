"""The cells for trying things out survive every right answer: nobody who answered in another style meets an error there."""

import contextlib
import io

import corpus
import pytest
from test_lessons import LESSONS, TOPIC, read

OURS = ("check(", "predict(", "hint(", "progress(", "factory(", "atlas", "what_moved(", "module_tree(")


def before(cells, places):
    """What the notebook holds when its cell number ``place`` is about to run, for each of ``places``, with the model answers
    and without pictures."""
    made = {"__name__": "__main__"}
    for place, cell in enumerate(cells):
        if place in places:
            yield dict(made)
        if cell.cell_type == "code" and not cell.source.startswith(OURS):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(cell.source, made)


@pytest.mark.parametrize("lesson", LESSONS)
def test_try_it_cells_survive_every_right_answer(lesson):
    notebook = read("source", lesson)
    cells = notebook.cells
    right = [
        answer for answer in corpus.answers() if answer.code is None and answer.slug.startswith(TOPIC[lesson] + "/")
    ]
    tried = 0
    places = {
        i: c.metadata.nbgrader.grade_id for i, c in enumerate(cells) if c.metadata.get("nbgrader", {}).get("solution")
    }
    for (place, name), held in zip(places.items(), before(cells, places)):
        try_it = cells[place + 1]
        answers = [answer for answer in right if answer.slug == f"{TOPIC[lesson]}/{name}"]
        if not answers or try_it.cell_type != "code":
            continue  # a prediction has no such cell
        for answer in answers:
            made = held | corpus.namespace(answer)
            with contextlib.redirect_stdout(io.StringIO()):
                exec(try_it.source, made)
            tried += 1
    assert tried >= len(right) > 0
