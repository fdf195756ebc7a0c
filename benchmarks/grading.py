"""How fast a class is graded, against stock nbgrader: ``python -m benchmarks.grading``.

One real exercise. The class is filled from its bank of plausible answers, each answer handed in by several students.
Stock ``nbgrader autograde`` grades a sample in the same run. Two figures, each the stock time divided by ours:

per submission   the slope between a small class and a larger one, so that neither's start counts
whole command    the time of the whole command divided by its submissions

The rows "simulated" show what the grader itself costs and whether its memory grows with the class: everything is real
but the executions, whose results are canned. `--long` grades 2,000 submissions in earnest, too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
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
sys.exit(batch.grade_class(config, {assignment!r}, show=False).exit_code)
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
    """Grade a class of `count` students; return seconds, and the grader's largest memory in MB."""
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
        process = subprocess.Popen(filled, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        graded = len(list((folder / "autograded").glob("*/*/*.ipynb")))
        shutil.rmtree(folder, ignore_errors=True)
    if graded != count:
        raise RuntimeError(f"{graded} of {count} submissions were graded, exit code {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def slope(small, large):
    """Return seconds per further submission between two runs, (count, seconds) each."""
    return (large[1] - small[1]) / (large[0] - small[0])


def draw(path, rows):
    """Draw the cost of a submission in each way of grading."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 3.2), layout="constrained")
    colours = {"stock": "#E69F00", "one process": "#777777", "two processes": "#0072B2", "simulated": "#009E73"}
    for i, row in enumerate(rows):
        axes.barh(i, row["seconds"] / row["count"], color=colours[row["way"]])
        axes.text(row["seconds"] / row["count"], i, f" {row['seconds'] / row['count']:.3f} s", va="center")
    axes.set_yticks(range(len(rows)), [f"{row['way']}, {row['count']}" for row in rows])
    axes.set_xscale("log")
    axes.set_xlabel("seconds per submission, the whole command (logarithmic)")
    axes.invert_yaxis()
    figure.savefig(path)


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__.splitlines()[0])
    parser.add_argument("--assignment", default="01-neurons")
    parser.add_argument("--students", type=int, default=200, help="size of the class (default: 200)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--long", action="store_true", help="also run 2,000 submissions, not only simulate them")
    parser.add_argument("--json", type=Path, default=OUTPUT / "grading.json", help="default: %(default)s")
    parser.add_argument("--picture", type=Path, default=OUTPUT / "grading.svg", help="default: %(default)s")
    options = parser.parse_args(arguments)
    os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]

    stock = [str(Path(sys.executable).parent / "nbgrader"), "autograde", "{assignment}"]
    ours = [sys.executable, "-W", "ignore", "-c", GRADE]
    plan = [("stock", 2), ("stock", SAMPLE), ("two processes", SAMPLE), ("two processes", options.students)]
    plan += [("one process", SAMPLE), ("one process", options.students)]
    plan += [("simulated", SAMPLE), ("simulated", options.students), ("simulated", MANY)]
    plan += [("two processes", MANY)] if options.long else []
    rows = []
    for way, count in plan:
        processes = "one" if way == "one process" else "two"
        settings = ENGINE.format(workers=options.workers, processes=processes) if way != "stock" else ""
        settings += CANNED if way == "simulated" else ""
        seconds, memory = measure(options.assignment, count, stock if way == "stock" else ours, settings)
        rows.append({"way": way, "count": count, "seconds": seconds, "memory_mb": memory})
        print(f"{way:<14} {count:>5} submissions  {seconds:7.1f} s  {seconds / count:6.3f} s each  {memory:6.0f} MB",
              flush=True)  # fmt: skip

    found = {(row["way"], row["count"]): (row["count"], row["seconds"]) for row in rows}
    two, large = found["two processes", options.students], ("two processes", options.students)
    stock_each = slope(found["stock", 2], found["stock", SAMPLE])
    two_each = slope(found["two processes", SAMPLE], found[large])
    one_each = slope(found["one process", SAMPLE], found["one process", options.students])
    memory = {row["count"]: row["memory_mb"] for row in rows if row["way"] == "simulated"}
    result = {
        "assignment": options.assignment, "workers": options.workers, "processors": os.cpu_count(),
        "load_average": os.getloadavg()[0], "stock_sample": SAMPLE, "rows": rows,
        "per_submission_ratio": stock_each / two_each,
        "whole_command_ratio": (found["stock", SAMPLE][1] / SAMPLE) / (two[1] / two[0]),
        "two_over_one_process": two_each / one_each,
        "memory_mb_per_1000_students": (memory[MANY] - memory[SAMPLE]) / (MANY - SAMPLE) * 1000,
    }  # fmt: skip
    print(f"\nper submission: stock {stock_each:.2f} s, two processes {two_each:.3f} s, one {one_each:.3f} s")
    for key, limit, word in (
        ("per_submission_ratio", 15, "at least"),
        ("whole_command_ratio", 10, "at least"),
        ("two_over_one_process", 1.3, "at most"),
    ):  # fmt: skip
        met = result[key] >= limit if word == "at least" else result[key] <= limit
        print(f"{key:<22} {result[key]:6.2f}  ({word} {limit}: {'met' if met else 'not met'})")
    print(f"the grader's memory grows by {result['memory_mb_per_1000_students']:.1f} MB with 1,000 more students")
    for path in (options.json, options.picture):
        path.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(result, indent=1) + "\n")
    draw(options.picture, rows)
    print(f"\nNumbers: {options.json}\nPicture: {options.picture}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
