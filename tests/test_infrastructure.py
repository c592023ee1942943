"""The repository around the lessons: setting up, the lab's promise to learners, Binder, one way to test."""

import json
import os
import platform
import re
import runpy
import shutil
import subprocess
import sys
import textwrap
import tomllib
import urllib.parse
from pathlib import Path

import corpus
import pytest
from conftest import ROOT, files

from graders import judge, look
from graders.course import lessons

lab = runpy.run_path(str(ROOT / "scripts" / "lab.py"))


def make(*arguments, cwd=ROOT, **environment):
    return subprocess.run(
        ["make", *arguments],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if "MAKE" not in name} | environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


# make lab: what a learner has written is never lost


def notebook(*sources, **metadata):
    cells = [
        {
            "cell_type": "code",
            "id": f"c{i}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": s,
        }
        for i, s in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


class Course:
    """A course with one lesson, and a learner's work/."""

    def __init__(self, folder):
        self.notebooks, self.work = folder / "notebooks", folder / "work"
        self.upstream = self.notebooks / "02_registration" / "registration.ipynb"
        self.mine = self.work / "02_registration" / "registration.ipynb"
        self.new = self.mine.with_name("registration.new.ipynb")
        self.upstream.parent.mkdir(parents=True)

    def publish(self, *sources, **metadata):
        self.upstream.write_text(notebook(*sources, **metadata))
        return lab["deliver"](self.notebooks, self.work)

    def names(self):
        return sorted(path.name for path in self.mine.parent.iterdir())


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


def test_a_lesson_is_delivered_and_kept_up_to_date_while_untouched(course):
    assert course.publish("first") == []
    assert lab["mark"](course.mine.read_bytes()) == lab["mark"](course.upstream.read_bytes())
    told = json.loads(course.mine.read_text())["metadata"]["language_info"]
    assert told["version"] == platform.python_version(), "what JupyterLab would add, so that nothing is unsaved"
    assert course.publish("corrected") == []
    assert "corrected" in course.mine.read_text()
    assert course.names() == ["registration.ipynb"]


def test_a_lesson_that_was_only_opened_counts_as_untouched(course):
    course.publish("first")
    course.mine.write_text(notebook("first", language_info={"name": "python"}))
    assert course.publish("corrected") == []
    assert "corrected" in course.mine.read_text()


def test_an_answer_survives_when_nothing_changed_upstream(course):
    course.publish("first")
    course.mine.write_text(notebook("my answer"))
    assert course.publish("first") == []
    assert "my answer" in course.mine.read_text()
    assert course.names() == ["registration.ipynb"]


def test_a_correction_arrives_beside_an_answer_and_says_so(course):
    course.publish("first")
    course.mine.write_text(notebook("my answer"))
    [sentence] = course.publish("corrected")
    assert "registration.new.ipynb" in sentence
    assert "my answer" in course.mine.read_text()
    assert "corrected" in course.new.read_text()
    assert course.publish("corrected") == [], "it is said once"
    [sentence] = course.publish("corrected again")
    assert "registration.new.ipynb" in sentence
    assert "again" in course.new.read_text(), "an untouched correction gives way to the next"


def test_an_answer_written_into_the_correction_survives_too(course):
    course.publish("first")
    course.mine.write_text(notebook("my answer"))
    course.publish("corrected")
    course.new.write_text(notebook("my second answer"))
    [sentence] = course.publish("corrected again")
    assert "registration.new2.ipynb" in sentence
    assert "my answer" in course.mine.read_text()
    assert "my second answer" in course.new.read_text()


def test_a_learner_may_take_the_correction_over(course):
    course.publish("first")
    course.mine.write_text(notebook("my answer"))
    course.publish("corrected")
    course.new.replace(course.mine)
    assert course.publish("corrected again") == []
    assert "again" in course.mine.read_text()


@pytest.mark.parametrize("record", [None, "", "{", "[1]", "7", '{"02_registration/registration.ipynb": 1}'])
def test_without_a_sound_record_everything_counts_as_changed(course, record):
    course.publish("first")
    path = course.work / ".delivered.json"
    path.unlink() if record is None else path.write_text(record)
    assert len(course.publish("corrected")) == 1
    assert "first" in course.mine.read_text()
    assert "corrected" in course.new.read_text()


def test_a_file_that_is_no_notebook_any_more_is_kept(course):
    course.publish("first")
    course.mine.write_bytes(b"\xff half a note")
    course.publish("corrected")
    assert course.mine.read_bytes() == b"\xff half a note"


def test_a_deleted_lesson_comes_back(course):
    course.publish("first")
    course.mine.unlink()
    assert course.publish("first") == []
    assert course.mine.exists()


# make setup


def python(folder, prelude):
    """A Python that runs some lines first: a machine with something missing."""
    folder.mkdir()
    script = folder / "python"
    run = "runpy.run_path(sys.argv[0], run_name='__main__')"
    body = f"import runpy, sys; sys.argv = sys.argv[1:]; {prelude}; {run}"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{body}" "$@"\n')
    script.chmod(0o755)
    return script


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_setup_says_what_to_install_where_python_has_no_venv(copy, tmp_path, missing):
    fake = python(tmp_path / "bin", f"sys.modules['{missing}'] = None")
    done = make("setup", cwd=copy, PYTHON=str(fake))
    said = done.stderr.splitlines()
    assert done.returncode and re.search(r"sudo apt install python3\.\d+-venv", said[0]), done.stderr
    assert len([line for line in said if not line.startswith("make")]) == 1
    assert not (copy / ".venv").exists()


@pytest.mark.parametrize("minor", [10, 14])
def test_setup_names_the_python_it_needs(copy, tmp_path, minor):
    fake = python(tmp_path / "bin", f"sys.version_info = (3, {minor}, 4)")
    done = make("setup", cwd=copy, PYTHON=str(fake))
    assert done.returncode and f"needs Python 3.11 to 3.13, and this is 3.{minor}" in done.stderr
    assert len([line for line in done.stderr.splitlines() if not line.startswith("make")]) == 1


@pytest.mark.slow
def test_setup_without_a_network_says_so_and_a_broken_environment_is_made_anew(copy, tmp_path):
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / ".venv" / "bin" / "python").symlink_to(tmp_path / "gone")
    (copy / ".venv" / "half").touch()
    nowhere = {
        "TORCH_INDEX": "http://127.0.0.1:9/whl/cpu",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_FIND_LINKS": "",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
    }
    done = make("setup", "TORCH_INDEX=" + nowhere["TORCH_INDEX"], cwd=copy, PYTHON=sys.executable, **nowhere)
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode and len(said) == 1 and "connect to the internet" in said[0], done.stderr
    assert not (copy / ".venv" / "half").exists()
    assert not (copy / ".venv" / ".ready").exists()


