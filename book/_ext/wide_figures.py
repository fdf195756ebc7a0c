"""Keep wide figures legible on a phone.

A figure of 8 inches, shrunk to the width of a phone, has letters too small to read. This extension marks such figures
with a class, and `course.css` lets them keep a readable width and scroll within the page instead.
"""

import re
from pathlib import Path

from docutils import nodes

# Matplotlib writes the width in points, 72 to the inch. The book's standard widths are 5 and 8 inches.
WIDTH = re.compile(r'<svg[^>]*\swidth="([\d.]+)pt"', re.DOTALL)
WIDE = 6.5 * 72


def is_wide(svg):
    """Tell whether an SVG drawing, given as text, is wider than a phone can show."""
    found = WIDTH.search(svg)
    return bool(found) and float(found[1]) > WIDE


def mark(app, doctree):
    """Add the class `wide-figure` to each wide figure of a page."""
    for image in doctree.findall(nodes.image):
        path = Path(app.srcdir) / image["uri"]
        if path.suffix == ".svg" and path.exists() and is_wide(path.read_text("utf-8")[:4000]):
            ancestor = image.parent
            while ancestor and not isinstance(ancestor, nodes.figure):
                ancestor = ancestor.parent
            (image if ancestor is None else ancestor)["classes"].append("wide-figure")


def setup(app):
    """Register the extension with Sphinx."""
    app.connect("doctree-read", mark)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
