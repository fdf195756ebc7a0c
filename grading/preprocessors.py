"""What nbgrader does with a notebook that the engine has run: its outputs and results, the gradebook, lateness.

Each class is a preprocessor of nbgrader's, whose parent is the exporter that had the notebook run
(`autograde.SandboxExporter`).
"""

import re

import nbformat
from nbgrader import utils
from nbgrader.api import BaseCell
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor

from . import engine, verdicts


class SandboxExecute(NbGraderPreprocessor):
    """Puts the outputs of the sandboxed run into the notebook, and each graded cell's result into its metadata."""

    def preprocess(self, nb, resources):
        """See `nbconvert.preprocessors.Preprocessor`."""
        record = self.parent.take(resources)
        try:
            results, seconds = record.result()
        except KeyboardInterrupt:
            # nbgrader's command says no word more to the exporter; it would wait for all that runs
            self.parent.shutdown()
            raise
        by_id = {record.notebook.cells[i].id: result for i, result in zip(record.indices, results)}
        colourful = sum(repr(result["outputs"]).count("\\x1b") for result in results if result) <= MAX_COLOURS
        for count, cell in enumerate((c for c in nb.cells if c.cell_type == "code"), start=1):
            result = by_id.get(cell.id)
            outputs = [_passive(output, colourful) for output in result["outputs"]] if result else []
            cell.outputs = [nbformat.from_dict(output) for output in outputs]
            if result and not utils.is_grade(cell):
                cell.outputs += _ended(result["status"])
            cell.execution_count = count if result else None
            settings = cell.metadata.get("nbgrader", {})
            if settings.get("grade") and not settings.get("solution"):
                name = settings["grade_id"]
                status = result["status"] if result else {"error": [], "message": "the master's cell is empty"}
                judged = verdicts.judge(name, status, float(settings["points"]), record.notes.get(name))
                cell.metadata["grading"] = vars(judged) | {"verdict": str(judged.verdict)}
        nb.metadata["language_info"] = {"name": "python"}
        nb.metadata["grading"] = {"seconds": seconds}
        return nb, resources


def _ended(status):
    """Return as outputs why a cell of the student's did not run to its end: of itself, such a cell says nothing."""
    if "timeout" in status:
        words = "[this cell was stopped, because its time was up]"
    elif "crashed" in status:
        was_gone = status["crashed"] == engine.NOT_RUN
        words = (
            "[not run: the notebook's process had ended]" if was_gone else "[this cell ended the notebook's process]"
        )
    else:
        return []
    return [nbformat.v4.new_output("stream", name="stderr", text=words + "\n")]


_PASSIVE = ("text/plain", "text/latex", "image/png", "image/jpeg")
MAX_COLOURS = 20_000  # changes of colour in all outputs: nbconvert copies what follows at each, and keeps it as a tag
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CONTROL = re.compile(r"\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]")


def _passive(output, colourful=True):
    """Return an output without anything that a browser or a terminal would act on; colours stay if they are few."""

    def plain(text):
        return text if colourful else _COLOUR.sub("", text)

    output = dict(output)
    if "data" in output:
        kept = {kind: value for kind, value in output["data"].items() if kind in _PASSIVE}
        if "text/plain" in kept:
            kept["text/plain"] = plain(kept["text/plain"])
        output["data"] = kept or {"text/plain": "[an output of a kind that is not shown]"}
        output["metadata"] = {}
    for key in ("text", "evalue", "ename"):
        if key in output:
            output[key] = plain(_CONTROL.sub("�", output[key]))
    if "traceback" in output:
        output["traceback"] = [plain(_CONTROL.sub("�", line)) for line in output["traceback"]]
    return output


class SaveVerdicts(NbGraderPreprocessor):
    """Books a notebook's results in one transaction, and keeps the verdicts. Manual marks stay as they are."""

    def preprocess(self, nb, resources):
        """See `nbconvert.preprocessors.Preprocessor`."""
        about = resources["nbgrader"]
        student, assignment, notebook = about["student"], about["assignment"], about["notebook"]
        with self.parent.gradebook() as gradebook:
            submitted = gradebook.find_submission_notebook(notebook, assignment, student)
            # held while the names of grades and comments are asked for, else each costs a query of its own
            known = gradebook.db.query(BaseCell).filter(BaseCell.notebook_id == submitted.notebook.id).all()
            grades = {grade.name: grade for grade in submitted.grades}
            comments = {comment.name: comment for comment in submitted.comments}
            for cell in nb.cells:
                settings = cell.metadata.get("nbgrader", {})
                if settings.get("grade"):
                    grade = grades[settings["grade_id"]]
                    grade.auto_score = _automatic_score(cell)
                    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
                if settings.get("solution") or settings.get("task"):
                    untouched = settings.get("checksum") == utils.compute_checksum(cell) and not settings.get("task")
                    comments[settings["grade_id"]].auto_comment = "No response." if untouched else None
            del known
            gradebook.db.commit()
        self._keep_verdicts(nb, student, assignment, notebook)
        return nb, resources

    def _keep_verdicts(self, nb, student, assignment, notebook):
        root = self.parent.converter.coursedir.root
        earlier = verdicts.read(root, assignment, student) or {}
        notebooks = earlier.get("notebooks", {}) if not earlier.get("complete") else {}
        cells = [dict(cell.metadata["grading"]) for cell in nb.cells if "grading" in cell.metadata]
        notebooks[notebook] = {"cells": cells, "seconds": nb.metadata["grading"]["seconds"]}
        record = {"set_aside": None, "notebooks": notebooks, "complete": False, "digest": None}
        verdicts.write(root, assignment, student, record)


class LatePenalties(AssignLatePenalties):
    """nbgrader's penalties for lateness, over the gradebook that is open already."""

    def preprocess(self, nb, resources):
        """See `nbconvert.preprocessors.Preprocessor`."""
        about = resources["nbgrader"]
        with self.parent.gradebook() as self.gradebook:
            submission = self.gradebook.find_submission(about["assignment"], about["student"])
            notebook = self.gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            notebook.late_submission_penalty = None
            late = submission.total_seconds_late
            if late > 0:
                self.init_plugin()
                penalty = self.plugin_inst.late_submission_penalty(about["student"], notebook.score, late)
                if penalty is not None:
                    notebook.late_submission_penalty = self._check_late_penalty(notebook, penalty)
            self.gradebook.db.commit()
        return nb, resources


def _automatic_score(cell):
    if "grading" in cell.metadata:
        return cell.metadata["grading"]["points"]
    score, _ = utils.determine_grade(cell)  # graded by hand: 0 for an untouched answer, else none yet
    return score