def test_a_second_setup_has_nothing_to_do():
    assert (ROOT / ".venv" / ".ready").exists(), "run the tests by `make test`"
    assert make("setup").stdout == "The environment is ready: .venv\n"


# One list of requirements, one place for each address


def test_the_lock_holds_every_requirement_and_no_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock = (ROOT / "requirements.lock").read_text()
    names = [re.match(r"[\w-]+", need).group() for need in project["dependencies"]]
    names += [re.match(r"[\w-]+", need).group() for need in project["optional-dependencies"]["dev"]]
    for name in names:
        assert re.search(rf"^{name}==", lock, re.M), f"{name} is in pyproject.toml, not in requirements.lock"
    assert re.findall(r"^torch==.*", lock, re.M) == ["torch==2.13.0"]
    assert not re.search(r"://|^(nvidia|cuda|triton)|\+cpu| @ |^-", lock, re.M)


def next_minor(version):
    major, minor = map(int, version.split(".")[:2])
    return f"{major}.{minor + 1}"


def test_no_version_is_promised_that_the_pairs_do_not_run(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    pairs = runpy.run_path(str(ROOT / "scripts" / "versions.py"))["PAIRS"]
    project = tomllib.loads(text("pyproject.toml"))["project"]
    pythons, torches = (sorted(set(each), key=lambda v: [*map(int, v.split("."))]) for each in zip(*pairs, strict=True))
    assert project["requires-python"] == f">={pythons[0]},<{next_minor(pythons[-1])}"
    torch = f">={torches[0].removesuffix('.0')},<{next_minor(torches[-1])}"
    assert f"torch{torch}" in project["dependencies"]
    environment = text("environment.yml")
    assert f"- pytorch-cpu{torch}\n" in environment
    python = re.search(r"- python=(3\.\d+)", environment).group(1)
    assert int(pythons[0][2:]) <= int(python[2:]) <= int(pythons[-1][2:])
    assert f"Python {pythons[0]} to {pythons[-1]}" in text("README.md")


@pytest.mark.parametrize("passes", [True, False])
def test_versions_are_tried_one_after_another_and_leave_nothing_behind(tmp_path, passes):
    """With a Python that is made of paper: it makes environments of paper, which pass or fail."""
    inside = f"""#!/bin/sh
case "$*" in
    "-m pytest"*) echo "$*"; echo "3 said"; exit {0 if passes else 1};;
    *distributions*) echo torch sympy;;
esac
"""
    (tmp_path / "inside").write_text(inside)
    fake = tmp_path / "python3.11"
    fake.write_text(f"""#!/bin/sh
case "$*" in
    "-m venv"*) mkdir -p "$3/bin" && cp "{tmp_path}/inside" "$3/bin/python" && chmod 755 "$3/bin/python";;
    *) echo 3.11;;
esac
""")
    fake.chmod(0o755)
    scratch, tools = tmp_path / "scratch", tmp_path / "tools"
    scratch.mkdir()
    tools.mkdir()
    for tool in ("mkdir", "cp", "chmod"):  # a path without any Python
        (tools / tool).symlink_to(shutil.which(tool))
    command = [sys.executable, "scripts/versions.py", "--only", "3.11:2.6.0", "--only", "3.13:2.14.1"]
    done = subprocess.run(
        [*command, "--python", fake, "tests/graders", "-k", "hidden"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch), "PATH": str(tools), "TORCH_INDEX": ""},
    )
    assert "-m not browser tests/graders -k hidden" in done.stdout, done.stderr
    table = [line for line in done.stdout.splitlines() if re.match(r"\| 3", line)]
    assert [re.sub(r"\d+ s ", "", line) for line in table] == [
        f"| 3.11 | 2.6.0 | | {'passed' if passes else 'FAILED'} | 3 said |",
        "| 3.13 | 2.14.1 | | FAILED | not run: no python3.13 on the path |",
    ]
    assert done.returncode == 1, "a pair that was not run did not pass"
    assert not list(scratch.iterdir())


