"""`make test-versions`: the tests under each pair of Python and PyTorch that pyproject.toml promises.

One throw-away environment after another, in a temporary folder, deleted before the next is made: the oldest PyTorch
takes 6 GB where there is no small build of it. Takes long, and is not part of continuous integration.

    python scripts/versions.py                                   every pair, all tests but those in a browser
    python scripts/versions.py --only 3.11:2.6.0                 one pair, or several
    python scripts/versions.py --python DIR/bin/python3.13       this interpreter, not the one on the path
    python scripts/versions.py tests/graders -k hidden           what follows goes to pytest

The exit code is 0 if every pair was run and passed.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from setup import LOCK, ROOT, answers

# Every pair that was really run; pyproject.toml promises no version outside them, and a test compares the two.
PAIRS = (("3.11", "2.6.0"), ("3.11", "2.13.0"), ("3.11", "2.14.1"), ("3.13", "2.14.1"))
VERSION = "import sys; print('{}.{}'.format(*sys.version_info))"
INSTALLED = "from importlib.metadata import distributions; print(*{d.name for d in distributions()})"


class Stopped(Exception):
    """A pair cannot be run; the message says why."""


def version_of(python):
    """The version of an interpreter as ``3.11``, or None if it does not run."""
    try:
        return subprocess.run([python, "-c", VERSION], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def interpreter(version, given):
    """The Python of this version: one of ``given``, else ``python3.11`` on the path."""
    found = [python for python in (*given, shutil.which(f"python{version}")) if python]
    for python in found:
        if version_of(python) == version:
            return python
    raise Stopped(f"no python{version} on the path")


def pip(python, folder, *arguments):
    with (folder / "pip.log").open("a") as log:
        command = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-cache-dir", *arguments]
        return subprocess.run(list(map(str, command)), cwd=folder, stdout=log, stderr=log).returncode == 0


def must(worked, folder, what):
    if not worked:
        lines = (folder / "pip.log").read_text().splitlines()
        errors = [line for line in lines if line.startswith("ERROR")] or lines
        raise Stopped(f"{what} could not be installed ({' '.join(errors[-1:])})")


def environment(python, torch, folder):
    """A new environment in ``folder`` with this torch and the project. Returns its Python.

    The pins of requirements.lock hold for everything that torch did not bring with it, in versions of its own choice.
    """
    if subprocess.run([python, "-m", "venv", folder / "env"], capture_output=True).returncode:
        raise Stopped(f"{Path(python).name} cannot make an environment")
    python = folder / "env" / "bin" / "python"
    index, pin = os.environ.get("TORCH_INDEX", ""), f"torch=={torch}"
    small = answers(index) and pip(python, folder, "--index-url", index, pin)
    must(small or pip(python, folder, pin), folder, pin)
    there = subprocess.run([python, "-c", INSTALLED], capture_output=True, text=True).stdout
    names = {plain(name) for name in there.split()}
    pins = [line for line in LOCK.read_text().splitlines() if plain(re.split("[= ]", line)[0]) not in names]
    (folder / "pins.txt").write_text("\n".join([*pins, pin]))
    must(pip(python, folder, "-c", folder / "pins.txt", "-e", f"{ROOT}[dev]"), folder, "the project")
    return python


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def run(version, torch, given, tests):
    """Make an environment, run the tests in it, delete it. Returns the last line that pytest said, and its success."""
    with tempfile.TemporaryDirectory(prefix="versions-") as scratch:
        python = environment(interpreter(version, given), torch, Path(scratch))
        path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
        command = [python, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", "-m", "not browser", *tests]
        # Solutions are run, their outputs not compared: last digits differ between versions of torch.
        environ = {**os.environ, "PATH": path, "NBVAL": "--nbval-lax"}
        with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as tested:
            last = ""
            for line in tested.stdout:
                print(line, end="", flush=True)
                last = line.strip("= \n") or last
    return last, tested.returncode == 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], epilog="Any other argument goes to pytest.", allow_abbrev=False
    )
    parser.add_argument("--only", action="append", metavar="PYTHON:TORCH", help="run this pair, such as 3.11:2.6.0")
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="use this interpreter")
    options, tests = parser.parse_known_args()
    pairs = [tuple(pair.split(":")) for pair in options.only or []] or PAIRS
    if unknown := [":".join(pair) for pair in pairs if pair not in PAIRS]:
        parser.error(f"{unknown[0]} is none of the pairs {', '.join(map(':'.join, PAIRS))}")

    rows = []
    for version, torch in pairs:
        print(f"\nPython {version}, torch {torch}: a new environment ...", flush=True)
        start = time.monotonic()
        try:
            said, passed = run(version, torch, options.python, tests)
        except Stopped as reason:
            said, passed = f"not run: {reason}", False
        rows.append((version, torch, f"{time.monotonic() - start:.0f} s", "passed" if passed else "FAILED", said))
        print(f"Python {version}, torch {torch}: {said}", flush=True)

    print("\n| Python | torch | time | | |\n|---|---|---|---|---|")
    for row in rows:
        print("|", " | ".join(row), "|")
    sys.exit(any("FAILED" in row for row in rows))


if __name__ == "__main__":
    main()
