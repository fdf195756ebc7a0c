"""The order in which a submission and its tests run, and what that keeps apart."""

import json
import multiprocessing
import pickle
import re
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from course import POINTS, RIGHT
from test_attacks import descendants

from grading import autograde, engine, sandbox
from grading.engine import GRADED, SHARED, STUDENT, STUDENT_SIDE, Cell, Job

pytestmark = pytest.mark.skipif(not sandbox.working_layers() & sandbox.PROTECTING, reason="no sandbox here")


def run(*cells, **settings):
    return engine.run_job(Job(cells, **settings))


def text(result):
    return "".join(output.get("text", output.get("evalue", "")) for output in result["outputs"])


@pytest.mark.parametrize("two", [True, False])
def test_cells_run_in_order_and_end_as_they_should(two):
    results = run(
        Cell(SHARED, "import numpy as np"),
        Cell(STUDENT, "def f(x): return x + 1\nprint('hello')\n6 * 7"),
        Cell(STUDENT_SIDE, "### STUDENT SIDE\ndef g(x): return f(f(x))"),
        Cell(GRADED, "assert g(1) == 3"),
        Cell(GRADED, "assert g(1) == 4, 'no'"),
        Cell(GRADED, "2.5"),
        Cell(GRADED, "undefined"),
        names=("f", "g"),
        two_processes=two,
    )
    assert text(results[1]) == "hello\n"
    assert results[1]["outputs"][1]["data"]["text/plain"] == "42"
    assert results[3]["status"] == {"value": None}
    assert results[4]["status"]["error"][0] == "AssertionError"
    assert results[4]["status"]["message"] == "no"
    assert results[5]["status"] == {"value": 2.5}
    assert results[6]["status"]["error"][0] == "NameError"


def test_student_and_tests_share_nothing_but_the_names():
    results = run(
        Cell(STUDENT, "secret = 5\ndef f(x): return x\nimport builtins\nbuiltins.abs = lambda x: 99"),
        Cell(GRADED, "assert abs(-1) == 1"),
        Cell(GRADED, "secret"),
        Cell(STUDENT, "print('expected' in globals())"),
        Cell(GRADED, "expected = 3"),
        names=("f",),
    )
    assert results[1]["status"] == {"value": None}
    assert results[2]["status"]["error"][0] == "NameError"
    assert text(results[3]) == "False\n"


@pytest.mark.parametrize("hidden", [True, False])
def test_hidden_inputs_reach_no_visible_check_by_whichever_way(hidden):
    keeps = """
import mmap, os
FILE = open("shared", "w+b")  # shared memory must have a file
FILE.truncate(64)
SEEN, SHARED, ENDS = [], mmap.mmap(FILE.fileno(), 64), os.pipe()
def f(x):
    SEEN.append(x)
    SHARED.seek(0)
    SHARED.write(str(x).encode())
    os.write(ENDS[1], str(x).encode())
    open("seen", "a").write(str(x))
    print(SEEN, SHARED[:8], os.read(ENDS[0], 64), open("seen").read())
"""
    results = run(
        Cell(STUDENT, keeps),
        Cell(GRADED, "f(7717)", hidden=hidden),
        Cell(STUDENT, "def g(x): f(x)"),
        Cell(GRADED, "g(1)"),
        Cell(STUDENT, "def h(x): f(x)\nf(2)"),
        Cell(GRADED, "h(1)"),
        names=("f", "g", "h"),
    )
    assert results[1]["status"] == {"value": None}
    for visible in (results[3], results[4], results[5]):
        assert "1" in text(visible) or "2" in text(visible)
    leaked = "7717" in text(results[3]) or "7717" in text(results[5])
    assert leaked is not hidden  # were the hidden check a visible one, it would leak


def test_hidden_checks_run_after_the_visible_ones_with_all_shared_cells():
    results = run(
        Cell(SHARED, "order = []"),
        Cell(STUDENT, "def f(): return 1"),
        Cell(GRADED, "order.append('hidden')\nlate", hidden=True),
        Cell(SHARED, "late = 2"),
        Cell(GRADED, "order.append('visible')\nassert order == ['visible'] and f() == 1"),
        Cell(GRADED, "assert order == ['visible', 'hidden']", hidden=True),
        names=("f",),
    )
    assert [results[i]["status"] for i in (4, 5)] == [{"value": None}] * 2
    assert results[2]["status"] == {"value": 2.0}


