"""What people see: JupyterLab for learners, formgrader for instructors, in a real Chromium.

Both are started by `make`, in a clean copy of the repository, as a person who has never used Jupyter.
SCREENSHOTS=folder keeps pictures of what was seen.
"""

import contextlib
import json
import os
import re
import runpy
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.browser
LESSON = "work/02_registration/registration.ipynb"
MENU = "ul.lm-MenuBar-content > li"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running `make lab` or `make teach`, spoken to as its page does."""

    def __init__(self, url, token):
        self.url, self.token = url, token

    def page(self, path):
        return f"{self.url}{path}?token={self.token}"

    def call(self, path, data=None):
        request = urllib.request.Request(
            self.url + path,
            method="PUT" if data else "GET",
            data=json.dumps(data).encode() if data else None,
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def notebook(self, path):
        return self.call(f"/api/contents/{path}")["content"]


@pytest.fixture
def serve(copy, tmp_path):
    """serve("lab") starts `make lab` in the copy; the environment of the repository is lent to it."""
    (copy / ".venv").symlink_to(ROOT / ".venv")
    running = []

    def start(target):
        port, token = free_port(), secrets.token_hex(16)
        nobody = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
        arguments = f"--no-browser --port {port} --IdentityProvider.token={token}"
        log = (tmp_path / f"{target}.log").open("w")
        process = subprocess.Popen(
            ["make", "--old-file=setup", target, f"LAB_ARGS={arguments}"],
            cwd=copy,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **nobody},
            start_new_session=True,
        )
        running.append(process)
        server = Server(f"http://127.0.0.1:{port}", token)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(OSError):
                server.call("/api/status")
                return server
            time.sleep(0.2)
        raise AssertionError(f"make {target} did not start:\n" + (tmp_path / f"{target}.log").read_text())

    yield start
    for process in running:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


@pytest.fixture
def page():
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "these tests need Chromium (on Debian and Ubuntu: apt install chromium)"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def shoot(page, name):
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def open_lesson(page, server):
    """Open the page `make lab` opens, and wait until its kernel has started."""
    page.goto(server.page(f"/lab/tree/{LESSON}"))
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()


def menu(page, name, entry):
    page.locator(MENU, has_text=re.compile(f"^{name}$")).click()
    page.locator(".lm-Menu-item", has_text=re.compile(f"^{entry}")).first.click()


def run_all(page, server, entry):
    """Choose an entry of the menu Run, and wait until every code cell has run. Returns the saved notebook."""
    menu(page, "Run", entry)
    if "Restart" in entry:
        page.locator(".jp-Dialog button", has_text="Restart").click()
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        notebook = save(page, server)
        if all(cell["execution_count"] for cell in notebook["cells"] if cell["cell_type"] == "code"):
            return notebook
    raise AssertionError("Run All did not come to the end of the lesson")


def save(page, server):
    """Save until there is nothing left to save: outputs may still be coming in."""
    dirty = page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-dirty")
    for _ in range(60):
        page.locator("body").press("Control+s")
        page.wait_for_timeout(1000)
        if not dirty.count():
            break
    return server.notebook(LESSON)


def by_grade_id(notebook):
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]
    }


def texts(cell):
    return "\n".join(
        "".join(text)
        for output in cell.get("outputs", [])
        for text in [
            output.get("text", []),
            output.get("data", {}).get("text/plain", []),
            output.get("traceback", []),
        ]
    )


def place(notebook, name):
    return next(i for i, c in enumerate(notebook["cells"]) if by_grade_id({"cells": [c]}).get(name))


def cell_at(page, index):
    """A cell on the page, scrolled into view. JupyterLab draws only what is near."""
    cell = page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')
    cell.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    cell.scroll_into_view_if_needed()
    return cell


def type_answer(page, index, source):
    """Type another text in a cell's place, key by key, as a person would."""
    cell_at(page, index).locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    for number, line in enumerate(source.splitlines()):
        if number:
            page.keyboard.press("Enter")
            page.keyboard.press("Shift+Home")  # the editor's own indentation
            page.keyboard.press("Delete")
        page.keyboard.type(line)


def test_a_learner_opens_the_lesson_and_solves_it(serve, page, copy):
    server = serve("lab")
    open_lesson(page, server)
    page.wait_for_timeout(3000)  # pop-ups come late
    shoot(page, "lab")
    assert page.locator(".jp-Dialog").count() == 0, "no kernel picker, no question"
    assert page.locator(".Toastify__toast").count() == 0, "no news"
    menus = page.locator(MENU).all_inner_texts()
    assert "Run" in menus and not [name for name in menus if "grader" in name.lower()]
    assert page.get_by_text("Validate", exact=True).count() == 0

    # Opened and saved, it still counts as untouched: a correction may replace it.
    save(page, server)
    mark = runpy.run_path(str(ROOT / "scripts" / "lab.py"))["mark"]
    assert mark((copy / LESSON).read_bytes()) == mark((copy / LESSON.replace("work/", "notebooks/")).read_bytes())

    # Nothing answered: Run All goes through to the end, and every check says so.
    notebook = run_all(page, server, "Run All Cells")
    checks = [name for name, c in by_grade_id(notebook).items() if c["metadata"]["nbgrader"]["grade"]]
    assert checks
    for name in checks:
        assert "ot attempted yet" in texts(by_grade_id(notebook)[name]), name

    # All answers but one are pasted from the solutions, that one is typed.
    solved = by_grade_id(json.loads((copy / LESSON.replace("work/", "solutions/")).read_text()))
    typed = "scaled-linear"
    for name, cell in by_grade_id(notebook).items():
        if cell["metadata"]["nbgrader"]["solution"] and name != typed:
            cell["source"] = solved[name]["source"]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"], cell["outputs"] = None, []
    server.call(f"/api/contents/{LESSON}", {"type": "notebook", "format": "json", "content": notebook})
    open_lesson(page, server)
    lines = "".join(solved[typed]["source"]).splitlines()
    answer = "\n".join(line for line in lines if " SOLUTION" not in line)
    type_answer(page, place(notebook, typed), answer)
    notebook = run_all(page, server, "Restart Kernel and Run All Cells")
    assert "".join(by_grade_id(notebook)[typed]["source"]) == answer
    for name in checks:
        cell = by_grade_id(notebook)[name]
        assert not [output for output in cell["outputs"] if output["output_type"] == "error"], texts(cell)
        passed = "You predicted" if name in ("list-bug-check", "reload-check") else "✓ passed"
        assert passed in texts(cell), name
    card = cell_at(page, place(notebook, f"{typed}-check"))
    card.get_by_text("passed").first.wait_for()
    shoot(page, "solved")

    # The link at the end leads to the solution.
    assert server.notebook(LESSON.replace("work/", "solutions/"))["cells"]


