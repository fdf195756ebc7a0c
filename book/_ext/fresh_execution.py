"""Execute a page again when nnlib or a data file has changed, and read it again when it failed or warned last time.

Jupyter Book keeps executed pages in a cache whose key is the page's own code. That key knows nothing of nnlib: after
a change there, a chapter would go on showing what the old library printed. And a page that failed is not read again
by the next build, which then ends without a warning. Both would let the book lie; this extension prevents both.
"""

import shutil
from hashlib import sha256
from pathlib import Path

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector

STDERR = "wrote-to-stderr"
READ_BY_PAGES = ("nnlib", "book/data")  # what executed pages depend on beside their own code


def fingerprint(*folders):
    """Return a short hash over the names and contents of the folders' files (caches left out)."""
    digest = sha256()
    for folder in map(Path, folders):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def choose_cache(app, config):
    """Give each state of nnlib and the data its own cache, and remove those of earlier states."""
    caches = Path(app.outdir).parent / ".jupyter_cache"
    current = caches / fingerprint(*(Path(app.srcdir) / folder for folder in READ_BY_PAGES))
    if caches.is_dir():
        for old in caches.iterdir():
            if old.is_dir() and old != current:
                shutil.rmtree(old)
            elif old.is_file():
                old.unlink()
    current.mkdir(parents=True, exist_ok=True)
    config.nb_execution_cache_path = str(current)


def pages_to_repeat(app, env, added, changed, removed):
    """Return the executed pages when nnlib has changed, else those that failed or wrote to stderr."""
    state = Path(app.config.nb_execution_cache_path).name
    nnlib_changed = getattr(env, "nnlib_state", state) != state
    env.nnlib_state = state
    executed = {name: NbMetadataCollector.get_exec_data(env, name) for name in env.found_docs}
    return [
        name
        for name, run in executed.items()
        if run and (nnlib_changed or not run["succeeded"] or env.metadata[name].get(STDERR))
    ]


def note_stderr(app, doctree):
    """Remember that a page shows something that its code wrote to stderr, such as a warning."""
    if any("stderr" in node["classes"] for node in doctree.findall(nodes.Element)):
        app.env.metadata[app.env.docname][STDERR] = True


def setup(app):
    """Register the extension with Sphinx."""
    app.connect("config-inited", choose_cache)
    app.connect("env-get-outdated", pages_to_repeat)
    app.connect("doctree-read", note_stderr)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
