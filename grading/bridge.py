"""The bridge between two processes: the tests call the student's functions without ever sharing memory with them.

`Server` runs in a copy of the student's process and answers; it is untrusted. `Link` and `Handle` run in the
tester's process. A test's values cross by value (`codec`), so the student's code never holds an expected value unless a
test passes it in; what cannot cross stays behind and is named by an opaque `Handle`.
"""

import ast
import builtins
import contextlib
import functools
import inspect
import io
import operator
import re
import sys
import threading
import traceback
import types
import warnings

import numpy as np

from . import codec, wire

MAX_OUTPUT = 64 << 10
MAX_CALLBACKS = 200_000
MAX_ITEMS = 100_000
_EXCEPTIONS = {k: v for k, v in vars(builtins).items() if isinstance(v, type) and issubclass(v, Exception)}
# these cannot be rebuilt from a message, or mean something to the interpreter itself
for _name in ("StopIteration", "StopAsyncIteration", "BaseExceptionGroup", "ExceptionGroup"):
    _EXCEPTIONS.pop(_name, None)
_OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")


class SubmissionError(Exception):
    """The submission raised something that has no builtin name."""


class SubmissionGone(BaseException):
    """The submission's process has ended, so nothing can be asked of it any more; no check may catch this."""


class Interrupted(BaseException):
    """The call was interrupted because the time of its cell was up; no check may catch this."""


class ArgumentChanged(AssertionError):  # noqa: N818 - it is read in messages
    """The submission changed an argument that belongs to its caller.

    Attributes
    ----------
    changed_arguments : tuple of int or str
        Their positions in the call, from 0, or their keywords.
    names : tuple of str
        The parameters' names, or "argument 1" where they have none.
    result : object
        What the call returned, for parts that allow the change.
    """

    def __init__(self, changed, result):
        self.changed_arguments = tuple(position for position, _ in changed)
        self.names, self.result = tuple(name for _, name in changed), result
        names = ", ".join(self.names)
        super().__init__(f"the function changes its caller's array ({names}): work on a copy, or build a new array")


