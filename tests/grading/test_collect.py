"""Exports of learning platforms: who is found in a name, what is left out and why, and what is never overwritten."""

import json
import os
import zipfile
from pathlib import Path

import nbformat
import pytest

from grading import collect
from grading.__main__ import main
from grading.classroom import Classroom
from grading.notebooks import GradingError

ASSIGNMENT = "01-neurons"
OLD, NEW = (2026, 10, 5, 11, 0, 0), (2026, 10, 6, 11, 0, 0)


def notebook(text: str) -> str:
    return json.dumps(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text, id="a")]))


def export(path, files: dict, when=OLD):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, when), content)
    return path


def collected(tmp_path, source) -> dict:
    """Collect; return of each path what became of it and the words."""
    room = tmp_path / "class"
    (room / "submitted").mkdir(parents=True, exist_ok=True)
    return {path: (outcome, words) for outcome, path, words in collect.collect(Classroom(room, ASSIGNMENT), source)}


def submitted(tmp_path) -> dict:
    root = tmp_path / "class" / "submitted"
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


MOODLE = {
    "Ada Lovelace_90211_assignsubmission_file_/neurons.ipynb": "Ada Lovelace/01-neurons/neurons.ipynb",
    "Ada Lovelace_90211_assignsubmission_file_/hw-1.ipynb": "Ada Lovelace/01-neurons/hw-1.ipynb",
    "Ada Lovelace_90211_assignsubmission_file_/hw-2.ipynb": "Ada Lovelace/01-neurons/hw-2.ipynb",
    "Ada Lovelace_90211_assignsubmission_file_/data.csv": "Ada Lovelace/01-neurons/data.csv",
    "Zoë Smith-Jones, Jr_7_assignsubmission_file/a/Untitled.IPYNB": "Zoë Smith-Jones, Jr/01-neurons/Untitled.ipynb",
    "Grace Hopper_8_assignsubmission_file_my_neurons.ipynb": "Grace Hopper/01-neurons/my_neurons.ipynb",
}
CANVAS = {
    "hoppergrace_LATE_10102_555002_neurons-1.ipynb": "hoppergrace/01-neurons/neurons.ipynb",
    "lovelaceada_10103_555003_my_neurons.ipynb": "lovelaceada/01-neurons/my_neurons.ipynb",
    "lovelaceada_10103_555004_notes (2).ipynb": "lovelaceada/01-neurons/notes.ipynb",
}


@pytest.mark.parametrize("paths", [MOODLE, CANVAS], ids=["moodle", "canvas"])
@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_a_platforms_names_are_understood(paths, kind, tmp_path):
    source = export(tmp_path / "export.zip", dict.fromkeys(paths, notebook("x")))
    if kind == "folder":
        with zipfile.ZipFile(source) as archive:
            archive.extractall(source := tmp_path / "export")
    told = collected(tmp_path, source)
    assert {outcome for outcome, _ in told.values()} == {"collected"}
    assert submitted(tmp_path) == dict.fromkeys(paths.values(), notebook("x"))


def test_only_a_newer_submission_replaces_what_is_there_and_then_the_whole_of_it(tmp_path):
    name = "Ada_1_assignsubmission_file_/neurons.ipynb"
    first = export(tmp_path / "1.zip", {name: notebook("first")}, NEW)
    assert collected(tmp_path, first)[name][0] == "collected"
    assert collected(tmp_path, first)[name][0] == "unchanged"
    older = export(tmp_path / "2.zip", {name: notebook("older")}, OLD)
    assert collected(tmp_path, older)[name] == ("kept", "the submission that is there is as new, or newer")
    assert submitted(tmp_path) == {"Ada/01-neurons/neurons.ipynb": notebook("first")}
    other = name.replace("neurons", "Untitled")
    newer = export(tmp_path / "3.zip", {other: notebook("newer")}, (2026, 10, 7, 0, 0, 0))
    assert collected(tmp_path, newer)[other][0] == "replaced"
    assert submitted(tmp_path) == {"Ada/01-neurons/Untitled.ipynb": notebook("newer")}


