"""The course, as nbgrader sees it. The repository root is the course directory; run nbgrader from here."""

from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment

c = get_config()  # noqa: F821  (traitlets provides it)
ROOT = Path(__file__).resolve().parent

# The house: source/ -> notebooks/ and solutions/. Submissions and grades stay out of git.
c.CourseDirectory.course_id = "what_actually_learns"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.solution_directory = "solutions"
c.CourseDirectory.db_url = f"sqlite:///{ROOT / 'gradebook.db'}"

# An exchange inside the course, made by `make teach`. On a shared machine, name a folder everybody reaches.
c.Exchange.root = str(ROOT / "exchange")



def ours(names, **replacements):
    """nbgrader's own list of preprocessors with some of them replaced, given as import paths that load when needed."""
    return [replacements.get(pp.__name__, pp) for pp in names.default()]


# Release: the one line that means "not attempted yet", left only where it is inside a function.
c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("your answer here")'}
c.GenerateAssignment.preprocessors = ours(
    GenerateAssignment.preprocessors, ClearSolutions="graders.classroom.ClearSolutions"
)

# Solutions: executed without timestamps, so that a rebuild changes nothing.
c.Execute.record_timing = False
c.Execute.timeout = 60

# Grading: check cells are judged outside the kernel, and a submission in any state gets its grade.
c.Autograde.exporter_class = "graders.classroom.Reader"
c.Autograde.autograde_preprocessors = ours(
    Autograde.autograde_preprocessors, Execute="graders.classroom.JudgedExecute"
)
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "evidence.json"]