# ------------------------------------------------------------------------------------------- the student's side
class _Captured(io.TextIOBase):
    """Stands in for sys.stdout and sys.stderr during a call, within a bound; what other threads print is not kept."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name, records):
        self.name, self.records, self.left, self.thread = name, records, MAX_OUTPUT, threading.get_ident()

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self.left > 0 and text and threading.get_ident() == self.thread:
            self.records.append([self.name, text[: self.left]])
            self.left -= len(text)
        return len(text)

    def writable(self):
        return True

    def fileno(self):
        return 2 if self.name == "stderr" else 1


class Server:
    """Answers a tester's requests from a namespace.

    Parameters
    ----------
    sock : socket.socket
        Connected to the tester's `Link`.
    namespace : dict
        The student's global names.
    """

    def __init__(self, sock, namespace):
        self.sock, self.namespace, self.objects, self.fetched = sock, namespace, {}, {}

    def answer(self, request, buffers):
        """Do what one request asks, and reply.

        Parameters
        ----------
        request : dict
            ``do`` and what belongs to it: see `_perform`.
        buffers : list of bytes
            The attachments of its values.
        """
        printed = []
        stdout, stderr = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Captured("stdout", printed), _Captured("stderr", printed)
        try:
            value, changed = self._perform(request, buffers)
            node, out = codec.encode(value, self._keep)
            reply = {"value": node, "changed": changed}
        except BaseException as error:
            reply, out = {"raised": self._describe(error)}, []
        finally:
            sys.stdout, sys.stderr = stdout, stderr
        wire.send(self.sock, reply | {"printed": printed, "redefined": self._redefined()}, out)

    def _redefined(self):
        """Return the names fetched earlier that mean something else by now."""
        found = [name for name, value in self.fetched.items() if self.namespace.get(name) is not value]
        for name in found:
            del self.fetched[name]
        return found

    def _keep(self, value):
        key = len(self.objects)
        self.objects[key] = value
        kind = "module" if isinstance(value, types.ModuleType) else "function" if callable(value) else "object"
        return ["handle", key, kind, type(value).__name__[:80]]

    def _foreign(self, node):
        tag, key = node[:2]
        if tag == "handle":
            return self.objects[key]
        if tag == "shared":
            return self.namespace[key]
        if tag == "callback":
            return lambda *args, **kwargs: self._call_back(key, args, kwargs)
        raise codec.CodecError("an unknown value")

    def _call_back(self, key, args, kwargs):
        node, out = codec.encode([list(args), kwargs], self._keep)
        wire.send(self.sock, {"callback": key, "value": node}, out)
        reply, buffers = wire.receive(self.sock)
        if "raised" in reply:
            raise _EXCEPTIONS.get(reply["raised"], RuntimeError)("raised by the function that was passed in")
        return codec.decode(reply["value"], buffers, self._foreign)

    def _perform(self, request, buffers):
        """Return the result and the names of the arguments that changed."""
        action = request["do"]
        if action == "get":
            name = request["name"]
            if name not in self.namespace:
                return [], []
            self.fetched[name] = self.namespace[name]
            return [self.fetched[name]], []
        target = self.objects[request["of"]]
        if action == "call":
            return self._call(target, request, buffers)
        if action == "getattr":
            return getattr(target, request["name"]), []
        if action == "iter":
            items = iter(target)
            return [x for x, _ in zip(items, range(MAX_ITEMS))], []
        if action == "item":
            return target[codec.decode(request["value"], buffers, self._foreign)], []
        if action == "operate":
            other = codec.decode(request["value"], buffers, self._foreign)
            return getattr(operator, request["name"])(target, other), []
        if action in ("len", "float", "int"):
            return getattr(builtins, action)(target), []
        raise ValueError(action)

    def _call(self, function, request, buffers):
        args, kwargs = codec.decode(request["value"], buffers, self._foreign)
        before = _fingerprints(args, kwargs)
        # as in nnlib.checks: a warning is no mistake, whatever the submission has set up
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = function(*args, **kwargs)
        after = _fingerprints(args, kwargs)
        changed = [key for key in before if before[key] != after.get(key)]
        return result, [[key, _parameter(function, key)] for key in changed]

    @staticmethod
    def _describe(error):
        base = next((c.__name__ for c in type(error).__mro__ if c.__name__ in _EXCEPTIONS), "")
        if isinstance(error, KeyboardInterrupt):
            base = "KeyboardInterrupt"
        try:
            text = str(error)[:4000]
        except BaseException:
            text = ""
        try:
            lines = _of_cells(traceback.format_exception(error.with_traceback(_outside(error.__traceback__))))[-4000:]
        except BaseException:
            lines = ""
        return [base, type(error).__name__[:80], text, lines]


def _outside(trace):
    """Return the part of a traceback that lies beyond this module: its reader wrote none of what is here."""
    while trace and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    return trace


def _of_cells(lines):
    """Return a traceback that names cells as IPython does."""
    return re.sub(r'File "<ipython-input-(\d+)-\w+>"', r"Cell In[\1]", "".join(lines))


def _fingerprints(args, kwargs):
    """Return each argument's encoding; a handle counts as unchanged, drawing and asking for gradients as no offence."""
    prints = {}
    for key, value in [*enumerate(args), *kwargs.items()]:
        if type(value) is np.ndarray and value.dtype.kind != "O":
            prints[key] = (value.dtype.str, value.shape, value.tobytes())
        elif not isinstance(value, int | float | str | bool | None):
            node, buffers = codec.encode(value, lambda _: ["opaque"])
            prints[key] = (_without_generators(node), buffers)
    return prints


def _without_generators(node):
    if not isinstance(node, list):
        return node
    if node[:1] == ["tensor"] and isinstance(node[-1], int):
        return [*node[:3], node[-1]]  # asking torch for a tensor's gradient does not change it
    return ["generator"] if node[:1] == ["generator"] else [_without_generators(x) for x in node]


def _parameter(function, key):
    if isinstance(key, str):
        return key
    try:
        return list(inspect.signature(function).parameters)[key]
    except (TypeError, ValueError, IndexError):
        return f"argument {key + 1}"


