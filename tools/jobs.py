"""The jobs of make.py: one function each, and the command line that finds it."""

import argparse
import errno
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tools import book as the_book
from tools import proof
from tools.environment import Environment
from tools.shell import BUILD, ROOT, JobError, command, remove, say


@dataclass
class Job:
    """A job: its name, the line that the list shows, what it runs, and its command-line options."""

    name: str
    summary: str
    run: Callable[[argparse.Namespace], int]
    options: list[tuple[tuple, dict]] = field(default_factory=list)
    passes_on: str = ""  # the program beneath, which gets the options that we do not know


JOBS: dict[str, Job] = {}


def option(*names: str, **settings) -> tuple[tuple, dict]:
    """Return one argument of a job, in the words of argparse."""
    return names, settings


def job(summary: str, *options: tuple[tuple, dict], passes_on: str = ""):
    """Enter a function into the list of jobs; test_all becomes test-all."""

    def enter(function):
        name = function.__name__.replace("_", "-")
        JOBS[name] = Job(name, summary, function, list(options), passes_on)
        return function

    return enter


def ready() -> Environment:
    """Return the environment, created and filled if need be."""
    environment = Environment()
    environment.ensure()
    return environment


def run_module(module: str, *arguments: str) -> int:
    """Run `python -m module` inside the environment, from the checkout."""
    environment = ready()
    line = [str(environment.python), "-m", module, *arguments]
    return subprocess.run(line, cwd=ROOT, env=environment.variables()).returncode


def given_path(text: str) -> str:
    """Return a path as the user means it: from where they stand, `~` included."""
    return str(Path(text).expanduser().resolve())


# -- for readers ---------------------------------------------------------------------------------------------------


@job("build the book into _build/html")
def book(options) -> int:
    """Build the book."""
    the_book.build(ready())
    say(f"\nThe book lies at {(the_book.HTML / 'index.html').as_uri()}")
    say(f"Next: {command('serve')} shows it on http://localhost:8000/, where everything in it works.")
    return 0


@job(
    "build the book, serve it on localhost and print the address",
    option("--port", type=int, default=8000, help="the first port to try (default: 8000)"),
)
def serve(options) -> int:
    """Build and serve the book."""
    the_book.build(ready())
    return the_book.serve(the_book.HTML, options.port)


# -- for those who change the course -------------------------------------------------------------------------------


@job("prove the repository: lint, exercises, tests, the book from nothing")
def test(options) -> int:
    """Run everything that a change must keep."""
    return proof.test(ready())


@job("run the slow tests too: those that need a browser, root or time")
def test_all(options) -> int:
    """Run the tests that are marked slow."""
    return proof.test_all(ready())


@job("check code style (ruff), spelling and links")
def lint(options) -> int:
    """Run the linters."""
    code = proof.lint(ready())
    say(
        "Nothing to mend." if code == 0 else "Mend what is listed above; `ruff format .` and `ruff check --fix .` help."
    )
    return code


@job(
    "make the student notebooks in exercises/ from solutions/",
    option("--only", metavar="NN-slug", help="this exercise alone, for example 01-neurons"),
    option("--to", metavar="DIR", type=given_path, help="write there instead of exercises/"),
    option("--check", action="store_true", help="write nothing; show how exercises/ differs from what would be made"),
)
def release(options) -> int:
    """Convert the masters and let nbgrader strip them."""
    arguments = ["--check"] if options.check else []
    arguments += ["--only", options.only] if options.only else []
    arguments += ["--to", options.to] if options.to else []
    return run_module("tools.release", *arguments)


@job("measure the speed of nnlib against its peers", passes_on="benchmarks")
def bench(options) -> int:
    """Run the benchmarks."""
    return run_module("benchmarks", *options.rest)


@job("measure how fast a class is graded, against stock nbgrader", passes_on="benchmarks.grading")
def bench_grading(options) -> int:
    """Run the benchmark of the grading engine."""
    return run_module("benchmarks.grading", *options.rest)


# -- for students and instructors ----------------------------------------------------------------------------------


@job(
    "check your own answers to an exercise: EX=01-neurons FILE=neurons.ipynb",
    option("--exercise", metavar="NN-slug", help="for example 01-neurons"),
    option("file", nargs="?", type=given_path, help="your notebook"),
    passes_on="grading check",
)
def check(options) -> int:
    """Grade one notebook for its author."""
    if not (options.exercise and options.file):
        example = example_of("check", "--exercise 01-neurons neurons.ipynb", "EX=01-neurons FILE=neurons.ipynb")
        raise JobError(f"it needs an exercise and your notebook, for example: {example}")
    return run_module("grading", "check", "--exercise", options.exercise, options.file, *options.rest)


