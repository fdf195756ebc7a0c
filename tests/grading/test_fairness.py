"""Every bank gets exactly its marks through the engine, every master every automatic point, every release none."""

import ast
import shutil
from pathlib import Path

import nbformat
import pytest
from course import Class, configuration
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from grading import autograde, bank, verdicts
from grading.master import HIDDEN
from tools import release

ROOT = release.ROOT
ASSIGNMENTS = [master.parent.name for master in release.find_masters(ROOT)]


class Exercise(Class):
    """A class with one exercise of the course."""

    def __init__(self, root, assignment):
        self.root, self.assignment = Path(root), assignment
        master = next(m for m in release.find_masters(ROOT) if m.parent.name == assignment)
        self.notebook = master.stem
        self.solved = release.make_source(master, self.root / "source" / assignment)
        answer = NbGraderAPI(config=configuration(self.root)).generate_assignment(assignment)
        assert answer["success"], answer

    def hand_in(self, student, notebook):
        folder = self.root / "submitted" / student / self.assignment
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{self.notebook}.ipynb")

    def released(self):
        return nbformat.read(self.root / "release" / self.assignment / f"{self.notebook}.ipynb", 4)

    def answered(self, cells):
        """Return the release with an answer of the bank in it; what it does not name is the master's."""
        solutions = {name: cell.source for name, cell in bank.solution_cells(self.solved).items()}
        return bank.answered(self.released(), solutions | cells)

    def grade(self, **exporter):
        config = configuration(self.root, **exporter)
        api = NbGraderAPI(config=config)
        api.coursedir.assignment_id = self.assignment
        autograde.Grader(coursedir=api.coursedir, config=config).start()

    def cells(self, student):
        """Return a student's results by graded cell."""
        record = verdicts.read(self.root, self.assignment, student)
        return {cell["cell"]: cell for cell in record["notebooks"][self.notebook]["cells"]}


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def exercise(request, tmp_path_factory):
    made = Exercise(tmp_path_factory.mktemp(request.param) / "class", request.param)
    made.bank = bank.read_bank(ROOT / "tests" / "wrong_answers" / request.param)
    for answer in made.bank:
        made.hand_in(answer.name, made.answered(answer.cells))
    made.hand_in("master", made.answered({}))
    made.hand_in("release", made.released())
    made.grade()
    return made


def test_every_answer_of_the_bank_loses_exactly_its_points(exercise):
    for answer in exercise.bank:
        cells = exercise.cells(answer.name)
        lost = {name for name, cell in cells.items() if cell["verdict"] != "passed"}
        assert lost == set(answer.loses), (answer.name, [cells[name]["reason"] for name in lost ^ set(answer.loses)])
        reasons = " ".join(cells[name]["reason"] for name in lost)
        assert all(words in reasons for words in answer.reads), (answer.name, reasons)


def test_master_gets_everything_and_release_nothing(exercise):
    assert {cell["verdict"] for cell in exercise.cells("master").values()} == {"passed"}
    assert sum(cell["points"] for cell in exercise.cells("master").values()) == release.AUTOMATIC_POINTS
    assert sum(cell["points"] for cell in exercise.cells("release").values()) == 0


def test_master_gets_everything_in_one_process(exercise):
    shutil.rmtree(exercise.root / "autograded" / "master")
    for student in (exercise.root / "submitted").iterdir():
        if student.name not in ("master", "release"):
            shutil.rmtree(student)
    exercise.grade(processes="one")
    assert sum(cell["points"] for cell in exercise.cells("master").values()) == release.AUTOMATIC_POINTS
    with Gradebook(f"sqlite:///{exercise.root}/gradebook.db", "c1") as gradebook:
        assert gradebook.find_submission(exercise.assignment, "master").max_score >= release.AUTOMATIC_POINTS


def borrowed(cells):
    """Return what graded cells take from one another, as (cell, name), given their sources.

    Not all of them run in the notebook's order, or in one process.
    """
    made = [_names(source, ast.Store) | _definitions(source) for source in cells]
    return [
        (i, name)
        for i, source in enumerate(cells)
        for name in sorted((_names(source, ast.Load) - made[i] - _parameters(source)) & set().union(*made))
    ]


def _names(source, context):
    return {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name) and isinstance(n.ctx, context)}


def _definitions(source):
    return {n.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.ClassDef)}


def _parameters(source):
    return {n.arg for n in ast.walk(ast.parse(source)) if isinstance(n, ast.arg)}


def test_a_check_that_borrows_is_named():
    assert borrowed(["x = 1\nf(x)", "f(-x)", "x = 2\nf(x)"]) == [(1, "x")]
    assert borrowed(["def f(): pass", "f()"]) == [(1, "f")]
    assert borrowed(["a, b = 1, 2", "f(a)", "for a in (1, 2):\n    f(a)"]) == [(1, "a")]


def test_checks_borrow_nothing_from_one_another(exercise):
    graded = [cell.source for cell in exercise.solved.cells if bank.is_graded_code(cell)]
    assert any(map(HIDDEN.search, graded))
    assert borrowed(graded) == []
