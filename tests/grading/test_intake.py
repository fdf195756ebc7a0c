"""Reading what was handed in: anything in, a submission or one plain sentence out."""

import contextlib
import errno
import io
import json
import os
import random
import zipfile

import pytest
from course import MASTER, RIGHT
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_notebook

from grading import intake, master
from grading.intake import SetAside, parse_notebook, read_submission
from grading.master import MasterCell

NOTEBOOK = json.dumps(new_notebook(cells=MASTER)).encode()


def masters():
    cells = []
    for cell in MASTER:
        if "nbgrader" in cell.metadata:
            known = {k: v for k, v in cell.metadata["nbgrader"].items() if k in ("locked", "grade", "solution", "task")}
            points = cell.metadata["nbgrader"].get("points")
            name = cell.metadata["nbgrader"]["grade_id"]
            cells.append(MasterCell(name, cell.cell_type, cell.source, points=points, checksum="0", **known))
    return master.Master(tuple(cells), ("scale",), ("import numpy as np",), "r2", {})


def ends_in_a_verdict(data):
    """Parse and rebuild; nothing but SetAside may come out. Return whether it was set aside."""
    try:
        notebook = parse_notebook(data)
    except SetAside:
        return True
    rebuilt, _ = master.rebuild(notebook, masters())
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in rebuilt.cells]
    for cell in masters().cells:
        if cell.locked:
            assert names.count(cell.name) == 1
    _, cells = master.cells_to_run(rebuilt, masters())
    assert sum(cell.kind == "graded" for cell in cells) == 5
    return False


def mutate(rng):
    data = bytearray(NOTEBOOK)
    for _ in range(rng.choice([1, 1, 2, 5, 40])):
        at = rng.randrange(len(data))
        how = rng.randrange(4)
        if how == 0:
            data[at] = rng.randrange(256)
        elif how == 1:
            del data[at : at + rng.randrange(1, 200)]
        elif how == 2:
            start = rng.randrange(len(data))
            data[at:at] = data[start : start + rng.randrange(1, 400)]
        else:
            data[at:at] = rng.choice(
                [b"null", b"[", b"}", b'"cells"', b"1e999", b"\\ud800", b"\x00", b"-", b"{}", b"true"]
            )
        if not data:
            break
    return bytes(data)


def test_mutated_notebooks_end_in_a_verdict():
    rng = random.Random(1)
    aside = sum(ends_in_a_verdict(mutate(rng)) for _ in range(150))
    assert 0 < aside < 150


@pytest.mark.slow
def test_ten_thousand_mutated_notebooks_end_in_a_verdict():
    rng = random.Random(2)
    aside = sum(ends_in_a_verdict(mutate(rng)) for _ in range(10_000))
    assert 1000 < aside < 10_000


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_verdict(data):
    ends_in_a_verdict(data)


KEYS = "cells metadata nbgrader grade_id source cell_type id worksheets input course release".split()  # noqa: SIM905
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@settings(max_examples=200)
@given(json_values)
def test_any_json_ends_in_a_verdict(value):
    ends_in_a_verdict(json.dumps(value).encode())


@settings(max_examples=50)
@given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 255))
def test_mutated_archives_end_in_a_verdict(tmp_path_factory, extra, at, byte):
    folder = tmp_path_factory.mktemp("zip")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p1.ipynb", NOTEBOOK)
        archive.writestr("data.bin", extra)
    data = bytearray(buffer.getvalue())
    data[at % len(data)] = byte
    (folder / "x.zip").write_bytes(data)
    with contextlib.suppress(SetAside):
        read_submission(str(folder))


def test_metadata_order_and_locked_cells_come_from_the_master():
    notebook = json.loads(NOTEBOOK)
    for cell in notebook["cells"]:
        cell["metadata"].setdefault("tags", []).append("skip-execution")
        if cell["metadata"].get("nbgrader", {}).get("locked"):
            cell["source"] = "pass"
    notebook["cells"].reverse()
    rebuilt, notes = master.rebuild(parse_notebook(json.dumps(notebook).encode()), masters())
    names = [c.metadata["nbgrader"]["grade_id"] for c in rebuilt.cells if "nbgrader" in c.metadata]
    assert names == [cell.name for cell in masters().cells]
    assert not any("tags" in cell.metadata for cell in rebuilt.cells)
    assert set(notes.values()) == {"tampered"}
    assert "pass" not in [cell.source for cell in rebuilt.cells]


