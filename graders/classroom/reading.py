"""Reading a submission in whatever state it comes back."""

import copy
import secrets
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader import utils


class Reader(NotebookExporter):
    """Reads a submitted notebook so that nobody's file stops the class, and nothing a learner wrote is lost.

    A file that is no notebook becomes the released notebook with a note on top; the learner's own file stays as it is
    in submitted/. Grading metadata always comes from the release.
    """

    def from_filename(self, filename, resources=None, **kw):
        release = self._release(resources)
        if release is None:
            return super().from_filename(filename, resources, **kw)
        try:
            notebook = nbformat.read(filename, as_version=4)
            notebook.cells, notebook.metadata  # noqa: B018  (raises here if it is JSON, but no notebook)
        except Exception as error:
            self.log.error("%s is no notebook (%s): graded as empty", filename, type(error).__name__)
            notebook = unreadable(release, error)
        resources = resources or {}
        resources["metadata"] = {"name": Path(filename).stem, "path": str(Path(filename).parent)}
        return self.from_notebook_node(repaired(notebook, release), resources, **kw)

    def _release(self, resources):
        """The released notebook that this file was made from, or None if there is none."""
        names = (resources or {}).get("nbgrader", {})
        coursedir = self.parent.coursedir
        folder = coursedir.format_path(coursedir.release_directory, ".", names.get("assignment", ""))
        path = Path(folder) / f"{names.get('notebook')}.ipynb"
        return nbformat.read(path, as_version=4) if path.exists() else None


def unreadable(release, error):
    """The released notebook with a note that says what was wrong with the file and what to do."""
    notebook = copy.deepcopy(release)
    words = (
        "**Your file could not be read as a notebook**, so nothing in it was graded "
        f"({type(error).__name__}). It is kept as you sent it. Open it in JupyterLab: if it does not open there, "
        "download your work again with File > Download and submit that."
    )
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(words))
    return notebook


def repaired(notebook, release):
    """The notebook with the release's grading metadata: flipped, doubled, invented or lost metadata counts for nothing.

    A check cell that is gone comes back after its answer cell, or at the end, as does a task; a missing kernelspec is put
    in.
    """
    wanted = {cell.metadata.nbgrader.grade_id: cell for cell in release.cells if "nbgrader" in cell.metadata}
    found = {}
    for cell in notebook.cells:
        cell.metadata = {} if not isinstance(cell.get("metadata"), dict) else cell.metadata
        given = cell.metadata.pop("nbgrader", {})
        grade_id = given.get("grade_id") if isinstance(given, dict) else None
        if grade_id in wanted and grade_id not in found:
            found[grade_id] = cell
    for grade_id, original in wanted.items():
        if grade_id not in found and (utils.is_grade(original) or utils.is_task(original)):
            loose = [
                cell
                for cell in notebook.cells
                if cell.source.strip() == original.source.strip() and not any(cell is other for other in found.values())
            ]
            found[grade_id] = loose[0] if loose else inserted(notebook, original, found.get(answer_id(grade_id)))
    for grade_id, cell in found.items():
        cell.metadata.nbgrader = copy.deepcopy(wanted[grade_id].metadata.nbgrader)
    notebook.metadata.kernelspec = copy.deepcopy(release.metadata.kernelspec)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    ids = set()
    for cell in notebook.cells:
        if cell.get("id") in ids or "id" not in cell:
            cell["id"] = secrets.token_hex(4)
        ids.add(cell["id"])
    return notebook


def answer_id(grade_id):
    return grade_id.removesuffix("-check")


def inserted(notebook, original, after):
    place = next((i + 1 for i, cell in enumerate(notebook.cells) if cell is after), len(notebook.cells))
    notebook.cells.insert(place, copy.deepcopy(original))
    return notebook.cells[place]
