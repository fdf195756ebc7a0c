"""What every job shares: where the checkout is, how a problem is told, how a command is named to the user."""

import os
import shutil
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"


class JobError(Exception):
    """Something the user can mend; the message is one sentence and is shown without a traceback."""


def command(job: str) -> str:
    """Return how the user starts a job from where they are: `make book`, or `python make.py book` without make."""
    return f"make {job}" if "MAKELEVEL" in os.environ else f"python make.py {job}"


def say(text: str) -> None:
    """Print a line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


def remove(path: Path) -> None:
    """Remove a file or a folder; of a symbolic link, the link alone. A missing path is fine."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def elapsed(since: float) -> float:
    """Return the seconds since a reading of `time.monotonic`."""
    return time.monotonic() - since
