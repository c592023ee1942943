"""Grading a class with nbgrader: the judge stays outside, the kernel is only asked.

`nbgrader_config.py` puts three classes in nbgrader's own places; nothing else of nbgrader changes.

* `ClearSolutions` makes the learner's version: no placeholder at the top level of a cell.
* `Reader` reads a submission, whatever state it is in, and puts the cells' grading metadata right.
* `JudgedExecute` runs the notebook. Where the turn of a check cell comes, the kernel runs nothing but looking code that
  is sent with each question, and this process, which never runs learner code, writes the cell's outputs.
"""

import ast
import copy
import inspect
import json
import re
import secrets
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters import NotebookExporter
from nbgrader import preprocessors, utils

from graders import judge, look, tell
from graders.claims import claim

EVIDENCE = "evidence.json"


class ClearSolutions(preprocessors.ClearSolutions):
    """Leaves the placeholder line only inside functions: at the top level of a cell it would raise when the cell runs."""

    def _replace_solution_region(self, cell, language):
        replaced = super()._replace_solution_region(cell, language)
        if replaced and cell.cell_type == "code":
            stub = re.escape(self.code_stub[language])
            cell.source = re.sub(rf"^{stub}$\n?", "", cell.source, flags=re.MULTILINE).rstrip("\n")
        return replaced


# Reading a submission -------------------------------------------------------------------------------------------------


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

    A check cell that is gone comes back after its answer cell, or at the end; a missing kernelspec is put in.
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
        if grade_id not in found and utils.is_grade(original):
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


# Running it -----------------------------------------------------------------------------------------------------------


class JudgedExecute(preprocessors.Execute):
    """nbgrader's Execute, but a check cell is judged here: the kernel only answers questions."""

    def preprocess(self, nb, resources, km=None):
        self.evidence, self.lost = [], None
        nb, resources = super().preprocess(nb, resources, km)
        path = Path(resources["metadata"]["path"]) / EVIDENCE
        path.unlink(missing_ok=True)
        path.write_text(json.dumps(self.evidence, indent=1, ensure_ascii=False))
        return nb, resources

    def preprocess_cell(self, cell, resources, index):
        if utils.is_grade(cell) and (called := call_of(cell.source)):
            cell.outputs, cell.execution_count = [nbformat.from_dict(o) for o in self.judged(called, index)], None
            self.nb.cells[index] = cell  # questions were asked under this index
        elif self.lost:
            if cell.cell_type == "code":
                cell.outputs = []
        else:
            try:
                super().preprocess_cell(cell, resources, index)
            except (DeadKernelError, CellTimeoutError) as error:
                self._lose(error)
                cell.outputs = [
                    nbformat.v4.new_output("error", ename="KernelLost", evalue=self.lost, traceback=[self.lost])
                ]
        return cell, resources

    def _lose(self, error):
        self.lost = (
            "the kernel died while your code ran"
            if isinstance(error, DeadKernelError)
            else "your code could not be stopped"
        )
        self.log.error("%s: %s; what was earned before stays", self.resources["metadata"]["name"], self.lost)

    def judged(self, called, index):
        """The outputs of a check or predict cell."""
        function, slug, arguments = called
        log = {"cell": slug, "seed": secrets.token_hex(8), "asked": []}
        self.evidence.append(log)
        exercise = judge.find(slug, judge.EXERCISES if function == "check" else judge.PREDICTIONS)

        def ask(question):
            seen = self.ask(question, index)
            log["asked"].append([copy.deepcopy(question), seen])
            return seen

        if function == "check":
            verdict = judge.judge(exercise, ask, log["seed"])
            log["verdict"] = [verdict.state, verdict.code]
            return tell.outputs(verdict)
        outputs = predicted(exercise, ask({"look": "values", "expressions": arguments}))
        log["verdict"] = state_of(outputs)
        return outputs

    def ask(self, question, index):
        """The kernel's answer to one question; a kernel that dies or hangs is an answer too."""
        if self.lost:
            return {"error": failure("Kernel", self.lost)}
        cell = nbformat.v4.new_code_cell(question_code(question))
        try:
            cell = self.execute_cell(cell, index, store_history=False)
        except (DeadKernelError, CellTimeoutError) as error:
            self._lose(error)
            return {"error": failure("Kernel", self.lost)}
        for output in cell.outputs:
            if output.output_type == "display_data" and look.MIME in output.data:
                return as_answer(output.data[look.MIME])
        if any(output.get("ename") == "CellTimeoutError" for output in cell.outputs):
            return {"error": failure("Timeout", f"longer than {self.timeout} s")}
        return {"error": failure("NoAnswer", "the kernel gave no answer: was a name of Python's own replaced?")}


def call_of(source):
    """What a check cell calls, as (function, slug, other argument expressions); None for any other cell."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in ("check", "predict"):
            first, *others = node.args
            others += [keyword.value for keyword in node.keywords]
            return node.func.id, ast.literal_eval(first), [ast.unparse(other) for other in others]
    return None


def question_code(question):
    """Source text that answers the question in the kernel, without leaving a name behind."""
    sent = f"exec(compile({inspect.getsource(look)!r}, {look.OURS + ' look>'!r}, 'exec'), ns)"
    return f"(lambda ns: [{sent}, ns['publish']({json.dumps(question)!r}, globals())] and None)({{'__name__': 'look'}})"


def as_answer(text):
    """The published answer as a dict; whatever else was published is no answer."""
    try:
        seen = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        seen = None
    return seen if isinstance(seen, dict) else {"error": failure("NoAnswer", "the kernel's answer could not be read")}


def failure(kind, text):
    return {"phase": "call", "type": kind, "text": text, "line": None, "function": None, "stub": False}


def predicted(prediction, seen):
    """The outputs of a predict cell whose arguments the kernel evaluated."""
    if error := seen.get("error"):
        failed = claim(
            error["type"],
            False,
            "",
            "a prediction, and a run of the experiment before it",
            f"{error['type']}: {error['text']}",
            seen,
        )
        return tell.outputs(judge.Verdict(prediction.slug, "failed", (failed,)))
    chosen, measured = seen["values"]
    if (option := judge.option_meant(prediction, chosen)) is None:
        lines = tell.unpredicted(prediction, chosen).splitlines()
        return [{"output_type": "error", "ename": "CheckFailed", "evalue": lines[0], "traceback": lines}]
    text = tell.prediction(option, measured, prediction)
    return [{"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}}]


def rejudged(log):
    """Judge a check or a prediction again from its evidence, as ``[state, code]``.

    Raises ValueError if the exercise asks other questions by now.
    """
    asked = iter(log["asked"])

    def ask(question):
        recorded, seen = next(asked, (None, None))
        if json.loads(json.dumps(question)) != recorded:
            raise ValueError(f"{log['cell']} asks other questions now: run the submission again")
        return seen

    judge.find_topic(log["cell"].split("/")[0])
    if log["cell"] in judge.PREDICTIONS:
        return state_of(predicted(judge.PREDICTIONS[log["cell"]], log["asked"][0][1]))
    verdict = judge.judge(judge.find(log["cell"]), ask, log["seed"])
    return [verdict.state, verdict.code]


def state_of(outputs):
    """The verdict that the outputs of a predict cell tell."""
    if outputs[0]["output_type"] != "error":
        return ["passed", None]
    return ["untouched" if tell.UNTOUCHED in outputs[0]["evalue"] else "failed", None]
