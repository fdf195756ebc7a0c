"""Each layer of the sandbox, and what happens without it."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grading import batch, doctor, engine, sandbox
from grading.engine import GRADED, SHARED, STUDENT, Cell, Job
from grading.sandbox import Layer

reachable = all(map(sandbox.layers.outsider_can_read, (sys.prefix, sys.base_prefix))) or os.geteuid() != 0
needs_readable = pytest.mark.skipif(not reachable, reason="as root, needs a Python that others may read")
ALL = {"namespaces", "landlock", "seccomp", "limits"}
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
needs_all = pytest.mark.skipif(
    not sandbox.working_layers() >= ALL or not reachable, reason="not every layer works here, or Python is out of reach"
)
needs_seccomp = pytest.mark.skipif(
    not sandbox.working_layers() >= ALL - {"landlock"}, reason="not every layer that this needs works here"
)
pytestmark = [needs_linux, pytest.mark.slow]


@pytest.fixture(scope="module")
def houses():
    made = {}

    def house(*layers):
        if layers not in made:
            made[layers] = engine.House(("numpy",), layers=set(layers)).wait()
        return made[layers]

    yield house
    for found in made.values():
        found.close()


def printed(house, source, **settings):
    """Run a student's cell in a house; return all that it prints."""
    results = engine._run_one_process(house, Job((Cell(STUDENT, source),), two_processes=False, **settings))
    return "".join(output.get("text", output.get("evalue", "")) for output in results[0]["outputs"])


def try_to(action):
    return f"import os, socket\ntry:\n    {action}\n    print('could')\nexcept OSError as error: print('not', error)"


@needs_all
def test_landlock_or_namespaces_hide_files(houses, tmp_path):
    secret = tmp_path / "gradebook.db"
    secret.write_text("secret")
    for folder in (tmp_path, *tmp_path.parents):
        if str(folder).startswith("/tmp/"):
            os.chmod(folder, 0o755)
    source = try_to(f"open({str(secret)!r}).read()")
    assert printed(houses(), source).startswith("could")  # without any layer it is there to read
    assert printed(houses("landlock"), source).startswith("not")
    assert printed(houses("namespaces"), source).startswith("not")


@needs_all
def test_namespaces_hide_processes_and_network(houses):
    count = "import os\nprint(len([p for p in os.listdir('/proc') if p.isdigit()]))"
    assert int(printed(houses(), count)) > 5
    assert int(printed(houses("namespaces"), count)) <= 3
    send = try_to("socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))")
    assert printed(houses(), send).startswith("could")
    assert printed(houses("namespaces"), send).startswith("not")


@pytest.mark.skipif("namespaces" not in sandbox.working_layers(), reason="no namespaces here")
def test_a_python_that_a_link_below_tmp_leads_to_can_be_used(tmp_path, monkeypatch):
    """A checkout below /tmp whose .venv is a link to a shared one; the link's end must come along with it."""
    link = tmp_path / ".venv"
    link.symlink_to(sys.prefix)
    monkeypatch.setattr(sys, "prefix", str(link))
    paths = sandbox.readable_paths()
    assert {str(link), os.path.realpath(link)} <= set(paths)
    monkeypatch.undo()
    monkeypatch.setattr(sandbox, "readable_paths", lambda: paths)
    house = engine.House(("numpy",)).wait()
    try:
        assert printed(house, f"import os; print(os.path.isdir('{link}/lib'))") == "True\n"
    finally:
        house.close()


@needs_all
def test_seccomp_refuses_system_calls(houses):
    unshare = "import ctypes\nprint(ctypes.CDLL(None).unshare(0x10000000))"
    assert printed(houses(), unshare).strip() == "0"
    assert printed(houses("seccomp"), unshare).strip() == "-1"
    inet = try_to("socket.socket(socket.AF_INET)")
    assert printed(houses(), inet).startswith("could")
    assert printed(houses("seccomp"), inet).startswith("not")


@needs_all
def test_landlock_refuses_writing_outside(houses):
    source = try_to("open('/var/tmp/grading-test', 'w').close()")
    try:
        assert printed(houses(), source).startswith("could")
        assert printed(houses("landlock"), source).startswith("not")
    finally:
        os.unlink("/var/tmp/grading-test")


@needs_readable
def test_limits_hold(houses):
    memory = "try:\n    x = bytearray(1 << 32)\n    print('could')\nexcept MemoryError: print('not')"
    assert printed(houses(), memory).startswith("not")
    roomy = sandbox.Limits(memory=16 << 30)
    assert printed(houses(), memory, limits=roomy).startswith("could")


