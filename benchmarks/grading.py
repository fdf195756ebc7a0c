"""How fast a class is graded, against stock nbgrader: ``python -m benchmarks.grading``.

One real exercise. The class is filled from its bank of plausible answers, each answer handed in by several students.
Stock ``nbgrader autograde`` grades a sample in the same run. Each way of grading has its turn in every round; quoted
are medians over the rounds of

per submission   stock's slope between a small class and a larger one, where no start counts, divided by ours
whole command    the time of the whole command divided by its submissions, stock's divided by ours
two over one     our slope with the tests in a process of their own, divided by that without

The rows "simulated" show what the grader itself costs and whether its memory grows with the class: everything is real
but the executions, whose results are canned. `--long` grades 2,000 submissions in earnest, too.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Executor, Future
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = 20
MANY = 2000
OUTPUT = Path("_build") / "bench"
BOUNDS = {
    "per_submission_ratio": (15, "at least"),
    "whole_command_ratio": (10, "at least"),
    "two_over_one_process": (1.3, "at most"),
}

CONFIG = """
import sys
sys.path.insert(0, {root!r})
c = get_config()
c.CourseDirectory.root = {folder!r}
c.CourseDirectory.course_id = "bench"
"""
ENGINE = """
from grading.autograde import configure
configure(c)
c.SandboxExporter.workers = {workers}
c.SandboxExporter.processes = {processes!r}
"""
CANNED = """
from benchmarks.grading import Canned
c.SandboxExporter.executor_factory = Canned
"""
GRADE = """
import sys
sys.path.insert(0, {root!r})
from traitlets.config import PyFileConfigLoader
from grading import batch
config = PyFileConfigLoader("nbgrader_config.py", path={folder!r}).load_config()
outcome = batch.grade_class(config, {assignment!r})
from benchmarks.grading import peak_memory
print(peak_memory())
sys.exit(outcome.exit_code)
"""


class Canned(Executor):
    """An executor that runs nothing: every cell prints a line, and every second graded cell fails."""

    def __init__(self, workers):
        self.workers = workers

    def submit(self, function, job):
        """Return the results that such a job could have."""
        from grading import engine

        printed = [{"output_type": "stream", "name": "stdout", "text": "a line of what is printed\n" * 3}]
        ends = ({"value": None}, {"error": ["CheckFailed", "AssertionError"], "message": "part: the bias is missing."})
        results = []
        for i, cell in enumerate(job.cells):
            status = ends[i % 2] if cell.kind == engine.GRADED else {"value": None}
            results.append({"outputs": printed, "status": status})
        future = Future()
        future.set_result((results, 0.0))
        return future


def peak_memory():
    """Return the largest memory that this process has held so far, in MB; NaN where the system does not tell."""
    # not getrusage: there a new process begins with what the one that started it held
    with contextlib.suppress(OSError), open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return math.nan


def make_class(folder, assignment, settings):
    """Make a class directory with a released exercise; return the answers of its bank as notebooks."""
    import nbformat
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import PyFileConfigLoader

    from grading import bank
    from tools import release

    (master,) = release.find_masters(ROOT, assignment)
    solved = release.make_source(master, folder / "source" / assignment)
    (folder / "nbgrader_config.py").write_text(settings)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    answer = NbGraderAPI(config=config).generate_assignment(assignment)
    if not answer["success"]:
        raise RuntimeError(answer["error"])
    released = nbformat.read(folder / "release" / assignment / f"{master.stem}.ipynb", 4)
    solutions = {name: cell.source for name, cell in bank.solution_cells(solved).items()}
    answers = bank.read_bank(ROOT / "tests" / "wrong_answers" / assignment)
    return f"{master.stem}.ipynb", [bank.answered(released, solutions | answer.cells) for answer in answers]


def measure(assignment, count, command, settings):
    """Grade a class of `count` students; return seconds, and the grader's largest memory in MB (not stock's)."""
    import nbformat

    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "class"
        folder.mkdir()
        name, answers = make_class(folder, assignment, CONFIG.format(root=str(ROOT), folder=str(folder)) + settings)
        texts = [nbformat.writes(answer) for answer in answers]
        for i in range(count):
            target = folder / "submitted" / f"s{i:04d}" / assignment
            target.mkdir(parents=True)
            (target / name).write_text(texts[i % len(texts)], encoding="utf-8")
        filled = [part.format(root=str(ROOT), folder=str(folder), assignment=assignment) for part in command]
        start = time.monotonic()
        process = subprocess.run(filled, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        seconds = time.monotonic() - start
        graded = len(list((folder / "autograded").glob("*/*/*.ipynb")))
        shutil.rmtree(folder, ignore_errors=True)
    if graded != count:
        raise RuntimeError(f"{graded} of {count} submissions were graded, exit code {process.returncode}")
    return seconds, float(process.stdout.split()[-1]) if command[0] == sys.executable else None


def grade(options, way, count):
    """Grade a class in one of the ways; see `measure`."""
    if way == "stock":
        command = [str(Path(sys.executable).parent / "nbgrader"), "autograde", "{assignment}"]
        return measure(options.assignment, count, command, "")
    settings = ENGINE.format(workers=options.workers, processes="one" if way == "one process" else "two")
    settings += CANNED if way == "simulated" else ""
    return measure(options.assignment, count, [sys.executable, "-W", "ignore", "-c", GRADE], settings)


def slopes(students):
    """Return for each way the small and the large class between which a submission's cost is taken."""
    return {"stock": (2, SAMPLE), "two processes": (SAMPLE, students), "one process": (SAMPLE, students)}


