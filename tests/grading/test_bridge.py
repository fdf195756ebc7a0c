"""The bridge: what a test may do with a student's things, and what neither side can do to the other."""

import contextlib
import socket
import threading

import numpy as np
import pytest

from grading import bridge, codec, wire
from grading.bridge import ArgumentChanged, Handle, Link, Server, SubmissionGone


class Value:
    """A student's class."""

    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        return Value(self.data + other.data)

    def __eq__(self, other):
        return True

    def __bool__(self):
        return True

    __hash__ = None

    def twice(self):
        return 2 * self.data


def changes(x, y=0):
    x += 1
    return x


STUDENT = {
    "double": lambda x: 2 * np.asarray(x),
    "Value": Value,
    "changes": changes,
    "apply": lambda f, x: f(x),
    "fails": lambda: {}["no"],
    "numpy": np,
    "w": np.array([1.0, 2.0]),
    "prints": lambda: print("hello"),
    "draws": lambda rng: float(rng.random()),
    "leaves": lambda: (_ for _ in ()).throw(SystemExit),
}


def served(sock, namespace):
    """Start a thread that answers as a student's process does, until the other side closes the connection."""

    def serve():
        server = Server(sock, namespace)
        with contextlib.suppress(wire.WireError, OSError):
            while True:
                server.answer(*wire.receive(sock))

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


@pytest.fixture
def tester():
    """A tester's namespace, with everything of the student's bound."""
    ours, theirs = socket.socketpair()
    thread = served(theirs, STUDENT)
    namespace = {}
    bridge.bind("; ".join(STUDENT), namespace, Link(ours, {"shared_function"}), STUDENT)
    yield namespace
    ours.close()
    thread.join()
    theirs.close()


def test_values_come_by_value_and_functions_as_handles(tester):
    assert np.array_equal(tester["w"], [1.0, 2.0])
    assert type(tester["w"]) is np.ndarray
    assert isinstance(tester["double"], Handle)
    assert np.array_equal(tester["double"](np.arange(3.0)), [0.0, 2.0, 4.0])


def test_modules_and_other_names_never_cross(tester):
    assert "numpy" not in tester
    namespace = {}
    bridge.bind("double; w", namespace, object.__getattribute__(tester["double"], "_parts")[0], {"w"})
    assert set(namespace) == {"w"}


def test_functions_are_fetched_once_and_values_for_every_cell():
    ours, theirs = socket.socketpair()
    state = {"count": 1}
    student = {"step": lambda: state.update(count=state["count"] + 1), "state": state}
    thread = served(theirs, student)
    link, namespace, asked = Link(ours), {}, []
    ask = link.ask
    link.ask = lambda request, *value: asked.append(request["do"]) or ask(request, *value)
    for count in (1, 2, 3):
        bridge.bind("step; state", namespace, link, {"step", "state"})
        assert namespace["state"] == {"count": count}
        namespace["step"]()
    assert asked.count("get") == 1 + 3
    ours.close()
    thread.join()
    theirs.close()


def test_a_callback_can_be_called_in_its_own_cell_only():
    ours, theirs = socket.socketpair()
    kept = []
    student = {"keep": kept.append, "call": lambda: kept[0](1)}
    thread = served(theirs, student)
    link, namespace, called = Link(ours), {}, []

    def callback(x):
        called.append(x)

    callback.__module__ = "__main__"
    bridge.bind("keep; call", namespace, link, student)
    namespace["keep"](callback)
    namespace["call"]()
    assert called == [1]
    bridge.bind("call", namespace, link, student)
    with pytest.raises(IndexError):
        namespace["call"]()
    assert called == [1]
    ours.close()
    thread.join()
    theirs.close()


def test_a_descriptor_reaches_a_peer_that_closes_once_it_has_it(monkeypatch):
    ours, theirs = socket.socketpair()
    send_fds = socket.send_fds

    def send_then_close(*arguments):
        sent = send_fds(*arguments)
        theirs.close()
        return sent

    monkeypatch.setattr(socket, "send_fds", send_then_close)
    wire.send(ours, {"copy": "instead"}, fds=[ours.fileno()])
    ours.close()


