"""Show the numbered references of docstrings as plain numbers.

In numpydoc style each docstring counts its sources from [1]. The API page gathers many docstrings, where Sphinx would
take all of these for one footnote with several definitions. As text, "[1]" still points to the list right below it.
"""

import re

CITED = re.compile(r"\[(\d+)\]_")
LISTED = re.compile(r"^(\s*)\.\. \[(\d+)\] ")


def as_text(line):
    """Return a docstring's line with its footnote markup, if it has any, turned into text."""
    # A leading bar makes a line block, in which indented lines continue the entry.
    return CITED.sub(r"[\1]", LISTED.sub(r"\1| [\2] ", line))


def rewrite(app, what, name, obj, options, lines):
    """Rewrite a docstring in place, as autodoc asks."""
    lines[:] = [as_text(line) for line in lines]


def setup(app):
    """Register the extension with Sphinx."""
    app.connect("autodoc-process-docstring", rewrite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
