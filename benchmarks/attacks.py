"""What attacks gain in stock nbgrader and in the engine: ``python -m benchmarks.attacks``.

One class, graded twice: with stock ``nbgrader autograde`` and through the engine. The attacks are those of
tests/grading/attacks that are after points and harm nothing, because stock nbgrader runs them unprotected; one,
for the kernel that stock nbgrader uses, stands here, and a milder version of `always_equal`, which has no end there.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests" / "grading"
OUTPUT = Path("_build") / "bench" / "attacks.json"
HARMLESS = (
    "ast_transformer", "builtins_replaced", "caller_frames", "duplicate_ids", "grade_false",
    "module_for_function", "modules_replaced", "numpy_testing_replaced", "redefines_tests_names", "run_cell_replaced",
    "skip_tag", "solution_true", "stderr_noise", "tests_as_markdown", "tests_deleted", "tests_edited",
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


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attacks", description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, default=OUTPUT, help="default: %(default)s")
    options = parser.parse_args(arguments)
    os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    sys.path[:0] = [str(TESTS)]
    from course import POINTS, Class, make_base

    attacks, got = contenders(), {}
    with tempfile.TemporaryDirectory() as folder:
        base = make_base(Path(folder) / "base")
        for way in ("stock", "engine"):
            school = Class(base, Path(folder) / way)
            hand_in(school, attacks)
            if way == "stock":
                grade_stock(school, ["honest", *attacks])
            else:
                school.grade()
            got[way] = {student: points(school, student) for student in ("honest", *attacks)}

    rows = [{"attack": "honest", "tries": "Right answers.", "due": POINTS}]
    rows += [
        {"attack": name, "tries": tries.splitlines()[0], "due": due} for name, (tries, _, due, _) in attacks.items()
    ]
    print(
        f"points of {POINTS}; - where nothing was graded\n\n{'attack':<24} {'due':>5} {'stock':>6} {'engine':>7}  tries"
    )
    for row in rows:
        row |= {way: got[way][row["attack"]] for way in got}
        stock, ours = ("-" if row[way] is None else f"{row[way]:g}" for way in ("stock", "engine"))
        print(f"{row['attack']:<24} {row['due']:>5g} {stock:>6} {ours:>7}  {row['tries']}")
    gained = {way: sum((row[way] or 0) > row["due"] for row in rows) for way in got}
    lost = {way: sum((row[way] or 0) < row["due"] for row in rows) for way in got}
    for way in got:
        print(f"{way}: {gained[way]} of {len(attacks)} attacks gain points; {lost[way]} submissions lose points")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({"points": POINTS, "rows": rows, "gain": gained, "lose": lost}, indent=1) + "\n")
    print(f"\nNumbers: {options.json}")
    return 1 if gained["engine"] or lost["engine"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
