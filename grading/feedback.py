"""What a student gets to read: every verdict and its reason, of hidden checks the author's words alone."""

import contextlib
import html
import importlib.util
import os
import posixpath
import re
import shutil
import textwrap
from urllib.parse import quote

import bleach
import nbformat
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html
from nbconvert.preprocessors import Preprocessor
from nbformat.v4 import new_markdown_cell
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from . import settings, verdicts
from .autograde import in_words, noted
from .disk import is_full, naming
from .master import HIDDEN

_SHOWN = "# hidden checks ran here\n"
_ENDS = {
    "timeout": "the time for this cell was up: is there a loop that never ends?",
    "crashed": (
        "the notebook's process had ended: does its code call exit(), use up the memory, or catch every error in an "
        "endless loop?"
    ),
    "error": "a hidden check could not run to its end",
    "missing": "a hidden check could not run to its end",
    "tampered": "a hidden check could not run to its end",
}
_EARLIER = "These are the marks of an earlier submission. The one that was handed in last could not be graded:"
_ASIDE = "What was handed in could not be graded, so there are no marks:"
MAX_MARKDOWN = 50_000  # characters of a notebook's text, pictures in it not counted
MAX_CODE = 100_000  # characters of what a student wrote as code
_PICTURE = re.compile(r"data:image/[a-z+.-]+;base64,[A-Za-z0-9+/=]*")
_WHAT_NOW = "Ask your instructor whether you may hand it in once more."
_STYLE = (
    "body { font: 16px sans-serif; margin: 1em auto; max-width: 45em; padding: 0 1em } pre { white-space: pre-wrap }"
)


def _is_data(address):
    """Return whether an address is its own page, as a browser reads it; of such, pictures alone are shown."""
    return re.sub(r"[\0-\x20]", "", html.unescape(address)).lower().startswith("data:")


# what Markdown makes, and no name by which nbgrader's own script or style would know it
_TAGS = {
    *bleach.ALLOWED_TAGS, "br", "dd", "del", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "img", "kbd", "p", "pre", "s", "span", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u",
}  # fmt: skip
_ATTRIBUTES = {
    "a": lambda tag, name, value: (
        name == "title" or (name == "href" and not _is_data(value)) or (name, value) == ("class", "anchor-link")
    ),
    "div": lambda tag, name, value: (name, value) == ("class", "highlight"),
    "img": ["alt", "height", "src", "title", "width"],
    "ol": lambda tag, name, value: name == "start" and value.isdecimal(),
    "span": lambda tag, name, value: name == "class" and re.fullmatch("[a-z]{1,2}[0-9]?", value) is not None,
    "td": ["style"],
    "th": ["style"],
}
_BOXES = {  # of task lists, as Markdown makes them: as signs, for what can be ticked acts
    '<input class="task-list-item-checkbox" type="checkbox" disabled checked/>': "☑ ",
    '<input class="task-list-item-checkbox" type="checkbox" disabled/>': "☐ ",
}
_ALIGNED = CSSSanitizer(allowed_css_properties=["text-align"])
_MATHJAX = ("tex-svg.js", "ui/safe.js")  # it draws its signs, so it needs no fonts


class FeedbackExporter(HTMLExporter):
    """Writes nbgrader's page so that it loads nothing from elsewhere.

    MathJax is copied once into the class's feedback/mathjax. A page that a student gets without it shows formulas as
    they were typed.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        if self.parent is not None:
            copy_mathjax(mathjax_folder(self.parent.coursedir))


def safe_markdown(text):
    """Return Markdown as HTML that can only be read; nbgrader's templates take it as it is.

    Examples
    --------
    >>> safe_markdown("*a* <img src=x onerror=alert(1)> <script>alert(2)</script> [b](javascript:alert(3))").strip()
    '<p><em>a</em> <img src="x"> &lt;script&gt;alert(2)&lt;/script&gt; <a>b</a></p>'
    """
    try:
        protocols = {*bleach.ALLOWED_PROTOCOLS, "data"}  # for pictures
        page = markdown2html(text)
        for box, sign in _BOXES.items():
            page = page.replace(box, sign)
        return bleach.clean(page, _TAGS, _ATTRIBUTES, protocols, css_sanitizer=_ALIGNED)
    except RecursionError:
        return f"<pre>{html.escape(text)}</pre>"


class FormgraderPage(Preprocessor):
    """Prepares formgrader's page of a submission: where MathJax is, and word of a later submission that is set aside.

    `mathjax_files` in `resources` is an address below the server's. It is that of the feedback pages' copy, which
    Jupyter's server serves as it serves every file of the class.
    """

    def preprocess(self, nb, resources):
        """See `nbconvert.preprocessors.Preprocessor`."""
        course = CourseDirectory(config=self.config)
        page = os.path.join(resources.get("metadata", {}).get("path", ""), f"{resources.get('notebook_id')}.ipynb")
        inside = os.path.relpath(page, course.root).replace(os.sep, "/")
        served = resources.get("notebook_path", "").replace(os.sep, "/")  # the same file, from the server's root
        folder = mathjax_folder(course)
        if served.endswith(inside) and copy_mathjax(folder):
            path = os.path.relpath(folder, course.root).replace(os.sep, "/")
            resources["mathjax_files"] = quote(posixpath.normpath(f"/files/{served.removesuffix(inside)}{path}"))
        show_long_text_plainly(nb)
        if "assignment_id" in resources:
            tell_of_set_aside(nb, course.root, resources["assignment_id"], resources["student"])
        return nb, resources


def tell_of_set_aside(nb, root, assignment, student):
    """Put a notice above a graded notebook if it is not what the student handed in last."""
    record = verdicts.read(root, assignment, student) or {}
    if record.get("set_aside"):
        # as code, for the reason may name files, and students choose their names
        words = f"**{_EARLIER}**\n\n    {verdicts.plain(record['set_aside'])}"
        nb.cells.insert(0, new_markdown_cell(words))


def show_long_text_plainly(nb):
    r"""Indent text beyond what anybody writes, as code, and cut code: reading a megabyte of either may take hours.

    Text does with `\begin{a}` over and over, and code with lines of nothing but spaces, so these lose them.
    """
    left, code_left = MAX_MARKDOWN, MAX_CODE
    for cell in nb.cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("locked"):
            cut = "\n[the rest is not shown]" if len(cell.source) > code_left else ""
            cell.source = "\n".join(line.rstrip() for line in cell.source[:code_left].split("\n")) + cut
            code_left -= min(len(cell.source), code_left)
        if cell.cell_type == "markdown":
            left -= len(_PICTURE.sub("", cell.source))
            if left < 0:
                cell.source = textwrap.indent(cell.source, "    ", lambda line: True)


class _Writer(GenerateFeedback):
    """nbgrader's converter, which keeps why a page could not be written."""

    error = None
    init_assignment = noted(GenerateFeedback.init_assignment)
    convert_single_notebook = noted(GenerateFeedback.convert_single_notebook)

    def note(self, error):
        self.error = error


