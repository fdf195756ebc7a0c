"""The command line: `python -m grading collect|grade|demo|check|doctor`, which `make grade` and its like start.

Exit codes: 0, done; 1, it could not start or has stopped, and one sentence says why; 2, the arguments make no sense;
3, `grade` is done, but some submissions could not be graded, or `demo` gave a mark that the bank does not expect;
4, `grade` was stopped because the engine fails, whatever is handed in; 130, it was interrupted. `doctor` has its own:
0 for full protection, 1 for reduced, 2 for none.
"""

from __future__ import annotations

import argparse
import errno
import sys
from pathlib import Path

from grading.disk import is_full

ROOT = Path(__file__).resolve().parent.parent


def parser() -> argparse.ArgumentParser:
    """Return the parser, a subcommand for each way."""
    top = argparse.ArgumentParser(
        prog="python -m grading", description="Grade exercises: a class, a made-up class, or your own."
    )
    ways = top.add_subparsers(dest="way", metavar="collect|grade|demo|check|doctor", required=True)

    add_class_ways(ways)
    ways.add_parser(
        "doctor",
        help="what protects this machine from the notebooks it grades",
        description="Try each layer of the sandbox. Exit code 0: full protection; 1: reduced; 2: none.",
    )
    check = ways.add_parser(
        "check",
        help="check your own answers to an exercise",
        description="Run the visible and the hidden checks on your own notebook. Its code runs on this machine, in the "
        "sandbox that grading uses.",
    )
    check.add_argument("--exercise", metavar="NN-slug", required=True, help="for example 01-neurons")
    check.add_argument("file", type=Path, metavar="FILE", help="your notebook")
    check.add_argument("--timeout", type=seconds, default=30, metavar="SECONDS", help="for one cell (default: 30)")
    check.add_argument(
        "--run-without-protection",
        action="store_true",
        help="run a notebook that you wrote although nothing protects this machine from it (`doctor` tells)",
    )
    shown = check.add_mutually_exclusive_group()
    shown.add_argument("--solution", action="store_true", default=None, help="show the worked solution afterwards")
    shown.add_argument("--no-solution", dest="solution", action="store_false", help="do not ask whether to show it")
    return top


def add_class_ways(ways) -> None:
    """Add the subcommands that are about a class."""
    collect = ways.add_parser(
        "collect",
        help="sort a learning platform's export into a class",
        description="Sort an export of Moodle's or Canvas's into DIR/submitted/STUDENT/NN-slug, and tell of each file "
        "what became of it. A submission that is there already is replaced by a newer one alone.",
    )
    collect.add_argument(
        "--class", dest="class_directory", metavar="DIR", type=Path, required=True, help="its directory"
    )
    collect.add_argument("--assignment", metavar="NN-slug", required=True, help="for example 01-neurons")
    collect.add_argument("--from", dest="source", metavar="PATH", type=Path, required=True, help="a ZIP or a folder")

    grade = ways.add_parser(
        "grade",
        help="grade what a class has handed in",
        description="Grade what a class has handed in: DIR/submitted/STUDENT/NN-slug/slug.ipynb. A second run grades "
        "only what is new or changed; points given by hand are kept. The students' code runs in a sandbox. "
        "Exit code 0: done; 1: it could not start, or has stopped; 3: some could not be graded; 4: the engine fails; "
        "130: it was interrupted.",
    )
    grade.add_argument("--class", dest="class_directory", metavar="DIR", type=Path, required=True, help="its directory")
    grade.add_argument("--assignment", metavar="NN-slug", required=True, help="for example 01-neurons")
    grade.add_argument("--student", metavar="ID", help="this student alone")
    again = grade.add_mutually_exclusive_group()
    again.add_argument("--force", action="store_true", help="grade what is unchanged, too")
    again.add_argument(
        "--resume", action="store_true", help="go on where an earlier run ended, which is what it does anyway"
    )
    grade.add_argument("--workers", type=int, default=0, metavar="N", help="notebooks at once; default: processors")
    grade.add_argument(
        "--run-without-protection",
        action="store_true",
        help="grade although nothing protects this machine from the notebooks (`doctor` tells)",
    )
    grade.add_argument("--json", dest="json_file", metavar="FILE", type=Path, help="write marks and figures there")

    demo = ways.add_parser(
        "demo",
        help="grade a made-up class: the instructor's tour",
        description="Fill a class directory from the bank of plausible answers, grade it, and compare every mark with "
        "what the bank expects.",
    )
    demo.add_argument("--class", dest="class_directory", metavar="DIR", type=Path, help="default: _build/demo-class")
    demo.add_argument("--assignment", metavar="NN-slug", help="default: the first exercise")
    demo.add_argument("--keep", action="store_true", help="go on with an earlier demo, points given by hand included")


def seconds(text: str) -> float:
    """Return a positive number of seconds."""
    value = float(text)
    if not 0 < value < float("inf"):
        raise ValueError
    return value


def start(options: argparse.Namespace) -> int:
    """Start what the arguments name; return the exit code."""
    # each way imports what it needs: nbgrader takes seconds, and a learner's check does without it
    if options.way == "grade":
        from grading import classroom

        engine = {"workers": options.workers, "run_without_protection": options.run_without_protection}
        return classroom.run(
            options.class_directory,
            options.assignment,
            options.student,
            options.json_file,
            options.force,
            engine=engine,
        )
    if options.way == "collect":
        from grading import collect

        return collect.run(options.class_directory, options.assignment, options.source)
    if options.way == "doctor":
        from grading import doctor

        return doctor.main()
    if options.way == "demo":
        from grading import demo

        return demo.run(options.class_directory, options.assignment, options.keep)
    from grading import check

    return check.run(
        options.exercise,
        options.file,
        options.timeout,
        options.solution,
        run_without_protection=options.run_without_protection,
    )


def refusal(error: OSError, options: argparse.Namespace) -> str | None:
    """Return in words what the system refuses the user; None if it is no refusal, but an error of ours."""
    if is_full(error):
        return "the disk is full"
    if error.errno == errno.EROFS:
        return "a file must be written where nothing can be"
    theirs = [path.expanduser().resolve() for path in vars(options).values() if isinstance(path, Path)]
    place = Path(str(error.filename2 or error.filename or "/")).absolute()
    if error.errno == errno.EACCES and any(place.is_relative_to(path) for path in (ROOT, *theirs)):
        return "there is no permission to use a file that is needed"
    return None


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    options = parser().parse_args(arguments)
    from grading.notebooks import GradingError

    try:
        return start(options)
    except GradingError as problem:
        end = "" if str(problem).endswith("?") else "."
        print(f"{options.way}: {problem}{end}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What is graded is kept; start again to go on.", file=sys.stderr)
        return 130
    except OSError as error:
        words = refusal(error, options)
        if words is None:
            raise
        print(f"{options.way}: {words} ({error.filename2 or error.filename or 'a temporary file'}).", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
