"""Serve MathJax from the book itself.

Sphinx loads MathJax from a content-delivery network by default. A course must open in a classroom without internet,
so this extension copies MathJax 3 out of the Python package `sphinx-mathjax-offline` and points `mathjax_path` at the
copy. The package's own extension would copy all of its 24 MB; the course needs the files below, about 3 MB.
"""

from importlib.util import find_spec
from pathlib import Path

from sphinx.util.fileutil import copy_asset

# TeX in, HTML and CSS out; the fonts; the TeX packages that MathJax loads on demand; and what its accessibility menu
# loads to speak and explore a formula in English.
NEEDED = (
    "tex-chtml.js",
    "output/chtml/fonts/woff-v2",
    "input/tex/extensions",
    "input/mml.js",
    "a11y",
    "sre/mathmaps/base.json",
    "sre/mathmaps/en.json",
)


def mathjax_folder():
    """Return the folder of MathJax's files inside the installed package."""
    # The package's name holds hyphens, so that it cannot be imported by a plain statement, only found.
    spec = find_spec("sphinx-mathjax-offline")
    if spec is None:
        raise ModuleNotFoundError("sphinx-mathjax-offline is missing: pip install -r requirements.txt")
    return Path(spec.origin).parent / "static" / "mathjax"


def copy_mathjax(app, error):
    """Copy the needed files after a successful HTML build."""
    if error or app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "mathjax"
    for name in NEEDED:
        source = mathjax_folder() / name
        destination = target / name if source.is_dir() else (target / name).parent
        destination.mkdir(parents=True, exist_ok=True)
        copy_asset(source, destination)


def setup(app):
    """Register the extension with Sphinx."""
    app.setup_extension("sphinx.ext.mathjax")
    app.config.mathjax_path = "mathjax/tex-chtml.js"
    app.connect("build-finished", copy_mathjax)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
