"""From the instructor's masters to the students' notebooks: `python -m tools.release`.

    solutions/NN-slug/slug.py  -jupytext->  _build/source/NN-slug/slug.ipynb  -nbgrader->  exercises/NN-slug/slug.ipynb

Everything is made and examined in a temporary folder first, so a release that is not in order never lands in
exercises/. Where one changes, its checks run: the master's solution must pass them all, the untouched release none. The
same master gives the same bytes: cell ids come from the master, nothing depends on time or place.
"""

import argparse
import difflib
import hashlib
import json
import re
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

import jupytext
import nbformat
import yaml
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "_build/source"
RELEASE = "exercises"

AUTOMATIC_POINTS = 90
MANUAL_POINTS = 10
SCHEMA_VERSION = 3

# What travels with a notebook. A list of what may, since one rubric.md too many would be a leak.
DATA_SUFFIXES = {".csv", ".json", ".npy", ".npz", ".png", ".svg", ".txt"}

# A master says @NNLIB_WHEEL@ where a student reads the address from which pip installs nnlib.
WHEEL = "@NNLIB_WHEEL@"

SOLUTION, HIDDEN = "SOLUTION", "HIDDEN TESTS"
MARKERS = [f"{edge} {what}" for what in (SOLUTION, HIDDEN, "MARK SCHEME") for edge in ("BEGIN", "END")]


class ReleaseError(Exception):
    """A master or a release is not in order; the message names the file and the cell."""


# -- the master ----------------------------------------------------------------------------------------------------


def find_masters(root: Path, only: str | None = None) -> list[Path]:
    """Return the masters solutions/NN-slug/slug.py in order; `only` names one folder.

    Raises
    ------
    ReleaseError
        If a folder lacks its master, or `only` names none.
    """
    folders = sorted(path for path in (root / "solutions").glob("[0-9][0-9]-*") if path.is_dir())
    if only is not None:
        folders = [path for path in folders if path.name == only]
        if not folders:
            raise ReleaseError(f"solutions/{only}: there is no such exercise")
    masters = [folder / f"{folder.name[3:]}.py" for folder in folders]
    for master in masters:
        if not master.exists():
            raise ReleaseError(f"solutions/{master.parent.name}: its master {master.name} is missing")
    return masters


def wheel_address(root: Path) -> str:
    """Return where the published site serves nnlib's wheel: html.baseurl of _config.yml, version of pyproject.toml.

    Raises
    ------
    ReleaseError
        If _config.yml names no address.
    """
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    site = (config.get("html") or {}).get("baseurl")
    if not site:
        raise ReleaseError(f"_config.yml: html.baseurl is empty, but {WHEEL} in a master needs the site's address")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = f"{project['name'].replace('-', '_')}-{project['version']}-py3-none-any.whl"
    return f"{site.rstrip('/')}/_static/wheels/{name}"


def read_master(master: Path) -> NotebookNode:
    """Return the master as a notebook: ids from grade_id, bare metadata, and the hash of its text as release stamp."""
    text = master.read_text(encoding="utf-8")  # in text mode CRLF is LF, so the hash is the same everywhere
    if WHEEL in text:
        text = text.replace(WHEEL, wheel_address(master.parents[2]))
    converted = jupytext.reads(text, fmt="py:percent")
    cells = []
    for number, cell in enumerate(converted.cells):
        metadata = {name: value for name, value in cell.metadata.items() if name in ("nbgrader", "tags")}
        bare = {
            "id": metadata.get("nbgrader", {}).get("grade_id", f"cell-{number:03d}"),
            "cell_type": cell.cell_type,
            "metadata": metadata,
            "source": cell.source,
        }
        if cell.cell_type == "code":
            bare |= {"execution_count": None, "outputs": []}
        cells.append(bare)
    stamp = {"assignment": master.parent.name, "release": hashlib.sha256(text.encode()).hexdigest()[:12]}
    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {
                "course": stamp,
                "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
            },
            "cells": cells,
        }
    )


