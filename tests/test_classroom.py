"""An instructor's run with real nbgrader: a class is released, handed in, graded, given feedback, exported."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import corpus
import nbformat
import pytest
from conftest import ROOT

from graders import classroom
from graders import course as course_of

LESSON = "02_registration"
ANSWERS = [a for a in corpus.answers() if a.slug.startswith("registration/")]
RIGHT = {a.slug.split("/")[1]: a.source for a in reversed(ANSWERS) if a.code is None}
WRONG_ROUTER = next(a for a in corpus.answers() if a.slug == "registration/router" and a.code == "R05").source
PREDICTIONS = {"list-bug": 'my_prediction = "50 %"', "reload": 'my_reload_prediction = "the same"'}
POINTS = {
    slug.split("/")[1]: worth
    for lesson in course_of.lessons()
    if lesson.folder == LESSON
    for slug, worth in lesson.points.items()
}
FULL = sum(POINTS.values())


def worth(*names):
    """The points of these exercises together."""
    return sum(POINTS[name] for name in names)


def released():
    return nbformat.read(ROOT / "notebooks" / LESSON / "registration.ipynb", 4)


def cell(notebook, grade_id):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def answered(**changes):
    """The released notebook with right answers; ``changes`` (deep_net="...") replace some of them.

    This class deleted the cells that train for seconds and wrote down what they gave, with the imports that they need.
    """
    notebook = released()
    notebook.cells = [c for c in notebook.cells if c.id == "imports" or "nbgrader" in c.metadata]
    imports = notebook.cells[0].source.partition("torch.set_num_threads(1)")[0]  # the data come below
    notebook.cells[0].source = re.sub(r".*(sklearn|figures).*\n", "", imports)
    notebook.cells.insert(1, nbformat.v4.new_code_cell("accuracy, reload_accuracy = 0.97, 0.1", id="measured"))
    sources = {**PREDICTIONS, **RIGHT, **{name.replace("_", "-"): source for name, source in changes.items()}}
    for grade_id, source in sources.items():
        if source is not None:
            cell(notebook, grade_id).source = source
    return notebook


def perfect():
    """The whole notebook, every cell of it, the ones that train too."""
    notebook = released()
    for grade_id, source in {**PREDICTIONS, **RIGHT}.items():
        cell(notebook, grade_id).source = source
    return notebook, FULL


def empty():
    return answered(**{name.replace("-", "_"): None for name in (*PREDICTIONS, *RIGHT)}), 0


def partial():
    nothing = dict.fromkeys(("scaled_linear", "mini_module", "find_hidden"))
    return answered(router=WRONG_ROUTER, **nothing), FULL - worth(
        "router", "scaled-linear", "mini-module", "find-hidden"
    )


def syntax_error():
    return answered(deep_net="class DeepNet(nn.Module)\n    pass"), FULL - worth("deep-net")


def raised_exception():
    return answered(router="names = ['a', 'b']\nprint(names[2])\n" + RIGHT["router"]), FULL - worth("router")


def deleted_check_cells():
    notebook = answered()
    notebook.cells = [
        c
        for c in notebook.cells
        if c.metadata.get("nbgrader", {}).get("grade_id") not in ("router-check", "list-bug-check", "list-bug")
    ]
    return notebook, FULL - worth("list-bug")


def no_notebook():
    return "this is an essay, not a notebook", 0


def noise_on_stderr():
    noise = "import sys, warnings\nwarnings.warn('old', DeprecationWarning)\nprint('noise', file=sys.stderr)\n"
    return answered(
        deep_net=noise + RIGHT["deep-net"].replace("return ", "print('here', file=sys.stderr); return ")
    ), FULL


def copied_cells():
    notebook = answered()
    place = notebook.cells.index(cell(notebook, "router"))
    notebook.cells[place:place] = [
        nbformat.from_dict(json.loads(json.dumps(c))) for c in notebook.cells[place : place + 3]
    ]
    return notebook, FULL


def flipped_metadata():
    notebook = answered(mini_module="class MiniModule:\n    pass", find_hidden=None)
    cell(notebook, "router-check").metadata.nbgrader.update(points=100, grade=False)
    cell(notebook, "find-hidden-check").source = "pass"
    cell(notebook, "deep-net").metadata.nbgrader.update(schema_version=1, locked=True)
    cell(notebook, "mini-module-check").metadata.nbgrader.update(solution=True)
    return notebook, FULL - worth("mini-module", "find-hidden")


def lost_metadata():
    notebook = answered()
    notebook.metadata = {}
    for each in notebook.cells:
        each.metadata = {}
    return notebook, FULL


def dead_kernel():
    """What was earned before the kernel died stays."""
    before = list(POINTS)[: list(POINTS).index("scaled-linear")]
    return answered(scaled_linear="import os\nos._exit(1)"), worth(*before)


def grad_mode_left_off():
    return answered(two_layer_net=RIGHT["two-layer-net"] + "\ntorch.set_grad_enabled(False)"), FULL


CLASS = [
    perfect,
    empty,
    partial,
    syntax_error,
    raised_exception,
    deleted_check_cells,
    no_notebook,
    noise_on_stderr,
    copied_cells,
    flipped_metadata,
    lost_metadata,
    dead_kernel,
    grad_mode_left_off,
]


def nbgrader(course, *arguments):
    """Run nbgrader as an instructor does, in the course directory."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course directory in which the class of CLASS was released a lesson, handed it in and was graded."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    shutil.copytree(ROOT / "source", course / "source")
    done = nbgrader(course, "generate_assignment", LESSON)
    assert done.returncode == 0, done.stderr
    for student in CLASS:
        folder = course / "submitted" / student.__name__ / LESSON
        folder.mkdir(parents=True)
        notebook = student()[0]
        if isinstance(notebook, str):
            (folder / "registration.ipynb").write_text(notebook)
        else:
            (folder / "registration.ipynb").write_text(json.dumps(notebook))
    (course / "submitted" / "perfect" / LESSON / "evidence.json").write_text("forged")
    for command in ("autograde", "generate_feedback"):
        done = nbgrader(course, command, LESSON)
        assert done.returncode == 0, done.stderr[-3000:]
    done = nbgrader(course, "export", "--to", "grades.csv")
    assert done.returncode == 0, done.stderr
    return course