# -------------------------------------------------------------------------------------------- the tester's side
class Link:
    """The tester's end of the bridge to one copy of a submission.

    Parameters
    ----------
    sock : socket.socket
        Connected to a `Server`.
    shared : set of str
        Names that shared locked cells define in both processes: functions among them cross by name.
    """

    def __init__(self, sock, shared=frozenset()):
        self.sock, self.shared, self.gone, self.functions = sock, shared, False, {}
        self.start_cell()

    def start_cell(self):
        """Forget the callbacks of earlier graded cells: the submission can call only those of the cell that runs."""
        self.callbacks, self.called = [], 0

    def fetch(self, name):
        """Return [what the submission calls so], or [] where it has no such name or the value cannot cross.

        Its functions and classes are fetched once, unless a call redefines them; values for every cell anew, since a
        call may have changed them.
        """
        if name in self.functions:
            return [self.functions[name]]
        found = []
        with contextlib.suppress(codec.CodecError):
            found, _ = self.ask({"do": "get", "name": name})
        if not isinstance(found, list) or len(found) != 1 or _kind(found[0]) == "module":
            return []
        if _kind(found[0]) == "function":
            self.functions[name] = found[0]
        return found

    def ask(self, request, *value):
        """Send a request and return (what came back, the names of changed arguments)."""
        if self.gone:
            raise SubmissionGone("the submission's process has ended")
        out = []
        if value:
            request["value"], out = codec.encode(value[0], self._pass)
        try:
            wire.send(self.sock, request, out)
            reply, buffers = wire.receive(self.sock)
            while isinstance(reply, dict) and "callback" in reply:
                self._serve_callback(reply, buffers)
                reply, buffers = wire.receive(self.sock)
        except (wire.WireError, OSError):
            self.gone = True
            raise SubmissionGone("the submission's process ended during the call") from None
        return self._read(reply, buffers)

    def _read(self, reply, buffers):
        if not isinstance(reply, dict):
            raise codec.CodecError("the submission's process sent a malformed answer")
        redefined = reply.get("redefined")
        for name in [name for name in self.functions if isinstance(redefined, list) and name in redefined]:
            del self.functions[name]
        _replay(reply.get("printed"))
        if "raised" in reply:
            raise _rebuild(reply["raised"])
        changed = reply.get("changed")
        changed = [_change(*pair) for pair in changed[:10]] if isinstance(changed, list) else []
        return codec.decode(reply.get("value"), buffers, self._handle), changed

    def _pass(self, value):
        if isinstance(value, Handle):
            return ["handle", _of(value)[1]]
        if isinstance(value, types.FunctionType):
            if value.__name__ in self.shared:
                return ["shared", value.__name__]
            if value.__module__ == "__main__":  # written in the test cell itself: the closed list of callbacks
                self.callbacks.append(value)
                return ["callback", len(self.callbacks) - 1]
        raise codec.CodecError(
            f"a {type(value).__name__} cannot be passed to the submission: pass arrays, numbers, strings, containers, "
            "Generators, functions of numpy or math, or a function written in the check's own cell"
        )

    def _handle(self, node):
        tag, key, kind, name = node
        if tag != "handle" or type(key) is not int:
            raise codec.CodecError("the submission's process sent an unknown value")
        return Handle(self, key, str(kind), str(name)[:80])

    def _serve_callback(self, reply, buffers):
        self.called += 1
        out = []
        try:
            if self.called > MAX_CALLBACKS:
                raise RuntimeError("called too often")
            args, kwargs = codec.decode(reply.get("value"), buffers, self._handle)
            function = self.callbacks[reply["callback"]]
            node, out = codec.encode(function(*args, **kwargs), self._pass)
            answer = {"value": node}
        except Exception as error:
            answer = {"raised": type(error).__name__}
        wire.send(self.sock, answer, out)


def _change(position, name):
    return position if type(position) is int else str(position)[:80], str(name)[:80]


def _replay(records):
    """Print again, here, what the submission printed during the call."""
    for record in records[:2000] if isinstance(records, list) else ():
        if isinstance(record, list) and len(record) == 2:
            stream = sys.stderr if record[0] == "stderr" else sys.stdout
            stream.write(str(record[1])[:MAX_OUTPUT])


