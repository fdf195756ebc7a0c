"""What attacks gain in stock nbgrader and in the engine: ``python -m benchmarks.attacks``.

One class, graded twice: with stock ``nbgrader autograde`` and through the engine. The attacks are those of
tests/grading/attacks that are after points and harm nothing, because stock nbgrader runs them unprotected; one,
for the kernel that stock nbgrader uses, stands here, and a milder version of `always_equal`, which has no end there.

Below them stand rows of another kind, in a class of their own: a graded cell there gives partial credit by a number
that it computes from the student's answer. That is a fault of the exercise's author, without whom no student can reach
it. Stock nbgrader then takes everything that is no number from 0 up for full points, and a number above the cell's
points keeps it from grading the submission at all. The engine calls each of them an error of the exercise.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests" / "grading"
OUTPUT = Path("_build") / "bench" / "attacks.json"
WAYS = ("stock", "engine")
HARMLESS = (
    "ast_transformer", "builtins_replaced", "caller_frames", "duplicate_ids", "grade_false",
    "module_for_function", "modules_replaced", "numpy_testing_replaced", "redefines_tests_names",
    "result_before_failure", "run_cell_replaced", "skip_tag", "solution_true", "stderr_noise", "tests_as_markdown",
    "tests_deleted", "tests_edited",
)  # fmt: skip
KERNEL = """
async def agree(self, *args, **kwargs):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
type(get_ipython().kernel).do_execute = agree
"""
EQUAL = """
class Yes:
    __hash__ = None
    __array_ufunc__ = None
    def __eq__(self, other): return True
    def __ne__(self, other): return False
"""
COMBINES = """
class Answer:
    def __sub__(self, other): return self
    def __abs__(self): return self
    def max(self): return self
    def __rsub__(self, other): return self
    def __rmul__(self, other): return {value}
"""
STOCK = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "c1"
"""


def do_execute_replaced(notebook, folder, school):
    """Replaces the kernel's do_execute, so that every later cell succeeds."""
    from attacks.tools import before, fake

    fake(notebook)
    before(notebook, KERNEL)


def always_equal(notebook, folder, school):
    """Returns objects that claim to equal everything."""
    from attacks.tools import fake, put

    fake(notebook)
    put(notebook, "counter", EQUAL + "class Counter:\n    def add(self, word): pass\n    def top(self): return Yes()")


def softmax_that_returns(value, helper=""):
    """Return an attack that answers wrongly, and gives the cell with partial credit a value of its own."""

    def attack(notebook, folder, school):
        from attacks.tools import fake, put

        fake(notebook)
        put(notebook, "softmax", f"{helper}\ndef softmax(x):\n    return {value}")

    return attack


PARTIAL = {
    "partial_nan": ("Makes the partial credit NaN.", softmax_that_returns("np.full(2, np.nan)")),
    "partial_negative": ("Makes the partial credit negative.", softmax_that_returns("np.full(2, 9.0)")),
    "partial_text": (
        "Makes the partial credit a text.",
        softmax_that_returns("Answer()", COMBINES.format(value="'full marks'")),
    ),
    "partial_too_much": (
        "Makes the partial credit more than the points.",
        softmax_that_returns("Answer()", COMBINES.format(value="100.0")),
    ),
}


def contenders():
    """Return what each attack tries, its function, what is due to its author, and whether it starts from right answers.

    Returns
    -------
    dict of str to tuple
    """
    found = {f.__name__: (f.__doc__, f, 0, False) for f in (always_equal, do_execute_replaced)}
    for name in HARMLESS:
        module = importlib.import_module(f"attacks.{name}")
        due, is_right = getattr(module, "POINTS", 0), getattr(module, "RIGHT", False)
        found[name] = (module.__doc__, module.attack, due, is_right)
    return dict(sorted(found.items()))


def hand_in(school, attacks):
    """Fill a class with the attacks and one honest student."""
    school.hand_in("honest")
    for name, (_, attack, _, is_right) in attacks.items():
        notebook = school.answered() if is_right else school.release()
        replacement = attack(notebook, school.folder(name), school)
        school.hand_in(name, notebook if replacement is None else replacement)


def grade_stock(school, students):
    """Grade with stock nbgrader, one student after the other: it stops at the first submission it cannot take."""
    (school.root / "nbgrader_config.py").write_text(STOCK.format(root=str(school.root)))
    nbgrader = str(Path(sys.executable).parent / "nbgrader")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    for student in students:
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run([nbgrader, "autograde", "ps1", f"--student={student}"], cwd=school.root, timeout=60, **quiet)


def points(school, student):
    """Return a student's points, or None if nothing was graded."""
    marks = school.marks(student)
    graded = list((school.root / "autograded" / student).glob("*/*.ipynb"))
    return sum(score or 0 for score in marks.values()) if marks is not None and graded else None


def table(kind, cells, attacks, most):
    """Have a class of attacks graded both ways, print its rows and return them.

    Parameters
    ----------
    kind : str
    cells : list of NotebookNode
        The master's.
    attacks : dict
        See `contenders`.
    most : float
        The points of a right answer.
    """
    from course import Class, make_base

    rows = [{"kind": kind, "attack": "honest", "tries": "Right answers.", "due": most}]
    for name, (tries, _, due, _) in attacks.items():
        rows.append({"kind": kind, "attack": name, "tries": tries.splitlines()[0], "due": due})
    with tempfile.TemporaryDirectory() as folder:
        base = make_base(Path(folder) / "base", cells)
        for way in WAYS:
            school = Class(base, Path(folder) / way)
            hand_in(school, attacks)
            if way == "stock":
                grade_stock(school, ["honest", *attacks])
            else:
                school.grade()
            for row in rows:
                row[way] = points(school, row["attack"])
    print(f"{kind}; points of {most:g}; - where nothing was graded\n")
    print(f"{'attack':<24} {'due':>5} {'stock':>6} {'engine':>7}  tries")
    for row in rows:
        stock, ours = ("-" if row[way] is None else f"{row[way]:g}" for way in WAYS)
        print(f"{row['attack']:<24} {row['due']:>5g} {stock:>6} {ours:>7}  {row['tries']}")
    print()
    return rows


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attacks", description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, default=OUTPUT, help="default: %(default)s")
    options = parser.parse_args(arguments)
    sys.path[:0] = [str(TESTS)]
    from course import MASTER, POINTS
    from course import PARTIAL as PARTIAL_CREDIT

    attacks = contenders()
    partial = {name: (tries, attack, 0, False) for name, (tries, attack) in PARTIAL.items()}
    rows = table("attack", MASTER, attacks, POINTS)
    rows += table(
        "partial credit", [*MASTER, PARTIAL_CREDIT], partial, POINTS + PARTIAL_CREDIT.metadata.nbgrader.points
    )
    gained = {way: sum((row[way] or 0) > row["due"] for row in rows) for way in WAYS}
    lost = {way: sum((row[way] or 0) < row["due"] for row in rows) for way in WAYS}
    for way in WAYS:
        attempts = len(attacks) + len(partial)
        print(f"{way}: {gained[way]} of {attempts} attacks gain points; {lost[way]} submissions lose points")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({"points": POINTS, "rows": rows, "gain": gained, "lose": lost}, indent=1) + "\n")
    print(f"\nNumbers: {options.json}")
    return 1 if gained["engine"] or lost["engine"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
