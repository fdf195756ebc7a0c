"""What the gradebook and the master notebook say an assignment is, and submissions rebuilt after it."""

import ast
import dataclasses
import functools
import hashlib
import os
import re

import nbformat
from nbformat.v4 import new_notebook

from . import engine, intake

STUDENT_SIDE = re.compile(r"^###\s*STUDENT SIDE\b", re.M)
# without an end it goes to the end, or each beginning would be tried anew: students' cells are searched, too
HIDDEN = re.compile(r"^[^\n]*### BEGIN HIDDEN TESTS.*?(?:### END HIDDEN TESTS[^\n]*\n?|\Z)", re.S | re.M)
SOLUTION = re.compile(r"^[^\n]*### BEGIN SOLUTION.*?### END SOLUTION[^\n]*\n?", re.S | re.M)
_IMPORT = re.compile(r"^(?:from [\w.]+ )?import [\w.,* ]+(?:#.*)?$", re.M)
MAX_EXTRA_CELLS = 500


@dataclasses.dataclass(frozen=True)
class MasterCell:
    """One cell that nbgrader knows: its settings and its source as the gradebook keeps it, hidden tests included."""

    name: str
    cell_type: str
    source: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None
    checksum: str | None

    def settings(self):
        """Return its nbgrader metadata."""
        found = {
            "grade_id": self.name, "grade": self.grade, "solution": self.solution, "task": self.task,
            "locked": self.locked, "schema_version": 3, "checksum": self.checksum, "cell_type": self.cell_type,
        }  # fmt: skip
        return found | ({} if self.points is None else {"points": self.points})


@dataclasses.dataclass(frozen=True)
class Master:
    """One notebook of an assignment.

    Attributes
    ----------
    cells : tuple of MasterCell
        In order.
    names : tuple of str
        What solution cells and student-side cells define: all that may cross to the tests.
    setup : tuple of str
        Import statements of solution cells.
    release : str or None
        The stamp of the current release.
    student_side : frozenset of str
        Locked cells that run with the submission alone.
    """

    cells: tuple
    names: tuple
    setup: tuple
    release: str | None
    kernelspec: dict
    student_side: frozenset = frozenset()

    @functools.cached_property
    def digest(self):
        """A hash of everything that decides a mark, except the submission."""
        text = repr([dataclasses.astuple(cell) for cell in self.cells] + [self.names, self.setup])
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

    @property
    def modules(self):
        """What the warm parent imports for this exercise beyond the usual."""
        return ("torch",) if any("torch" in statement for statement in self.setup) or self._mentions_torch else ()

    @property
    def _mentions_torch(self):
        return any(re.search(r"^\s*(import|from) torch\b", cell.source, re.M) for cell in self.cells)


def load_master(gradebook, assignment, notebook, source_path):
    """Read a master.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
        What decides: cells, sources, points.
    assignment, notebook : str
    source_path : str
        The instructor's notebook with solutions: order, names, stamp. May be missing.

    Returns
    -------
    Master
    """
    entry = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: float(cell.max_score) for cell in [*entry.grade_cells, *entry.task_cells]}
    grade, solution, task = (
        {c.name for c in cells} for cells in (entry.grade_cells, entry.solution_cells, entry.task_cells)
    )
    cells = [
        MasterCell(
            c.name, str(getattr(c.cell_type, "value", c.cell_type)), c.source or "", bool(c.locked), c.name in grade,
            c.name in solution, c.name in task, points.get(c.name), c.checksum,
        )
        for c in entry.source_cells
    ]  # fmt: skip
    original = nbformat.read(source_path, 4) if os.path.exists(source_path) else new_notebook()
    return _assemble(cells, original)