def test_a_run_that_is_ended_half_way_loses_nothing(tmp_path, monkeypatch):
    name, rename = "Ada_1_assignsubmission_file_/neurons.ipynb", Path.replace
    collected(tmp_path, export(tmp_path / "1.zip", {name: notebook("first")}, OLD))
    newer = export(tmp_path / "2.zip", {name: notebook("newer")}, NEW)

    def ended(self, target):
        if self.name.endswith(".new"):
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", ended)
        with pytest.raises(KeyboardInterrupt):
            collected(tmp_path, newer)
    assert submitted(tmp_path)["Ada/01-neurons/neurons.ipynb"] == notebook("first")
    folder = tmp_path / "class" / "submitted" / "Ada" / ASSIGNMENT
    folder.rename(folder.with_name(f".{ASSIGNMENT}.old"))  # as the machine leaves it that goes down right there
    older = export(tmp_path / "3.zip", {name: notebook("older")}, (2026, 10, 4, 0, 0, 0))
    assert collected(tmp_path, older)[name][0] == "kept"
    assert collected(tmp_path, newer)[name][0] == "replaced"
    assert submitted(tmp_path) == {"Ada/01-neurons/neurons.ipynb": notebook("newer")}


def test_what_an_editor_leaves_beside_a_submission_does_not_count(tmp_path):
    name = "Ada_1_assignsubmission_file_/neurons.ipynb"
    first = export(tmp_path / "1.zip", {name: notebook("first")}, OLD)
    collected(tmp_path, first)
    copies = tmp_path / "class" / "submitted" / "Ada" / ASSIGNMENT / ".ipynb_checkpoints"
    copies.mkdir()
    (copies / "neurons-checkpoint.ipynb").write_text(notebook("first"))
    assert collected(tmp_path, first)[name][0] == "unchanged"
    assert collected(tmp_path, export(tmp_path / "2.zip", {name: notebook("newer")}, NEW))[name][0] == "replaced"


def test_a_link_in_the_place_of_a_submission_stays_as_it_is(tmp_path):
    name, elsewhere = "Ada_1_assignsubmission_file_/neurons.ipynb", tmp_path / "elsewhere"
    folder = tmp_path / "class" / "submitted" / "Ada" / ASSIGNMENT
    elsewhere.mkdir()
    folder.parent.mkdir(parents=True)
    folder.symlink_to(elsewhere)
    told = collected(tmp_path, export(tmp_path / "1.zip", {name: notebook("x")}, NEW))
    assert told[name] == ("left out", f"{folder} is there and no folder")
    assert folder.is_symlink()
    assert not list(elsewhere.iterdir())


def test_of_several_versions_the_newest_counts_and_of_two_students_of_one_name_none(tmp_path):
    source = tmp_path / "export"
    source.mkdir()
    for i, name in enumerate(["a_1_5_neurons-1.ipynb", "a_1_6_neurons.ipynb", "b_2_7_x.ipynb", "b_3_8_x.ipynb"]):
        (source / name).write_text(notebook(name))
        os.utime(source / name, (1000 - i, 1000 - i))
    told = collected(tmp_path, source)
    assert told["a_1_6_neurons.ipynb"] == ("left out", "a_1_5_neurons-1.ipynb is newer")
    assert "several students have this name (2, 3)" in told["b_2_7_x.ipynb"][1]
    assert submitted(tmp_path) == {"a/01-neurons/neurons.ipynb": notebook("a_1_5_neurons-1.ipynb")}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("Ada_1_assignsubmission_file_/essay.pdf", "it is neither a notebook nor"),
        ("Ada_1_assignsubmission_file_/timestamp.txt", "it is neither a notebook nor"),
        ("neurons.ipynb", "no student can be read from its name"),
        (".._1_assignsubmission_file_/neurons.ipynb", "it is hidden"),
        (".ada_1_assignsubmission_file_/../../neurons.ipynb", "it is hidden"),
        ("ada*_1_assignsubmission_file_/neurons.ipynb", "cannot be a folder's"),
        ("Ada_1_assignsubmission_file_/\x1b[2J.ipynb", "not printable"),
        ("A" * 500 + "_1_2_neurons.ipynb", "its name is too long"),
        ("Ada_1_assignsubmission_file_/" + "名" * 100 + ".ipynb", "its name is too long"),
        ("名" * 100 + "_1_assignsubmission_file_/neurons.ipynb", "its name is too long"),
        ("__MACOSX/Ada_1_assignsubmission_file_/neurons.ipynb", "a system's own"),
    ],
)
def test_what_is_left_out_is_told_with_the_reason(path, words, tmp_path):
    told = collected(tmp_path, export(tmp_path / "export.zip", {path: notebook("x")}))
    ((outcome, reason),) = told.values()
    assert outcome == "left out"
    assert words in reason
    assert submitted(tmp_path) == {}


