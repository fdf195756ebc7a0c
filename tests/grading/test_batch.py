"""One grader at a time, and what is left when it is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from course import ASSIGNMENT, NOTEBOOK, POINTS, RIGHT, Class, configuration
from nbgrader.api import Gradebook, InvalidEntry
from sqlalchemy.exc import OperationalError

from grading import batch, engine, lock, verdicts

HERE = Path(__file__).parent
GRADE = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs in the background without it
sys.path[:0] = [{str(HERE.parent.parent)!r}, {str(HERE)!r}]
from course import ASSIGNMENT, configuration
from grading import batch
summary = batch.grade_class(configuration(sys.argv[1]), ASSIGNMENT, resume=True)
sys.exit(summary.exit_code)
"""
HALF = RIGHT | {"softmax": "def softmax(x):\n    return x", "counter": "class Counter:\n    pass"}


SIMULATE = f"""
import sys
sys.path[:0] = [{str(HERE.parent.parent)!r}, {str(HERE)!r}]
from benchmarks.grading import Canned, peak_memory
from course import ASSIGNMENT, configuration
from grading import batch
config = configuration(sys.argv[1], executor_factory=Canned)
outcome = batch.grade_class(config, ASSIGNMENT)
print(peak_memory())
sys.exit(outcome.exit_code)
"""


def start_grader(root, **kwargs):
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", GRADE, str(root)], start_new_session=True, **kwargs)


def fill(school, count):
    for i in range(count):
        school.hand_in(f"s{i:02d}", school.answered(RIGHT if i % 2 else HALF))


def complete(school):
    return sum(record["complete"] for record in verdicts.Records(school.root, ASSIGNMENT).values())


def expect_right_marks(school, count):
    with Gradebook(f"sqlite:///{school.root}/gradebook.db", "c1") as gradebook:
        submissions = gradebook.assignment_submissions(ASSIGNMENT)
        assert sorted(s.student.id for s in submissions) == [f"s{i:02d}" for i in range(count)]
        for submission in submissions:
            i = int(submission.student.id[1:])
            assert submission.score == (POINTS if i % 2 else POINTS - 5), submission.student.id
            assert len(submission.notebooks) == 1
            assert len(submission.notebooks[0].grades) == 5


@pytest.mark.slow
def test_killed_at_fifty_points_no_mark_is_lost_or_doubled(school):
    count, rng = 24, random.Random(0)
    fill(school, count)
    for _ in range(50):
        grader = start_grader(school.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.2, 3.0))
        grader.send_signal(signal.SIGKILL)
        grader.wait()
        if complete(school) == count:  # everything is graded: forget it, so that the next has something to do
            for i in range(count):
                (school.root / "verdicts" / ASSIGNMENT / f"s{i:02d}.json").unlink()
    grader = start_grader(school.root)
    assert grader.wait(120) == 0
    expect_right_marks(school, count)
    for i in range(count):
        assert verdicts.read(school.root, ASSIGNMENT, f"s{i:02d}")["complete"]
        assert (school.root / "autograded" / f"s{i:02d}" / ASSIGNMENT / f"{NOTEBOOK}.ipynb").exists()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_class(base, tmp_path):
    """The executions are simulated: what grows or does not is the grader, its gradebook included."""
    megabytes = {}
    for count in (200, 2000):
        school = Class(base, tmp_path / str(count))
        text = json.dumps(school.answered())
        for i in range(count):
            school.hand_in(f"s{i:04d}", text)
        command = [sys.executable, "-W", "ignore", "-c", SIMULATE, str(school.root)]
        grader = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        assert complete(school) == count
        megabytes[count] = float(grader.stdout)
    # names, paths and digests stay: about a kilobyte for each student
    assert megabytes[2000] - megabytes[200] < 5, megabytes


