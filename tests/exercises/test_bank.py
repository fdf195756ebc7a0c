"""Every exercise against its bank: right answers keep all points, each mistake costs what it should and is named."""

import ast
import functools

import nbformat
import pytest

from grading.bank import answered, is_graded_code, read_bank, solution_cells
from grading.one_process import CheckedCell, run
from tools import release
from tools.release import ROOT

MASTERS = {path.parent.name: path for path in release.find_masters(ROOT)}
BANKS = {name: read_bank(ROOT / "tests" / "wrong_answers" / name) for name in MASTERS}
ANSWERS = [pytest.param(name, answer, id=f"{name}-{answer.name}") for name in BANKS for answer in BANKS[name]]
FLOOR = 5  # points that an answer without thought may get by luck


@functools.cache
def master_of(exercise):
    return release.read_master(MASTERS[exercise])


def earned(verdicts: list[CheckedCell]) -> float:
    return sum(verdict.earned for verdict in verdicts)


def untouched(exercise):
    """The student's notebook as it is released, with the hidden checks that the grader puts back."""
    path = ROOT / "exercises" / exercise / f"{MASTERS[exercise].stem}.ipynb"
    assert path.exists(), f"{path} is missing: run the release job"
    places = solution_cells(nbformat.read(path, as_version=4))
    return answered(master_of(exercise), {name: cell.source for name, cell in places.items()})


@pytest.mark.parametrize("exercise", MASTERS)
def test_the_master_gets_every_automatic_point(exercise):
    verdicts = run(master_of(exercise))
    assert [verdict for verdict in verdicts if not verdict.passed] == []
    assert earned(verdicts) == release.AUTOMATIC_POINTS


@pytest.mark.parametrize("exercise", MASTERS)
def test_the_untouched_release_gets_nothing(exercise):
    verdicts = run(untouched(exercise))
    assert [verdict.grade_id for verdict in verdicts if verdict.passed] == []
    # and the visible checks tell the student so, not in Python's words
    assert any("it is not written yet" in verdict.message for verdict in verdicts)


@pytest.mark.parametrize("exercise", MASTERS)
def test_the_bank_is_large_enough(exercise):
    wrong = [answer for answer in BANKS[exercise] if answer.loses]
    assert len(wrong) >= 10
    assert len(BANKS[exercise]) - len(wrong) >= 4


@pytest.mark.parametrize(("exercise", "answer"), ANSWERS)
def test_an_answer_loses_exactly_its_cells_and_is_told_why(exercise, answer, record_property):
    master = master_of(exercise)
    unknown = answer.loses - {cell.id for cell in master.cells if is_graded_code(cell)}
    assert not unknown, f"`loses:` names cells that are not graded: {unknown}"
    failed = {v.grade_id: v.message for v in run(answered(master, answer.cells)) if not v.passed}
    assert set(failed) == answer.loses, failed
    record_property("bank", [exercise, "wrong" if answer.loses else "right", "kept"])
    unread = [words for words in answer.reads if not any(words in message for message in failed.values())]
    assert not unread, failed
    if answer.loses:
        record_property("bank", [exercise, "wrong", "named"])


# -- answers without thought ---------------------------------------------------------------------------------------

# What replaces each function of the master's answers. They keep the true function as `true`, which they may call.
PRELUDE = """
import copy as _copy, functools as _functools
import numpy as _np

def _zeros(value):
    if isinstance(value, (list, tuple)):
        return type(value)(map(_zeros, value))
    if isinstance(value, dict):
        return {key: _zeros(item) for key, item in value.items()}
    if isinstance(value, str):
        return ""
    return value if value is None else _np.zeros_like(value)

def _zeros_of_its_shape(true):
    @_functools.wraps(true)
    def stub(*args, **kwargs):
        try:
            return _zeros(true(*_copy.deepcopy(args), **_copy.deepcopy(kwargs)))
        except Exception:
            return 0.0
    return stub

def _zero(true):
    return lambda *args, **kwargs: 0

def _its_argument(true):
    return lambda *args, **kwargs: args[0] if args else next(iter(kwargs.values()), None)

def _all_methods(stub, true):
    if not isinstance(true, type):
        return stub(true)
    for name, method in list(vars(true).items()):
        if callable(method) and name != "__init__":
            inner = stub(method)
            # of a method the first argument is the one after self
            outer = lambda self, *args, _inner=inner, **kwargs: _inner(*args, **kwargs)
            setattr(true, name, inner if stub is _zeros_of_its_shape else outer)
    return true
"""


@pytest.mark.parametrize("stub", ["_zero", "_its_argument", "_zeros_of_its_shape"])
@pytest.mark.parametrize("exercise", MASTERS)
def test_answers_without_thought_earn_next_to_nothing(exercise, stub):
    master = master_of(exercise)
    cells, replaced = {}, 0
    for name, cell in solution_cells(master).items():
        if cell.cell_type == "code":
            kinds = (ast.FunctionDef, ast.ClassDef)
            written = [node.name for node in ast.parse(cell.source).body if isinstance(node, kinds)]
            lines = [f"{function} = _all_methods({stub}, {function})" for function in written]
            cells[name] = "\n".join([PRELUDE, cell.source, *lines])
            replaced += len(written)
    assert replaced, "the answers define no function, so this test says nothing"
    verdicts = run(answered(master, cells))
    assert earned(verdicts) <= FLOOR, [verdict.grade_id for verdict in verdicts if verdict.passed]