def test_a_pair_that_is_not_promised_is_not_tried():
    command = [sys.executable, "scripts/versions.py", "--only", "3.9:2.6.0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and "3.9:2.6.0 is none of the pairs 3.11:2.6.0" in done.stderr


def test_pytorchs_index_is_named_once():
    holders = [name for name in files() if "download.pytorch" + ".org" in text(name)]
    assert holders == ["Makefile"]


def text(name, root=ROOT):
    return (root / name).read_bytes().decode("utf-8", errors="replace")


def test_no_file_names_a_path_of_somebodys_machine():
    places = re.compile(r"(?<![\w./-])/(?:home|Users|root|work|opt|tmp|mnt)/[\w.-]+/?[\w.-]*|[A-Z]:\\\\Users")
    found = {name: hits for name in files() if (hits := places.findall(text(name)))}
    assert not found


def test_make_help_lists_every_target():
    targets = re.search(r"^\.PHONY: (.*)", text("Makefile"), re.M).group(1).split()
    listed = re.findall(r"^  make (\S+)", make("help").stdout, re.M)
    assert listed == targets
    assert make().stdout == make("help").stdout


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://github.com/-owner/-name", "gh/-owner/-name"),  # no owner's name there may begin with a hyphen
        ("https://gitlab.com/-group/sub/-name", "gl/-group/sub/-name"),
        ("https://git.example/course/lessons", "git/https://git.example/course/lessons"),
    ],
)
def test_an_address_that_is_set_makes_the_badge_and_the_line_that_clones(copy, url, place):
    done = make("address", f"URL={url}.git", cwd=copy)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["pyproject.toml: changed", "README.md: changed", f"The address is {url}."],
    )
    readme = (copy / "README.md").read_text()
    first = min(path.relative_to(ROOT / "notebooks").as_posix() for path in ROOT.glob("notebooks/*/*.ipynb"))
    badge = re.search(r"https://mybinder\.org/v2/[^)\s]+", readme).group()
    assert urllib.parse.unquote(badge) == f"https://mybinder.org/v2/{place}/HEAD?urlpath=lab/tree/work/{first}"
    assert re.findall(r"^git clone (\S+) (.*)", readme, re.M) == [(url, "course && cd course")]
    assert tomllib.loads((copy / "pyproject.toml").read_text())["project"]["urls"] == {"Repository": url}


