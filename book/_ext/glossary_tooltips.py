"""Let every glossary term explain itself where it is used.

A reader who meets {term}`bias` in a chapter should not have to leave the page. Each reference to a glossary term gets
the first sentence of its definition as the link's title: without any script that is a tooltip under the mouse, and
what a screen reader adds to the link. `glossary-tooltips.js` then shows the same sentence on keyboard focus and on
touch.
"""

import re

from docutils import nodes
from sphinx import addnodes


def first_sentence(text):
    """Return a text's first sentence on one line; a full stop inside a word or number does not end it."""
    line = " ".join(text.split())
    return re.split(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(])", line, maxsplit=1)[0]


def collect_definitions(app, doctree):
    """Remember, for each anchor of a glossary on this page, the first sentence of its definition."""
    found = {}
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            definition = next(item.findall(nodes.definition), None)
            paragraph = definition and next(definition.findall(nodes.paragraph), None)
            if paragraph:
                for term in item.findall(nodes.term):
                    found.update(dict.fromkeys(term["ids"], first_sentence(paragraph.astext())))
    definitions(app.env)[app.env.docname] = found


def definitions(env):
    """Return the table of all pages, page name to anchor to sentence, kept in Sphinx's environment."""
    if not hasattr(env, "glossary_tooltips"):
        env.glossary_tooltips = {}
    return env.glossary_tooltips


def forget_page(app, env, docname):
    """Drop what a page that is read again had defined."""
    definitions(env).pop(docname, None)


def merge_pages(app, env, docnames, other):
    """Take over what a parallel worker has read."""
    definitions(env).update({name: definitions(other).get(name, {}) for name in docnames})


def rewrite_readers(app, env):
    """Write all pages again when a definition has changed, since any of them may show it."""
    current = {anchor: sentence for page in definitions(env).values() for anchor, sentence in page.items()}
    previous, env.glossary_tooltips_shown = getattr(env, "glossary_tooltips_shown", None), current
    return [] if previous in (None, current) else list(env.found_docs)


def explain_references(app, doctree, docname):
    """Give each link to a term its definition as title."""
    sentences = {anchor: sentence for page in definitions(app.env).values() for anchor, sentence in page.items()}
    for reference in doctree.findall(nodes.reference):
        if any("std-term" in child.get("classes", ()) for child in reference.findall(nodes.inline)):
            anchor = reference.get("refid") or reference["refuri"].partition("#")[2]
            reference["reftitle"] = sentences[anchor]
            reference["classes"].append("glossary-term")


def setup(app):
    """Register the extension with Sphinx."""
    app.connect("doctree-read", collect_definitions)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    app.connect("env-updated", rewrite_readers)
    app.connect("doctree-resolved", explain_references)
    app.add_js_file("glossary-tooltips.js", loading_method="defer")
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