def write(config, assignment, student):
    """Write the page of a student's graded submission.

    Parameters
    ----------
    config : traitlets.config.Config
        nbgrader's configuration of the class.
    assignment, student : str

    Returns
    -------
    str
        In words, why it could not be written; empty if it was.

    Raises
    ------
    OSError
        If the disk is full.
    """
    course = settings.course_directory(config, assignment, student)
    writer = _Writer(coursedir=course, config=config)
    writer.force = True
    with settings.captured_log(writer.log):
        try:
            writer.start()
        except Exception as error:
            cause = writer.error or error
            if not is_full(cause):
                return in_words(cause)
            with naming(course.format_path(course.feedback_directory, student, assignment)):
                raise cause from None
    return ""


def set_aside_page(assignment, reason):
    """Return the page for a student of whom nothing could be graded yet."""
    title, reason = html.escape(assignment), html.escape(verdicts.plain(reason))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{_STYLE}</style></head>\n'
        f"<body>\n<h1>{title}</h1>\n<p>{_ASIDE}</p>\n<pre>{reason}</pre>\n<p>{_WHAT_NOW}</p>\n</body>\n</html>\n"
    )


def mathjax_folder(course):
    """Return where a class keeps its copy of MathJax."""
    return os.path.join(course.root, course.feedback_directory, "mathjax")


def copy_mathjax(folder):
    """Copy what pages need of the MathJax of the course's site, unless it is there; return whether there is one."""
    found = importlib.util.find_spec("sphinx-mathjax-offline")
    for name in _MATHJAX if found else ():
        target = os.path.join(folder, name)
        if not os.path.exists(target):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            # whole or not at all: half a file would be taken for the whole one ever after
            part = f"{target}.{os.getpid()}"
            try:
                shutil.copyfile(os.path.join(os.path.dirname(found.origin), "static", "mathjax", name), part)
                os.replace(part, target)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(part)
                raise
    return found is not None


class Redact(NbGraderPreprocessor):
    """Takes hidden tests and everything they printed out of the feedback, and puts the verdicts in."""

    def preprocess(self, nb, resources):
        """See `nbconvert.preprocessors.Preprocessor`."""
        show_long_text_plainly(nb)
        if "nbgrader" in resources and self.parent is not None:
            about, course = resources["nbgrader"], self.parent.parent.coursedir
            tell_of_set_aside(nb, course.root, about["assignment"], about["student"])
        waiting = self._waiting(resources)
        nb.metadata["waits"] = bool(waiting)
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") in waiting:
                cell.metadata["nbgrader"]["waits"] = True
            if cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell):
                result = cell.metadata.get("grading", {})
                if HIDDEN.search(cell.source):
                    cell.source = HIDDEN.sub(_SHOWN, cell.source)
                    cell.outputs = _hidden_outputs(cell.outputs, result)
                elif result.get("verdict") in ("timeout", "crashed"):
                    cell.outputs = [_line(_ENDS[result["verdict"]]), *cell.outputs]
                if result:
                    cell.outputs = [_line(_summary(result)), *cell.outputs]
        return nb, resources

    def _waiting(self, resources):
        """Return the cells that a person has still to read: nbgrader's page would say that they have got 0 points."""
        about = resources.get("nbgrader", {})
        if "db_url" not in about:
            return set()
        with Gradebook(about["db_url"]) as book:
            found = book.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            return {g.name for g in found.grades if g.auto_score is None and g.manual_score is None}


def _summary(result):
    return f"{result['verdict']}: {result['points']:g} of {result['max_points']:g} points"


def _hidden_outputs(outputs, result):
    """Keep an author's diagnosis; a value, an input, a print or a traceback of a hidden check never."""
    if result.get("verdict") == "passed":
        return []
    words = [o["evalue"] for o in outputs if o["output_type"] == "error" and o["ename"] == "CheckFailed"]
    return [_line(words[0] if words else _ENDS.get(result.get("verdict"), "a hidden check failed"))]


def _line(text):
    return nbformat.from_dict({"output_type": "stream", "name": "stdout", "text": text + "\n"})
