"""`make setup`: the environment in .venv, with the pins of requirements.lock. Needs nothing but Python.

A stamp, .venv/.ready, is written last. Without it a .venv is half-finished, and since pip cannot tell a
half-written package from a whole one, it is made anew; with it, and requirements unchanged, nothing is to do.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".ready"
LOG = VENV / "setup.log"
PYTHON = VENV / "bin" / "python"
WHOLE = """
from importlib.util import find_spec
assert all(map(find_spec, ["pip", "torch", "nbgrader", "jupyterlab", "graders"]))
"""
NOT_FOUND = "ConnectionError|Max retries|Connection (re|abo)|timed out|No matching dist|ResolutionImpossible"


def wanted():
    """What the stamp must say: the requirements, and the place, since an environment cannot be moved."""
    files = b"".join(path.read_bytes() for path in (LOCK, ROOT / "pyproject.toml"))
    return f"{hashlib.sha256(files).hexdigest()}\n{VENV}\n"


def promised():
    """The lowest 3.x that pyproject.toml promises, and the one above the highest."""
    words = (ROOT / "pyproject.toml").read_text()
    return tuple(map(int, re.search(r'^requires-python = ">=3\.(\d+),<3\.(\d+)"$', words, re.M).groups()))


def stamp():
    return STAMP.read_text() if STAMP.is_file() else ""


def whole():
    try:
        return subprocess.run([str(PYTHON), "-c", WHOLE], cwd=str(VENV), stderr=subprocess.DEVNULL).returncode == 0
    except OSError:  # no such file, or a link to a Python that is gone
        return False


def answers(url):
    """Does this address answer within 5 seconds (looking up its name included)?"""
    found = []

    def ask():
        try:
            urllib.request.urlopen(url, timeout=5).close()
            found.append(True)
        except (OSError, ValueError):
            pass

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(5)
    return bool(found)


def run(*command):
    with LOG.open("a") as log:
        command = [str(PYTHON), "-m", *map(str, command)]
        return subprocess.run(command, cwd=str(ROOT), stdout=log, stderr=log).returncode == 0


def pip(*arguments):
    return run("pip", "install", "--disable-pip-version-check", *arguments)


def install_torch():
    """torch first and alone: the small build when PyTorch's own index answers, else what pip finds."""
    pin = re.search(r"^torch==[^ ;\n]+", LOCK.read_text(), re.M).group()
    index = os.environ.get("TORCH_INDEX", "")
    return (answers(index) and pip("--no-deps", "--index-url", index, pin)) or pip(pin, "-c", LOCK)


def must(worked):
    if worked:
        return
    log = LOG.read_text() if LOG.is_file() else ""
    if re.search(NOT_FOUND, log):
        sys.exit(
            "No package index offered what is missing: connect to the internet (or set PIP_INDEX_URL to a "
            "mirror, or PYTHON=python3.12 if yours is very new) and run `make setup` again; .venv/setup.log "
            "has the details."
        )
    sys.exit("\n".join(log.splitlines()[-8:]) + "\n`make setup` stopped there; the whole story is in .venv/setup.log.")


def main():
    lowest, above = promised()
    if not (3, lowest) <= sys.version_info[:2] < (3, above):
        sys.exit(
            "The course needs Python 3.{} to 3.{}, and this is {}.{}: install one and name it, as in "
            "`make setup PYTHON=python3.12`.".format(lowest, above - 1, *sys.version_info[:2])
        )
    try:
        import ensurepip  # noqa: F401  (Debian and Ubuntu package these two apart from Python)
        import venv  # noqa: F401
    except ImportError:
        sys.exit(
            "This Python cannot make environments: on Debian or Ubuntu, `sudo apt install python{}.{}-venv` "
            "mends that; then run `make setup` again.".format(*sys.version_info[:2])
        )

    if stamp() == wanted() and whole():
        return print("The environment is ready: .venv")
    if stamp().splitlines()[1:] == [str(VENV)] and whole():
        STAMP.unlink()  # the requirements changed: pip brings it up to date
    else:
        shutil.rmtree(VENV, ignore_errors=True)
        print("1/4  a fresh environment in .venv", flush=True)
        python = getattr(sys, "_base_executable", sys.executable)  # not .venv's own, where that is activated
        made = subprocess.run([python, "-m", "venv", str(VENV)], capture_output=True, text=True)
        VENV.mkdir(exist_ok=True)
        LOG.write_text(made.stdout + made.stderr)
        must(made.returncode == 0)
    print("2/4  PyTorch (about 200 MB)", flush=True)
    must(install_torch())
    print("3/4  JupyterLab, nbgrader and the rest (about 250 MB)", flush=True)
    must(pip("-r", LOCK))
    print("4/4  the course's own package", flush=True)
    must(pip("--no-deps", "--no-build-isolation", "-e", ROOT))
    STAMP.write_text(wanted())
    print("The environment is ready: .venv")


if __name__ == "__main__":
    main()