def master_of(notebook):
    """Return the master that an instructor's notebook is, where there is no gradebook to ask.

    Parameters
    ----------
    notebook : NotebookNode
        With solutions and hidden tests.

    Returns
    -------
    Master
    """
    cells = []
    for cell in notebook.cells:
        known = cell.metadata.get("nbgrader", {})
        if known:
            points = known.get("points")
            flags = (bool(known.get(key)) for key in ("locked", "grade", "solution", "task"))
            source = SOLUTION.sub("", cell.source)
            points = None if points is None else float(points)
            cells.append(MasterCell(known["grade_id"], cell.cell_type, source, *flags, points, None))
    return _assemble(cells, notebook)


def _assemble(cells, original):
    """Return the master of these cells, in the original's order and with what its solutions define."""
    order = {c.metadata.get("nbgrader", {}).get("grade_id"): i for i, c in enumerate(original.cells)}
    cells.sort(key=lambda c: order.get(c.name, len(order)))
    solutions = [c for c in original.cells if c.metadata.get("nbgrader", {}).get("solution")]
    sources = [c.source for c in solutions if c.cell_type == "code"]
    sources += [c.source for c in cells if c.cell_type == "code" and c.solution]
    names, setup = _interface(sources)
    student_side, names = _student_side(cells, set(names))
    release = original.metadata.get("course", {}).get("release")
    return Master(tuple(cells), names, setup, release, dict(original.metadata.get("kernelspec", {})), student_side)


def _interface(sources):
    """Return the names that cells define at their top level, and their import statements."""
    names, imports = set(), {}
    for source in sources:
        try:
            tree = ast.parse(source)
        except SyntaxError:  # magics
            continue
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                imports[ast.unparse(node)] = None
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            else:
                names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return tuple(sorted(names)), tuple(imports)


def _student_side(cells, names):
    """Return the locked cells that use what the student writes, or say so, and all names that may cross."""
    found = set()
    for cell in cells:
        is_helper = cell.locked and not cell.grade and cell.cell_type == "code"
        if is_helper and (STUDENT_SIDE.search(cell.source) or _used(cell.source) & names):
            found.add(cell.name)
            names = names | set(_interface([cell.source])[0])
    return frozenset(found), tuple(sorted(names))


