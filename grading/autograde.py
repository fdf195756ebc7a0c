"""nbgrader's autograding through the engine, at nbgrader's own extension points.

`configure` sets them in a nbgrader_config.py: an exporter that reads submissions and has them run (`SandboxExporter`),
and the preprocessors that book what came of it (grading.preprocessors). Plain `nbgrader autograde` and formgrader's
button follow that configuration. `Grader` is nbgrader's converter with the rest that grading a whole class wants: one
gradebook connection, resuming, progress.
"""

import collections
import contextlib
import functools
import glob
import os
import re
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import nbformat
import nbgrader
from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from nbgrader.converters import Autograde, BaseConverter, NbGraderException
from nbgrader.utils import rmtree
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SAWarning
from traitlets import Any, Bool, Enum, Float, Integer, List

from . import engine, intake, lock, master, sandbox, verdicts
from .disk import is_full
from .preprocessors import LatePenalties, SandboxExecute, SaveVerdicts


def configure(config):
    """Have nbgrader grade through the engine.

    Parameters
    ----------
    config : traitlets.config.Config
        The `c` of a nbgrader_config.py.
    """
    config.Autograde.exporter_class = "grading.autograde.SandboxExporter"
    config.Autograde.sanitize_preprocessors = []  # the exporter has rebuilt the notebook from the gradebook
    config.Autograde.autograde_preprocessors = [
        "grading.preprocessors.SandboxExecute",
        "grading.preprocessors.SaveVerdicts",
        "grading.preprocessors.LatePenalties",
    ]
    config.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "grading.feedback.Redact",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    config.GenerateFeedback.exporter_class = "grading.feedback.FeedbackExporter"
    # pages that load nothing from elsewhere: formgrader's, which come from HTMLExporter, and feedback's
    ours = os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")
    formgrader = os.path.join(os.path.dirname(nbgrader.__file__), "server_extensions", "formgrader")
    theirs = os.path.join(formgrader, "templates")
    config.HTMLExporter.extra_template_basedirs = [ours, theirs]
    config.HTMLExporter.extra_template_paths = [theirs]  # where our templates find those that they extend
    config.HTMLExporter.preprocessors = ["grading.feedback.FormgraderPage"]
    config.HTMLExporter.sanitize_html = True  # formgrader and feedback show what students wrote
    config.HTMLExporter.filters = {"markdown2html": "grading.feedback.safe_markdown"}
    config.FeedbackExporter.template_name = "feedback-offline"
    styles = os.path.join(formgrader, "static", "node_modules", "bootstrap", "dist", "css")
    config.FeedbackExporter.extra_template_paths = [styles, theirs]
    config.FeedbackExporter.preprocessors = []


def default_workers():
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Unprotected(NbGraderException):
    """Nothing on this machine protects it from what it is asked to run."""


class _Record:
    """One notebook on its way.

    Parameters
    ----------
    notebook : NotebookNode
        As it is rebuilt.
    notes : dict of str to str
        See `master.rebuild`.
    indices : list of int
        The cells that run.
    future : concurrent.futures.Future
        Of what came of them, and how long it took: see `run_timed`.
    """

    def __init__(self, notebook, notes, indices, future):
        self.notebook, self.notes, self.indices, self.future = notebook, notes, indices, future

    def result(self):
        """Return what came of the cells, and how long it took."""
        with blaming_the_engine():
            return self.future.result()


@contextlib.contextmanager
def blaming_the_engine():
    """Make an `engine.EngineError` of whatever an executor raises: it may be broken, its worker refuse or be dead."""
    try:
        yield
    except engine.EngineError:
        raise
    except Exception as error:
        raise engine.EngineError(f"{type(error).__name__}: {error}") from error


def run_timed(job):
    """Run a job where the executor says; return its results and the seconds it took there, waiting not counted."""
    start = time.monotonic()
    return engine.run_job(job), round(time.monotonic() - start, 3)


def run_protected(job):
    """Do what `run_timed` does where something protects the machine: an executor may have taken the job to another."""
    if not sandbox.working_layers() & sandbox.PROTECTING:
        raise Unprotected("nothing protects the machine of this worker: see `python -m grading doctor` there")
    return run_timed(job)