def test_a_handle_refuses_to_be_compared_and_combined(tester):
    value = tester["Value"](3.0)
    assert value.data == 3.0
    assert value.twice() == 6.0
    assert (value + tester["Value"](4.0)).data == 7.0
    for action in (
        lambda: value == 3.0, lambda: value != 3.0, lambda: value < 4.0, lambda: bool(value), lambda: value + 1.0,
        lambda: 1.0 + value, lambda: np.array([1.0]) + value, lambda: np.allclose(value, 3.0), lambda: value in [3.0],
        lambda: [3.0].index(value), lambda: abs(value), lambda: np.asarray(value, float),
    ):  # fmt: skip
        with pytest.raises(TypeError):
            action()
    with pytest.raises(AttributeError):
        value.__dict__  # noqa: B018
    with pytest.raises(TypeError):
        value.data = 5.0


def test_changed_arguments_are_named(tester):
    x = np.zeros(2)
    with pytest.raises(ArgumentChanged, match=r"\(x\)") as caught:
        tester["changes"](x)
    assert caught.value.changed_arguments == (0,)
    assert caught.value.names == ("x",)
    assert np.array_equal(caught.value.result, [1.0, 1.0])
    assert np.array_equal(x, [0.0, 0.0])
    assert tester["changes"](1.0) == 2.0


def test_drawing_from_a_generator_is_no_offence_and_leaves_the_testers_alone(tester):
    rng = np.random.default_rng(1)
    assert tester["draws"](rng) == np.random.default_rng(1).random()
    assert rng.random() == np.random.default_rng(1).random()


def test_asking_for_a_gradient_is_no_change_of_a_tensor():
    torch = pytest.importorskip("torch")
    x = torch.ones(2)
    before = bridge._fingerprints([x], {})
    x.requires_grad_()
    assert bridge._fingerprints([x], {}) == before
    with torch.no_grad():
        x += 1
    assert bridge._fingerprints([x], {}) != before


def test_callbacks_only_from_the_closed_list(tester):
    def of_the_cell(x):
        return x**2

    of_the_cell.__module__ = "__main__"
    assert tester["apply"](of_the_cell, 3.0) == 9.0
    assert tester["apply"](np.sin, 0.0) == 0.0
    for function in (print, open, eval, "".join, test_modules_and_other_names_never_cross, np.load):
        with pytest.raises(codec.CodecError):
            tester["apply"](function, 1)


def test_exceptions_come_as_their_builtin_kind(tester):
    with pytest.raises(KeyError):
        tester["fails"]()


def test_what_a_call_prints_is_printed_here(tester, capsys):
    tester["prints"]()
    assert capsys.readouterr().out == "hello\n"


@pytest.mark.parametrize(
    "answer",
    [
        {}, [], 3, {"value": ["array", "<f8", [2**31], 0]}, {"value": ["handle", "x", 1, 2]}, {"value": ["handle"]},
        {"raised": 5}, {"raised": ["SystemExit", "a", "b", "c"]}, {"raised": ["os.system", "x", "y", "z"]},
        {"value": 1, "changed": [[0]]}, {"value": 1, "changed": 7, "printed": 9}, {"callback": 99, "value": None},
    ],
)  # fmt: skip
def test_forged_answers_end_in_an_ordinary_exception_or_a_plain_value(answer):
    ours, theirs = socket.socketpair()
    link = Link(ours)
    wire.send(theirs, answer)
    theirs.shutdown(socket.SHUT_WR)
    value = None
    with contextlib.suppress(Exception, SubmissionGone):  # SystemExit and its like would end the tester
        value, _ = link.ask({"do": "get", "name": "f"})
    assert value in (None, 1)
    ours.close()
    theirs.close()


@pytest.mark.parametrize(
    "data", [b"", b"\xff" * 8, b"\x04\x00\x00\x00null", b"\x02\x00\x00\x00[]", b"\x05\x00\x00\x00[1,2]"]
)
def test_garbage_on_the_wire_is_the_end_of_the_submission(data):
    ours, theirs = socket.socketpair()
    theirs.sendall(data)
    theirs.close()
    with pytest.raises(SubmissionGone):
        Link(ours).ask({"do": "get", "name": "f"})
    ours.close()