def test_an_address_can_be_set_again_and_taken_out(copy):
    before = [(copy / name).read_text() for name in ("pyproject.toml", "README.md")]
    make("address", "URL=https://git.example/course/one", cwd=copy)
    again = make("address", "URL=https://git.example/course/one/", cwd=copy)
    assert again.stdout.count("the same as before") == 2
    make("address", "URL=https://git.example/course/two", cwd=copy)
    for name in ("pyproject.toml", "README.md"):
        assert "git.example/course/one" not in text(name, copy)
        assert "git.example/course/two" in text(name, copy)
    subprocess.run([sys.executable, "scripts/address.py", ""], cwd=copy, check=True, capture_output=True)
    assert before == [text("pyproject.toml", copy), text("README.md", copy)]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://git.example/course/lessons", "https://"),
        ("git@git.example:course/lessons", "no spaces, queries or passwords"),
        ("https://me:secret@git.example/course/lessons", "no spaces, queries or passwords"),
        ("https://git.example/course/lessons?tab=code", "no spaces, queries or passwords"),
        ("https://git.example/course/les sons", "no spaces, queries or passwords"),
        ("https://localhost/course/lessons", "no host"),
        ("https://git.example/lessons", "no repository"),
        ("https://git.example//lessons", "no repository"),
        ("", "Say which address"),
    ],
)
def test_what_is_no_address_is_refused_and_changes_nothing(copy, url, reason):
    done = make("address", f"URL={url}", cwd=copy)
    assert done.returncode and reason in done.stderr
    assert [text(name, copy) for name in ("pyproject.toml", "README.md")] == [text("pyproject.toml"), text("README.md")]


def test_no_file_names_an_address_that_make_address_does_not_know():
    """A repository that is named and not ours could be registered by anybody."""
    address = runpy.run_path(str(ROOT / "scripts" / "address.py"))
    url = tomllib.loads(text("pyproject.toml"))["project"]["urls"].get("Repository")
    lesson = min(path.relative_to(ROOT / "notebooks").as_posix() for path in ROOT.glob("notebooks/*/*.ipynb"))
    project, readme = text("pyproject.toml"), text("README.md")
    assert address["written"](project, readme, url, lesson) == (project, readme)
    makers = ("scripts/address.py", "tests/test_infrastructure.py")
    for name in sorted({*files()} - {*makers}):
        named = re.findall(r"git clone (?:https?|git|ssh)\S*|mybinder\.org/v2/\S+", text(name))
        assert all(url and (url in each or address["binder"](url, lesson)[8:] in each) for each in named), name


# TEACHING.md: what an instructor types


def blocks(name, language=""):
    """The fenced blocks of a page, as they would be copied out of it."""
    fenced = re.findall(rf"^( *)```{language}\n(.*?)\n *```$", text(name), re.M | re.S)
    return [textwrap.dedent(indent + body) + "\n" for indent, body in fenced]


def traits(cls):
    return cls.class_traits(config=True) if hasattr(cls, "class_traits") else ()