class SandboxExporter(NotebookExporter):
    """Reads what students handed in, within limits, and has it run ahead, in parallel, in the sandbox.

    nbgrader makes one for each run and hands it every notebook twice: to be sanitised, then to be executed.
    """

    workers = Integer(0, help="Notebooks run at once; 0 for as many as there are processors.").tag(config=True)
    processes = Enum(["two", "one"], "two", help="Whether tests run apart from the submission.").tag(config=True)
    timeout = Float(30.0, help="Seconds for one cell.").tag(config=True)
    total_timeout = Float(240.0, help="Seconds for a submission's cells, and for its tests.").tag(config=True)
    limits = Any({}, help="What a submission may use: fields of grading.sandbox.Limits.").tag(config=True)
    executor_factory = Any(None, help="Called with `workers`; returns a concurrent.futures.Executor.").tag(config=True)
    wait = Float(0.0, help="Seconds to wait for another grader of the same class to end.").tag(config=True)
    run_without_protection = Bool(
        False, help="Grade although nothing protects this machine: for submissions one has read, or a machine to lose."
    ).tag(config=True)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.masters, self.files, self.paths, self.records, self.executor = {}, {}, {}, {}, None
        self.digests, self.notes, self.queue = {}, {}, collections.deque()
        self.set_aside, self.running, self.wanted = {}, [], 0
        if isinstance(self.parent, Autograde):
            self._refuse_without_protection()
            self._hold_the_class()
            try:
                self._vet()
            except BaseException:
                self.let_go()
                raise

    @property
    def converter(self):
        """The nbgrader converter this works for."""
        return self.parent

    def _refuse_without_protection(self):
        working = sandbox.working_layers()
        if not working & sandbox.PROTECTING and not self.run_without_protection:
            words = (
                "nothing on this machine keeps a submission from reading and changing its files: see "
                "`python -m grading doctor`; to grade all the same, give --run-without-protection or set "
                "c.SandboxExporter.run_without_protection = True"
            )
        elif folder := sandbox.layers.out_of_reach(working):
            words = sandbox.layers.OUT_OF_REACH.format(folder)
        else:
            return
        self.log.error(words)  # nbgrader's command ends without a word of its own
        raise Unprotected(words)

    def _hold_the_class(self):
        self.let_go = lambda: None
        if not getattr(self.converter, "is_alone", False):
            try:
                self.let_go = lock.for_a_run(self.converter.coursedir.root, self.wait)
            except lock.Busy as busy:
                self.log.error(str(busy))  # nbgrader's command ends without a word of its own
                raise

    # ------------------------------------------------------------------------------------------------ the gradebook
    @contextlib.contextmanager
    def gradebook(self):
        """Yield a gradebook: the converter's own, or one for this once."""
        shared = getattr(self.converter, "shared_gradebook", None)
        if shared is not None:
            yield shared
        else:
            course = self.converter.coursedir
            with Gradebook(course.db_url, course.course_id) as gradebook:
                yield gradebook

    def masters_of(self, assignment):
        """Return the notebooks of an assignment, as masters, by name."""
        if assignment not in self.masters:
            course = self.converter.coursedir
            folder = course.format_path(course.source_directory, ".", assignment)
            with self.gradebook() as gradebook:
                try:
                    names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
                except MissingEntry:
                    names = []
                self.masters[assignment] = {
                    name: master.load_master(gradebook, assignment, name, os.path.join(folder, f"{name}.ipynb"))
                    for name in sorted(names)
                }
        return self.masters[assignment]

    # ---------------------------------------------------------------------------------------------------- intake
    def _vet(self):
        """Find each submission's notebooks; take what cannot be graded out of the converter's list."""
        course = self.converter.coursedir
        for folder in glob.glob(self.converter._format_source(course.assignment_id, course.student_id)):
            self.converter.assignments.setdefault(folder, [])  # nbgrader has looked for *.ipynb only
        self.log.info("Reading %s submissions", len(self.converter.assignments))
        for folder in sorted(self.converter.assignments):
            assignment, student = self._whose(folder)
            if student in course.student_id_exclude.split(","):
                del self.converter.assignments[folder]
                continue
            masters = self.masters_of(assignment)
            if not masters:
                continue  # nbgrader says best that there is no such assignment
            try:
                if not is_student_id(student):
                    raise intake.SetAside("the folder's name cannot be a student's id: rename it, without *, ? and [")
                submission = intake.read_submission(folder)
                self._check_timestamp(folder)
                chosen = intake.choose_notebooks(submission, masters, assignment)
                if not chosen:
                    raise intake.SetAside("none of the notebooks belongs to this assignment")
            except intake.SetAside as reason:
                self._put_aside(folder, assignment, student, str(reason))
                continue
            digest = self.digests[folder] = self._digest(submission, assignment)
            self.notes[student] = _notes(submission, chosen)
            paths = []
            for name, file in chosen.items():
                path = os.path.join(folder, f"{name}.ipynb")
                self.files[path] = (folder, file, assignment, name)
                self.paths[assignment, student, name] = path
                paths.append(path)
            self.converter.assignments[folder] = paths
            if self._wanted(assignment, student, digest):
                self.wanted += 1
                self.queue.extend(sorted(paths))

    def _digest(self, submission, assignment):
        return submission.digest + "".join(found.digest for found in self.masters_of(assignment).values())

    def is_current(self, folder):
        """Return whether what is known of a submission is about the files and the masters that there are now."""
        assignment, student = self._whose(folder)
        record = verdicts.read(self.converter.coursedir.root, assignment, student)
        if not record or record["set_aside"]:
            return True  # it has no marks
        try:
            return record["digest"] == self._digest(intake.read_submission(folder), assignment)
        except intake.SetAside:
            return False

    def _check_timestamp(self, folder):
        try:
            self.converter.coursedir.get_existing_timestamp(folder)
        except (Exception, SystemExit):  # whatever is made of it by nbgrader and dateutil
            raise intake.SetAside("'timestamp.txt' holds no time") from None

    def _wanted(self, assignment, student, digest):
        if isinstance(self.converter, Grader):
            return self.converter.wants(assignment, student, digest)
        # plain nbgrader leaves alone what it finds graded; the few that it does not leave alone run in their turn
        return self.converter.force or not os.path.exists(self.converter._format_dest(assignment, student))

    def _whose(self, folder):
        pattern = self.converter._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        found = re.match(pattern, folder, re.S).groupdict()
        return found["assignment_id"], found["student_id"]

    def _put_aside(self, folder, assignment, student, reason):
        del self.converter.assignments[folder]
        self.log.error("Set aside: %s: %s", verdicts.plain(student), verdicts.plain(reason))
        record, is_news = verdicts.put_aside(self.converter.coursedir.root, assignment, student, reason)
        if is_news:
            self.set_aside[student] = record

    # ------------------------------------------------------------------------------------------------- execution
    def _prepare(self, path):
        """Read, rebuild and start one notebook."""
        folder, file, assignment, name = self.files[path]
        submission = intake.read_submission(folder)
        entry = self.masters_of(assignment)[name]
        notebook, notes = master.rebuild(submission.notebooks[file], entry)
        indices, cells = master.cells_to_run(notebook, entry)
        job = engine.Job(
            cells, submission.files | self._course_files(assignment), entry.names, entry.setup, self.processes == "two",
            self.timeout, self.total_timeout, entry.modules, sandbox.Limits(**self.limits),
        )  # fmt: skip
        run = run_timed if self.run_without_protection else run_protected
        with blaming_the_engine():
            if self.executor is None:
                workers = self.workers or default_workers()
                self.executor = (self.executor_factory or ThreadPoolExecutor)(workers)
            future = self.executor.submit(run, job)
        record = _Record(notebook, notes, indices, future)
        self.running = [r for r in self.running if not r.future.done()] + [record]
        return record

    def _course_files(self, assignment):
        """Return the data files that the master notebook has beside it."""
        course = self.converter.coursedir
        folder = course.format_path(course.source_directory, ".", assignment)
        found = {}
        for path in utils.find_all_files(folder, [*course.ignore, "*.ipynb"]) if os.path.isdir(folder) else ():
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
        return found

    def run_ahead(self):
        """Start notebooks until each worker has one more waiting for it."""
        while self.queue and len(self.records) < 2 * (self.workers or default_workers()) + 2:
            path = self.queue.popleft()
            if path not in self.records:
                # what cannot be prepared fails again, aloud, when its turn comes
                with contextlib.suppress(Exception):
                    self.records[path] = self._prepare(path)

    def from_filename(self, filename, resources=None, **kwargs):
        """Return the notebook as nbgrader wants it: sanitised the first time, executed the second."""
        if self.converter._sanitizing:
            with contextlib.suppress(ValueError):
                self.queue.remove(filename)
            if filename not in self.records:
                self.records[filename] = self._prepare(filename)
            self.run_ahead()
            notebook = self.records[filename].notebook
        else:
            notebook = nbformat.read(filename, 4)
        return self.from_notebook_node(_Own(notebook), resources, **kwargs)

    def take(self, resources):
        """Return the record of the notebook that nbgrader is executing."""
        about = resources["nbgrader"]
        path = self.paths.get((about["assignment"], about["student"], about["notebook"]))
        if path in self.records:
            return self.records.pop(path)
        raise NbGraderException("this notebook was not prepared")

    def shutdown(self):
        """Let go of what was started ahead; what still runs is ended."""
        if self.executor is not None:
            for record in self.running:
                record.future.cancel()
            self.executor.shutdown(wait=False)  # not every executor can be told to cancel
            if not all(record.future.done() for record in self.running):
                engine.close()
        self.let_go()


