"""What a student's notebook holds: none of the instructor's text, and nothing that JupyterLab would show raw."""

import builtins
import re

import nbformat
import pytest

from tools import release
from tools.release import ROOT

MASTERS = {path.parent.name: path for path in release.find_masters(ROOT)}
PLACEHOLDER = re.compile(r"@[A-Z][A-Z0-9_]+@|\{\{.*?\}\}|\bTODO\b|\bFIXME\b")
ROLE = re.compile(r"\{[a-zA-Z][\w:.+-]*\}`")  # {ref}`...`, {eq}`...`, {cite:p}`...`
DIRECTIVE = re.compile(r"^(?::{3,}|`{3,})\s*\{", re.MULTILINE)  # ```{note} and :::{tip}
LABEL = re.compile(r"^\([\w-]+\)=\s*$", re.MULTILINE)
INSTALL = re.compile(r"pip install (https?://\S+/_static/wheels/nnlib_from_scratch-\d[\w.]*-py3-none-any\.whl)(\s|$)")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(params=MASTERS)
def exercise(request):
    """Name, released notebook as text and as notebook, and the master that it was made from."""
    name = request.param
    path = ROOT / "exercises" / name / f"{MASTERS[name].stem}.ipynb"
    assert path.exists(), f"{path} is missing: run the release job"
    text = path.read_text(encoding="utf-8")
    return name, text, nbformat.reads(text, as_version=4), release.read_master(MASTERS[name])


def hidden_regions(master):
    """The text of every solution and every hidden test, region by region."""
    for cell in master.cells:
        for what in (release.SOLUTION, release.HIDDEN):
            for piece in re.findall(rf"BEGIN {what}[^\n]*\n(.*?)[^\n]*END {what}", cell.source, re.DOTALL):
                yield cell.id, what, piece


def test_it_holds_no_output(exercise):
    _, _, notebook, _ = exercise
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) > 5
    assert [cell.id for cell in code if cell.outputs or cell.execution_count is not None] == []


def test_it_holds_no_solution_and_no_hidden_test(exercise):
    """Not as a whole, in whatever spacing, and no line of one that the student's text does not share."""
    name, text, notebook, master = exercise
    everything = squeezed("\n".join(cell.source for cell in notebook.cells))
    regions = list(hidden_regions(master))
    assert {what for _, what, _ in regions} == {release.SOLUTION, release.HIDDEN}
    for cell, what, piece in regions:
        assert squeezed(piece), f"{name}, cell {cell}: an empty region of {what}"
        assert squeezed(piece) not in everything, f"{name}, cell {cell}: its {what} is in the release"
    secret = release.secrets(master)
    assert len(secret) > len(regions)
    lines = {line.strip() for cell in notebook.cells for line in cell.source.splitlines()}
    assert secret & lines == set()
    for marker in release.MARKERS:
        assert marker not in text


def test_each_hidden_message_stays_hidden(exercise):
    """A message of a hidden check gives the mistake away, even where its code is not to be seen."""
    _, text, _, master = exercise
    visible = "\n".join("\n".join(release.split_regions(cell.source, release.HIDDEN)[0]) for cell in master.cells)
    messages = {
        words
        for _, what, piece in hidden_regions(master)
        if what == release.HIDDEN
        for words in re.findall(r'"([^"\n]{20,})"', piece)
        if words not in visible
    }
    assert messages
    assert [words for words in messages if words in text] == []


def test_no_placeholder_is_left(exercise):
    _, text, _, _ = exercise
    assert PLACEHOLDER.findall(text) == []


def test_it_is_stamped_with_its_exercise_and_its_master(exercise):
    name, _, notebook, master = exercise
    assert notebook.metadata.course == {"assignment": name, "release": master.metadata.course.release}
    assert re.fullmatch("[0-9a-f]{12}", notebook.metadata.course.release)


def test_without_nnlib_the_first_cell_says_how_to_install_it(exercise):
    """Run it where nnlib is missing: one line, with a command that pip understands."""
    _, _, notebook, _ = exercise
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")

    def refuse(name, *rest, **more):
        if name.split(".")[0] == "nnlib":
            raise ModuleNotFoundError(f"No module named {name!r}", name="nnlib")
        return __import__(name, *rest, **more)

    with pytest.raises(ModuleNotFoundError) as caught:
        exec(first.source, {"__builtins__": vars(builtins) | {"__import__": refuse}})
    said = str(caught.value)
    assert "\n" not in said
    assert INSTALL.search(said), said


def test_its_text_is_plain_markdown(exercise):
    """JupyterLab knows no MyST: a role, a directive or a label would be shown as it is written."""
    _, _, notebook, _ = exercise
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for pattern in (ROLE, DIRECTIVE, LABEL):
                assert pattern.findall(cell.source) == [], cell.id