@pytest.mark.parametrize("page", ["README.md", "TEACHING.md", "CONTRIBUTING.md"])
def test_every_command_and_setting_of_a_page_exists(page):
    from nbgrader.apps.nbgraderapp import NbGraderApp
    from nbgrader.exchange.default import Exchange

    lines = [line.strip() for block in blocks(page, r"\w*") for line in block.splitlines()]
    commands = [line.split()[:2] for line in lines + re.findall(r"`([^`\n]+)`", text(page))]
    known = {
        "make": re.search(r"^\.PHONY: (.*)", text("Makefile"), re.M).group(1).split(),
        "nbgrader": NbGraderApp.subcommands,
    }
    for tool, names in known.items():
        assert {command[1] for command in commands if command[:1] == [tool] and len(command) > 1} <= set(names)
    classes = [*NbGraderApp().all_configurable_classes(), Exchange]
    settings = {f"{base.__name__}.{name}" for cls in classes for base in cls.mro() for name in traits(base)}
    assert set(re.findall(r"\bc\.([A-Z]\w+\.\w+)", text(page))) <= settings
    for block in blocks(page, "python"):
        compile(block, page, "exec")


def test_the_places_that_contributing_names_are_there():
    """Each row of "Where a thing belongs"; topic, family and exercise_name stand for any of them."""
    table = text("CONTRIBUTING.md").split("## Where a thing belongs")[1].split("\n## ")[0]
    places = re.findall(r"`((?:source|graders|scripts|jupyter|tests/answers|tests/programs)/[^`]*)`", table)
    assert len(places) > 15
    for place in places:
        anything = re.sub(r"NN_topic|topic|family|exercise_name|CODE", "*", place)
        assert list(ROOT.glob(anything)), place


def evidence(answer):
    """What grading keeps of this answer's check (tests/test_classroom.py has it from nbgrader itself)."""
    made, asked = corpus.namespace(answer), []

    def ask(question):
        seen = json.loads(json.dumps(look.answer(question, made)))
        asked.append([json.loads(json.dumps(question)), seen])
        return seen

    verdict = judge.judge(judge.find(answer.slug), ask, "a seed")
    return {"cell": answer.slug, "seed": "a seed", "asked": asked, "verdict": [verdict.state, verdict.code]}