FIRST = "work/01_layers/layers.ipynb"
WIDTH = """(() => {
    const [picture, room] = [".walp svg", ".jp-Notebook"].map(s => document.querySelector(s).getBoundingClientRect());
    return [picture.left - room.left, room.right - picture.right, picture.width];
})()"""


def dark(server, on):
    """Choose JupyterLab's dark theme, or the light one, as its settings page does."""
    name = "JupyterLab Dark" if on else "JupyterLab Light"
    raw = json.dumps({"raw": json.dumps({"theme": name})})
    request = urllib.request.Request(
        f"{server.url}/lab/api/settings/@jupyterlab/apputils-extension:themes",
        method="PUT",
        data=raw.encode(),
        headers={"Authorization": f"token {server.token}"},
    )
    urllib.request.urlopen(request, timeout=10).close()


def open_board(page, server):
    """The first minute of somebody new: open lesson 01 and press Shift + Enter three times, nothing else."""
    page.goto(server.page(f"/lab/tree/{FIRST}"))
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()
    page.wait_for_timeout(2000)  # as long as it takes to read the first lines
    page.locator(".jp-Notebook .jp-Cell").first.click()
    for _ in range(3):
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(400)  # a quick person
    page.get_by_role("button", name="50 steps").wait_for()
    page.locator(".walp svg").first.wait_for()


def press(page, name):
    """Press a button by keyboard alone, and read the sentence that it leads to."""
    before = page.locator(".walp p").first.inner_text()
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_function("before => document.querySelector('.walp p').innerText != before", arg=before)
    return page.locator(".walp p").first.inner_text()


def test_the_board_is_uncut_at_every_width_in_both_themes_and_goes_by_keyboard(serve, page):
    server = serve("lab")
    inks = []
    for theme in ("light", "dark"):
        dark(server, theme == "dark")
        open_board(page, server)
        assert page.locator("#jp-main-dock-panel .jp-DirListing:visible").count() == 0, "the file browser is folded"
        for width in (700, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(800)
            page.locator(".walp svg").first.scroll_into_view_if_needed()
            left, right, wide = page.evaluate(WIDTH)
            assert left >= 0 and right >= 0 and wide >= 0.75 * 720, f"{width} pixels wide, {theme}"
            shoot(page, f"board-{theme}-{width}")
        inks.append(page.locator(".walp svg text").first.evaluate("e => getComputedStyle(e).fill"))
        told = press(page, "50 steps")
        assert told.startswith("50 steps. Changed: Conv2d (0); BatchNorm2d (1); Linear (6).")
        assert page.evaluate("document.activeElement.innerText") == "50 steps", "the keyboard stays where it was"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText") == "another example"
        assert "locked" in press(page, "lock Conv2d (0)")
        assert "Changed: BatchNorm2d (1); Linear (6)." in press(page, "50 steps")
        assert "before any training" in press(page, "start over")
        shoot(page, f"board-{theme}")
        if theme == "light":  # and where the system sets the colours
            page.emulate_media(forced_colors="active")
            page.wait_for_timeout(300)
            assert page.locator(".walp").first.evaluate("e => getComputedStyle(e).getPropertyValue('--w-ink')")
            shoot(page, "board-forced")
            page.emulate_media(forced_colors="none")
    assert inks[0] != inks[1], "the ink follows the theme"


def test_solutions_show_their_pictures_to_somebody_who_only_looks(serve, page):
    """No kernel has run them here: JupyterLab shows inline SVG of signed notebooks alone."""
    server = serve("lab")
    page.goto(server.page("/lab/tree/solutions/01_layers/layers.ipynb"))
    page.locator('.jp-Notebook .walp svg[role="img"]').first.wait_for()
    assert "before any training" in page.locator(".walp p").first.inner_text()
    assert "50 steps. Changed:" in page.locator(".walp p").nth(1).inner_text()
    shoot(page, "twin")


def test_an_instructor_opens_formgrader(serve, page):
    server = serve("teach")
    page.goto(server.page("/lab"))
    page.locator(MENU, has_text="Nbgrader").wait_for()
    page.wait_for_timeout(3000)
    shoot(page, "teach")
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    menu(page, "Nbgrader", "Formgrader")
    frame = page.frame_locator("iframe")
    frame.get_by_text("02_registration").first.wait_for()
    page.wait_for_timeout(1000)
    shoot(page, "formgrader")
    assert frame.locator(".alert").count() == 0, frame.locator(".alert").all_inner_texts()

    page.goto(server.page("/formgrader/gradebook"))  # the gradebook knows the lesson
    page.get_by_text("02_registration").first.wait_for()
    shoot(page, "gradebook")
    assert page.locator(".alert").count() == 0
