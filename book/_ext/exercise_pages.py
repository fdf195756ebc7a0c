"""Turn a released exercise notebook into a page of the book.

The book shows `exercises/NN-slug/slug.ipynb` as it was released: unexecuted, nothing edited. What a student needs
around it, the points, the file itself, how to run and submit it, is the same for every exercise, so it is put here
and not into ten notebooks. The notebook is served unchanged beside the site's other files, at an address that does
not change.
"""

import json
import re
import shutil
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

PAGE = re.compile(r"exercises/(?P<folder>\d\d-[\w-]+)/[\w-]+")


def points(notebook):
    """Return the points given by machine and the points given by a person, after nbgrader's cell metadata."""
    graded = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    graded = [cell for cell in graded if cell.get("grade")]
    # In nbgrader a graded cell that the student writes (a solution or a task) is read by a person.
    by_hand = sum(cell["points"] for cell in graded if cell.get("solution") or cell.get("task"))
    return sum(cell["points"] for cell in graded) - by_hand, by_hand


def served_name(docname):
    """Return where, below the site's root, an exercise's notebook is served."""
    return f"_static/{docname}.ipynb"


def show_number(value):
    """Write whole points without a decimal point."""
    return f"{value:g}"


def reference_to(label, text):
    """Return a link to a label of the book, resolved (or reported as missing) by Sphinx."""
    inner = nodes.inline("", text, classes=["xref", "std", "std-ref"])
    return addnodes.pending_xref(
        "", inner, refdomain="std", reftype="ref", reftarget=label, refexplicit=True, refwarn=True
    )


def add_box(app, doctree):
    """Put the box with points, download and instructions under the page's title."""
    docname = app.env.docname
    if not PAGE.fullmatch(docname):
        return
    notebook = json.loads(Path(app.env.doc2path(docname)).read_text("utf-8"))
    by_machine, by_hand = points(notebook)
    page = app.builder.get_target_uri(docname)
    name = Path(docname).name + ".ipynb"

    total = f"{show_number(by_machine + by_hand)} points: {show_number(by_machine)} checked automatically"
    total += f", {show_number(by_hand)} for an answer that a person reads." if by_hand else "."
    # Written as HTML for its `download` attribute: without it some servers make the browser show the file as text.
    address = relative_uri(page, served_name(docname))
    button = f'<p><a class="download-notebook" href="{address}" download>Download {name}</a></p>'
    advice = nodes.paragraph("", "Open it in Jupyter, complete the marked cells and run all from the top (")
    advice += [reference_to("how-to-run", "how to run"), nodes.Text("); then hand in the file itself (")]
    advice += [
        reference_to("how-to-submit", "how to submit"),
        nodes.Text("). This page shows the same notebook, to read."),
    ]

    box = nodes.container("", classes=["exercise-box"])
    box += [nodes.paragraph("", total), nodes.raw("", button, format="html"), advice]
    title = next(doctree.findall(nodes.title))
    title.parent.insert(title.parent.index(title) + 1, box)


def serve_notebooks(app, error):
    """Copy the exercise notebooks of this build into the site, byte for byte."""
    if error or app.builder.format != "html":
        return
    for docname in filter(PAGE.fullmatch, app.env.found_docs):
        target = Path(app.outdir) / served_name(docname)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(app.env.doc2path(docname), target)


def setup(app):
    """Register the extension with Sphinx."""
    app.connect("doctree-read", add_box)
    app.connect("build-finished", serve_notebooks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