def test_testers_of_two_submissions_share_neither_names_nor_files_nor_random_numbers():
    source = "import os\ncount = globals().get('count', 0) + 1\nprint(os.listdir(), count, np.random.random())"
    source += "\nopen('left', 'w').close()"
    cells = Cell(SHARED, "import numpy as np"), Cell(STUDENT, "def f(): return 1"), Cell(GRADED, source)
    first, second = (text(run(*cells, names=("f",))[2]) for _ in range(2))
    assert first.startswith("[] 1 ")
    assert second.startswith("[] 1 ")
    assert first != second


def test_a_tester_that_ends_costs_its_own_check_alone():
    results = run(
        Cell(SHARED, "base = 2"),
        Cell(STUDENT, "def f(): return 1"),
        Cell(GRADED, "import os\nos._exit(0)"),
        Cell(GRADED, "assert f() + base == 3"),
        names=("f",),
    )
    assert "crashed" in results[2]["status"]
    assert results[3]["status"] == {"value": None}


def test_each_answer_is_tested_as_it_was_before_its_checks():
    results = run(
        Cell(STUDENT, "def f(): return 1"),
        Cell(GRADED, "assert f() == 1"),
        Cell(STUDENT, "def f(): return 2"),
        Cell(GRADED, "assert f() == 2"),
        names=("f",),
    )
    assert [r["status"] for r in results[1::2]] == [{"value": None}] * 2


@pytest.mark.parametrize(
    "later", ["def f(): return 2", "count = 5", "state['n'] = 3", "def helper(): return 9", "import math as count"]
)
def test_an_earlier_check_never_sees_what_a_later_cell_does(later):
    early = "state = {'n': 1}\ndef f():\n    return globals().get('count', 9 if 'helper' in globals() else state['n'])"
    results = run(
        Cell(STUDENT, early),
        Cell(GRADED, "f()"),
        Cell(STUDENT, later),
        Cell(GRADED, "f()"),
        names=("f",),
    )
    assert results[1]["status"] == {"value": 1.0}
    assert results[3]["status"] != {"value": 1.0}


def test_an_endless_call_costs_its_own_check_alone():
    results = run(
        Cell(STUDENT, "def f():\n    while True: pass\ndef g(): return 1"),
        Cell(GRADED, "f()"),
        Cell(GRADED, "assert g() == 1"),
        names=("f", "g"),
        timeout=1.0,
    )
    assert results[1]["status"] == {"timeout": True}
    assert results[2]["status"] == {"value": None}


def test_a_call_that_ends_its_process_costs_its_own_check_alone():
    results = run(
        Cell(STUDENT, "import os\ndef f(): os._exit(0)\ndef g(): return 1"),
        Cell(GRADED, "assert g() == 1"),
        Cell(GRADED, "f()"),
        Cell(GRADED, "assert g() == 1"),
        names=("f", "g"),
    )
    assert results[1]["status"] == results[3]["status"] == {"value": None}
    assert "crashed" in results[2]["status"]


@pytest.mark.parametrize(
    "ends",
    [
        "import os\nos._exit(1)",
        "import ctypes\nctypes.string_at(0)",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    ],
)
def test_a_cell_that_ends_its_process_costs_its_own_checks_alone(ends):
    results = run(
        Cell(STUDENT, "def f(): return 1"),
        Cell(GRADED, "assert f() == 1"),
        Cell(STUDENT, f"def g(): return 1\n{ends}"),
        Cell(GRADED, "assert g() == 1"),
        Cell(STUDENT, "print('on')\ndef h(): return f() + 1"),
        Cell(GRADED, "assert h() == 2"),
        names=("f", "g", "h"),
        timeout=1.0,
    )
    assert [results[i]["status"] for i in (1, 4, 5)] == [{"value": None}] * 3
    assert {"timeout", "crashed"} & results[2]["status"].keys()
    assert "crashed" in results[3]["status"]
    assert text(results[4]) == "on\n"


