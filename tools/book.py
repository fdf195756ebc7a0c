"""Build the book with Jupyter Book, and serve what was built."""

import functools
import http.server
import os
import subprocess
from pathlib import Path

from tools.environment import Environment
from tools.shell import BUILD, ROOT, JobError, command, remove, say

HTML = BUILD / "html"
STRICT = BUILD / "strict"
STRICT_HTML = STRICT / "_build" / "html"  # Jupyter Book adds the _build of its own accord


def build(environment: Environment) -> None:
    """Build the book into `_build/html`, doing only what changed (book/_ext/fresh_execution.py sees to nnlib).

    Raises
    ------
    JobError
        If a cell failed, of which Jupyter Book itself only warns, or the build did.
    """
    remove(HTML / "reports")
    code = subprocess.run(
        [environment.program("jupyter-book"), "build", str(ROOT)], cwd=ROOT, env=environment.variables()
    ).returncode
    failed = failed_pages(BUILD)
    if failed:
        report = (HTML / "reports" / failed[0]).with_suffix(".err.log")
        raise JobError(f"a cell failed in {', '.join(failed)}: the traceback is above and in {report}")
    if code:
        raise JobError("Jupyter Book could not build the book: its message is above.")


def strict_command(environment: Environment) -> list[str]:
    """Return the command that builds the book from nothing in its own folder, where every warning is an error."""
    remove(STRICT)
    return [
        environment.program("jupyter-book"), "build", str(ROOT), "--path-output", str(STRICT), "-W", "--keep-going",
    ]  # fmt: skip


def failed_pages(build: Path) -> list[str]:
    """Return the pages (`book/01-neurons`) whose execution left an error report in this build."""
    reports = build / "html" / "reports"
    return sorted(path.relative_to(reports).as_posix().removesuffix(".err.log") for path in reports.rglob("*.err.log"))


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, quietly, and with the types that a browser insists on (Windows' registry may say otherwise)."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".svg": "image/svg+xml",
    }

    def log_message(self, *_):
        """Say nothing for each request."""


class Server(http.server.ThreadingHTTPServer):
    """A server that does not share a taken port, which Windows would otherwise allow."""

    allow_reuse_address = os.name != "nt"


def listen(folder: Path, port: int, tries: int = 20) -> Server:
    """Return a server for a folder at the first free port of localhost, from `port` on."""
    handler = functools.partial(Handler, directory=str(folder))
    for candidate in range(port, min(port + tries, 65536)):
        try:
            return Server(("127.0.0.1", candidate), handler)
        except OSError:
            say(f"Port {candidate} is taken.")
    raise JobError(f"ports {port} to {port + tries - 1} are all taken: choose another, `{command('serve')}` with PORT.")


def serve(folder: Path, port: int) -> int:
    """Serve a folder on localhost until Ctrl-C."""
    with listen(folder, port) as server:
        say(f"The book is at http://localhost:{server.server_port}/ (Ctrl-C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("\nStopped.")
    return 0
