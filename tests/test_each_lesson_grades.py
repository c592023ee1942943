"""Each lesson through real nbgrader, whole notebooks: the solution gets every point, the untouched one none."""

import csv
import json
import shutil

import nbformat
import pytest
from conftest import ROOT
from nbgrader.api import Gradebook
from test_classroom import LESSON, nbgrader

from graders import course as course_of


@pytest.mark.parametrize("lesson", [lesson for lesson in course_of.lessons() if lesson.folder != LESSON])
def test_a_solution_gets_all_points_and_an_untouched_notebook_none(lesson, tmp_path):
    """The lesson of test_classroom.py is graded there, for a whole class."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / "source" / lesson.folder, tmp_path / "source" / lesson.folder)
    done = nbgrader(tmp_path, "generate_assignment", lesson.folder)
    assert done.returncode == 0, done.stderr[-3000:]
    name = f"{lesson.topic}.ipynb"
    released = nbformat.read(ROOT / "notebooks" / lesson.folder / name, 4)
    solved = nbformat.read(ROOT / "solutions" / lesson.folder / name, 4)
    answers = {c.id: c.source for c in solved.cells if c.metadata.get("nbgrader", {}).get("solution")}
    for student, given in (("untouched", {}), ("solved", answers)):
        for cell in released.cells:
            cell.source = given.get(cell.id, cell.source)
        folder = tmp_path / "submitted" / student / lesson.folder
        folder.mkdir(parents=True)
        (folder / name).write_text(json.dumps(released))
    scores = graded(tmp_path, lesson)
    most = lesson.together + sum(lesson.by_hand.values())  # what an instructor has not graded yet counts nothing
    assert scores == {"solved": (lesson.together, most), "untouched": (0, most)}
    if lesson.by_hand:  # points that an instructor has typed survive a second grading
        with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
            for slug, points in lesson.by_hand.items():
                task = gradebook.find_grade(slug.split("/")[1], lesson.topic, lesson.folder, "solved")
                task.manual_score = points - 1
            gradebook.db.commit()
        typed = sum(lesson.by_hand.values()) - len(lesson.by_hand)
        assert graded(tmp_path, lesson, "--force")["solved"] == (lesson.together + typed, most)


def graded(home, lesson, *options):
    """Score and most possible score of each student, as exported after a grading."""
    done = nbgrader(home, "autograde", lesson.folder, *options)
    assert done.returncode == 0, done.stderr[-3000:]
    assert nbgrader(home, "export", "--to", "grades.csv").returncode == 0
    with open(home / "grades.csv") as file:
        return {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
