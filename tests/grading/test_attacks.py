"""A class full of hostile, broken and unlucky submissions, graded in one go beside honest ones.

Each file of attacks/ says what it tries and hands in one submission. `POINTS` is what it may get (0 unless it carries
answers of its own), `RIGHT` starts from right answers, `VERDICTS` and `SET_ASIDE` say how it must end.
"""

import contextlib
import hashlib
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import attacks
import nbformat
import pytest
from course import ASSIGNMENT, GRADED, POINTS, SECRET, Class

from grading import engine, sandbox, verdicts
from grading.feedback import Redact

NAMES = sorted(m.name for m in pkgutil.iter_modules(attacks.__path__) if m.name != "tools")
HIDDEN_INPUT = "7717"  # an input of a hidden check
# megabytes and seconds. One process: the limit of Limits.memory (2 GiB) and what the warm parent had. All of them: the
# bound of the control group (8 GiB), and the part of a warm parent that lies outside of it.
BUDGET = {"class": 60, "seconds": 300, "grader": 150, "one_process": 2048 + 300, "all_processes": 8192 + 100}

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


class Memory(threading.Thread):
    """Watches how much memory, in megabytes, the grader and everything below it holds, five times a second."""

    def __init__(self):
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.before = self._held(os.getpid())
        self.peaks = {"grader": 0.0, "one_process": 0.0, "all_processes": 0.0}
        self.samples = 0

    @staticmethod
    def _held(pid, field="Rss"):
        """Resident memory; as "Pss", pages that forks share count once over all of them."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith(field + ":"):
                    return int(line.split()[1]) / 1024
        return 0.0  # it has just ended

    def run(self):
        while not self.ended.wait(0.2):
            found = []
            with contextlib.suppress(OSError):
                found = descendants(os.getpid())
            held = {
                "grader": self._held(os.getpid()) - self.before,
                "one_process": max(map(self._held, found), default=0.0),
                "all_processes": sum(self._held(pid, "Pss") for pid in found),
            }
            self.peaks = {name: max(peak, held[name]) for name, peak in self.peaks.items()}
            self.samples += 1

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join()
        for house in engine._houses.values():  # between two samples, the kernel has looked
            for name in ("memory.peak", "memory.max_usage_in_bytes") if house.cgroup else ():
                with contextlib.suppress(OSError):
                    peak = int(Path(house.cgroup, name).read_text()) / (1 << 20)
                    self.peaks["all_processes"] = max(self.peaks["all_processes"], peak)


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
    engine.house()  # what importing takes is no attack's doing
    start = time.monotonic()
    with Memory() as memory:
        grader = school.grade(timeout=4.0, total_timeout=30.0)
    seconds = time.monotonic() - start
    for house in engine._houses.values():
        house.end_testers()
    time.sleep(1.0)
    left = {modules_: descendants(house.process.pid) for modules_, house in engine._houses.items()}
    return {
        "school": school, "modules": modules, "honest": [*honest, "zoe"], "grader": grader, "seconds": seconds,
        "left": left, "kept": kept, "libraries": libraries, "memory": memory,
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
    ends = school.verdicts(name)
    assert set(ends) == set(GRADED)
    points, most = sum(school.marks(name).values()), getattr(module, "POINTS", 0)
    assert points == most if getattr(module, "RIGHT", False) else points <= most, ends
    for cell, verdict in getattr(module, "VERDICTS", {}).items():
        assert ends[cell] == verdict
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
        marks, cells = school.marks(student), verdicts.cells_of(verdicts.read(school.root, ASSIGNMENT, student))
        assert set(marks) == set(GRADED)
        assert marks == {cell["cell"]: cell["points"] for cell in cells}, student
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
    assert run["left"]
    for found in run["left"].values():
        assert len(found) <= 1


def test_disk_and_time_within_bounds(run):
    size = sum(path.lstat().st_size for path in run["school"].root.rglob("*") if path.is_file()) / 1e6
    handed_in = sum(p.lstat().st_size for p in (run["school"].root / "submitted").rglob("*") if p.is_file()) / 1e6
    assert size - handed_in < BUDGET["class"]
    assert run["seconds"] < BUDGET["seconds"]


@pytest.mark.parametrize("whose", ["grader", "one_process"])
def test_memory_within_bounds(run, whose):
    memory = run["memory"]
    assert memory.samples > run["seconds"], "too few samples to say anything"
    assert memory.peaks["one_process"] > 1000, "the memory bombs did not go off"
    assert memory.peaks[whose] < BUDGET[whose], memory.peaks


@pytest.mark.skipif("cgroup" not in sandbox.working_layers(), reason="without a control group nothing bounds the sum")
def test_memory_of_all_processes_together_within_bounds(run):
    memory = run["memory"]
    assert memory.peaks["all_processes"] < BUDGET["all_processes"], memory.peaks


def others_can_start():
    """Whether another user could run these tests with this Python."""
    return all(map(sandbox.layers.outsider_can_read, (sys.prefix, sys.base_prefix, str(Path(__file__).parent))))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="this user has no rights to give up")
@pytest.mark.skipif(not others_can_start(), reason="needs a Python and a checkout that others may read")
def test_all_of_these_as_an_unprivileged_user():
    user = 60002  # of no account
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="grading-test-") as folder:
        os.chown(folder, user, user)
        path = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
        env = os.environ | {"HOME": folder, "TMPDIR": folder, "PATH": path}
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-m", "slow", "-p", "no:cacheprovider", __file__]
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=600, user=user, group=user, extra_groups=[]
        )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]
