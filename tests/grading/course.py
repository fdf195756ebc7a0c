"""A class with one small assignment, for the tests of the grading engine."""

import copy
import json
import os
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from grading import autograde, verdicts
from grading.settings import put_alembic_on_path

put_alembic_on_path()

ASSIGNMENT, NOTEBOOK = "ps1", "p1"
SECRET = "SECRET-OF-A-HIDDEN-CHECK"


def _cell(source, name, *, points=None, **settings):
    cell = new_code_cell(source)
    known = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3, "grade_id": name}
    cell.metadata["nbgrader"] = known | settings | ({} if points is None else {"points": points})
    cell.id = name
    return cell


def locked(name, source):
    return _cell(source, name, locked=True)


def solution(name, source):
    return _cell(source, name, solution=True)


def graded(name, points, source):
    return _cell(source, name, points=points, grade=True, locked=True)


def stub(code):
    return f"### BEGIN SOLUTION\n{code}\n### END SOLUTION"


MASTER = [
    new_markdown_cell("# A small assignment"),
    locked("imports", "import numpy as np\nfrom nnlib.checks import Check, HiddenCheck"),
    solution("scale", "def scale(x, a):\n    " + stub("    return a * np.asarray(x)").strip()),
    graded(
        "scale_values",
        3,
        "check = Check('scale')\n"
        "check.close(check.call(scale, np.array([1.0, 2.0]), 3.0), [3.0, 6.0])",
    ),
    graded(
        "scale_hidden",
        2,
        "check = HiddenCheck('scale')\n### BEGIN HIDDEN TESTS\n"
        "x = np.random.default_rng(5).standard_normal((3, 4))\n"
        f"check.close(check.call(scale, x, 0.5), 0.5 * x, '{SECRET}'[:0] + 'another factor is wrong')\n"
        "check.close(check.call(scale, np.array([7717.25]), 2.0), [15434.5])\n### END HIDDEN TESTS",
    ),
    solution("softmax", "def softmax(x):\n    " + stub(
        "    e = np.exp(x - np.max(x))\n    return e / e.sum()").strip()),
    graded(
        "softmax_values",
        4,
        "np.testing.assert_allclose(softmax(np.array([0.0, 0.0])), [0.5, 0.5])\n### BEGIN HIDDEN TESTS\n"
        f"assert np.isfinite(softmax(np.array([1000.0, -1000.0]))).all(), '{SECRET}'\n### END HIDDEN TESTS",
    ),
    solution("counter", "class Counter:\n    " + stub(
        "    def __init__(self):\n        self.seen = {}\n    def add(self, word):\n"
        "        self.seen[word] = self.seen.get(word, 0) + 1\n    def top(self):\n"
        "        return max(self.seen, key=self.seen.get)").strip()),
    locked("count_words", "### STUDENT SIDE\ndef count_words(words):\n    counter = Counter()\n"
           "    for word in words:\n        counter.add(word)\n    return counter.top()"),
    graded("counter_top", 1, "check = Check('counter')\ncheck.equal(check.call(count_words, ['a', 'b', 'b']), 'b')"),
    solution("weights", "### BEGIN SOLUTION\nw_nand, b_nand = np.array([-2.0, -2.0]), 3.0\n### END SOLUTION"),
    graded("nand_fires", 2, "for x in ([0, 0], [0, 1], [1, 0], [1, 1]):\n"
           "    assert (np.dot(w_nand, x) + b_nand > 0) == (sum(x) < 2), 'NAND is wrong'"),
]  # fmt: skip
RIGHT = {
    "scale": "def scale(x, a):\n    return np.asarray(x) * a",
    "softmax": "def softmax(x):\n    e = np.exp(x - np.max(x))\n    return e / e.sum()",
    "counter": "import collections\nclass Counter:\n    def __init__(self):\n"
    "        self.c = collections.Counter()\n"
    "    def add(self, word):\n        self.c[word] += 1\n"
    "    def top(self):\n        return self.c.most_common(1)[0][0]",
    "weights": "w_nand, b_nand = np.array([-1.0, -1.0]), 1.5",
}
# a cell whose value is the student's share of the points: its author has not thought of answers that are no numbers
PARTIAL = graded("softmax_share", 4, "4 * (1 - np.abs(softmax(np.array([0.0, 0.0])) - 0.5).max())")
POINTS = 12
GRADED = ("scale_values", "scale_hidden", "softmax_values", "counter_top", "nand_fires")


def make_base(root, cells=MASTER):
    """Make a class with the assignment released and nobody in it."""
    root = Path(root)
    (root / "source" / ASSIGNMENT).mkdir(parents=True)
    notebook = new_notebook(cells=copy.deepcopy(cells))
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.metadata["course"] = {"release": "r2"}
    nbformat.write(notebook, root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb")
    answer = NbGraderAPI(config=configuration(root)).generate_assignment(ASSIGNMENT)
    assert answer["success"], answer
    return root


def configuration(root, **exporter):
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "c1"
    autograde.configure(config)
    config.SandboxExporter.update({"workers": 2, "timeout": 20.0} | exporter)
    return config


class Class:
    """One class directory."""

    def __init__(self, base, root):
        shutil.copytree(base, root)
        self.root = Path(root)

    def release(self):
        return nbformat.read(self.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)

    def folder(self, student):
        folder = self.root / "submitted" / student / ASSIGNMENT
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def answered(self, answers=RIGHT):
        """Return the release with answers in it."""
        notebook = self.release()
        for cell in notebook.cells:
            cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
        return notebook

    def hand_in(self, student, notebook=None, name=f"{NOTEBOOK}.ipynb"):
        notebook = self.answered() if notebook is None else notebook
        text = notebook if isinstance(notebook, str) else json.dumps(notebook)
        (self.folder(student) / name).write_text(text, encoding="utf-8", newline="")

    def grade(self, resume=False, **exporter):
        """Grade the class; return the grader."""
        config = configuration(self.root, **exporter)
        api = NbGraderAPI(config=config)
        api.coursedir.assignment_id = ASSIGNMENT
        grader = autograde.Grader(coursedir=api.coursedir, config=config, resume=resume)
        here = os.getcwd()
        try:
            grader.start()
        finally:
            os.chdir(here)
        return grader

    def marks(self, student):
        """Return a student's points by graded cell as the gradebook has them, or None without a submission."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db", "c1") as gradebook:
            if not any(s.student.id == student for s in gradebook.assignment_submissions(ASSIGNMENT)):
                return None
            submitted = gradebook.find_submission_notebook(NOTEBOOK, ASSIGNMENT, student)
            return {grade.name: grade.score for grade in submitted.grades}

    def verdicts(self, student):
        """Return a student's verdicts by graded cell."""
        record = verdicts.read(self.root, ASSIGNMENT, student)
        return {c["cell"]: c["verdict"] for notebook in record["notebooks"].values() for c in notebook["cells"]}

    def set_aside(self, student):
        return (verdicts.read(self.root, ASSIGNMENT, student) or {}).get("set_aside")

    def graded_notebook(self, student):
        return nbformat.read(self.root / "autograded" / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)
