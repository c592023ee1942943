"""What several tests need: the repository, and a clean copy of it in which anything may be changed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# One thread for each worker, and for each kernel that it starts: more would only wait for each other at models this small.
os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent


def files():
    """The repository's own files: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


@pytest.fixture
def copy(tmp_path):
    """The repository as a fresh clone would have it, in a folder with a space in its name."""
    target = tmp_path / "a clone"
    for name in files():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)
    return target
