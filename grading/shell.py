"""An IPython shell without a kernel: it runs cells and hands their outputs on, as nbformat knows them.

Built once in the warm parent and inherited by every fork, so a cell behaves as in a notebook (displays, `%matplotlib
inline`, the last expression's value) at none of a kernel's start-up cost.
"""

import ast
import base64
import builtins
import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import threading
import types

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import LSString, SList
from traitlets import Type
from traitlets.config import Config


class StdinNotImplementedError(NotImplementedError):
    """Raised by input(), as a kernel without a front end does."""


class _Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of a cell."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name, fd, emit):
        self._label, self._fd, self._emit = name, fd, emit

    @property
    def name(self):
        return f"<{self._label}>"

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._emit({"output_type": "stream", "name": self._label, "text": text})
        return len(text)

    def isatty(self):
        return False

    def fileno(self):
        return self._fd


# all that IPython's own syntax begins with; a cell without it is plain Python
_SPECIAL = re.compile(r"\A\s|^\s*(?:[%!?/,;]|>>>|\.\.\.|In \[)|\?\W*$|=\s*[%!]", re.M)
MAX_LINE = 20_000  # characters of an error's message, and of each part of its traceback
_ASYNCHRONOUS = re.compile(r"\b(?:async|await)\b")
_TEXT = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}
_WARMING = ("def f(x):\n    return x\n\nf(1)", "%who", "assert f(1) == 2, 'no'")


def _as_json(data):
    return {str(k): base64.b64encode(v).decode() if isinstance(v, bytes) else v for k, v in data.items()}


class _Hook(DisplayHook):
    """The value of a cell's last expression."""

    def start_displayhook(self):
        self.output = {"output_type": "execute_result", "data": {}, "metadata": {}}

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self.output |= {"data": _as_json(format_dict), "metadata": md_dict or {}}

    def finish_displayhook(self):
        if self.output["data"]:
            self.shell.emit(self.output)


class _Publisher(DisplayPublisher):
    """display() and figures."""

    def publish(self, data, metadata=None, *args, transient=None, update=False, **kwargs):
        kind = "update_display_data" if update else "display_data"
        label = str((transient or {}).get("display_id", ""))
        output = {"output_type": kind, "data": _as_json(data), "metadata": metadata or {}, "display_id": label}
        self.shell.emit(output)

    def clear_output(self, wait=False):
        self.shell.emit({"output_type": "clear_output"})


class _Compiler(CachingCompiler):
    """A compiler that keeps what it is told to, statement by statement, as IPython runs a cell."""

    def __init__(self):
        super().__init__()
        self._kept = {}

    def keep(self, source):
        """Compile a cell now; copies of this process will not have to."""
        name = super().get_code_name(source, source, 0)
        tree = super().ast_parse(source, name)
        for node in tree.body:
            shown = node is tree.body[-1] and isinstance(node, ast.Expr)
            mode, alone = ("single", ast.Interactive([node])) if shown else ("exec", ast.Module([node], []))
            with self.extra_flags(ast.PyCF_ALLOW_TOP_LEVEL_AWAIT):
                node.compiled = self(alone, name, mode)
        self._kept[source] = tree

    def get_code_name(self, raw_code, transformed_code, number):
        return super().get_code_name(raw_code, transformed_code, 0 if transformed_code in self._kept else number)

    def ast_parse(self, source, *args, **kwargs):
        return self._kept.get(source) or super().ast_parse(source, *args, **kwargs)

    def __call__(self, source, *args, **kwargs):
        statements = getattr(source, "body", None)
        first = statements[0] if isinstance(statements, list) and statements else None  # of an expression it is none
        return getattr(first, "compiled", None) or super().__call__(source, *args, **kwargs)


def _without_bridge(trace):
    """Return a traceback without the frames that carry a call to the submission: no reader has written these."""
    kept = []
    while trace:
        if trace.tb_frame.f_globals.get("__name__") != "grading.bridge":
            kept.append(trace)
        trace = trace.tb_next
    for part in reversed(kept):
        trace = types.TracebackType(trace, part.tb_frame, part.tb_lasti, part.tb_lineno)
    return trace