def test_of_copies_the_later_answer_counts_and_the_stub_never():
    def cell(source):
        return {"cell_type": "code", "source": source, "metadata": {"nbgrader": {"grade_id": "scale"}}}

    stub = next(c for c in masters().cells if c.name == "scale").source
    for sources, wins in ((["a = 1", "a = 2"], "a = 2"), (["a = 1", stub], "a = 1"), ([stub, "a = 2"], "a = 2")):
        data = json.dumps({"cells": [cell(source) for source in sources]}).encode()
        rebuilt, _ = master.rebuild(parse_notebook(data), masters())
        code = [c.source for c in rebuilt.cells if c.source in (*sources, stub)]
        assert code[-1] == wins
        assert next(c.source for c in rebuilt.cells if c.id == "scale") == wins


def test_a_folder_that_cannot_be_read_is_set_aside(tmp_path):
    with pytest.raises(SetAside, match="no notebook"):
        read_submission(str(tmp_path))
    os.symlink("/etc", tmp_path / "data")
    with pytest.raises(SetAside, match="symbolic link"):
        read_submission(str(tmp_path))


def test_what_cannot_be_looked_at_is_set_aside(tmp_path, monkeypatch):
    """A folder that may be listed and not entered, or a file that goes away meanwhile."""

    def lstat(path):
        raise PermissionError(errno.EACCES, "Permission denied", path)

    (tmp_path / "p1.ipynb").write_bytes(NOTEBOOK)
    with monkeypatch.context() as patch:
        patch.setattr(intake.os, "lstat", lstat)
        with pytest.raises(SetAside, match=r"'p1.ipynb' cannot be read \(Permission denied\)"):
            intake._walk(str(tmp_path))


def test_a_notebook_can_be_read_where_the_system_has_other_ways_of_opening(tmp_path, monkeypatch):
    """Windows opens text files unless it is told not to, and knows of no links to be refused."""
    (tmp_path / "p1.ipynb").write_bytes(NOTEBOOK)
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        monkeypatch.delattr(os, name)
    monkeypatch.setattr(os, "O_BINARY", os.O_SYNC, raising=False)  # any flag that does no harm
    opened, open_ = [], os.open
    monkeypatch.setattr(os, "open", lambda path, flags: opened.append(flags) or open_(path, flags))
    assert intake.read_file(tmp_path / "p1.ipynb") == NOTEBOOK
    assert opened == [os.O_SYNC]


def test_helper_files_travel_along_and_hidden_ones_do_not(tmp_path):
    (tmp_path / "p1.ipynb").write_bytes(NOTEBOOK)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.csv").write_text("1")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "p1.ipynb").write_text("{")
    found = read_submission(str(tmp_path))
    assert found.files == {"data/x.csv": b"1"}
    assert list(found.notebooks) == ["p1.ipynb"]
    assert set(RIGHT) <= {cell.claims for cell in found.notebooks["p1.ipynb"].cells}
    assert intake.read_submission(str(tmp_path)).digest == found.digest


def test_without_a_notebook_it_says_what_came_instead(tmp_path):
    (tmp_path / "timestamp.txt").write_text("2026-10-14 12:00:00 UTC")
    with pytest.raises(SetAside, match="no notebook was handed in: the folder is empty"):
        read_submission(str(tmp_path))
    (tmp_path / "neurons.pdf").write_text("%PDF")
    with pytest.raises(SetAside, match=r"no notebook was handed in, only 'neurons\.pdf'"):
        read_submission(str(tmp_path))


def test_a_notebook_of_another_exercise_is_set_aside_and_an_own_one_never(tmp_path):
    known = {"p1": masters()}
    for grade_id, is_ours in (("weights_of_ps2", False), ("scale", True)):
        cell = {"cell_type": "code", "source": "x = 1", "metadata": {"nbgrader": {"grade_id": grade_id}}}
        notebook = {"cells": [cell], "metadata": {"course": {"assignment": "ps2"}}}
        (tmp_path / "p1.ipynb").write_text(json.dumps(notebook))
        submission = read_submission(str(tmp_path))
        if is_ours:
            assert intake.choose_notebooks(submission, known, "ps1") == {"p1": "p1.ipynb"}
        else:
            with pytest.raises(SetAside, match=r"'p1\.ipynb' is exercise 'ps2', not 'ps1'"):
                intake.choose_notebooks(submission, known, "ps1")
    assert intake.choose_notebooks(submission, known, "ps2") == {"p1": "p1.ipynb"}