def split_regions(source: str, what: str) -> tuple[list[str], list[str]]:
    r"""Return the lines outside and inside of the regions BEGIN `what` … END `what`.

    Raises
    ------
    ValueError
        If a BEGIN lacks its END or the other way round.

    Examples
    --------
    >>> split_regions("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION", "SOLUTION")
    (['def f():'], ['    return 1'])
    """
    outside, inside, within = [], [], False
    for line in source.splitlines():
        if f"BEGIN {what}" in line or f"END {what}" in line:
            if (f"BEGIN {what}" in line) == within:
                raise ValueError(f"BEGIN {what} and END {what} do not alternate")
            within = not within
        else:
            (inside if within else outside).append(line)
    if within:
        raise ValueError(f"BEGIN {what} has no END {what}")
    return outside, inside


def is_by_hand(settings: dict) -> bool:
    """Return whether a cell's points are given by a person."""
    return bool(settings.get("task") or (settings.get("grade") and settings.get("solution")))


def check_master(notebook: NotebookNode, where: str) -> None:
    """Raise a ReleaseError unless the master is one that nbgrader can grade as this course promises."""
    points = {"automatic": 0, "by hand": 0}
    seen = set()
    for cell in notebook.cells:
        here = f"{where}, cell {cell.id}"
        settings = cell.metadata.get("nbgrader", {})
        if cell.id in seen:
            raise ReleaseError(f"{here}: the id occurs twice")
        seen.add(cell.id)
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell.id):
            raise ReleaseError(f"{here}: an id is 1 to 64 letters, digits, _ and -")
        check_regions(cell, settings, here)
        if settings:
            check_settings(cell, settings, here)
        if settings.get("grade") or settings.get("task"):
            points["by hand" if is_by_hand(settings) else "automatic"] += settings["points"]
    expected = {"automatic": AUTOMATIC_POINTS, "by hand": MANUAL_POINTS}
    for kind in points:
        if points[kind] != expected[kind]:
            raise ReleaseError(f"{where}: the {kind} points add up to {points[kind]}, not {expected[kind]}")


def check_settings(cell: NotebookNode, settings: dict, here: str) -> None:
    """Raise a ReleaseError unless a cell's nbgrader metadata are complete and make sense together."""
    if "grade_id" not in settings:
        raise ReleaseError(f"{here}: its nbgrader metadata lack a grade_id")
    if settings.get("schema_version") != SCHEMA_VERSION:
        raise ReleaseError(f"{here}: schema_version is {settings.get('schema_version')}, not {SCHEMA_VERSION}")
    graded = settings.get("grade") or settings.get("task")
    points = settings.get("points")
    if graded and (isinstance(points, bool) or not isinstance(points, int | float) or points < 0):
        raise ReleaseError(f"{here}: a graded cell needs points, 0 or more, not {points!r}")
    if settings.get("grade") and not settings.get("solution"):
        if not settings.get("locked"):
            raise ReleaseError(f"{here}: a cell of checks must be locked")
        if cell.cell_type != "code":
            raise ReleaseError(f"{here}: a cell of checks must be code")


def check_regions(cell: NotebookNode, settings: dict, here: str) -> None:
    """Raise a ReleaseError unless solutions and hidden tests stand in cells from which nbgrader removes them."""
    try:
        solution = split_regions(cell.source, SOLUTION)[1]
        visible, hidden = split_regions(cell.source, HIDDEN)
    except ValueError as error:
        raise ReleaseError(f"{here}: {error}") from None
    if solution and not settings.get("solution"):
        raise ReleaseError(f"{here}: it holds a solution but is not a solution cell")
    if hidden and (not settings.get("grade") or settings.get("solution")):
        raise ReleaseError(f"{here}: it holds hidden tests but is not a cell of checks")
    if hidden and not any(line.strip() and not line.strip().startswith("#") for line in visible):
        raise ReleaseError(
            f"{here}: all its checks are hidden; released empty it would seem to pass, so keep a visible line"
        )


# -- the release ---------------------------------------------------------------------------------------------------


def strip(work: Path, assignment: str, config_file: Path) -> None:
    """Let nbgrader make work/release/assignment from work/source/assignment, with the settings of the course."""
    # imported here: it takes a second, and a master that is not in order should be told at once
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config, PyFileConfigLoader

    config = Config()
    if config_file.exists():
        config.merge(PyFileConfigLoader(config_file.name, path=str(config_file.parent)).load_config())
    config.CourseDirectory.root = str(work)
    config.CourseDirectory.source_directory = "source"
    config.CourseDirectory.release_directory = "release"
    config.CourseDirectory.assignment_id = assignment
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    GenerateAssignment(coursedir=CourseDirectory(config=config), config=config).start()