def test_cells_that_end_their_process_are_left_out_a_few_times_only():
    ends = "import os\nfrom IPython.display import display\ndisplay('here')\nos._exit(1)"
    results = run(*[Cell(STUDENT, ends)] * (engine.MOST_ENDED + 2), Cell(GRADED, "1.0"))
    reached = [len(result["outputs"]) for result in results[:-1]]
    assert reached == [1] * (engine.MOST_ENDED + 1) + [0]
    assert all("crashed" in result["status"] for result in results)


def test_what_is_earned_is_not_given_up_for_a_repetition_that_time_does_not_suffice_for():
    results = run(
        Cell(STUDENT, "import time\ntime.sleep(1.5)\ndef f(): return 1"),
        Cell(GRADED, "assert f() == 1"),
        Cell(STUDENT, "import os\nos._exit(1)"),
        Cell(GRADED, "assert f() == 1"),
        names=("f",),
        total_timeout=2.5,
    )
    assert [results[i]["status"] for i in (0, 1)] == [{"value": None}] * 2
    assert "crashed" in results[3]["status"]


@pytest.mark.parametrize("prints", ["print('on')\n", ""], ids=["copies", "one_copy"])
def test_nothing_is_lost_because_a_process_could_not_be_copied_at_once(monkeypatch, prints):
    copy, failures = engine.Process.copy, [1]

    def fails_once(self, instead=False):
        if failures:
            failures.pop()
            self.stop()
            return None
        return copy(self, instead)

    monkeypatch.setattr(engine.Process, "copy", fails_once)
    results = run(
        Cell(STUDENT, "def f(): return 1"),
        Cell(GRADED, "f()"),
        Cell(STUDENT, prints + "def g(): return 2"),
        Cell(GRADED, "g()"),
        names=("f", "g"),
    )
    assert not failures
    assert [results[i]["status"] for i in (1, 3)] == [{"value": 1.0}, {"value": 2.0}]
    assert text(results[2]) == ("on\n" if prints else "")


def test_a_call_that_ends_a_copy_leaves_the_answers_of_others_alone():
    keeps = "import os\ndef f(): os._exit(0)\ndef g(): return os.getpid()"
    results = run(
        Cell(STUDENT, keeps),
        Cell(GRADED, "f()"),
        Cell(GRADED, "print(g())"),
        Cell(STUDENT, "h = [g()]\nprint(*h)"),
        Cell(GRADED, "print(g())"),
        Cell(GRADED, "g()", hidden=True),
        names=("f", "g"),
    )
    assert "crashed" in results[1]["status"]
    assert text(results[4]) == text(results[3])  # the process that ran the cells has answered, in the first run
    assert [results[i]["status"].keys() for i in (2, 4, 5)] == [{"value"}] * 3


def test_time_is_lost_once_with_a_call_that_does_not_end():
    cells = [Cell(STUDENT, "def f():\n    while True: pass")]
    start = time.monotonic()
    results = run(*cells, Cell(GRADED, "f()"), Cell(GRADED, "1.0"), names=("f",), timeout=6.0)
    assert [r["status"] for r in results[1:]] == [{"timeout": True}, {"value": 1.0}]
    assert time.monotonic() - start < 2 * 6.0


def test_what_is_known_before_a_call_ends_its_process_stays():
    count = "import random\nprint(random.random())\nx = random.random()\ndef f(): return x\ndef g(): 1 / 0"
    ends = "\nimport os\ndef g(): os._exit(0)"
    cells = Cell(GRADED, "f()"), Cell(GRADED, "g()"), Cell(GRADED, "f()")
    same, anew = (
        run(Cell(STUDENT, count), *cells, names=("f", "g")),
        run(Cell(STUDENT, count + ends), *cells, names=("f", "g")),
    )
    assert same[1]["status"] == same[3]["status"]
    assert 0 < anew[1]["status"]["value"] != anew[3]["status"]["value"]  # of the first run, and of the second


def test_a_process_that_cannot_be_copied_holds_up_its_grader_once(monkeypatch):
    monkeypatch.setattr(engine, "COPY_PATIENCE", 0.5)
    start = time.monotonic()
    process = engine.house().submission(Job(()))
    try:
        process.signal(signal.SIGSTOP)
        assert process.copy() is None
        assert process.copy() is None
        assert not process.alive
    finally:
        process.end()
    assert time.monotonic() - start < 5


