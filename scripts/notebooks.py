"""`make notebooks`: source/ -> notebooks/ and solutions/, by nbgrader itself.

Everything happens in a throw-away course with a throw-away gradebook; only a lesson without an error takes
the place of the one before. A lesson whose stamp in solutions/stamps.json holds is left alone.

    python scripts/notebooks.py               what changed
    python scripts/notebooks.py --check       say what is stale, change nothing, exit 1 if anything is
    python scripts/notebooks.py --into DIR    everything, from scratch, into DIR/notebooks and DIR/solutions
                                              (with --unrun: the solutions are not run, and have no outputs)

The tables of README.md and TEACHING.md follow the notebooks (tables.py).
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / "solutions" / "stamps.json"
CLEAN = [
    str(Path(sys.executable).with_name("nbstripout")),
    "--keep-id",
    "--extra-keys",
    "metadata.language_info",
]
# The number of threads changes last digits, the hash seed changes orders, and nobody's progress shall show.
STEADY = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "GRADERS_PROGRESS": "memory"}
TABLES = [sys.executable, str(ROOT / "scripts" / "tables.py")]
STREAMS = {"stdout": 0, "stderr": 1}


def lessons():
    return sorted(path.parent.name for path in ROOT.glob("source/*/*.ipynb"))


def digest(*paths):
    """One hash over files, by their names below the root and their contents."""
    sha = hashlib.sha256()
    for path in sorted(paths):
        sha.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return sha.hexdigest()


def stamp(lesson):
    """What a lesson was made from, and what came out, so that an edit on either side is noticed."""
    made_from = [*ROOT.glob(f"source/{lesson}/*.ipynb"), *reached(lesson)]
    return {
        "source": digest(*made_from, ROOT / "requirements.lock", ROOT / "nbgrader_config.py"),
        "notebook": digest(*ROOT.glob(f"notebooks/{lesson}/*")),
        "solution": digest(*ROOT.glob(f"solutions/{lesson}/*")),
    }


def reached(lesson):
    """The files of graders that this lesson can reach: the exercises of other lessons are not among them."""
    own = ROOT / "graders" / "exercises" / lesson.split("_", 1)[1]
    files = [path for kind in ("py", "md") for path in ROOT.glob(f"graders/**/*.{kind}")]
    return [path for path in files if path.parent.parent != own.parent or path.parent == own]


def stamps():
    return json.loads(STAMPS.read_text()) if STAMPS.exists() else {}


def demand_clean(names):
    """Source notebooks carry no outputs, and lie alone: nbgrader copies other files into the release."""
    strays = [path for path in ROOT.glob("source/*/**/*") if path.is_file() and path.suffix != ".ipynb"]
    strays = [path for path in strays if ".ipynb_checkpoints" not in path.parts]
    if strays:
        sys.exit("Only notebooks belong into source/: move away " + ", ".join(str(p.relative_to(ROOT)) for p in strays))
    for path in sorted(path for name in names for path in ROOT.glob(f"source/{name}/*.ipynb")):
        if subprocess.run([*CLEAN, "--verify", path], capture_output=True).returncode:
            command = " ".join([".venv/bin/nbstripout", *CLEAN[1:], str(path.relative_to(ROOT))])
            sys.exit(f"{path.relative_to(ROOT)} is not clean (outputs, say). This mends it:\n  {command}")


def nbgrader(command, lesson, course, *options):
    """Run one nbgrader command; its messages are shown only when it fails."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "nbgrader",
            command,
            lesson,
            "--force",
            "--course-dir",
            course,
            "--db",
            f"sqlite:///{course / 'gradebook.db'}",
            *options,
        ],
        cwd=ROOT,
        env={**os.environ, **STEADY, "PATH": path},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        sys.exit(f"{done.stderr}\nnbgrader {command} {lesson} failed; the old notebooks stay.")


def tidy(path):
    """Drop what differs between two runs (the Python, the order of two streams); an error ends everything."""
    import nbformat  # slow to import, and often not needed

    nb = nbformat.read(path, 4)
    nb.metadata.pop("language_info", None)
    for cell in nb.cells:
        cell.metadata.pop("execution", None)
        outputs = []
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                text = "\n".join(output.traceback) or f"{output.ename}: {output.evalue}"
                sys.exit(
                    f"{text}\n\n{path.stem}: the solution fails in cell {cell.id!r} "
                    f"({output.ename}: {output.evalue}); the old notebooks stay."
                )
            if output.output_type == "stream":
                same = [o for o in outputs if o.output_type == "stream" and o.name == output.name]
                if same:
                    same[0].text += output.text
                    continue
            outputs.append(output)
        if outputs:
            head = [o for o in outputs if o.output_type == "stream"]
            rest = [o for o in outputs if o.output_type != "stream"]
            cell.outputs = sorted(head, key=lambda o: STREAMS[o.name]) + rest
    nbformat.write(nb, path)


def generate(lesson, into, run=True):
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch)
        for path in ROOT.glob(f"source/{lesson}/*.ipynb"):
            (course / "source" / lesson).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, course / "source" / lesson)
        nbgrader("generate_assignment", lesson, course)
        nbgrader("generate_solution", lesson, course, f"--Execute.enabled={run}")
        for path in sorted(course.glob(f"solutions/{lesson}/*.ipynb")):
            tidy(path)
        for tree in ("notebooks", "solutions"):
            shutil.rmtree(into / tree / lesson, ignore_errors=True)
            (into / tree / lesson).mkdir(parents=True)
            for path in course.glob(f"{tree}/{lesson}/*.ipynb"):
                shutil.copy(path, into / tree / lesson)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="say what is stale and exit 1")
    parser.add_argument("--into", type=Path, metavar="DIR", help="generate everything into DIR, from scratch")
    parser.add_argument("--unrun", action="store_true", help="with --into: do not run the solutions")
    parser.add_argument("lesson", nargs="*", help="with --into: these lessons alone")
    options = parser.parse_args()
    if options.into:
        wanted = options.lesson or lessons()
        demand_clean(wanted)
        for lesson in wanted:
            generate(lesson, options.into.resolve(), not options.unrun)
        return

    kept = stamps()
    stale = [lesson for lesson in lessons() if kept.get(lesson) != stamp(lesson)]
    demand_clean(stale)
    gone = sorted({p.name for t in ("notebooks", "solutions") for p in (ROOT / t).glob("*/")} - set(lessons()))
    if options.check:
        for lesson in stale + gone:
            print(f"{lesson} is stale: `make notebooks` brings it up to date")
        old = subprocess.run([*TABLES, "--check"]).returncode
        sys.exit(1 if stale or gone or old else 0)
    for lesson in gone:
        for tree in ("notebooks", "solutions"):
            shutil.rmtree(ROOT / tree / lesson, ignore_errors=True)
        print(f"{lesson}: removed, as it is no longer in source/")
    for lesson in stale:
        print(f"{lesson}: generated from source and run ...", flush=True)
        generate(lesson, ROOT)
        kept[lesson] = stamp(lesson)
        STAMPS.write_text(json.dumps({name: kept[name] for name in lessons() if name in kept}, indent=1) + "\n")
    subprocess.run(TABLES, check=True)
    print(f"{len(stale)} of {len(lessons())} lessons generated; the others were up to date.")


if __name__ == "__main__":
    main()
