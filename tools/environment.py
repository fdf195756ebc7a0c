"""The virtual environment `.venv`: made once, brought up to date when the requirements change, otherwise left alone.

Two stamps inside it say what is finished. `created` names the Python and the place it was made for, since a moved
environment does not work; `installed` is a hash of what had to be installed. A stamp is written after its work, so an
interrupted run leaves none, and the next run takes the work up again.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.shell import ROOT, JobError, say

WINDOWS = os.name == "nt"
REQUIREMENTS = ("requirements.txt", "constraints.txt", "pyproject.toml")
NEEDED_GB = 3.0

NO_SPACE = re.compile(r"No space left on device|\[Errno 28\]|not enough space on the disk", re.IGNORECASE)
NO_DOWNLOAD = re.compile(
    r"No matching distribution|Could not find a version|Connection|ReadTimeout|timed out|ProxyError|SSLError"
    r"|HTTP error|HTTPError|Max retries|THESE PACKAGES DO NOT MATCH THE HASHES|IncompleteRead",
    re.IGNORECASE,
)
# pip's odd words when the index does not have a version that requirements.txt and constraints.txt both name
AT_ODDS_WITH_ITSELF = re.compile(r"user requested (\S+)\s+The user requested \(constraint\) \1\s")


class Environment:
    """The virtual environment of one checkout.

    Parameters
    ----------
    root : Path
        The checkout, where requirements.txt lies.
    run : callable
        Runs a command (a list) with an `env` and returns its exit code and output; tests put their own here.
    """

    def __init__(self, root: Path = ROOT, run=None):
        self.root = root
        self.folder = root / ".venv"
        self.bin = self.folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.bin / ("python.exe" if WINDOWS else "python")
        self._run = run or run_with_progress

    def ensure(self) -> None:
        """Create and fill the environment as far as that is still to be done.

        Raises
        ------
        JobError
            When that fails; the message says what to do.
        """
        if self._stamp("created") != self._identity() or not self.python.exists():
            self._create()
        if self._stamp("installed") != self._wanted():
            self._install()

    def variables(self) -> dict[str, str]:
        """Return the environment variables for a job: as if the user had activated `.venv`."""
        variables = dict(os.environ)
        for name in ("PYTHONHOME", "__PYVENV_LAUNCHER__"):  # they would lead back to another Python
            variables.pop(name, None)
        # nbgrader starts `alembic`, Jupyter starts `python`: both must be those of .venv
        variables["PATH"] = os.pathsep.join([str(self.bin), os.environ.get("PATH", os.defpath)])
        variables["VIRTUAL_ENV"] = str(self.folder)
        variables["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
        variables["PYTHONUTF8"] = "1"  # Windows would read our files in its own encoding
        return variables

    def program(self, name: str) -> str:
        """Return the path of a command installed in the environment."""
        return str(self.bin / (f"{name}.exe" if WINDOWS else name))

    # -- the two steps ---------------------------------------------------------------------------------------------

    def _create(self) -> None:
        if self.folder.is_symlink():
            raise JobError(
                f"{self.folder} is a link, and what it leads to does not fit this checkout: making it anew would empty "
                "that folder. Remove the link, then run the same command again."
            )
        for module in ("venv", "ensurepip"):
            if importlib.util.find_spec(module) is None:
                version = f"{sys.version_info[0]}.{sys.version_info[1]}"
                raise JobError(
                    f"this Python ({sys.executable}) has no module {module}, which makes virtual environments: on "
                    f"Debian and Ubuntu install it with `sudo apt install python{version}-venv`, then run the same "
                    "command again."
                )
        free = shutil.disk_usage(self.root).free / 1e9
        if free < NEEDED_GB:
            raise JobError(
                f"a fresh .venv needs about {NEEDED_GB:.0f} GB, but {self.root} has {free:.1f} GB free: make room, "
                "then run the same command again."
            )
        say(f"Creating {self.folder}")
        # the interpreter beneath, in case make.py itself runs in the environment that is about to be replaced
        interpreter = getattr(sys, "_base_executable", None) or sys.executable
        self._call([interpreter, "-m", "venv", "--clear", str(self.folder)], "could not create .venv")
        (self.folder / "created").write_text(self._identity(), encoding="utf-8")

    def _install(self) -> None:
        (self.folder / "installed").unlink(missing_ok=True)
        say("Installing the packages of requirements.txt; the first time this takes about two minutes")
        pip = [str(self.python), "-m", "pip", "install", "--no-input"]
        self._call([*pip, "-r", str(self.root / "requirements.txt")], "pip could not install the packages")
        # our own library, from this checkout, so that a change to it needs no new installation; what builds it is there
        editable = ["--no-deps", "--no-build-isolation", "-e", str(self.root)]
        self._call([*pip, *editable], "pip could not install nnlib from this checkout")
        (self.folder / "installed").write_text(self._wanted(), encoding="utf-8")

    def _call(self, arguments: list[str], complaint: str) -> None:
        code, output = self._run(arguments, env=self.variables())
        if code:
            raise JobError(explain(output, complaint, self.folder))

    # -- the stamps ------------------------------------------------------------------------------------------------

    def _stamp(self, name: str) -> str | None:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except OSError:
            return None

    def _identity(self) -> str:
        return f"{sys.implementation.cache_tag} {self.root}"

    def _wanted(self) -> str:
        digest = hashlib.sha256(self._identity().encode())
        for name in REQUIREMENTS:
            digest.update((self.root / name).read_bytes())
        return digest.hexdigest()


def explain(output: str, complaint: str, folder: Path) -> str:
    """Return one sentence for what pip or venv said when it failed.

    Parameters
    ----------
    output : str
        All that the failed command printed.
    complaint : str
        What did not work, for a failure of no known kind.
    folder : Path
        The environment, named when the disk is full.
    """
    if NO_SPACE.search(output):
        return (
            f"the disk is full (it holds {folder} or the temporary folder {tempfile.gettempdir()}): make room, about "
            f"{NEEDED_GB:.0f} GB in all, then run the same command again."
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")] or lines or ["it said nothing"]
    if NO_DOWNLOAD.search(output) or AT_ODDS_WITH_ITSELF.search(output):
        return (
            f"could not download the packages ({errors[0]}): check the network, or the package index that pip is "
            "configured for, then run the same command again; nothing is lost."
        )
    return f"{complaint} ({errors[-1]}): mend that, then run the same command again."


def run_with_progress(arguments: list[str], env: dict[str, str]) -> tuple[int, str]:
    """Run a command and return its exit code and output, showing on one line what it is doing.

    On a terminal the line is rewritten; elsewhere only large downloads are worth a line.
    """
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns - 1
    output = []
    with subprocess.Popen(
        arguments,
        env=env,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        for line in process.stdout:
            output.append(line)
            line = line.strip()
            if terminal and line.startswith(("Collecting", "Downloading", "Installing", "Building")):
                print("\r" + f"  {line}"[:width].ljust(width), end="", flush=True)
            elif (line.startswith("Downloading") and "MB)" in line) or line.startswith("Installing collected"):
                say(f"  {line}"[:100])
    if terminal:
        print("\r" + " " * width, end="\r", flush=True)
    return process.returncode, "".join(output)