def _used(source):
    """Return the names that a cell uses and does not define itself."""
    try:
        used = {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    except SyntaxError:
        return set()
    return used - set(_interface([source])[0])


def _comparable(source):
    return "\n".join(line.rstrip() for line in HIDDEN.sub("", source).strip().splitlines())


def _differs(cell, other):
    return _comparable(cell.source) != _comparable(other.source)


@dataclasses.dataclass
class _Found:
    """What was found of a master in a submitted notebook.

    Attributes
    ----------
    seen : set of str
        The master's cells that are there, by name.
    answers : dict of str to SubmittedCell
        The copy that counts of each cell that a student may write.
    replaced : dict of str to list of SubmittedCell
        Answers with a later copy that counts in their place: they run ahead of it.
    extras : dict of (str or None) to list of SubmittedCell
        Cells of the student's own, by the master's cell behind which they stand; None at the top.
    notes : dict of str to str
        What is wrong with a cell: see `rebuild`.
    """

    seen: set = dataclasses.field(default_factory=set)
    answers: dict = dataclasses.field(default_factory=dict)
    replaced: dict = dataclasses.field(default_factory=dict)
    extras: dict = dataclasses.field(default_factory=dict)
    notes: dict = dataclasses.field(default_factory=dict)


def _find(submitted, master):
    known = {cell.name: cell for cell in master.cells}
    by_source = {_comparable(c.source): c.name for c in master.cells if c.locked and c.source.strip()}
    is_of_this_release = submitted.release in (None, master.release)
    found, place = _Found(), None
    for cell in submitted.cells:
        name = cell.claims if cell.claims in known else by_source.get(_comparable(cell.source))
        if name is None:
            if cell.source.strip():
                found.extras.setdefault(place, []).append(cell)
            continue
        if known[name].locked:
            if name in found.seen:  # a copy of it stands for nothing, and nothing moves up to the original's place
                continue
            if is_of_this_release and _differs(cell, known[name]):
                found.notes[name] = "tampered"
                # of what was added, imports stay: not every editor keeps students from writing them there
                own = known[name].source.splitlines()
                if added := [line for line in _IMPORT.findall(cell.source) if line not in own]:
                    found.extras.setdefault(name, []).append(intake.SubmittedCell("code", "\n".join(added), None))
        else:
            if name in found.answers:  # an answer beats the untouched stub, and a later answer an earlier one
                if not _differs(cell, known[name]):
                    continue
                if _differs(found.answers[name], known[name]):
                    found.replaced.setdefault(name, []).append(found.answers[name])
            found.answers[name] = cell
        found.seen.add(name)
        place = name
    found.notes |= {name: "missing" for name in known if name not in found.seen}
    if not found.seen:  # nothing was recognised: the student's cells go after the master's first ones, the imports
        first = next((c.name for c in master.cells if c.locked and not c.grade), None)
        found.extras = {first: found.extras.get(None, [])}
    return found


def rebuild(submitted, master):
    """Make the notebook that is graded: the master's cells, with the sources of what the student may write.

    Parameters
    ----------
    submitted : SubmittedNotebook
    master : Master

    Returns
    -------
    notebook : NotebookNode
        Without outputs; extra cells of the student's stay where they were.
    notes : dict of str to str
        For each cell of the master's that was "missing" or "tampered" with, which.
    """
    found, cells = _find(submitted, master), []
    _append_extras(cells, found.extras.get(None, []))
    for entry in master.cells:
        answer = found.answers.get(entry.name)
        if entry.locked or entry.grade or entry.task or answer:
            _append_extras(cells, found.replaced.get(entry.name, []))
            source = entry.source if entry.locked else answer.source if answer else ""
            cells.append(_new_cell(entry.cell_type, source, entry.name, {"nbgrader": entry.settings()}))
        _append_extras(cells, found.extras.get(entry.name, []))
    _number(cells)
    kernelspec = master.kernelspec or {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernelspec}), found.notes


def _append_extras(cells, extras):
    for cell in extras[:MAX_EXTRA_CELLS]:
        cells.append(_new_cell(cell.cell_type, cell.source, None, {}))


def _new_cell(kind, source, name, metadata):
    # made by hand: nbformat's own functions check each cell against its schema, which is most of a rebuild's time
    cell = {"id": name or "extra", "cell_type": kind, "metadata": metadata, "source": source}
    return nbformat.from_dict(cell | ({"outputs": [], "execution_count": None} if kind == "code" else {}))


def _number(cells):
    """Give every cell an id that is valid and its own."""
    seen = set()
    for i, cell in enumerate(cells):
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell.id) or cell.id in seen or cell.id == "extra":
            cell.id = f"cell-{i:03d}"
        seen.add(cell.id)


def cells_to_run(notebook, master):
    """Say what of a rebuilt notebook runs, and where.

    Parameters
    ----------
    notebook : NotebookNode
        See `rebuild`.
    master : Master

    Returns
    -------
    indices : list of int
        Its code cells that are not empty.
    cells : tuple of engine.Cell
        The same, as the engine knows them.
    """
    indices, cells = [], []
    code = ((i, cell) for i, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    for number, (i, cell) in enumerate(code, start=1):
        if not cell.source.strip():
            continue
        settings = cell.metadata.get("nbgrader", {})
        kind = engine.STUDENT
        if settings.get("grade") and not settings.get("solution"):
            kind = engine.GRADED
        elif settings.get("locked") and not settings.get("solution"):
            kind = engine.STUDENT_SIDE if settings["grade_id"] in master.student_side else engine.SHARED
        indices.append(i)
        cells.append(engine.Cell(kind, cell.source, bool(HIDDEN.search(cell.source)), number))
    return indices, tuple(cells)
