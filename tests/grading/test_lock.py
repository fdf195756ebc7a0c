"""One grader at a time on a class, whether `make grade`, `nbgrader autograde` or formgrader's button starts it."""

import asyncio
import contextlib
import errno
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from course import ASSIGNMENT, POINTS, RIGHT, configuration
from nbgrader.apps import NbGraderAPI
from test_autograde import write_config
from test_batch import start_grader

from grading import batch, lock
from grading.classroom import Classroom
from grading.notebooks import GradingError

ROOT = Path(lock.__file__).resolve().parent.parent
NBGRADER = Path(sys.executable).parent / "nbgrader"
SLOW = RIGHT | {"scale": "import time\ntime.sleep(60)"}


@contextlib.contextmanager
def at_work(process, school):
    """Wait until a process holds the class; kill it at the end."""
    try:
        note, until = school.root / ".grading.lock", time.monotonic() + 60
        while not (note.exists() and f"process {process.pid} " in note.read_text()):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.communicate()


def start_nbgrader(school):
    command = [NBGRADER, "autograde", ASSIGNMENT, "--force"]
    return subprocess.Popen(command, cwd=school.root, stderr=subprocess.PIPE, text=True, start_new_session=True)


def test_nbgrader_and_formgrader_wait_or_say_who_is_at_work(school):
    write_config(school)
    school.hand_in("ada", school.answered(SLOW))
    grader = start_grader(school.root)
    with at_work(grader, school):
        words = f"process {grader.pid} on "
        plain = start_nbgrader(school)
        said = plain.communicate(timeout=60)[1]
        assert plain.returncode == 1
        assert words in said
        assert "is grading this class; wait for it, or end it" in said
        assert "Traceback" not in said
        answer = NbGraderAPI(config=configuration(school.root)).autograde(ASSIGNMENT, "ada")
        assert not answer["success"]
        assert words in answer["log"]
        # one that has been told to wait gets its turn
        school.hand_in("ada")
        threading.Timer(1.0, os.killpg, (grader.pid, signal.SIGKILL)).start()
        answer = NbGraderAPI(config=configuration(school.root, wait=60.0)).autograde(ASSIGNMENT, "ada")
        assert answer["success"], answer
    assert sum(school.marks("ada").values()) == POINTS


def test_grade_says_that_nbgrader_is_at_work(school):
    write_config(school)
    school.hand_in("ada", school.answered(SLOW))
    plain = start_nbgrader(school)
    with at_work(plain, school):
        summary = batch.grade_class(configuration(school.root), ASSIGNMENT)
        assert summary.exit_code == batch.BUSY
        assert f"process {plain.pid} on " in summary.problem
        os.killpg(plain.pid, signal.SIGKILL)
        plain.wait()
    # nobody has to tidy up behind what was killed
    school.hand_in("ada")
    assert batch.grade_class(configuration(school.root), ASSIGNMENT).exit_code == batch.DONE


def test_formgraders_server_lets_go_when_a_run_has_ended(school):
    school.hand_in("ada")

    async def press_twice():
        for _ in range(2):  # the same server never waits for itself
            answer = NbGraderAPI(config=configuration(school.root)).autograde(ASSIGNMENT, "ada")
            assert answer["success"], answer
        before = is_held_for_another_thread(school.root)
        await asyncio.sleep(0)
        return before, is_held_for_another_thread(school.root)

    assert asyncio.run(press_twice()) == (True, False)


def test_a_thread_does_not_wait_for_its_own_last_run(school):
    school.hand_in("ada")
    assert NbGraderAPI(config=configuration(school.root)).autograde(ASSIGNMENT, "ada")["success"]
    assert is_held_for_another_thread(school.root)  # no loop turns here, so nobody can tell that the run has ended
    assert batch.grade_class(configuration(school.root), ASSIGNMENT).exit_code == batch.DONE
    assert not is_held_for_another_thread(school.root)


def test_a_run_that_cannot_begin_or_fails_lets_go(school, monkeypatch):
    school.hand_in("ada")
    with monkeypatch.context() as patch:
        patch.setattr("grading.intake.read_submission", lambda folder: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            school.grade()
    with lock.only_grader(school.root):
        pass
    school.grade()
    with lock.only_grader(school.root):
        pass


def test_waiting_has_an_end(school):
    with lock.only_grader(school.root):
        start = time.monotonic()
        with pytest.raises(lock.Busy), lock.only_grader(school.root, wait=0.5):
            pass
        assert 0.4 < time.monotonic() - start < 5


def test_make_grade_is_one_grader_from_masters_to_marks(tmp_path, monkeypatch):
    name = "01-neurons"
    room = Classroom(class_with(tmp_path, name), name)
    with lock.only_grader(tmp_path), pytest.raises(GradingError, match=f"process {os.getpid()} on .* is grading this"):
        room.grade()
    assert not (tmp_path / "source").exists()
    seen = []
    monkeypatch.setattr(Classroom, "_refresh_feedback", lambda self, progress: seen.append(is_held(tmp_path)))
    assert room.grade()[0].status == "cannot be graded"  # and it does not wait for itself
    assert seen == [True]
    assert not is_held(tmp_path)


def class_with(directory, name):
    (directory / "submitted" / "ada" / name).mkdir(parents=True)
    (directory / "submitted" / "ada" / name / "neurons.ipynb").write_text("{")
    return directory


def is_held(directory):
    try:
        with lock.only_grader(directory):
            return False
    except lock.Busy:
        return True


def is_held_for_another_thread(directory):
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(is_held, directory).result()


LEFT_OPEN = """
import sys
from grading import lock
lock.for_a_run(sys.argv[1])
lock.for_a_run(sys.argv[2])
with lock.only_grader(sys.argv[1]):
    print("the first one is free again")
"""


def test_a_run_that_nobody_ends_leaves_no_file_open(tmp_path):
    """As plain nbgrader and formgrader's button without a loop: the process's end, or the thread's next run, does."""
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    command = [sys.executable, "-X", "dev", "-W", "ignore::DeprecationWarning", "-c", LEFT_OPEN, *folders]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "the first one is free again\n", "")
    assert [(folder / ".grading.lock").read_text() for folder in folders] == ["", ""]


def test_a_file_system_without_locks_is_no_other_grader(tmp_path, monkeypatch):
    def flock(file, flags):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", flock)
    with (
        pytest.raises(lock.Busy, match=r"\.grading\.lock cannot be locked \(No locks available\)"),
        lock.only_grader(tmp_path, wait=60.0),
    ):
        pass


def test_plain_nbgrader_ends_soon_when_it_is_interrupted(school):
    write_config(school, workers=2)
    school.hand_in("ada", school.answered(SLOW))
    plain = start_nbgrader(school)
    with at_work(plain, school):
        while not (school.root / "autograded" / "ada" / ASSIGNMENT).exists():
            time.sleep(0.05)
        time.sleep(2.0)
        plain.send_signal(signal.SIGINT)
        start = time.monotonic()
        plain.communicate(timeout=60)
        assert time.monotonic() - start < 8  # the running notebook would take most of its 20 seconds
