"""Put nnlib on the site as a wheel, so that a student can install it without the checkout.

The name `nnlib` belongs to somebody else's package in the public index, so an exercise tells students to install ours
from the site that shows the exercise. The wheel is built from a copy of the sources (building in place would litter
the checkout), with fixed dates (the same sources give the same bytes), and only when those sources have changed.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from docutils import nodes
from fresh_execution import fingerprint
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

# 1980-01-01 is the oldest date a zip file can hold; any fixed date would do.
FIXED_DATE = "315532800"


def wheel_name(root):
    """Return the wheel's file name from the name and version in pyproject.toml."""
    project = tomllib.loads((Path(root) / "pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['name'].replace('-', '_')}-{project['version']}-py3-none-any.whl"


def sources_state(root):
    """Return a hash of everything the wheel is made from."""
    root = Path(root)
    files = b"".join((root / name).read_bytes() for name in ("pyproject.toml", "LICENSE"))
    return sha256(files + fingerprint(root / "nnlib").encode()).hexdigest()


def build_wheel(root, target):
    """Build the project's wheel into the folder `target` and return its path."""
    root, target = Path(root), Path(target)
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "nnlib-from-scratch"
        shutil.copytree(root / "nnlib", copy / "nnlib", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "LICENSE"):
            shutil.copy(root / name, copy)
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(copy)]
        run = subprocess.run(
            command, env=os.environ | {"SOURCE_DATE_EPOCH": FIXED_DATE}, capture_output=True, text=True, check=False
        )
    if run.returncode:
        raise ExtensionError(f"the nnlib wheel cannot be built:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return target / wheel_name(root)


def serve_wheel(app, error):
    """Build the wheel into the finished site, unless the one that is there is up to date."""
    if error or app.builder.format != "html":
        return
    wheels = Path(app.outdir) / "_static" / "wheels"
    stamp = Path(app.doctreedir) / "nnlib-wheel.state"
    state = sources_state(app.srcdir)
    if (wheels / wheel_name(app.srcdir)).exists() and stamp.exists() and stamp.read_text() == state:
        return
    shutil.rmtree(wheels, ignore_errors=True)
    build_wheel(app.srcdir, wheels)
    stamp.write_text(state)


class NnlibInstall(SphinxDirective):
    """The directive `nnlib-install`: the command that installs nnlib from the address where this site is published."""

    def run(self):
        """Return the command as a block to copy."""
        site = self.config.html_baseurl.rstrip("/")
        command = f"python -m pip install {site}/_static/wheels/{wheel_name(self.env.srcdir)}"
        block = nodes.literal_block(command, command, language="sh")
        return [block]


def setup(app):
    """Register the extension with Sphinx."""
    app.add_directive("nnlib-install", NnlibInstall)
    app.connect("build-finished", serve_wheel)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