def test_a_tester_outlives_the_process_that_it_was_copied_from():
    check, house = Cell(GRADED, "41.0 + 1"), engine.house()
    job = Job((check,))
    house.end_testers()
    first = house.tester(job)
    (pattern,) = house._testers.values()
    pattern.stop()
    second = house.tester(job)
    try:
        for tester in (first, second):
            assert tester.run(check.to("check"), 5)[1] == {"value": 42.0}
    finally:
        first.end()
        second.end()


def test_testers_are_copied_from_one_process_whatever_cells_students_add():
    house = engine.house()
    house.end_testers()
    for number in (1, 2):
        results = run(Cell(SHARED, "base = 2.0", number=number), Cell(STUDENT, ""), Cell(GRADED, "base", number=9))
        assert results[2]["status"] == {"value": 2.0}
    assert len(house._testers) == 1


@pytest.mark.parametrize("two", [True, False])
def test_tracebacks_number_cells_as_the_notebook_does(two):
    results = run(
        Cell(STUDENT, "def f():\n    return 1 / 0", number=2),
        Cell(GRADED, "1 + f()", number=5),
        Cell(STUDENT, "f()", number=7),
        names=("f",),
        two_processes=two,
    )
    for result, numbers in (results[1], "25"), (results[2], "27"):
        lines = re.sub(r"\x1b.*?m", "", "".join(result["outputs"][-1]["traceback"]))
        assert sorted(set(re.findall(r"Cell In\[(\d+)", lines))) == list(numbers)
        assert "bridge.py" not in lines


def processes_behind(*cells):
    """Return which process each call of f() comes from, and the one that ran the cells."""
    check = Cell(GRADED, "print(f())")
    results = run(
        Cell(STUDENT, "import os\ndef f(): return os.getpid()\nprint(f())"), *cells, check, check, names=("f",)
    )
    return [text(results[i]).strip() for i in (-2, -1, 0)]


def test_at_the_end_the_process_of_the_submission_answers_itself():
    assert len(set(processes_behind())) == 1


def test_a_thread_that_goes_on_printing_disturbs_no_check():
    chatter = """
import threading, time
def talk():
    while True:
        print("still here")
        time.sleep(0.001)
threading.Thread(target=talk, daemon=True).start()
"""
    first, second, its_own = processes_behind(Cell(STUDENT, chatter))
    assert first == second == its_own
    assert first.isdigit()


def test_what_a_call_displays_is_no_answer():
    shows = """
import sys
from IPython.display import display
OUT = sys.stdout
def f():
    display(7)
    get_ipython().displayhook(7)
    print(7, file=OUT)
    return 1
"""
    check = Cell(GRADED, "assert f() == 1")
    assert run(Cell(STUDENT, shows), check, check, names=("f",))[2]["status"] == {"value": None}


def test_a_function_that_a_call_redefines_is_fetched_anew():
    early = "def f():\n    global g\n    def g(): return 2\ndef g(): return 1"
    results = run(
        Cell(STUDENT, early), Cell(GRADED, "f()\ng()"), Cell(GRADED, "g()"), Cell(GRADED, "g()"), names=("f", "g")
    )
    assert [r["status"] for r in results[1:]] == [{"value": 1.0}, {"value": 2.0}, {"value": 2.0}]


def test_what_a_student_reads_comes_from_the_run_that_met_no_hidden_input_before():
    source = "import os, time\nSTART = time.monotonic_ns()\nprint(START)\n"
    source += "def f(x):\n    if x > 1: os._exit(0)\n    return START"
    visible, hidden = Cell(GRADED, "print(f(1))"), Cell(GRADED, "f(2)", hidden=True)
    results = run(Cell(STUDENT, source), visible, hidden, Cell(GRADED, "f(1) / 1", hidden=True), names=("f",))
    assert text(results[0]) == text(results[1])
    assert "crashed" in results[2]["status"]
    assert results[3]["status"]["value"] > float(text(results[0]))  # a later run, whose words are not shown