def _notes(submission, chosen):
    """Return what an instructor should know of a submission besides its verdicts: which of several notebooks counts."""
    others = [os.path.basename(name) for name in submission.notebooks if name not in chosen.values()]
    if not others:
        return []
    graded = ", ".join(repr(os.path.basename(name)) for name in chosen.values())
    more = " and more" if len(others) > 3 else ""
    return [verdicts.plain(f"{graded} is graded, not {', '.join(map(repr, others[:3]))}{more}")]


class _Own(nbformat.NotebookNode):
    """A notebook that nobody else holds, so that nbconvert's copy of it, cell by cell, can be this very one."""

    def __deepcopy__(self, memo):
        return self


def is_student_id(name):
    r"""Return whether a folder's name can be a student's id: printable, and no path.

    Examples
    --------
    >>> [is_student_id(name) for name in ("ada", "Smith, Jr", "..", "a\x1b[2Jb")]
    [True, True, False, False]
    """
    is_pattern = glob.escape(name) != name  # nbgrader would take it for one
    return name not in ("", ".", "..") and name.isprintable() and len(name) <= 120 and not is_pattern


# ----------------------------------------------------------------------------------------------- grading a whole class
ENGINE_FAILURES = 5  # one after the other: the next would be one, too


def noted(step):
    """Have a step of nbgrader's loop tell `note` what it fails with: the loop logs it and turns to the next student."""

    @functools.wraps(step)
    def telling(self, *args):
        try:
            return step(self, *args)
        except Exception as error:
            self.note(error)
            raise

    return telling


