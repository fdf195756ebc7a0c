"""Each layer of the sandbox, and what happens without it."""

import os
import sys

import pytest

from grading import doctor, engine, sandbox
from grading.engine import GRADED, SHARED, STUDENT, Cell, Job
from grading.sandbox import Layer

reachable = all(map(sandbox.layers.outsider_can_read, (sys.prefix, sys.base_prefix))) or os.geteuid() != 0
needs_readable = pytest.mark.skipif(not reachable, reason="as root, needs a Python that others may read")
ALL = {"namespaces", "landlock", "seccomp", "limits"}
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
needs_all = pytest.mark.skipif(
    not sandbox.working_layers() >= ALL or not reachable, reason="not every layer works here, or Python is out of reach"
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
    results = engine._TwoProcesses(house, Job(cells, names=("f",))).run()
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
    engine.house().process.kill()
    engine.house().process.wait()
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
def test_doctor_says_what_is_missing(missing, code, words):
    names = (*sorted(ALL), "cgroup")
    layers = [Layer(name, name not in missing, "detail", f"what {name} would keep") for name in names]
    found, lines = doctor.examine(layers)
    assert found == code
    assert words in lines[-1]
    for name in missing:
        assert f"what {name} would keep" in "\n".join(lines)
