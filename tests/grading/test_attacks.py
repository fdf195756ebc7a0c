"""A class full of hostile, broken and unlucky submissions, graded in one go beside honest ones.

Each file of attacks/ says what it tries and hands in one submission. `POINTS` is what it may get (0 unless it carries
answers of its own), `RIGHT` starts from right answers, `VERDICTS` and `SET_ASIDE` say how it must end.
"""

import hashlib
import importlib
import json
import os
import pkgutil
import time
from pathlib import Path

import attacks
import nbformat
import pytest
from course import GRADED, POINTS, SECRET, Class

from grading import engine, sandbox
from grading.feedback import Redact

NAMES = sorted(m.name for m in pkgutil.iter_modules(attacks.__path__) if m.name != "tools")
HIDDEN_INPUT = "7717"  # an input of a hidden check
BUDGET = {"class_megabytes": 60, "seconds": 300}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "namespaces" not in sandbox.working_layers(),
        reason="they need namespaces; `grading doctor` says why not",
    ),
]


def descendants(pid):
    """Return every process below one."""
    children = [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [d for child in children for d in descendants(child)]


def digest(folder):
    found = hashlib.sha256()
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file() and not path.is_symlink():
            found.update(str(path).encode("utf-8", "surrogateescape") + path.read_bytes())
    return found.hexdigest()


@pytest.fixture(scope="module")
def run(base, tmp_path_factory):
    school = Class(base, tmp_path_factory.mktemp("attacks") / "class")
    honest = [f"honest-{i:02d}" for i in range(len(NAMES) // 10 + 1)]
    for student in [*honest, "zoe"]:
        school.hand_in(student)
    modules = {}
    for name in NAMES:
        module = modules[name] = importlib.import_module(f"attacks.{name}")
        notebook = school.answered() if getattr(module, "RIGHT", False) else school.release()
        replacement = module.attack(notebook, school.folder(name), school)
        if not getattr(module, "WRITES", False):
            school.hand_in(name, notebook if replacement is None else replacement)
    kept = {name: digest(school.root / name) for name in ("source", *(f"submitted/{s}" for s in [*honest, "zoe"]))}
    libraries = {path: Path(path).stat().st_mtime_ns for path in (os.__file__, nbformat.__file__)}
    start = time.monotonic()
    grader = school.grade(timeout=4.0, total_timeout=30.0)
    seconds = time.monotonic() - start
    for house in engine._houses.values():
        house.end_testers()
    time.sleep(1.0)
    left = {modules_: descendants(house.process.pid) for modules_, house in engine._houses.items()}
    return {
        "school": school, "modules": modules, "honest": [*honest, "zoe"], "grader": grader, "seconds": seconds,
        "left": left, "kept": kept, "libraries": libraries,
    }  # fmt: skip


def shown(school, student):
    """Return all that a student gets to see: outputs of the graded notebook as feedback shows them."""
    notebook, _ = Redact().preprocess(school.graded_notebook(student), {})
    return json.dumps([cell.get("outputs", []) for cell in notebook.cells], ensure_ascii=False)


@pytest.mark.parametrize("name", NAMES)
def test_attack(run, name):
    school, module = run["school"], run["modules"][name]
    if reason := getattr(module, "SET_ASIDE", None):
        assert reason in school.set_aside(name)
        assert school.marks(name) is None
        return
    assert school.set_aside(name) is None
    verdicts = school.verdicts(name)
    assert set(verdicts) == set(GRADED)
    points, most = sum(school.marks(name).values()), getattr(module, "POINTS", 0)
    assert points == most if getattr(module, "RIGHT", False) else points <= most, verdicts
    for cell, verdict in getattr(module, "VERDICTS", {}).items():
        assert verdicts[cell] == verdict
    text = shown(school, name)
    assert "SUCCEEDED" not in text
    assert SECRET not in text
    assert HIDDEN_INPUT not in text
    for words in getattr(module, "NOT_IN_OUTPUTS", ()):
        assert words not in text


def test_honest_neighbours_keep_everything(run):
    for student in run["honest"]:
        assert sum(run["school"].marks(student).values()) == POINTS, student
        assert set(run["school"].verdicts(student).values()) == {"passed"}


def test_everybody_has_a_verdict(run):
    graded = {student for student in NAMES if run["school"].set_aside(student) is None}
    assert set(run["grader"].graded) == graded | set(run["honest"])


def test_the_gradebook_holds_what_the_verdicts_say(run):
    school = run["school"]
    for student in run["grader"].graded:
        marks = school.marks(student)
        assert set(marks) == set(GRADED)
        assert all(0 <= value <= 4 for value in marks.values())


def test_nothing_outside_changed(run):
    for name, before in run["kept"].items():
        assert digest(run["school"].root / name) == before
    for path, before in run["libraries"].items():
        assert Path(path).stat().st_mtime_ns == before
    for folder in ("/tmp", "/dev/shm", "/var/tmp", str(run["school"].root)):
        assert not [name for name in os.listdir(folder) if "eve-was-here" in name]


def test_no_process_is_left(run):
    # the warm parent alone: one process outside and one inside of its namespaces
    for found in run["left"].values():
        assert len(found) <= 1


def test_disk_and_time_within_bounds(run):
    size = sum(path.lstat().st_size for path in run["school"].root.rglob("*") if path.is_file()) / 1e6
    handed_in = sum(p.lstat().st_size for p in (run["school"].root / "submitted").rglob("*") if p.is_file()) / 1e6
    assert size - handed_in < BUDGET["class_megabytes"]
    assert run["seconds"] < BUDGET["seconds"]