def test_what_is_too_much_or_damaged_is_left_out_and_the_others_are_not(tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "MAX_TOTAL", 1 << 16)
    big, right = "big_1_2_x.ipynb", "right_3_4_x.ipynb"
    source = export(tmp_path / "export.zip", {big: "0" * (1 << 20), "bad_5_6_x.ipynb": "seven words", right: "{}"})
    source.write_bytes(source.read_bytes().replace(b"seven words", b"seven wordz"))
    told = collected(tmp_path, source)
    assert told[big] == ("left out", "more than 0 MB were handed in")
    assert told["bad_5_6_x.ipynb"] == ("left out", "it cannot be unpacked (BadZipFile)")
    assert told[right][0] == "collected"
    link = tmp_path / "folder" / "eve_1_2_x.ipynb"
    link.parent.mkdir()
    link.symlink_to("/etc/passwd")
    assert "cannot be read" in collected(tmp_path, link.parent)[link.name][1]
    monkeypatch.setattr(collect, "MAX_ENTRIES", 2)
    with pytest.raises(GradingError, match="holds 3 files, 2 are allowed"):
        collected(tmp_path, source)


def test_a_class_may_have_a_pattern_of_its_own_with_a_time_in_it(tmp_path):
    (tmp_path / "class").mkdir()
    pattern = r".*[/\\](?P<student_id>\w+)_at_(?P<timestamp>[0-9-]+ [0-9:]+)_(?P<file_id>\w+)"
    text = f'c = get_config()\nc.FileNameCollectorPlugin.named_regexp = r"{pattern}"\n'
    (tmp_path / "class" / "nbgrader_config.py").write_text(text)
    name = "ps1/bit_at_2026-01-30 15:30:10_problem1.ipynb"
    told = collected(tmp_path, export(tmp_path / "export.zip", {name: notebook("x"), next(iter(MOODLE)): "{}"}))
    assert [outcome for outcome, _ in told.values()] == ["left out", "collected"]
    assert submitted(tmp_path)["bit/01-neurons/timestamp.txt"] == "2026-01-30 15:30:10"


def test_the_command_tells_of_each_file_and_refuses_what_is_no_export(tmp_path, capsys):
    (tmp_path / "class").mkdir()
    source = export(tmp_path / "export.zip", dict.fromkeys([*CANVAS, "cover.pdf"], notebook("x")))
    arguments = ["collect", "--class", str(tmp_path / "class"), "--assignment", ASSIGNMENT, "--from"]
    assert main([*arguments, str(source)]) == 0
    told = capsys.readouterr().out
    assert "left out   cover.pdf: it is neither a notebook nor a file that one reads\n" in told
    assert told.endswith("3 collected, 0 replaced, 0 unchanged, 0 kept, 1 left out\n")
    (tmp_path / "no.zip").write_text("no archive")
    for name, words in (("no.zip", "neither a folder nor a ZIP archive"), ("absent.zip", "there is no")):
        assert main([*arguments, str(tmp_path / name)]) == 1
        assert words in capsys.readouterr().err