def test_the_script_that_judges_again_runs_as_it_stands(tmp_path):
    answers = [a for a in corpus.answers() if a.slug == "registration/router"]
    wrong = next(a for a in answers if a.code == "R05")
    right, named = evidence(next(a for a in answers if a.code is None)), evidence(wrong)
    other, gone = ({**named, "asked": [[{"look": "else"}, {}]]}, {**named, "cell": "registration/gone"})
    folder = tmp_path / "autograded" / "ada" / "02_registration"
    folder.mkdir(parents=True)
    (folder / "evidence.json").write_text(json.dumps([right, named, other, gone]))
    [script] = [block for block in blocks("TEACHING.md", "python") if "rejudged" in block]
    (tmp_path / "again.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "again.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[:2] == [
        "ada registration/router ['passed', None] ['passed', None]",
        "ada registration/router ['failed', 'R05'] ['failed', 'R05']",
    ]
    assert "asks other questions now" in said[2] and "no 'registration/gone'" in said[3]


def lesson_with(copy, grade_id):
    """Add a check cell to the copy's lesson 02."""
    path = copy / "source" / "02_registration" / "registration.ipynb"
    nb = json.loads(path.read_text())
    check = next(c for c in nb["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "router-check")
    check = json.loads(json.dumps(check)) | {"id": grade_id}
    check["metadata"]["nbgrader"]["grade_id"] = grade_id
    nb["cells"].append(check)
    path.write_text(json.dumps(nb))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_grading_enters_a_changed_lesson_in_the_gradebook_first_or_says_why_it_cannot(copy):
    from nbgrader.api import Gradebook

    def register():
        command = [sys.executable, "scripts/lab.py", "register", "02_registration"]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # as the Makefile does
        environment = {**os.environ, "PATH": path}
        return subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )

    assert register().returncode == 0 and register().stdout == "", "the second time there is nothing to do"
    lesson_with(copy, "skip-check")
    assert register().returncode == 0
    with Gradebook(f"sqlite:///{copy / 'gradebook.db'}") as gradebook:
        gradebook.find_grade_cell("skip-check", "registration", "02_registration")
        gradebook.add_student("ada")
        gradebook.add_submission("02_registration", "ada")
    lesson_with(copy, "another-check")
    said = register()
    assert said.returncode and len(said.stderr.splitlines()) == 3
    assert "Cannot add or remove cells" in said.stderr and "Correcting a released lesson" in said.stderr
    steps = make("-n", "grade", "LESSON=02_registration").stdout
    assert steps.index("lab.py register 02_registration") < steps.index("nbgrader autograde 02_registration")


# The house


def test_generated_notebooks_are_up_to_date_and_source_is_clean():
    done = subprocess.run([sys.executable, "scripts/notebooks.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    strip = [str(Path(sys.executable).with_name("nbstripout")), "--keep-id", "--verify"]
    sources = sorted(ROOT.glob("source/*/*.ipynb"))
    assert sources
    subprocess.run([*strip, "--extra-keys", "metadata.language_info", *sources], check=True)


LESSONS = [lesson.folder for lesson in lessons()]


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_notebooks_can_be_generated_from_scratch_and_come_out_the_same(lesson, tmp_path):
    """Solutions are not run here: nbval runs these same cells and compares what they show (test_lessons.py)."""
    command = [sys.executable, "scripts/notebooks.py", "--into", tmp_path, "--unrun", lesson]
    subprocess.run(command, cwd=ROOT, check=True)
    for path in sorted(ROOT.glob(f"notebooks/{lesson}/*")):
        assert path.read_bytes() == (tmp_path / path.relative_to(ROOT)).read_bytes(), path.name
    for path in sorted(ROOT.glob(f"solutions/{lesson}/*")):
        assert sources(path) == sources(tmp_path / path.relative_to(ROOT)), path.name


def test_a_change_in_one_lesson_leaves_the_stamps_of_the_others(copy):
    """A comma in a hint of lesson 01 executes no other lesson."""
    hint = copy / "graders" / "exercises" / "layers" / "predictions.py"
    hint.write_text(hint.read_text().replace(".", ",", 1))
    command = [sys.executable, "scripts/notebooks.py", "--check"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["01_layers is stale: `make notebooks` brings it up to date"]
    walker = copy / "graders" / "look.py"
    walker.write_text(walker.read_text() + "\n")
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert len(done.stdout.splitlines()) == len(LESSONS)


def test_the_tables_follow_the_notebooks(copy):
    """Points and minutes stand in the notebooks; README and TEACHING are written from them."""
    lesson = copy / "source" / "02_registration" / "registration.ipynb"
    lesson.write_text(lesson.read_text().replace('"points": 3', '"points": 4', 1))
    command = [sys.executable, "scripts/tables.py"]
    done = subprocess.run([*command, "--check"], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 1 and "README.md and TEACHING.md is stale: `make notebooks`" in done.stderr
    subprocess.run(command, cwd=copy, check=True)
    assert subprocess.run([*command, "--check"], cwd=copy).returncode == 0
    registration = next(lesson for lesson in lessons() if lesson.topic == "registration")
    row = next(line for line in (copy / "README.md").read_text().splitlines() if line.startswith("| 02 |"))
    assert f"{sum(registration.part(1).values())} points" in row  # the exercise of 3 points is in Part 2
    assert f"{sum(registration.part(2).values()) + 1} points" in row


def sources(path):
    return [(cell["id"], cell["source"]) for cell in json.loads(path.read_text())["cells"]]


@pytest.mark.slow
def test_a_solution_that_fails_is_named_and_the_old_notebooks_stay(copy):
    lesson = next(iter(sorted(copy.glob("source/*/*.ipynb"))))
    nb = json.loads(lesson.read_text())
    broken = next(cell for cell in nb["cells"] if cell["cell_type"] == "code")
    broken["source"] = "1 / 0"
    nb["cells"] = [broken]
    lesson.write_text(json.dumps(nb, indent=1) + "\n")
    before = {path: path.read_bytes() for tree in ("notebooks", "solutions") for path in copy.glob(f"{tree}/**/*.*")}
    done = subprocess.run([sys.executable, "scripts/notebooks.py"], cwd=copy, capture_output=True, text=True)
    assert done.returncode
    assert f"fails in cell '{broken['id']}' (ZeroDivisionError: division by zero)" in done.stderr
    assert before == {p: p.read_bytes() for tree in ("notebooks", "solutions") for p in copy.glob(f"{tree}/**/*.*")}


def test_source_that_is_not_clean_is_named_with_the_command_that_mends_it(copy):
    lesson = next(iter(sorted(copy.glob("source/*/*.ipynb"))))
    nb = json.loads(lesson.read_text())
    next(cell for cell in nb["cells"] if cell["cell_type"] == "code")["execution_count"] = 7
    lesson.write_text(json.dumps(nb, indent=1) + "\n")
    done = subprocess.run([sys.executable, "scripts/notebooks.py"], cwd=copy, capture_output=True, text=True)
    name = lesson.relative_to(copy).as_posix()
    assert done.returncode and f"{name} is not clean" in done.stderr
    command = done.stderr.splitlines()[-1].replace(".venv/bin", str(Path(sys.executable).parent))
    subprocess.run(command, shell=True, cwd=copy, check=True)
    assert lesson.read_bytes() == (ROOT / name).read_bytes()


def test_grades_and_learners_work_are_not_tracked():
    places = ["work/x", "submitted/x", "autograded/x", "feedback/x", "exchange/x", "gradebook.db", ".venv/x"]
    ignored = subprocess.run(["git", "check-ignore", *places], cwd=ROOT, capture_output=True, text=True)
    assert ignored.stdout.split() == places


def test_continuous_integration_runs_what_the_readme_names():
    commands = re.findall(r"^make .*", text(".ci/run"), re.M)
    assert commands == ["make test", "make test-browser"]
    assert all(command in text("README.md") for command in commands)
    assert re.findall(r"- run: (.*)", text(".github/workflows/test.yml")) == ["bash .ci/run"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


# Binder


def test_binder_accepts_the_repository_and_installs_the_package(copy):
    if shutil.which("git"):
        subprocess.run(["git", "init", "-q"], cwd=copy, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=copy,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    dockerfile = done.stdout + done.stderr
    assert done.returncode == 0, dockerfile[-2000:]
    steps = [r"COPY .*src/ \$\{REPO_DIR\}", r'env update .*--file "environment\.yml"', r"RUN \./postBuild"]
    assert re.search(".*".join(steps), dockerfile, re.S), "the sources, then the environment, then the lessons"
    assert re.search(r"^ +- -e \.$", text("environment.yml"), re.M)


def test_binders_last_step_delivers_the_lessons_without_instructor_menus(copy, tmp_path):
    prefix = tmp_path / "prefix"
    (prefix / "etc" / "jupyter").mkdir(parents=True)
    (prefix / "bin").mkdir()
    fake = prefix / "bin" / "python"  # the environment's Python, with another prefix
    fake.write_text(f'#!/bin/sh\n[ "$1" = -c ] && echo "{prefix}" && exit\nexec "{sys.executable}" "$@"\n')
    fake.chmod(0o755)
    path = f"{prefix / 'bin'}{os.pathsep}{os.environ['PATH']}"
    nobody = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    subprocess.run(["./postBuild"], cwd=copy, check=True, env={**os.environ, **nobody, "PATH": path})
    for lesson in copy.glob("notebooks/*/*.ipynb"):
        delivered = copy / "work" / lesson.relative_to(copy / "notebooks")
        assert lab["mark"](delivered.read_bytes()) == lab["mark"](lesson.read_bytes())
    (space,) = (tmp_path / "CONFIG").glob("lab/workspaces/*")
    assert json.loads(space.read_text())["data"]["layout-restorer:data"]["left"]["collapsed"]
    page = json.loads((prefix / "etc" / "jupyter" / "labconfig" / "page_config.json").read_text())
    assert page["disabledExtensions"]["@jupyter/nbgrader"]
    assert os.access(ROOT / "postBuild", os.X_OK)