def test_where_links_lead_is_readable_too(monkeypatch, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "link"))
    assert {str(tmp_path / "link"), str(tmp_path / "real")} <= set(sandbox.readable_paths())


GREEDY = """
import os
for i in range(8):
    if os.fork() == 0:
        held = []
        while True: held.append(bytearray(20 << 20))
import time
time.sleep(5)
"""
BOUNDED = """
import json, os, pathlib, sys
sys.path.insert(0, sys.argv[1])
from grading import engine
from grading.engine import GRADED, STUDENT, Cell, Job
house = engine.House(("numpy",), memory=500 << 20).wait()
engine._run_two_processes(house, Job((Cell(STUDENT, sys.argv[2]),)))
cells = Cell(STUDENT, "x = 6 * 7"), Cell(GRADED, "assert x == 42")
fair = engine._run_two_processes(house, Job(cells, names=("x",)))
peaks = [pathlib.Path(house.cgroup, name) for name in ("memory.peak", "memory.max_usage_in_bytes")]
print(json.dumps([fair[1]["status"], *(int(path.read_text()) for path in peaks if path.exists())]))
house.close()
print(os.path.exists(house.cgroup))
"""


@pytest.mark.skipif("cgroup" not in sandbox.working_layers(), reason="no control group may be made here")
def test_memory_is_bounded_over_all_processes_together():
    """Eight processes that take all they get, each within its own limit; the next submission has a fair start."""
    root = str(Path(engine.__file__).resolve().parent.parent)
    command = [sys.executable, "-c", BOUNDED, root, GREEDY]  # a group belongs to a process: not to this one
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    figures, is_left = done.stdout.splitlines()
    status, *peaks = json.loads(figures)
    assert status == {"value": None}
    if not peaks:
        pytest.skip("this kernel does not tell the peak of a group")
    assert 300 << 20 < peaks[0] <= 500 << 20
    assert is_left == "False"


NEIGHBOURS = """
import sys, threading, time
sys.path.insert(0, sys.argv[1])
from grading import engine
from grading.engine import GRADED, STUDENT, Cell, Job
engine._houses[()] = engine.House(memory=500 << 20)
engine.house()
greedy = Job((Cell(STUDENT, "import time; time.sleep(1)" + sys.argv[2]),))
greedy = threading.Thread(target=engine.run_job, args=[greedy])
greedy.start()
larger = "import numpy as np, time\\nx = np.ones(15_000_000)\\ntime.sleep(3)\\ndef f(): return len(x)"
print(engine.run_job(Job((Cell(STUDENT, larger), Cell(GRADED, "assert f() > 9")), names=("f",)))[1]["status"])
greedy.join()
engine.close()
"""
MANY_SMALL = """
import os
for i in range(20):
    if os.fork() == 0:
        held = bytearray(b"x") * (40 << 20)
        time.sleep(4)
        os._exit(0)
time.sleep(4)
"""


@pytest.mark.skipif("cgroup" not in sandbox.working_layers(), reason="no control group may be made here")
def test_a_neighbour_that_the_kernel_ends_for_the_memory_of_all_runs_again():
    """Of many small processes and one larger one of somebody else's, the kernel ends the larger one."""
    root = str(Path(engine.__file__).resolve().parent.parent)
    command = [sys.executable, "-c", NEIGHBOURS, root, MANY_SMALL]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.stdout == "{'value': None}\n", done.stderr


@needs_seccomp
def test_a_submission_stays_one_session_and_counts_all_its_memory(houses):
    source = """
import mmap, os
one = os.getsid(0)
if os.fork() == 0:
    os.setsid()
    os._exit(os.getsid(0) != one)
print(os.waitstatus_to_exitcode(os.wait()[1]))
try: mmap.mmap(-1, 4096)
except PermissionError: print('no')
"""
    assert printed(houses("namespaces", "seccomp", "limits"), source).split() == ["0", "no"]
    assert printed(houses("namespaces"), source).split() == ["1"]


@needs_seccomp
def test_honest_ways_to_use_several_processes_work(houses):
    source = """
import multiprocessing, subprocess
from multiprocessing import shared_memory
def square(x): return x * x
fork = multiprocessing.get_context('fork')
with fork.Pool(2) as pool: print(pool.map(square, [2, 3]))
number = fork.Value('i', 0)
def put(): number.value = 7
child = fork.Process(target=put)
child.start(); child.join()
shared = shared_memory.SharedMemory(create=True, size=8)
shared.buf[0] = 5
print(number.value, shared.buf[0])
shared.close(); shared.unlink()
print(subprocess.run(['echo', 'here'], start_new_session=True, capture_output=True, text=True).stdout)
"""
    assert printed(houses("namespaces", "seccomp", "limits"), source).split() == ["[4,", "9]", "7", "5", "here"]