def draw(path, rows):
    """Draw the cost of a submission in each way of grading."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 3.2), layout="constrained")
    colours = {"stock": "#E69F00", "one process": "#777777", "two processes": "#0072B2", "simulated": "#009E73"}
    bars = list(dict.fromkeys((row["way"], row["count"]) for row in rows))
    for i, (way, count) in enumerate(bars):
        cost = statistics.median(r["seconds"] / count for r in rows if (r["way"], r["count"]) == (way, count))
        axes.barh(i, cost, color=colours[way])
        axes.text(cost, i, f" {cost:.3f} s", va="center")
    axes.set_yticks(range(len(bars)), [f"{way}, {count}" for way, count in bars])
    axes.set_xscale("log")
    axes.set_xlabel("seconds per submission, the whole command (logarithmic)")
    axes.invert_yaxis()
    figure.savefig(path)


def run(options):
    """Grade classes in every way; return a row for each run."""
    plan = [(way, count) for way, counts in slopes(options.students).items() for count in counts]
    once = [("simulated", count) for count in (SAMPLE, options.students, MANY)]
    once += [("two processes", MANY)] if options.long else []
    rows = []
    for number in range(options.rounds):
        for way, count in plan + (once if number == options.rounds - 1 else []):
            seconds, memory = grade(options, way, count)
            rows.append({"way": way, "count": count, "round": number, "seconds": seconds, "memory_mb": memory})
            words = f"{way:<14} {count:>5} submissions  {seconds:7.1f} s  {seconds / count:6.3f} s each"
            print(words + (f"  {memory:6.0f} MB" if memory else ""), flush=True)
    return rows


def evaluate(rows, options):
    """Return the figures, and the lines that say what they are and whether the bounds are met."""
    rounds = [{(r["way"], r["count"]): r["seconds"] for r in rows if r["round"] == n} for n in range(options.rounds)]
    each = [
        {way: (found[way, large] - found[way, small]) / (large - small)
         for way, (small, large) in slopes(options.students).items()}
        for found in rounds
    ]  # fmt: skip
    figures = {
        "per_submission_ratio": [found["stock"] / found["two processes"] for found in each],
        "whole_command_ratio": [
            found["stock", SAMPLE] / SAMPLE / (found["two processes", options.students] / options.students)
            for found in rounds
        ],
        "two_over_one_process": [found["two processes"] / found["one process"] for found in each],
    }
    memory = {row["count"]: row["memory_mb"] for row in rows if row["way"] == "simulated"}
    result = {
        "assignment": options.assignment, "workers": options.workers, "processors": os.cpu_count(),
        "load_average": os.getloadavg()[0], "stock_sample": SAMPLE, "rounds": options.rounds, "rows": rows,
        **{key: statistics.median(values) for key, values in figures.items()},
        "memory_mb_per_1000_students": (memory[MANY] - memory[options.students]) / (MANY - options.students) * 1000,
    }  # fmt: skip
    costs = [f"{way} {statistics.median(found[way] for found in each):.3f} s" for way in each[0]]
    words = ["per submission, median: " + ", ".join(costs)]
    for key, (limit, word) in BOUNDS.items():
        met = result[key] >= limit if word == "at least" else result[key] <= limit
        spread = f"{min(figures[key]):.2f} to {max(figures[key]):.2f}"
        words.append(f"{key:<22} {result[key]:6.2f}, {spread}  ({word} {limit}: {'met' if met else 'not met'})")
    words.append(
        f"the grader's memory grows by {result['memory_mb_per_1000_students']:.1f} MB with 1,000 more students"
    )
    return result, words


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__.splitlines()[0])
    parser.add_argument("--assignment", default="01-neurons")
    parser.add_argument("--students", type=int, default=200, help="size of the class (default: 200)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3, help="turns of each way of grading (default: %(default)s)")
    parser.add_argument("--long", action="store_true", help="also run 2,000 submissions, not only simulate them")
    parser.add_argument("--json", type=Path, default=OUTPUT / "grading.json", help="default: %(default)s")
    parser.add_argument("--picture", type=Path, default=OUTPUT / "grading.svg", help="default: %(default)s")
    options = parser.parse_args(arguments)
    from grading.settings import put_alembic_on_path

    put_alembic_on_path()
    rows = run(options)
    result, words = evaluate(rows, options)
    print("\n" + "\n".join(words))
    for path in (options.json, options.picture):
        path.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(result, indent=1) + "\n")
    draw(options.picture, rows)
    print(f"\nNumbers: {options.json}\nPicture: {options.picture}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