def test_archives_alone_and_several_notebooks_that_are_called_otherwise(school):
    school.folder("empty")
    notebook = json.dumps(school.answered(RIGHT))
    with zipfile.ZipFile(school.folder("s01") / "all.zip", "w") as archive:
        archive.writestr(f"{NOTEBOOK}.ipynb", notebook)
    for name in ("draft", "draft2"):
        (school.folder("s02") / f"{name}.ipynb").write_text(notebook)
    summary = batch.grade_class(configuration(school.root), ASSIGNMENT)
    assert summary.graded == ["s01", "s02"]
    assert summary.records["s02"]["notes"] == ["'draft.ipynb' is graded, not 'draft2.ipynb'"]
    assert not summary.records["s01"]["notes"]
    assert [name for name, record in summary.records.items() if record["set_aside"]] == ["empty"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_ends_with_a_summary_and_resumes(school, number):
    fill(school, 6)
    school.hand_in("s99", school.answered(RIGHT | {"scale": "import time\ntime.sleep(15)"}))
    grader = start_grader(school.root, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while complete(school) < 6 and time.monotonic() < deadline:
        time.sleep(0.05)
    grader.send_signal(number)
    assert grader.wait(8) == batch.INTERRUPTED  # the running notebook would take 15 seconds
    assert "Traceback" not in grader.stderr.read()
    grader.stderr.close()
    (school.root / "submitted" / "s99" / ASSIGNMENT / f"{NOTEBOOK}.ipynb").unlink()
    os.rmdir(school.root / "submitted" / "s99" / ASSIGNMENT)
    summary = batch.grade_class(configuration(school.root), ASSIGNMENT, resume=True)
    assert len(summary.skipped) == 6


def test_a_second_grader_says_who_is_at_work(school):
    school.hand_in("ada")
    with lock.only_grader(school.root):
        summary = batch.grade_class(configuration(school.root), ASSIGNMENT)
    assert summary.exit_code == batch.BUSY
    assert f"process {os.getpid()}" in summary.problem
    assert batch.grade_class(configuration(school.root), ASSIGNMENT).exit_code == batch.DONE


def test_a_summary_says_what_became_of_everybody(school):
    for student, notebook in (("ada", None), ("bob", school.answered(HALF)), ("eve", "{")):
        school.hand_in(student, notebook)
    told = []
    summary = batch.grade_class(configuration(school.root), ASSIGNMENT, on_student=lambda *about: told.append(about))
    assert (summary.exit_code, summary.problem) == (batch.NEEDS_A_LOOK, "")
    assert (summary.graded, summary.skipped, summary.failed) == (["ada", "bob"], [], [])
    assert {name for name, record in summary.records.items() if record["set_aside"]} == {"eve"}
    assert [(name, done, total) for name, _, done, total in told] == [("eve", 1, 3), ("ada", 2, 3), ("bob", 3, 3)]
    school.hand_in("ada", "{")
    summary = batch.grade_class(configuration(school.root), ASSIGNMENT, resume=True)
    assert (summary.graded, summary.skipped) == ([], ["bob"])
    log = (school.root / "grading.log").read_text()
    assert log.count("Set aside: ada: 'p1.ipynb': the file is damaged") == 1


class Refuses(ThreadPoolExecutor):
    """Runs some jobs, and then no more, as a pool whose workers have died."""

    runs = 0

    def submit(self, function, job):
        self.runs -= 1
        return super().submit(function if self.runs >= 0 else self.refuse, job)

    def refuse(self, job):
        raise BrokenExecutor("a worker has died")


@pytest.mark.parametrize("graded", [0, 2])
def test_an_executor_that_is_broken_is_the_engines_failure_and_stops_the_run(school, monkeypatch, graded):
    monkeypatch.setattr(Refuses, "runs", graded)
    fill(school, 10)
    summary = batch.grade_class(configuration(school.root, executor_factory=Refuses), ASSIGNMENT)
    assert (summary.exit_code, summary.problem) == (
        batch.ENGINE_FAILED, "the engine failed: BrokenExecutor: a worker has died"
    )  # fmt: skip
    assert (len(summary.graded), len(summary.failed), len(summary.problems)) == (graded, 5, 10 - graded)
    assert not any(school.marks(student) and sum(school.marks(student).values()) for student in summary.problems)


def test_one_failure_of_the_engine_does_not_stop_the_others(school, monkeypatch):
    real, failing = engine.run_job, ["once"]

    def fails_once(job):
        if failing:
            raise engine.EngineError(failing.pop())
        return real(job)

    monkeypatch.setattr(engine, "run_job", fails_once)
    fill(school, 3)
    summary = batch.grade_class(configuration(school.root, workers=1), ASSIGNMENT)
    assert (summary.exit_code, summary.graded, summary.failed) == (batch.NEEDS_A_LOOK, ["s01", "s02"], ["s00"])
    assert "the engine failed, not the submission: once" in summary.problems["s00"]


def test_nbgraders_own_way_of_leaving_students_out_holds(school):
    for student in ("ada", "bob", "eve"):
        school.hand_in(student)
    school.hand_in("eve", "{")
    config = configuration(school.root)
    config.CourseDirectory.student_id_exclude = "bob,eve,nobody"
    summary = batch.grade_class(config, ASSIGNMENT)
    assert (summary.exit_code, summary.graded, list(summary.records)) == (batch.DONE, ["ada"], ["ada"])
    assert school.marks("bob") is None


def test_a_gradebook_that_cannot_be_written_ends_the_run(school, monkeypatch, capsys):
    tries = []

    def full(self, student):
        tries.append(student)
        try:
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))
        except OperationalError as error:
            raise InvalidEntry(*error.args) from error  # as nbgrader does

    monkeypatch.setattr(Gradebook, "update_or_create_student", full)
    fill(school, 3)
    with pytest.raises(OperationalError, match="disk is full"):
        batch.grade_class(configuration(school.root), ASSIGNMENT)
    assert tries == ["s00"]