@pytest.mark.skipif("cgroup" not in sandbox.working_layers(), reason="no control group may be made here")
def test_groups_of_killed_graders_are_removed():
    parent = Path(sandbox.cgroup.create(8 << 30)).parent
    left = parent / "grading-999999999"  # no process can have that number
    left.mkdir()
    folder = sandbox.cgroup.create(8 << 30)
    assert not left.exists()
    assert Path(folder).exists()
    sandbox.cgroup.remove(folder)


@pytest.mark.parametrize("layers", [("landlock", "seccomp", "limits"), ("namespaces",), ()], ids="+".join)
def test_a_notebook_is_graded_with_whatever_layers_there_are(houses, layers, monkeypatch):
    if not set(layers) <= sandbox.working_layers() or not (reachable or "namespaces" in layers):
        pytest.skip(f"{layers} do not all work here")
    cells = (
        Cell(SHARED, "import numpy as np"),
        Cell(
            STUDENT,
            "import os\nif os.fork() == 0:\n    os.setsid()\n    import time; time.sleep(300)\ndef f(x): return x",
        ),
        Cell(GRADED, "assert f(2) == 2"),
        Cell(GRADED, "assert f(2) == 3"),
    )
    house = houses(*layers)
    results = engine._run_two_processes(house, Job(cells, names=("f",)))
    assert results[2]["status"] == {"value": None}
    assert "AssertionError" in results[3]["status"]["error"]
    assert no_job_lives(house)


def no_job_lives(house, seconds=5):
    """Return whether only the warm parent lives on, soon after a job's end."""
    import time

    from test_attacks import descendants

    house.end_testers()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if len(descendants(house.process.pid)) <= 1:
            return True
        time.sleep(0.1)
    return False


def test_a_dead_warm_parent_is_replaced():
    cells = (Cell(STUDENT, "1 + 1"),)
    engine.run_job(Job(cells))
    warm = engine.house()  # asked for once: to ask again may make a new one
    warm.process.kill()
    warm.process.wait()
    (result,) = engine.run_job(Job(cells))
    assert result["status"] == {"value": None}


def test_every_fork_draws_other_numbers():
    cells = (Cell(STUDENT, "import numpy, random\nprint(numpy.random.rand(), random.random())"),)
    drawn = {engine.run_job(Job(cells))[0]["outputs"][0]["text"] for _ in range(3)}
    assert len(drawn) == 3


@pytest.mark.parametrize(
    ("missing", "code", "words"),
    [
        ((), doctor.FULL, "full protection"),
        (("cgroup",), doctor.FULL, "each process only"),
        (("namespaces",), doctor.REDUCED, "reduced"),
        (("landlock", "seccomp"), doctor.REDUCED, "reduced"),
        (("namespaces", "landlock"), doctor.NONE, "refused"),
    ],
)
def test_doctor_says_what_is_missing(missing, code, words, monkeypatch):
    monkeypatch.setattr(sandbox.layers, "outsider_can_read", lambda path: True)
    names = (*sorted(ALL), "cgroup")
    layers = [Layer(name, name not in missing, "detail", f"what {name} would keep") for name in names]
    found, lines = doctor.examine(layers)
    assert found == code
    assert words in lines[-1]
    for name in missing:
        assert f"what {name} would keep" in "\n".join(lines)


@pytest.mark.skipif("namespaces" not in sandbox.working_layers(), reason="no namespaces here")
def test_doctor_grades_a_notebook(monkeypatch, capsys):
    assert doctor.main() == doctor.FULL
    assert "a notebook was graded in the sandbox" in capsys.readouterr().out
    monkeypatch.setattr(engine, "_START", "raise OSError('no room')")
    assert doctor.main() == doctor.NONE
    said = capsys.readouterr().out
    assert "OSError: no room" in said
    assert said.splitlines()[-1].startswith("nothing can be graded here")