@pytest.mark.parametrize(
    "ends", ["while True: job.sendall(frame)", "job.sendall(start)\nwhile True: job.sendall(b' '); time.sleep(0.2)"]
)
def test_no_clock_is_held_off_by_what_a_process_sends(ends):
    source = """
import gc, json, signal, struct, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
job = next(o for o in gc.get_objects() if type(o).__name__ == '_Work').job
head = json.dumps([{"output": {"output_type": "stream", "name": "stdout", "text": ""}}, []]).encode()
start = struct.pack("<I", 100_000)
frame = struct.pack("<I", len(head)) + head
"""
    begin = time.monotonic()
    status = run(Cell(STUDENT, source + ends), timeout=1.0)[0]["status"]
    assert "timeout" in status or "does not end" in status["crashed"]
    assert time.monotonic() - begin < 1 + engine.PATIENCE + 4


@pytest.mark.parametrize(
    "source",
    [
        "print('\u2588' * 4_000_000)",
        "raise ValueError('x' * 20_000_000)",
        "display({'image/png': 'A' * 10**7}, raw=True)",
    ],
)
def test_an_output_of_any_size_costs_nothing_but_itself(source):
    results = run(Cell(STUDENT, f"from IPython.display import display\n{source}"), Cell(STUDENT, "print(1)"))
    assert "crashed" not in results[0]["status"]
    assert text(results[1]) == "1\n"


def test_cells_run_commands_and_time_expressions():
    source = "%time 1 + 1\n!echo hello; exit 3\nfound = !echo a; echo b\nprint(_exit_code, found.n)"
    assert text(run(Cell(STUDENT, source))[0]).endswith("hello\n3 a\nb\n")


def test_checks_are_compiled_once_for_the_whole_class():
    source = "import builtins\nprint(getattr(builtins, 'compiled', []))\nassert f() == 1, 'no'\n1.5"
    count = """
import builtins, ast
original, builtins.compiled = builtins.compile, []
def compile(source, *rest, **more):
    builtins.compiled.append(type(source).__name__)
    return original(source, *rest, **more)
builtins.compile = compile
"""
    for answer, status in (
        (1, {"value": 1.5}),
        (2, {"error": ["AssertionError", "Exception", "BaseException", "object"], "message": "no"}),
    ):
        cells = Cell(SHARED, count), Cell(STUDENT, f"def f(): return {answer}"), Cell(GRADED, source)
        result = run(*cells, names=("f",))[2]
        assert result["status"] == status
        # parsed, each statement compiled, its names looked for: ahead of the copies, and never again
        assert text(result).startswith("['str', 'Module', 'Module', 'Module', 'Interactive', 'str']\n")


def test_the_total_time_is_bounded():
    cells = [Cell(STUDENT, "import time; time.sleep(0.6)")] * 5
    results = run(*cells, total_timeout=1.5)
    assert [r["status"] for r in results][-1] == {"timeout": True}


def test_outputs_are_bounded_and_plain():
    results = run(
        Cell(STUDENT, "print('x' * 10**7)"),
        Cell(STUDENT, "print('y')"),
        limits=sandbox.Limits(output=1 << 16),
    )
    assert sum(len(text(result)) for result in results) < 1 << 17


def test_forged_outputs_lose_everything_that_is_not_plain():
    checked = engine._checked_output
    assert checked(7, []) is None
    assert checked({"output_type": "evil"}, []) is None
    assert checked({"output_type": "stream", "name": 5, "text": ["a"]}, [])["text"] == "['a']"
    data = checked({"output_type": "display_data", "data": {"text/plain": "a", "x": {"y": 1}}, "metadata": 5}, [])
    assert data == {"output_type": "display_data", "data": {"text/plain": "a"}, "metadata": {}}
    assert engine._checked_status({"error": [object], "message": 5})["message"] == "5"
    assert engine._checked_status({"value": {"a": 1}}) == {"value": "{'a': 1}"}