class PipeShell(InteractiveShell):
    """An interactive shell whose outputs go to `emit`."""

    compiler_class = Type(_Compiler)
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    emit = None

    def _showtraceback(self, etype, evalue, stb):
        try:
            text = str(evalue)
        except BaseException:
            text = ""
        lines = [str(line)[:MAX_LINE] for line in stb]
        self.emit({"output_type": "error", "ename": etype.__name__, "evalue": text[:MAX_LINE], "traceback": lines})

    def _get_exc_info(self, exc_tuple=None):
        kind, error, trace = super()._get_exc_info(exc_tuple)
        return kind, error, _without_bridge(trace)

    def transform_cell(self, raw_cell):
        """Return the cell as plain Python; what is that already is not tokenized over and over to find out."""
        return super().transform_cell(raw_cell) if _SPECIAL.search(raw_cell) else raw_cell.rstrip("\n") + "\n"

    def should_run_async(self, raw_cell, **kwargs):
        """Return whether the cell needs an event loop; most need not be compiled to find out."""
        return bool(_ASYNCHRONOUS.search(raw_cell)) and super().should_run_async(raw_cell, **kwargs)

    def compile_ahead(self, source):
        """Compile a cell that copies of this process are going to run; what is wrong with it shows then."""
        with contextlib.suppress(Exception):
            self.compile.keep(self.transform_cell(source))

    def warm_up(self):
        """Run a few cells of no consequence, so that every fork does not have to do things for the first time."""
        self.emit = lambda output: None
        for source in _WARMING:
            self.run_cell(source, store_history=True)
        self.reset(new_session=True)
        for name in ("last_type", "last_value", "last_traceback"):
            vars(sys).pop(name, None)

    def system(self, cmd):
        """Run a command of the system's, as `!cmd` does, without the terminal that IPython would give it."""
        done = subprocess.run(self.var_expand(cmd, depth=1), shell=True, stdin=subprocess.DEVNULL, **_TEXT)
        self.user_ns["_exit_code"] = done.returncode
        sys.stdout.write(done.stdout)

    def getoutput(self, cmd, split=True, depth=0):
        """Return what a command prints, as `lines = !cmd` does."""
        done = subprocess.run(self.var_expand(cmd, depth=depth + 1), shell=True, stdin=subprocess.DEVNULL, **_TEXT)
        return SList(done.stdout.splitlines()) if split else LSString(done.stdout)

    def enable_gui(self, gui=None):
        """There is no event loop to integrate with."""


def _no_input(prompt=""):
    raise StdinNotImplementedError("input() has nobody to ask while a notebook is graded")


def make_shell():
    """Make the shell; called once, in the warm parent."""
    config = Config()
    config.HistoryManager.enabled = False
    shell = PipeShell.instance(config=config)
    builtins.input = _no_input
    shell.warm_up()
    return shell


class CellRunner:
    """Runs cells in a shell and emits their outputs in order, within a bound.

    Parameters
    ----------
    shell : PipeShell
    send : callable
        Receives each output, a dict.
    max_output : int
        Characters of text kept for one cell's streams.
    folder : str
        Where this process may write.
    """

    def __init__(self, shell, send, max_output, folder):
        self.shell, self.send, self.max_output = shell, send, max_output
        self.pending, self.files = None, {}
        self._renew_lock()
        os.register_at_fork(after_in_child=self._renew_lock)  # a thread may hold it that a fork leaves behind
        shell.emit = self.emit
        for name, fd in (("stdout", 1), ("stderr", 2)):
            # for what writes to the descriptor itself, as C code does; open as long as the process lives
            file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
            os.dup2(file.fileno(), fd)
            self.files[name] = (file, fd)
        sys.stdout, sys.stderr = _Stream("stdout", 1, self.emit), _Stream("stderr", 2, self.emit)

    def _renew_lock(self):
        self.lock = threading.RLock()

    def emit(self, output):
        """Hand an output on; consecutive pieces of a stream become one. Threads may print while a cell does."""
        with self.lock:
            if output["output_type"] == "stream":
                if self.pending and self.pending["name"] == output["name"]:
                    room = self.max_output - len(self.pending["text"])
                    self.pending["text"] += output["text"][: max(room, 0)]
                    return
                self._flush()
                self.pending = output | {"text": output["text"][: self.max_output]}
            else:
                self._flush()
                self.send(output)

    def _flush(self):
        with self.lock:
            if self.pending:
                output, self.pending = self.pending, None
                self.send(output)

    def _drain_descriptors(self):
        for name, (file, fd) in self.files.items():
            size = os.fstat(file.fileno()).st_size
            if size:
                text = os.pread(file.fileno(), min(size, self.max_output), 0).decode("utf-8", "replace")
                os.ftruncate(file.fileno(), 0)
                os.lseek(fd, 0, os.SEEK_SET)
                self.emit({"output_type": "stream", "name": name, "text": text})

    def run(self, source, number=1):
        """Run one cell.

        Parameters
        ----------
        source : str
        number : int
            What its traceback calls it: ``Cell In[number]``.

        Returns
        -------
        error : BaseException or None
        value : object
            The last expression's value, or None.
        """
        self.shell.execution_count = number
        try:
            result = self.shell.run_cell(source, store_history=True)
            error, value = result.error_before_exec or result.error_in_exec, result.result
        except BaseException as raised:
            error, value = raised, None
        self._drain_descriptors()
        self._flush()
        return error, value
