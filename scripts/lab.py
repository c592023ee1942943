"""`make lab` and `make teach`: JupyterLab for learners and for instructors.

    python scripts/lab.py learn [JupyterLab's arguments]   deliver the lessons to work/, open the first one
    python scripts/lab.py teach [JupyterLab's arguments]   exchange and gradebook ready, formgrader in a menu
    python scripts/lab.py deliver                          deliver the lessons and stop (Binder)
    python scripts/lab.py register LESSON                  enter a lesson in the gradebook and stop (`make grade`)

A lesson in work/ belongs to its learner. It is replaced only while its cells and outputs are as they were
delivered; a correction to a lesson the learner has changed arrives beside it, as NAME.new.ipynb.
"""

import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def sha(data):
    return hashlib.sha256(data).hexdigest()


def mark(data):
    """What tells one state of a lesson from another: all its cells, outputs included. Not the notes on the
    kernel, which JupyterLab adds when a notebook is opened."""
    try:
        cells = json.loads(data)["cells"]
        for cell in cells:
            cell["source"] = "".join(cell["source"])
        return sha(json.dumps(cells, sort_keys=True).encode())
    except (ValueError, TypeError, LookupError):
        return sha(data)  # no notebook any more, but still somebody's file


def put(path, data):
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.part")
    scratch.write_bytes(data)
    os.replace(scratch, path)


def deliver(notebooks, work):
    """Copy the lessons to work/ by the rule above. Returns what to say: a sentence for each correction."""
    record = work / ".delivered.json"
    try:
        delivered = dict(json.loads(record.read_text()))
    except (OSError, ValueError, TypeError):
        delivered = {}  # nothing known: every lesson that is there counts as changed by the learner
    said = []
    for lesson in sorted(notebooks.glob("*/*.ipynb")):
        name = lesson.relative_to(notebooks).as_posix()
        data = named(lesson.read_bytes())
        new = mark(data)
        mine = work / name
        now = mark(mine.read_bytes()) if mine.exists() else None
        if now is None or (now == delivered.get(name) and now != new):
            put(mine, data)
        elif now != new and delivered.get(name) != new:
            beside = corrected(mine, delivered, work)
            put(beside, data)
            delivered[beside.relative_to(work).as_posix()] = new
            said.append(f"{name} was corrected since you began. Yours is untouched; the new one is {beside.name}")
        delivered[name] = new
    put(record, json.dumps(delivered, indent=1).encode())
    return said


def named(data):
    """A notebook with the notes on the kernel that JupyterLab would add: else it is unsaved the moment it opens."""
    notebook = json.loads(data)
    python = {"name": "python", "version": platform.python_version(), "mimetype": "text/x-python"}
    python |= {"file_extension": ".py", "pygments_lexer": "ipython3", "nbconvert_exporter": "python"}
    python["codemirror_mode"] = {"name": "ipython", "version": 3}
    notebook["metadata"]["language_info"] = python
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def corrected(mine, delivered, work):
    """A free name beside a lesson: NAME.new.ipynb, or NAME.new2.ipynb when somebody worked in that too."""
    for number in ["", *range(2, 1000)]:
        path = mine.with_name(f"{mine.stem}.new{number}.ipynb")
        if not path.exists() or mark(path.read_bytes()) == delivered.get(path.relative_to(work).as_posix()):
            return path
    raise RuntimeError(f"too many corrected copies of {mine}")


def fold_the_sidebar(folder=None):
    """Start with the file browser closed: it takes a quarter of a small screen, for one file. Later choices stay."""
    from jupyterlab.commands import get_workspaces_dir
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    manager = WorkspacesManager(str(folder or get_workspaces_dir()))
    if not manager.list_workspaces():
        left = {"collapsed": True, "visible": True, "widgets": []}
        layout = {"main": {}, "left": left, "right": {"collapsed": True, "visible": True, "widgets": []}}
        space = {"data": {"layout-restorer:data": layout}, "metadata": {"id": "default"}}
        manager.save("default", json.dumps(space))


def trust(solutions):
    """Sign our own solutions for this person: JupyterLab shows the pictures of signed notebooks alone."""
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    for path in sorted(solutions.glob("*/*.ipynb")):
        notebook = nbformat.read(path, 4)
        if not notary.check_signature(notebook):
            notary.sign(notebook)


def register(lesson="*"):
    """Enter a lesson, or all of them, in the gradebook when a source changed; notebooks/ is left alone.

    Returns a sentence if that could not be done, else None.
    """
    sources = {path.parent.name: sha(path.read_bytes()) for path in sorted(ROOT.glob(f"source/{lesson}/*.ipynb"))}
    done = ROOT / "gradebook.db.sources"  # beside the gradebook, and like it kept out of git
    try:
        known = dict(json.loads(done.read_text()))
    except (OSError, ValueError, TypeError):
        known = {}
    if not (ROOT / "gradebook.db").exists():
        known = {}
    if known == known | sources:
        return None
    print("Entering the lessons in the gradebook ...", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            sys.executable,
            "-m",
            "nbgrader",
            "generate_assignment",
            lesson,
            "--force",
            f"--CourseDirectory.release_directory={scratch}",
        ]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if told.returncode:
        lines = [line.strip() for line in told.stderr.splitlines()]
        reason = next((line for line in reversed(lines) if re.match(r"[\w.]*Error: ", line)), "\n".join(lines[-8:]))
        return f"The gradebook could not be brought up to date with source/.\n{reason}"
    done.write_text(json.dumps(known | sources, indent=1))
    return None


def start(page, who, arguments):
    """Become JupyterLab. Its root is the repository, so that work/ can link to ../../solutions/."""
    config = [str(ROOT / "jupyter" / who), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, config))
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # our kernel, whatever else this person has installed
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={ROOT}",
        f"--LabApp.default_url={page}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    os.chdir(ROOT)
    os.execv(sys.executable, [*command, *arguments])


def main():
    who, *arguments = sys.argv[1:] or ["learn"]
    if who == "teach":
        (ROOT / "exchange").mkdir(exist_ok=True)
        if wrong := register():
            print(wrong, file=sys.stderr)
        print("Formgrader is in the menu Nbgrader; alone in a tab it is at /formgrader.", flush=True)
        start("/lab", who, arguments)
    if who == "register":
        if wrong := register(*arguments):
            sys.exit(f"{wrong}\nNothing was graded: see 'Correcting a released lesson' in TEACHING.md.")
        return
    for sentence in deliver(ROOT / "notebooks", ROOT / "work"):
        print(sentence)
    trust(ROOT / "solutions")
    if who == "learn":  # a place of their own: whatever else this person does in JupyterLab stays as it is
        os.environ["JUPYTERLAB_WORKSPACES_DIR"] = str(ROOT / "work" / ".jupyterlab")
    fold_the_sidebar(os.environ.get("JUPYTERLAB_WORKSPACES_DIR"))
    if who == "learn":
        first = min(path.relative_to(ROOT / "notebooks").as_posix() for path in ROOT.glob("notebooks/*/*.ipynb"))
        start(f"/lab/tree/work/{first}", who, arguments)


if __name__ == "__main__":
    main()
