"""Running a submission: the kernel is asked, this process judges and writes the outputs."""

import ast
import base64
import copy
import dataclasses
import functools
import inspect
import json
import secrets
import zlib
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbgrader import preprocessors, utils

from graders import cards, course, judge, look, tell
from graders.claims import claim
from graders.classroom.reading import answer_id

EVIDENCE = "evidence.json"


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
            cell.outputs, cell.execution_count = [nbformat.from_dict(o) for o in self.judged(called, cell, index)], None
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

    def judged(self, called, check, index):
        """The outputs of a check or predict cell."""
        function, slug, arguments = called
        log = {"cell": slug, "seed": secrets.token_hex(8), "asked": []}
        self.evidence.append(log)
        exercise = judge.find(slug, judge.EXERCISES if function == "check" else judge.PREDICTIONS)

        def ask(question):
            seen = self.ask(question, index)
            if isinstance(seen.get("missing"), dict) and (ended := self.ended(check)):
                seen["missing"]["because"] = ended
            log["asked"].append([copy.deepcopy(question), seen])
            return seen

        if function == "check":
            verdict = judge.judge(exercise, ask, log["seed"])
            if (how := self.ended(check)) and "missing" not in verdict.claims[-1].seen:
                verdict = dataclasses.replace(verdict, notes=(*verdict.notes, tell.ended(how)))
            log["verdict"] = [verdict.state, verdict.code]
            if verdict.code == "unjudged":
                self.log.error("%s could not be judged: %s", slug, verdict.claims[-1].found)
            return cards.outputs(verdict, course.worth(slug))
        outputs = predicted(exercise, ask({"look": "values", "expressions": arguments}))
        log["verdict"] = state_of(outputs)
        return outputs

    def ended(self, check):
        """How the answer cell of this check cell ended, if an error ended it: "NameError: name 'x' is not defined"."""
        answer = answer_id(check.metadata.nbgrader.grade_id)
        for cell in self.nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == answer:
                for output in cell.get("outputs", []):
                    if output.output_type == "error":
                        return f"{output.ename}: {output.evalue}"[:120]
        return None

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
    """Source text that answers the question in the kernel, without leaving a name behind.

    The looking code travels packed, since IPython reads the text of a cell several times before it runs it.
    """
    unpacked = f"__import__('zlib').decompress(__import__('base64').b64decode({packed()!r}))"
    sent = f"exec(compile({unpacked}, {look.OURS + ' look>'!r}, 'exec'), ns)"
    return f"(lambda ns: [{sent}, ns['publish']({json.dumps(question)!r}, globals())] and None)({{'__name__': 'look'}})"


@functools.cache
def packed():
    """The source of look.py, compressed, as text."""
    return base64.b64encode(zlib.compress(inspect.getsource(look).encode())).decode()


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
        return cards.outputs(judge.Verdict(prediction.slug, "failed", (failed,)))
    chosen, measured = seen["values"]
    meant = judge.options_meant(prediction, chosen)
    if len(meant) != 1:
        return cards.failed(tell.unpredicted(prediction, chosen, meant))
    told = meant[0], measured, prediction
    return cards.shown(tell.prediction(*told), cards.prediction(*told))


def rejudged(log):
    """Judge a check or a prediction again from its evidence, as ``[state, code]``.

    Raises ValueError if the exercise asks other questions by now, or is gone.
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
    try:
        exercise = judge.find(log["cell"])
    except judge.Unknown as gone:
        raise ValueError(str(gone)) from None
    verdict = judge.judge(exercise, ask, log["seed"])
    return [verdict.state, verdict.code]


def state_of(outputs):
    """The verdict that the outputs of a predict cell tell."""
    if outputs[0]["output_type"] != "error":
        return ["passed", None]
    return ["untouched" if tell.UNTOUCHED in outputs[0]["evalue"] else "failed", None]