@job(
    "sort a platform's export into a class: CLASS=directory ASSIGNMENT=01-neurons FROM=moodle.zip",
    option("--class", dest="class_directory", metavar="DIR", type=given_path, help="the class directory"),
    option("--assignment", metavar="NN-slug", help="for example 01-neurons"),
    option("--from", dest="source", metavar="PATH", type=given_path, help="the export, a ZIP archive or a folder"),
)
def collect(options) -> int:
    """Sort what a learning platform gives into nbgrader's folders."""
    if not (options.class_directory and options.assignment and options.source):
        place = "~/classes/2026"
        example = example_of(
            "collect",
            f"--class {place} --assignment 01-neurons --from moodle.zip",
            f"CLASS={place} ASSIGNMENT=01-neurons FROM=moodle.zip",
        )
        raise JobError(f"it needs a class directory, an assignment and an export, for example: {example}")
    return run_module(
        "grading", "collect", "--class", options.class_directory, "--assignment", options.assignment,
        "--from", options.source,
    )  # fmt: skip


@job(
    "grade a class: CLASS=directory ASSIGNMENT=01-neurons",
    option("--class", dest="class_directory", metavar="DIR", type=given_path, help="the class directory"),
    option("--assignment", metavar="NN-slug", help="for example 01-neurons"),
    passes_on="grading grade",
)
def grade(options) -> int:
    """Grade every submission of a class."""
    if not (options.class_directory and options.assignment):
        place = "~/classes/2026"
        example = example_of(
            "grade", f"--class {place} --assignment 01-neurons", f"CLASS={place} ASSIGNMENT=01-neurons"
        )
        raise JobError(f"it needs a class directory and an assignment, for example: {example}")
    return run_module(
        "grading", "grade", "--class", options.class_directory, "--assignment", options.assignment, *options.rest
    )


@job("grade a made-up class: the instructor's tour", passes_on="grading demo")
def demo(options) -> int:
    """Fill a class directory from the bank of answers and grade it."""
    return run_module("grading", "demo", *options.rest)


def example_of(name: str, options: str, variables: str) -> str:
    """Return an example call in the form that the user started: make's or make.py's."""
    return f"{command(name)} {variables if 'MAKELEVEL' in os.environ else options}"


# -- tidying -------------------------------------------------------------------------------------------------------

CACHES = {"__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".ipynb_checkpoints", ".jupyter_cache"}
NEVER_ENTERED = {".git", ".venv", "classes"}


@job("remove _build and caches", option("--all", action="store_true", help="remove .venv as well"))
def clean(options) -> int:
    """Remove what can be made again."""
    for path in removable(ROOT, everything=options.all):
        remove(path)
        say(f"removed {path.relative_to(ROOT)}")
    return 0


def removable(root: Path, everything: bool = False) -> list[Path]:
    """Return what `clean` may remove: derived folders of a checkout that hold nothing git tracks.

    Parameters
    ----------
    root : Path
        The checkout.
    everything : bool
        Include the environment `.venv`.
    """
    found = [root / name for name in ("_build", "build", "dist", *([".venv"] if everything else []))]
    found += root.glob("*.egg-info")
    for folder, names, _ in os.walk(root):
        found += [Path(folder, name) for name in names if name in CACHES]
        names[:] = [name for name in names if name not in CACHES | NEVER_ENTERED | {"_build"}]
    return sorted(path for path in found if (path.exists() or path.is_symlink()) and not is_tracked(path, root))


def is_tracked(path: Path, root: Path) -> bool:
    """Return whether git tracks the path or anything in it; False where there is no git."""
    try:
        listing = subprocess.run(["git", "ls-files", "--", str(path)], cwd=root, capture_output=True, text=True)
    except OSError:
        return False
    return bool(listing.stdout.strip())


# -- the command line ----------------------------------------------------------------------------------------------


def overview() -> str:
    """Return the list of jobs, one line each."""
    width = max(map(len, JOBS))
    lines = [f"  {one.name:<{width}}  {one.summary}" for one in JOBS.values()]
    return "\n".join(
        [f"{command('JOB')}, where JOB is one of", "", *lines, "", "New here? Start with: " + command("book")]
    )


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, a subcommand for each job."""
    top = argparse.ArgumentParser(prog="make.py", usage="python make.py [JOB] [options]")
    jobs = top.add_subparsers(dest="job", metavar="JOB")
    python = Environment().python
    for one in JOBS.values():
        more = (
            f"{python} -m {one.passes_on} --help lists more options, which go here as well." if one.passes_on else None
        )
        sub = jobs.add_parser(one.name, help=one.summary, description=one.summary, epilog=more)
        for names, settings in one.options:
            sub.add_argument(*names, **settings)
    return top


def main(arguments: list[str]) -> int:
    """Run the job that the arguments name; return its exit code."""
    top = parser()
    options, rest = top.parse_known_args(arguments)
    chosen = JOBS.get(options.job)
    if rest and not (chosen and chosen.passes_on):
        top.error(f"unknown arguments: {' '.join(rest)}")
    if chosen is None:
        say(overview())
        return 0
    options.rest = rest
    try:
        return chosen.run(options)
    except JobError as error:
        print(f"{chosen.name}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(
            f"{chosen.name}: the disk is full ({error.filename or BUILD}): make room, then run it again.",
            file=sys.stderr,
        )
        return 1