def secrets(master: NotebookNode) -> set[str]:
    """Return the lines that only a solution or a hidden test holds, hence must not be found in the release."""
    public, secret = set(), set()
    for cell in master.cells:
        outside, hidden = split_regions(cell.source, HIDDEN)
        outside, solution = split_regions("\n".join(outside), SOLUTION)
        if cell.metadata.get("nbgrader", {}).get("solution") and not solution:
            outside, solution = [], outside  # without markers the whole cell is the solution
        public |= {line.strip() for line in outside}
        secret |= {line.strip() for line in hidden + solution}
    return secret - public - {""}


def check_release(released: NotebookNode, master: NotebookNode, where: str) -> None:
    """Raise a ReleaseError if the release leaks something, carries output, or lost or gained a cell."""
    if [cell.id for cell in released.cells] != [cell.id for cell in master.cells]:
        raise ReleaseError(f"{where}: the release has other cells than its master")
    hidden = secrets(master)
    for cell in released.cells:
        here = f"{where}, cell {cell.id}"
        marker = next((marker for marker in MARKERS if marker in cell.source), None)
        if marker:
            raise ReleaseError(f"{here}: the release still says {marker}")
        leaked = hidden.intersection(line.strip() for line in cell.source.splitlines())
        if leaked:
            raise ReleaseError(f"{here}: the release holds a line of a solution or a hidden test: {min(leaked)}")
        if cell.get("outputs") or cell.get("execution_count"):
            raise ReleaseError(f"{here}: the release holds output")
    nbformat.validate(released)


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook as the same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def data_beside(master: Path) -> list[Path]:
    """Return the data files of an exercise; whatever else lies there stays with the instructor."""
    return sorted(path for path in master.parent.iterdir() if path.suffix in DATA_SUFFIXES and path.is_file())


def make_source(master: Path, folder: Path, root: Path = ROOT) -> NotebookNode:
    """Write one master as a notebook into a folder, its data beside it, and return it.

    Raises
    ------
    ReleaseError
        If the master is not in order.
    """
    notebook = read_master(master)
    check_master(notebook, master.relative_to(root).as_posix())
    write(notebook, folder / f"{master.stem}.ipynb")
    for path in data_beside(master):
        shutil.copyfile(path, folder / path.name)
    return notebook


def refresh_source(master: Path, root: Path = ROOT) -> Path:
    """Bring one folder of _build/source up to date without touching exercises/, and return it.

    Raises
    ------
    ReleaseError
        If the master is not in order.
    """
    kept = root / SOURCE / master.parent.name
    with tempfile.TemporaryDirectory() as folder:
        make_source(master, Path(folder), root)
        for name in files_in(kept).keys() - files_in(Path(folder)).keys():
            (kept / name).unlink()
        place(Path(folder), kept)
    return kept


def make(master: Path, work: Path, root: Path = ROOT) -> None:
    """Make work/source/NN-slug and work/release/NN-slug from one master, and examine both.

    Raises
    ------
    ReleaseError
        If the master or the release is not in order.
    """
    assignment, name = master.parent.name, f"{master.stem}.ipynb"
    where = master.relative_to(root).as_posix()
    notebook = make_source(master, work / "source" / assignment, root)
    strip(work, assignment, root / "nbgrader_config.py")

    path = work / "release" / assignment / name
    released = nbformat.read(path, as_version=4)
    released.metadata = notebook.metadata
    check_release(released, notebook, where)
    write(released, path)


def prove(master: Path, made: Path) -> None:
    """Run a master's checks against its own solution and against the untouched release.

    Parameters
    ----------
    master : Path
        The master solutions/NN-slug/slug.py.
    made : Path
        The release made from it, a notebook.

    Raises
    ------
    ReleaseError
        If the solution does not pass a check, or the release passes one that is worth points.
    """
    from grading import check, intake  # they know of this module

    solved, files = read_master(master), {path.name: path.read_bytes() for path in data_beside(master)}
    texts = {"the solution": nbformat.writes(solved).encode(), "the untouched release": made.read_bytes()}
    for what, text in texts.items():
        submitted = intake.parse_notebook(text)
        # it is the author's own code, which may run on the author's machine
        outcome = check.examine(submitted, solved, files=files, run_without_protection=True)
        for cell in outcome.cells:
            where = f"solutions/{master.parent.name}/{master.name}: cell {cell.grade_id}"
            if what == "the solution" and not cell.passed:
                raise ReleaseError(f"{where}: {what} does not pass it: {cell.message}")
            if what != "the solution" and cell.passed and cell.points:
                raise ReleaseError(f"{where}: {what} passes it, so it gives {cell.points:g} points for nothing")