def _rebuild(raised):
    if not isinstance(raised, list) or len(raised) != 4:
        return SubmissionError("the submission raised an error")
    base, name, text, lines = (str(part) for part in raised)
    if base == "KeyboardInterrupt":
        error = Interrupted("the call was interrupted")
    elif base not in _EXCEPTIONS or base == "Exception" != name:
        error = SubmissionError(f"{name}: {text}")
    else:
        try:
            error = _EXCEPTIONS[base](text if name == base else f"{name}: {text}")
        except TypeError:  # UnicodeDecodeError and its like want more than a message
            error = SubmissionError(f"{name}: {text}")
    error.add_note("in the submission:\n" + lines)
    return error


def _of(handle):
    return object.__getattribute__(handle, "_parts")


def _ask(handle, request, *value):
    link, key, _, _ = _of(handle)
    return link.ask(request | {"of": key}, *value)


class Handle:
    """Something that lives in the submission: it can be called and asked, but not compared or combined.

    Calling it sends the arguments by value and returns plain values. `ArgumentChanged` is raised when the call changed
    one of them. Arithmetic between two handles happens in the submission; with anything else it is refused, so that no
    object of a student's is ever asked whether it equals an expected value.
    """

    __slots__ = ("__weakref__", "_parts")
    __array_ufunc__ = None
    __hash__ = None

    def __init__(self, link, key, kind, name):
        object.__setattr__(self, "_parts", (link, key, kind, name))

    def __call__(self, *args, **kwargs):
        """Call it, in the submission."""
        result, changed = _ask(self, {"do": "call"}, [list(args), kwargs])
        # the submission's process says which, so it must not say anything else by it: a message may name them
        changed = [pair for pair in changed if pair[0] in range(len(args)) or pair[0] in kwargs]
        if changed:
            raise ArgumentChanged(changed, result)
        return result

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"{name!r} of a submission's object is not for the tests")
        return _ask(self, {"do": "getattr", "name": name})[0]

    def __setattr__(self, name, value):
        raise TypeError("the tests do not set attributes of a submission's object")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        _, _, kind, name = _of(self)
        return f"<{kind} of the submission: {name}>"

    def __len__(self):
        return _plain(_ask(self, {"do": "len"})[0], int)

    def __float__(self):
        return _plain(_ask(self, {"do": "float"})[0], float)

    def __int__(self):
        return _plain(_ask(self, {"do": "int"})[0], int)

    def __iter__(self):
        return iter(_plain(_ask(self, {"do": "iter"})[0], list))

    def __getitem__(self, index):
        return _ask(self, {"do": "item"}, index)[0]


def _plain(value, kind):
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__} from the submission, got {type(value).__name__}")
    return value


def _combine(name):
    def method(self, other):
        if not isinstance(other, Handle):
            return _refusal()(self)
        return _ask(self, {"do": "operate", "name": name}, other)[0]

    return method


def _refusal():
    def method(self, *_):
        raise TypeError(
            f"{self!r} is not a plain value: it cannot be compared with one, or combined with one; "
            "return numbers, arrays, strings or containers"
        )

    return method


for _name in _OPERATORS:
    setattr(Handle, f"__{_name}__", _combine(_name))
    setattr(Handle, f"__r{_name}__", _refusal())
for _name in (
    "eq", "ne", "lt", "le", "gt", "ge", "bool", "and", "or", "rand", "ror", "xor", "neg", "abs", "index", "contains",
    "array", "complex", "round",
):  # fmt: skip
    setattr(Handle, f"__{_name}__", _refusal())


def bind(source, namespace, link, names):
    """Fetch from the submission the names that a test cell uses.

    Parameters
    ----------
    source : str
        The test cell.
    namespace : dict
        The tester's global names; fetched ones are put here, those the submission lacks are removed.
    link : Link
    names : collection of str
        What the master's own solution and student-side cells define: nothing else crosses, and a module never does.
    """
    link.start_cell()
    for name in sorted(names_in(source) & set(names)):
        namespace.pop(name, None)
        for value in link.fetch(name):
            namespace[name] = value


@functools.lru_cache(maxsize=1000)
def names_in(source):
    """Return the names that a cell mentions, none if it is not Python; copies of a process share what is known."""
    try:
        return frozenset(node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    except SyntaxError:
        return frozenset()


def _kind(value):
    return _of(value)[2] if isinstance(value, Handle) else "value"
