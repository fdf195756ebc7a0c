"""Run the book's kernels with a profile of their own.

A kernel reads the user's IPython profile: startup files, matplotlib settings, extensions. What the book shows must not
depend on the machine it is built on, so the kernels of a build get a profile of the book's, inside the build folder.
"""

import os
from pathlib import Path

SETTINGS = """c = get_config()
# The kernel's remarks on how it talks to the process that started it do not concern a reader of the build's report.
c.Application.log_level = 40
c.HistoryManager.enabled = False
# A figure without its date is the same file in every build.
c.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}
"""


# The matrices of the book are small: with one thread each chapter takes a third to a half of the processor time, does
# not suffer when the machine is busy, and rounds alike everywhere.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def use_own_profile(app, config):
    """Write the profile into the build folder and point IPython to it; hold the kernels to one thread."""
    os.environ.update(ONE_THREAD)
    home = Path(app.outdir).parent / ".ipython"
    profile = home / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(SETTINGS, "utf-8")
    os.environ["IPYTHONDIR"] = str(home)


def setup(app):
    """Register the extension with Sphinx."""
    app.connect("config-inited", use_own_profile)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