# -- from the temporary folder to its place ------------------------------------------------------------------------


def files_in(folder: Path) -> dict[str, Path]:
    """Return the files beneath a folder by their relative names, hidden ones left out."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path for name, path in found.items() if not any(part.startswith(".") for part in Path(name).parts)}


def differences(made: Path, kept: Path, label: str) -> list[str]:
    """Return what changes would turn the folder `kept` into `made`, as unified diffs; empty when they agree."""
    new, old = files_in(made), files_in(kept)
    report = []
    for name in sorted(new.keys() | old.keys()):
        if name not in new:
            report.append(f"{label}/{name}: no master makes it")
        elif name not in old:
            report.append(f"{label}/{name}: missing")
        elif new[name].read_bytes() != old[name].read_bytes():
            texts = [path.read_text(encoding="utf-8", errors="replace").splitlines() for path in (old[name], new[name])]
            names = (f"{label}/{name}", f"{label}/{name} (made anew)")
            report += difflib.unified_diff(*texts, *names, lineterm="")
    return report


def place(made: Path, kept: Path) -> list[str]:
    """Copy changed files only, so that times of unchanged ones stay and the book rebuilds what it must; return them."""
    changed = []
    for name, path in files_in(made).items():
        target = kept / name
        if not target.exists() or target.read_bytes() != path.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            changed.append(name)
    return changed


def release(root: Path, only: str | None = None, to: Path | None = None, check: bool = False) -> list[str]:
    """Make the releases and put them into place, or with `check` compare them with what is there.

    Parameters
    ----------
    root : Path
        The checkout.
    only : str, optional
        One exercise, for example 01-neurons.
    to : Path, optional
        A folder in place of exercises/; _build/source is then left alone.
    check : bool
        Change nothing.

    Returns
    -------
    list of str
        With `check` the lines of the differences, otherwise the files that changed.

    Raises
    ------
    ReleaseError
        If a master or its release is not in order.
    """
    masters = find_masters(root, only)
    target = to or root / RELEASE
    report = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        for master in masters:
            make(master, work, root)
        for master in masters:
            name = master.parent.name
            made, kept = work / "release" / name, target / name
            if check:
                report += differences(made, kept, f"{target.name}/{name}")
            else:
                if differences(made, kept, name):
                    print(f"{name}: trying its checks", flush=True)
                    prove(master, made / f"{master.stem}.ipynb")
                if to is None:
                    place(work / "source" / name, root / SOURCE / name)
                report += [f"{target.name}/{name}/{file}" for file in place(made, kept)]
    if check and masters and only is None:
        known = {master.parent.name for master in masters}
        orphans = {path.name for path in target.glob("[0-9][0-9]-*")} - known
        report += [f"{target.name}/{name}: no master makes it" for name in sorted(orphans)]
    return report


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run from the command line; return 1 when something is not in order or `--check` finds a difference."""
    parser = argparse.ArgumentParser(prog="release", description="Make exercises/ from solutions/.")
    parser.add_argument("--only", metavar="NN-slug", help="this exercise alone")
    parser.add_argument("--to", metavar="DIR", type=Path, help="write there instead of exercises/")
    parser.add_argument("--check", action="store_true", help="write nothing; show how exercises/ differs")
    options = parser.parse_args(arguments)
    try:
        report = release(root, options.only, options.to, options.check)
    except ReleaseError as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    count = len(find_masters(root, options.only))
    masters = f"{count} master{'' if count == 1 else 's'}"
    print("\n".join(report), end="\n" if report else "")
    if options.check:
        print(f"{masters}: " + ("the releases differ; run the release job." if report else "the releases agree."))
        return 1 if report else 0
    print(f"{masters}: {len(report)} files changed." if report else f"{masters}: nothing changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