@pytest.mark.skipif("namespaces" not in sandbox.working_layers(), reason="needs namespaces")
def test_a_python_reached_by_links_is_there_in_the_sandbox(tmp_path, monkeypatch):
    """A venv may be a link, and so may be the Python that it is made with: `3.11` for `3.11.7`, say."""
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    (tmp_path / "one" / "python").mkdir()
    (tmp_path / "one" / "python" / "library.py").touch()
    (tmp_path / "two" / "python").symlink_to("../one/python")
    (tmp_path / "three" / "python").symlink_to(tmp_path / "two" / "python")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "three" / "python"))
    job = Job((Cell(STUDENT, f"import os\nprint(os.listdir({sys.prefix!r}))"),), two_processes=False)
    house = engine.House(("numpy",))
    try:
        (result,) = engine._run_one_process(house, job)
    finally:
        house.close()
    assert text(result) == "['library.py']\n"


class Pool(ProcessPoolExecutor):
    """Worker processes, started afresh, which remembers what passes through it."""

    def __init__(self, workers):
        super().__init__(workers, mp_context=multiprocessing.get_context("spawn"))
        self.jobs, self.results, self.warm = [], [], set()

    def submit(self, function, job):
        self.jobs.append(pickle.dumps(job))
        future = super().submit(function, job)
        future.add_done_callback(self._keep)
        return future

    def shutdown(self, wait=True):  # without what the library's own also understand, as dask's is
        super().shutdown(wait=wait)

    def _keep(self, future):
        self.results.append(json.dumps(future.result()))
        # a worker's first child is its warm parent
        self.warm |= {(worker, *descendants(worker)[:1]) for worker in self._processes}


def groups(workers):
    """The control groups that worker processes have made."""
    return [path for worker in workers for path in Path("/sys/fs/cgroup").rglob(f"grading-{worker}")]


def test_jobs_run_in_other_processes_which_get_everything_with_the_job(school, monkeypatch):
    pools = []

    def factory(workers):
        pools.append(Pool(workers))
        return pools[0]

    def no_house(*args, **kwargs):
        raise AssertionError("a warm parent in the grader's own process")

    engine.close()
    monkeypatch.setattr(engine, "House", no_house)
    for i in range(4):
        school.hand_in(f"s{i}")
    (school.folder("s0") / "data.txt").write_text("2")
    school.hand_in(
        "s0",
        school.answered(RIGHT | {"scale": "def scale(x, a):\n    return int(open('data.txt').read()) * a * x / 2"}),
    )
    school.hand_in("wrong", school.answered(RIGHT | {"weights": "w_nand, b_nand = 0, 0"}))
    grader = school.grade(executor_factory=factory, workers=2)
    assert len(grader.graded) == 5
    assert sum(school.marks("wrong").values()) == POINTS - 2
    assert {sum(school.marks(f"s{i}").values()) for i in range(4)} == {POINTS}
    (pool,) = pools
    assert len(pool.jobs) == len(pool.results) == 5
    assert max(map(len, pool.jobs)) < 100_000
    workers = {worker for worker, *_ in pool.warm}
    assert len(workers) == 2
    assert len({warm[1] for warm in pool.warm if len(warm) > 1}) == 2  # one warm parent for each
    until = time.monotonic() + 10
    while (groups(workers) or any(map(alive, workers))) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [process for process in [*workers, *(warm for _, *rest in pool.warm for warm in rest)] if alive(process)]
    assert not groups(workers)


def test_a_worker_that_nothing_protects_runs_nothing(monkeypatch):
    job = Job((Cell(STUDENT, "1 + 1"),))
    assert autograde.run_protected(pickle.loads(pickle.dumps(job)))[0][0]["status"] == {"value": None}
    monkeypatch.setattr(sandbox, "working_layers", lambda: {"limits", "seccomp"})
    with pytest.raises(autograde.Unprotected, match="machine of this worker"):
        autograde.run_protected(job)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_updates_of_displays_count_as_outputs_do():
    shows = "from IPython.display import publish_display_data as show\n"
    shows += "show({'text/plain': 'x'}, transient={'display_id': 'a'})\n"
    shows += "for size in (10, 1 << 20): show({'text/plain': 'x' * size}, transient={'display_id': 'a'}, update=True)"
    (result,) = run(Cell(STUDENT, shows), limits=sandbox.Limits(output=1 << 16))
    (shown,) = (output for output in result["outputs"] if "data" in output)
    assert shown["data"]["text/plain"] == "x" * 10