def feedback(course, student):
    return (course / "feedback" / student / LESSON / "registration.html").read_text()


def test_everybody_gets_the_points_earned(course):
    with open(course / "grades.csv") as file:
        scores = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert scores == {student.__name__: (student()[1], FULL) for student in CLASS}


def test_nobody_waits_for_a_manual_grade(course):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        assert not [s.student.id for s in gradebook.assignment_submissions(LESSON) if s.needs_manual_grade]


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("perfect", ["passed: registration/deep-net", "passed: registration/find-hidden"]),
        ("empty", ["not attempted yet: registration/deep-net", "Predict first"]),
        ("partial", ["R05", "dict"]),
        ("syntax_error", ["no DeepNet: its cell ended in SyntaxError", "SyntaxError"]),
        ("raised_exception", ["IndexError", "no Router"]),
        ("no_notebook", ["could not be read as a notebook", "submit that"]),
        ("dead_kernel", ["the kernel died while your code ran", "passed: registration/router"]),
        ("grad_mode_left_off", ["set_grad_enabled"]),
    ],
)
def test_feedback_says_what_happened(course, student, words):
    page = feedback(course, student)
    for word in words:
        assert word in page


def test_feedback_shows_the_twin_of_a_board(course):
    """No kernel, no buttons: the picture as it stood, and after each press that the lesson names."""
    page = feedback(course, "perfect")
    told = re.findall(r'<p role="alert">(.*?)</p>', page)
    assert any("before any training" in words for words in told) and any("200 steps. Changed:" in w for w in told)
    assert "jupyter-widgets" not in re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)


def test_feedback_shows_no_frame_of_ours(course):
    """A card is a card: no stack, and no path of the grading machine."""
    for student in CLASS:
        page = feedback(course, student.__name__)
        assert "graders/" not in page.replace("graders/exercises", "") and str(course) not in page


def test_evidence_is_kept_and_judges_the_same_again(course):
    """From the log of questions and answers alone, every check gets the verdict that it got."""
    seen = 0
    for student in CLASS:
        logs = json.loads((course / "autograded" / student.__name__ / LESSON / classroom.EVIDENCE).read_text())
        for log in logs:
            assert classroom.rejudged(log) == log["verdict"]
            seen += 1
    assert seen == len(POINTS) * len(CLASS)
    assert not list(course.glob("feedback/**/evidence.json"))


def test_submissions_stay_as_they_were_sent(course):
    for student in CLASS:
        sent = (course / "submitted" / student.__name__ / LESSON / "registration.ipynb").read_text()
        notebook = student()[0]
        assert sent == (notebook if isinstance(notebook, str) else json.dumps(notebook))


def test_without_our_config_the_practice_checks_grade(tmp_path):
    """Notebooks of this class under plain nbgrader: fewer guarantees, the same points."""
    shutil.copytree(ROOT / "source", tmp_path / "source")
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    assert nbgrader(tmp_path, "generate_assignment", LESSON).returncode == 0
    for student, notebook in (("right", answered()), ("partial", partial()[0])):
        folder = tmp_path / "submitted" / student / LESSON
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "registration.ipynb")
    done = nbgrader(tmp_path, "autograde", LESSON)
    assert done.returncode == 0, done.stderr[-3000:]
    assert nbgrader(tmp_path, "export", "--to", "grades.csv").returncode == 0
    with open(tmp_path / "grades.csv") as file:
        assert {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)} == {
            "right": FULL,
            "partial": partial()[1],
        }