def in_words(error):
    r"""Return an error as one line: of many lines the first, and the last, in which a traceback names its error.

    Examples
    --------
    >>> in_words(RuntimeError("it did not start:\nTraceback:\n  line 1\nImportError: no module numpy\n"))
    'it did not start: ImportError: no module numpy'
    """
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return verdicts.plain(" ".join(lines[:1] + lines[1:][-1:]))


class Grader(Autograde):
    """nbgrader's converter for a whole class: one connection to the gradebook, resuming, and word of every student.

    Attributes
    ----------
    on_student : callable or None
        Called with (student, record of verdicts, how many are done, how many there are to do) after each student.
    is_alone : bool
        Whether the caller has made sure that no other grader is at work on the class.
    graded, skipped, failed : list of str
        Students whose submission has been graded, left alone, and begun but not brought to an end.
    problems : dict of str to str
        What went wrong with each of the last, or ahead of those that then were not begun, in words.
    outdated : list of str
        Students whom this run is not about, and who have marks of an earlier submission or master.
    error : Exception or None
        What went wrong last.
    stopped : bool
        Whether that would go wrong with every other submission, too, so that none is begun any more.
    """

    resume = Bool(False, help="Leave alone what is graded already and has not changed since.").tag(config=True)
    exporter_class = SandboxExporter
    sanitize_preprocessors = List([]).tag(config=True)
    autograde_preprocessors = List([SandboxExecute, SaveVerdicts, LatePenalties]).tag(config=True)
    shared_gradebook = None
    on_student = None
    is_alone = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.graded, self.skipped, self.failed, self.outdated, self._done = [], [], [], [], 0
        self.problems, self.error, self.stopped, self._engine_failures = {}, None, False, 0

    def start(self):
        """Grade."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            if self.coursedir.db_url.startswith("sqlite"):
                # readers and the writer do not wait for each other, and a commit is still all or nothing
                gradebook.db.execute(text("PRAGMA journal_mode=WAL"))
                gradebook.db.execute(text("PRAGMA synchronous=NORMAL"))
            self.shared_gradebook = gradebook
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", SAWarning)  # nbgrader's own way of adding a submission
                    super().start()
            finally:
                if self.trait_has_value("exporter") and isinstance(self.exporter, SandboxExporter):
                    self.exporter.shutdown()
                self.shared_gradebook = None

    def wants(self, assignment, student, digest):
        """Return whether a submission is to be graded in this run."""
        if not self.resume:
            return True
        record = verdicts.read(self.coursedir.root, assignment, student)
        graded = os.path.isdir(self._destination(assignment, student))
        return not (record and record.get("complete") and record.get("digest") == digest and graded)

    def _destination(self, assignment, student):
        return os.path.normpath(self.coursedir.format_path(self._output_directory, student, assignment))

    def note(self, error):
        """Keep what went wrong with a submission, and stop where it would go wrong with each."""
        if isinstance(error, InvalidEntry) and isinstance(error.__context__, OperationalError):
            error = error.__context__  # nbgrader's gradebook hides it
        self.error = error
        if is_full(error):
            error.filename = error.filename or self._destination(*self._current[:2])
        of_engine = isinstance(error, engine.EngineError)
        self._engine_failures = self._engine_failures + 1 if of_engine else 0
        words = f"the engine failed, not the submission: {in_words(error)}" if of_engine else "the grader failed"
        self.problems[self._current[1]] = f"{words} (the whole story is in grading.log)"
        if is_full(error) or isinstance(error, OperationalError) or self._engine_failures == ENGINE_FAILURES:
            self.stopped = True

    @property
    def engine_failed(self):
        """Whether no notebook could be run at all, or none any more."""
        return self._engine_failures > 0 and (self.stopped or not self.graded)

    @noted
    def init_destination(self, assignment_id, student_id):
        """Make room for a submission's results, unless it is to be left alone."""
        folder = self._format_source(assignment_id, student_id)
        self._current = (assignment_id, student_id, self.exporter.digests.get(folder))
        if not self.wants(*self._current):
            self.skipped.append(student_id)
            return False
        if self.stopped:
            self.problems[student_id] = f"the run was stopped before its turn: {in_words(self.error)}"
            return False
        self.failed.append(student_id)  # until it is done
        destination = self._destination(assignment_id, student_id)
        if os.path.exists(destination):
            rmtree(destination)
        return True

    convert_single_notebook = noted(Autograde.convert_single_notebook)

    @noted
    def init_assignment(self, assignment_id, student_id):
        """Do what nbgrader's method does, over the one connection, and without following links."""
        gradebook = self.shared_gradebook
        gradebook.db.rollback()  # whatever a failed submission left behind
        gradebook.db.expunge_all()  # or memory would grow with the class
        gradebook.update_or_create_student(student_id)
        source = self._format_source(assignment_id, student_id)
        timestamp = self.coursedir.get_existing_timestamp(source)
        extra = {"timestamp": timestamp} if timestamp else {}
        submission = gradebook.update_or_create_submission(assignment_id, student_id, **extra)
        if timestamp and submission.total_seconds_late > 0:
            self.log.warning("%s is %s seconds late", submission, submission.total_seconds_late)
        BaseConverter.init_assignment(self, assignment_id, student_id)
        destination = self._destination(assignment_id, student_id)
        for name, content in self.exporter._course_files(assignment_id).items():
            path = os.path.join(destination, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if os.path.exists(path):
                utils.remove(path)
            with open(path, "wb") as file:
                file.write(content)
        self._mark_missing_notebooks(gradebook, assignment_id, student_id)

    def _mark_missing_notebooks(self, gradebook, assignment, student):
        found = {os.path.splitext(os.path.basename(path))[0] for path in self.notebooks}
        for name in self.exporter.masters_of(assignment):
            if name not in found:
                self.log.warning("%s handed in no notebook %s", student, name)
                for grade in gradebook.find_submission_notebook(name, assignment, student).grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
        gradebook.db.commit()

    @noted
    def set_permissions(self, assignment_id, student_id):
        """Set them, and note that this submission is done: everything it takes is on disk."""
        super().set_permissions(assignment_id, student_id)
        record = verdicts.read(self.coursedir.root, assignment_id, student_id)
        record |= {"complete": True, "digest": self._current[2], "notes": self.exporter.notes.get(student_id, [])}
        verdicts.write(self.coursedir.root, assignment_id, student_id, record)
        self.failed.remove(student_id)
        self._engine_failures = 0
        self.graded.append(student_id)
        self._tell(student_id, record)

    def convert_notebooks(self):
        """Tell whom intake has newly set aside, then grade the others."""
        asked, everybody = (
            self._format_source(self.coursedir.assignment_id, who) for who in (self.coursedir.student_id, "*")
        )
        for folder in sorted(set(glob.glob(everybody)) - set(glob.glob(asked))):
            if not self.exporter.is_current(folder):
                self.outdated.append(self.exporter._whose(folder)[1])
        for student, record in self.exporter.set_aside.items():
            self._tell(student, record)
        super().convert_notebooks()

    def _tell(self, student, record):
        self._done += 1
        if self.on_student:
            self.on_student(student, record, self._done, self.exporter.wanted + len(self.exporter.set_aside))