def test_doctor_says_that_root_has_a_python_which_nobody_else_can_read(monkeypatch):
    layers = [Layer(name, name != "namespaces", "detail", "") for name in sorted(ALL)]
    monkeypatch.setattr(sandbox.layers, "outsider_can_read", lambda path: False)
    for user, expected in ((0, doctor.NONE), (1000, doctor.REDUCED)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        code, lines = doctor.examine(layers)
        assert code == expected
        assert ("use a Python that others may read" in lines[-1]) is (user == 0)


# -- layers taken away for real, by a filter on system calls -------------------------------------------------------

HERE = Path(__file__).parent
USERS = [pytest.param(None, id="as-this-user")]
if os.geteuid() == 0:
    can_start = reachable and sandbox.layers.outsider_can_read(str(HERE))
    unprivileged = pytest.mark.skipif(not can_start, reason="needs a Python and a checkout that others may read")
    USERS = [pytest.param(None, id="as-root"), pytest.param(60002, id="as-user", marks=unprivileged)]
needs_layers = pytest.mark.skipif(not sandbox.working_layers() >= ALL, reason="not every layer works here")


@pytest.fixture
def open_folder():
    """A folder that every user reaches; pytest's own is for the one who runs it."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="grading-test-") as folder:
        os.chmod(folder, 0o755)
        yield folder


def start_without(layers, folder, user, *arguments):
    """Run Python without some layers of the sandbox, in a folder of the user's own."""
    if "namespaces" in layers and not reachable:
        pytest.skip("as root and without namespaces, needs a Python that others may read")
    if user is not None:
        os.chown(folder, user, user)
    command = [sys.executable, "-B", "-W", "ignore", HERE / "without_layers.py", ",".join(layers), "-W", "ignore"]
    other = {} if user is None else {"user": user, "group": user, "extra_groups": []}
    env = os.environ | {"HOME": folder}
    return subprocess.run(
        [*command, *arguments], cwd=HERE.parent.parent, env=env, capture_output=True, text=True, timeout=180, **other
    )


@needs_layers
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize(
    ("taken", "code", "words"),
    [
        (("namespaces",), doctor.REDUCED, "reduced protection: grading works"),
        (("landlock",), doctor.REDUCED, "reduced protection: grading works"),
        (("namespaces", "landlock"), doctor.NONE, "bulk grading is refused"),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else "",
)
def test_doctor_where_layers_are_really_missing(taken, code, words, user, open_folder):
    done = start_without(taken, open_folder, user, "-m", "grading", "doctor")
    assert done.returncode == code, done.stdout + done.stderr
    assert words in done.stdout.splitlines()[-1]
    for name in ALL:
        assert f"  {'NO ' if name in taken else 'yes'}  {name}" in done.stdout


@needs_layers
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize(
    ("taken", "option", "is_graded", "reader"),
    [
        (("namespaces",), (), True, 12),  # Landlock remains: what is not theirs stays closed
        (("landlock",), (), True, 12),
        (("namespaces", "landlock"), (), False, None),
        (("namespaces", "landlock"), ("--run-without-protection",), True, 10),  # as the refusal says, it is open
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else "",
)
def test_a_class_is_graded_or_refused_where_layers_are_really_missing(
    taken, option, is_graded, reader, user, open_folder
):
    done = start_without(taken, open_folder, user, HERE / "small_class.py", open_folder, *option)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    log = Path(open_folder, "class", "grading.log").read_text()
    assert not set(taken) & set(told["layers"])
    if is_graded:
        assert told["code"] == batch.NEEDS_A_LOOK, log  # for the one that is set aside
        assert told["points"] == {"right": 12, "wrong": 7, "blank": 0, "reader": reader, "broken": None}, log
    else:
        assert told["code"] == batch.UNPROTECTED
        assert "--run-without-protection" in told["problem"]
        assert set(told["points"].values()) == {None}


@needs_layers
def test_make_grade_refuses_where_nothing_protects_until_it_is_told_not_to(tmp_path):
    folder = tmp_path / "class" / "submitted" / "ada" / "01-neurons"
    folder.mkdir(parents=True)
    (folder / "neurons.ipynb").write_bytes((HERE.parents[1] / "exercises/01-neurons/neurons.ipynb").read_bytes())
    command = ["-m", "grading", "grade", "--class", tmp_path / "class", "--assignment", "01-neurons"]
    done = start_without(("namespaces", "landlock"), str(tmp_path), None, *command)
    assert done.returncode == 1
    assert "nothing on this machine keeps a submission from reading and changing its files" in done.stderr
    assert not (tmp_path / "class" / "autograded").exists()
    done = start_without(("namespaces", "landlock"), str(tmp_path), None, *command, "--run-without-protection")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "class" / "autograded" / "ada").exists()
