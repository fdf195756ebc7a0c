"""The whole way: what is handed in, executed, and booked."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attacks.tools import put
from bs4 import BeautifulSoup
from course import (
    ASSIGNMENT,
    GRADED,
    MASTER,
    NOTEBOOK,
    PARTIAL,
    POINTS,
    RIGHT,
    SECRET,
    Class,
    configuration,
    make_base,
)
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

from benchmarks.attacks import PARTIAL as PARTIAL_ATTACKS
from grading import autograde, engine, feedback, verdicts
from grading.feedback import safe_markdown
from grading.settings import course_directory
from grading.verdicts import judge

ROOT = Path(autograde.__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def partial_base(tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("partial") / "class", [*MASTER, PARTIAL])


@pytest.mark.parametrize("processes", ["one", "two"])
def test_right_answers_get_every_point_and_the_release_none(school, processes):
    school.hand_in("ada")
    school.hand_in("blank", school.release())
    school.grade(processes=processes)
    assert sum(school.marks("ada").values()) == POINTS
    assert set(school.verdicts("ada").values()) == {"passed"}
    assert sum(school.marks("blank").values()) == 0


@pytest.mark.parametrize("student", ["漢" * 84, "!" * 118])
def test_no_name_is_too_long_for_its_verdicts(school, student):
    school.hand_in(student)
    school.hand_in("ada", "no notebook")
    school.grade()
    assert sum(school.marks(student).values()) == POINTS
    school.hand_in(student, "no notebook")
    school.grade()
    assert "not JSON" in school.set_aside(student)


def test_verdicts_of_two_students_never_share_a_file():
    names = ["!90", "←", "%21", "!", "a" * 201, "a" * 202]
    assert len({verdicts._path("", "ps1", name) for name in names}) == len(names)


def test_a_megabyte_of_markdown_is_shown_as_it_was_typed():
    notebook = new_notebook(cells=[new_markdown_cell(text) for text in ("*a*", "\\begin{a}" * 100_000, "b")])
    notebook.cells[0].source += f"![](data:image/png;base64,{'A' * 1_000_000})"
    feedback.show_long_text_plainly(notebook)
    short, long, last = (cell.source for cell in notebook.cells)
    assert short.startswith("*a*")
    assert long.startswith("    \\begin")
    assert last == "    b"


def test_code_without_end_and_lines_of_spaces_are_cut_and_hidden_checks_never():
    sources = ("x = 1" + "\n \t" * 20_000, "y" * 300_000, "z", "### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS ")
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    notebook.cells[3].metadata["nbgrader"] = {"locked": True}
    feedback.show_long_text_plainly(notebook)
    blank, long, last, hidden = (cell.source for cell in notebook.cells)
    assert blank == "x = 1" + "\n" * 20_000
    assert long.endswith("y\n[the rest is not shown]")
    assert last == "\n[the rest is not shown]"
    assert hidden == sources[3]


def test_colours_without_end_are_taken_out(school):
    many = "for i in range(9):\n    print('\\x1b[1mx' * 3000, file=(sys.stdout, sys.stderr)[i % 2])"
    for student, source in (("ada", "print('\\x1b[1mx')"), ("eve", many)):
        notebook = school.answered()
        notebook.cells.insert(2, new_code_cell(f"import sys\n{source}"))
        school.hand_in(student, notebook)
    school.grade()
    few, none = (str(school.graded_notebook(student).cells[2].outputs) for student in ("ada", "eve"))
    assert "\\x1b[1mx" in few
    assert "x1b" not in none
    assert "x" * 3000 in none


def test_each_mistake_costs_its_own_points_only(school):
    wrong = {
        "scale": ("def scale(x, a):\n    return x + a", {"scale_values", "scale_hidden"}),
        "softmax": ("def softmax(x):\n    return np.exp(x) / np.exp(x).sum()", {"softmax_values"}),
        "counter": ("class Counter:\n    pass", {"counter_top"}),
        "weights": ("w_nand, b_nand = np.array([1.0, 1.0]), 1.5", {"nand_fires"}),
    }
    for name, (source, _) in wrong.items():
        school.hand_in(name, school.answered(RIGHT | {name: source}))
    school.grade()
    for name, (_, lost) in wrong.items():
        assert {cell for cell, points in school.marks(name).items() if points == 0} == lost
        assert {cell for cell in GRADED if school.verdicts(name)[cell] == "passed"} == set(GRADED) - lost


def write_config(school, **exporter):
    lines = [
        f"import sys; sys.path.insert(0, {str(ROOT)!r})",
        "from grading.autograde import configure",
        "c = get_config()",
        f"c.CourseDirectory.root = {str(school.root)!r}",
        "c.CourseDirectory.course_id = 'c1'",
        "configure(c)",
        *(f"c.SandboxExporter.{key} = {value!r}" for key, value in exporter.items()),
    ]
    (school.root / "nbgrader_config.py").write_text("\n".join(lines))


def test_plain_nbgrader_autograde_uses_the_engine(school):
    school.hand_in("ada")
    school.hand_in("eve", "{not json")
    notebook = school.answered()
    put(notebook, "scale", "import os\ndef scale(x, a): os._exit(0)")
    school.hand_in("mallory", notebook)
    write_config(school)
    command = [Path(sys.executable).parent / "nbgrader", "autograde", ASSIGNMENT]
    done = subprocess.run(command, cwd=school.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Set aside: eve" in done.stderr
    assert sum(school.marks("ada").values()) == POINTS
    assert sum(school.marks("mallory").values()) == POINTS - 5
    assert school.verdicts("mallory")["scale_values"] == "crashed"
    feedback = [Path(sys.executable).parent / "nbgrader", "generate_feedback", ASSIGNMENT]
    done = subprocess.run(feedback, cwd=school.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (school.root / "feedback" / "mallory" / ASSIGNMENT / f"{NOTEBOOK}.html").read_text()
    assert "crashed: 0 of 3 points" in page
    assert "does its code call exit()" in page
    assert re.search(r'class="lost"><a href="#scale_values">scale_values</a>:\s*0 of 3 points, crashed</li>', page)
    assert re.search(r"<li><a href=\"#softmax_values\">softmax_values</a>:\s*4 of 4 points</li>", page)
    assert 'name="viewport"' in page
    assert SECRET not in page
    assert "15434" not in page


def test_plain_nbgrader_runs_nothing_that_it_leaves_alone(school):
    jobs = []

    class Counting(ThreadPoolExecutor):
        def submit(self, function, job):
            jobs.append(job)
            return super().submit(function, job)

    def autograde_class():
        config = configuration(school.root, executor_factory=Counting)
        coursedir = course_directory(config, ASSIGNMENT)
        Autograde(coursedir=coursedir, config=config).start()

    for student in ("ada", "bob"):
        school.hand_in(student)
    autograde_class()
    assert len(jobs) == 2
    school.hand_in("aaron")
    autograde_class()
    assert len(jobs) == 3
    assert sum(school.marks("aaron").values()) == POINTS


def test_a_cell_that_does_not_run_to_its_end_says_so(school):
    school.hand_in("ada", school.answered(RIGHT | {"scale": "while True: pass"}))
    school.hand_in("eve", school.answered(RIGHT | {"scale": "import os\nos._exit(0)"}))
    four = school.answered(dict.fromkeys(RIGHT, "import os\nos._exit(0)"))
    four.cells.append(new_code_cell("1 + 1"))
    school.hand_in("bob", four)
    school.grade(timeout=2.0)
    said = {}
    for student in ("ada", "eve", "bob"):
        cells = {cell.id: cell for cell in school.graded_notebook(student).cells}
        said[student] = [str(cells[name].outputs[-1:]) for name in ("scale", "softmax")]
    assert "was stopped, because its time was up" in said["ada"][0]
    assert "this cell ended the notebook's process" in said["eve"][0]
    assert said["ada"][1] == said["eve"][1] == "[]"
    assert "not run: the notebook's process had ended" in str(school.graded_notebook("bob").cells[-1].outputs)
    assert sum(school.marks("eve").values()) == POINTS - 5


def test_formgraders_button_uses_the_engine(school):
    school.hand_in("ada")
    api = NbGraderAPI(config=configuration(school.root))
    answer = api.autograde(ASSIGNMENT, "ada")
    assert answer["success"], answer
    assert set(school.verdicts("ada").values()) == {"passed"}
    assert sum(school.marks("ada").values()) == POINTS


def test_students_markdown_is_sanitised_where_formgrader_shows_it(school):
    notebook = school.answered()
    words = "<script>XSSMARK()</script> [a](javascript:XSSMARK()) <img src=x onerror=XSSMARK()>"
    words += "\n\n[b](javascript:XSSMARK()) <div class=modal id=score>all points</div>\n\n# Score\n"
    notebook.cells.append(new_markdown_cell(words))
    school.hand_in("eve", notebook)
    school.grade()
    config = configuration(school.root)
    GenerateFeedback(coursedir=course_directory(config, ASSIGNMENT, "eve"), config=config).start()
    theirs = (school.root / "feedback" / "eve" / ASSIGNMENT / f"{NOTEBOOK}.html").read_text(encoding="utf-8")
    formgrader = FormgradeExtension().build_extra_config()  # nbgrader's own template does without the sanitiser
    formgrader.merge(config)
    path = str(school.root / "autograded" / "eve" / ASSIGNMENT / f"{NOTEBOOK}.ipynb")
    resources = {"base_url": "", "notebook_id": NOTEBOOK, "notebook_path": "", "index": 0, "total": 1}
    pages = [
        HTMLExporter(config=made).from_filename(path, resources=dict(resources))[0] for made in (config, formgrader)
    ]
    unsafe = r"<script>XSSMARK|<img[^>]*onerror|href=.?javascript:|id=.?score|class=.?modal"
    assert [re.findall(unsafe, page) for page in (theirs, *pages)] == [[], [], []]
    assert all("XSSMARK" in page for page in (theirs, *pages))  # as words
    formgrader.HTMLExporter.pop("filters")
    assert "<script>XSSMARK" in HTMLExporter(config=formgrader).from_filename(path, resources=dict(resources))[0]


def test_what_markdown_makes_is_shown_as_markdown_means_it():
    text = "| a | b |\n|--|--:|\n| 1 | $x<y$ |\n\n- [x] done\n- [ ] open\n\n3. third\n\n"
    text += "<details><summary>more</summary>\n\n`a < b`\n\n</details>\n\n\\begin{align}\na &= b<c\n\\end{align}\n\n"
    shown = safe_markdown(text + "```python\nx = None\n```\n")
    for part in (
        '<td style="text-align:right;">$x&lt;y$</td>', "<li>☑ done</li>", "<li>☐ open</li>", '<ol start="3">',
        "<details><summary>more</summary>", "<code>a &lt; b</code>", "a &amp;= b&lt;c", '<span class="kc">None</span>',
    ):  # fmt: skip
        assert part in shown


def test_formgraders_page_of_a_submission_needs_no_network(school):
    """As formgrader's extension renders it: nbgrader's settings first, then those of the class."""
    notebook = school.answered()
    notebook.cells.append(new_markdown_cell("$x^2$ <img src=https://tracker.example/eve.png>"))
    school.hand_in("eve", notebook)
    school.grade()
    config = FormgradeExtension().build_extra_config()
    config.merge(configuration(school.root))
    path = f"autograded/eve/{ASSIGNMENT}/{NOTEBOOK}.ipynb"
    resources = {
        "base_url": "/base",
        "notebook_id": NOTEBOOK,
        "notebook_path": f"some courses/{path}",
        "index": 0,
        "total": 1,
    }
    page, _ = HTMLExporter(config=config).from_filename(str(school.root / path), resources=resources)
    loads = [
        tag.get("src") or tag.get("href") for tag in BeautifulSoup(page, "html.parser").select("script, link, img")
    ]
    assert [found for found in loads if found and "//" in found] == ["https://tracker.example/eve.png"]
    assert "img-src 'self' data:;" in page  # so the browser does not ask for it
    assert "/base/files/some%20courses/feedback/mathjax/tex-svg.js" in loads
    for name in ("tex-svg.js", "ui/safe.js"):
        assert (school.root / "feedback" / "mathjax" / name).is_file()
    assert 'class="score tabbable" id="scale_values"' in page  # what an instructor works with is all there
    assert "formgrader/submissions//prev" in page
    config.HTMLExporter.extra_template_basedirs = config.HTMLExporter.extra_template_basedirs[1:]
    stock, _ = HTMLExporter(config=config).from_filename(str(school.root / path), resources=resources)
    assert "https://cdnjs" in stock  # without our templates it would be asked for MathJax


def test_set_aside_after_a_good_one_keeps_the_earlier_marks_apart(school):
    school.hand_in("ada")
    school.grade()
    path = school.root / "autograded" / "ada" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    resources = {"assignment_id": ASSIGNMENT, "student": "ada", "notebook_id": NOTEBOOK}
    exporter = HTMLExporter(config=configuration(school.root))
    assert "earlier submission" not in exporter.from_filename(str(path), resources=dict(resources))[0]
    for broken in ("{", '{"cells": 5}'):  # twice: the second time it is set aside already
        school.hand_in("ada", broken)
        assert school.grade(resume=True).graded == []
        record = verdicts.read(school.root, ASSIGNMENT, "ada")
        assert record["notebooks"] == {}
        assert sum(cell["points"] for cell in verdicts.cells_of(record["earlier"])) == POINTS
        assert verdicts.counts([record]) == {"set aside": 1}
        assert sum(school.marks("ada").values()) == POINTS
    page, _ = exporter.from_filename(str(path), resources=dict(resources))
    assert "marks of an earlier submission" in page
    assert record["set_aside"] in BeautifulSoup(page, "html.parser").text
    school.hand_in("ada", school.answered(RIGHT | {"scale": "def scale(x, a):\n    return 0"}))
    assert school.grade(resume=True).graded == ["ada"]
    assert "earlier" not in verdicts.read(school.root, ASSIGNMENT, "ada")
    assert sum(school.marks("ada").values()) == POINTS - 5


def test_a_reason_is_shown_as_text(school):
    school.hand_in("eve")
    school.grade()
    school.hand_in("eve", "{")
    reason = "'<script>XSSMARK()</script> [a](javascript:XSSMARK())\n\n</pre><img src=x>.ipynb'"
    verdicts.put_aside(school.root, ASSIGNMENT, "eve", reason)
    done = NbGraderAPI(config=configuration(school.root)).generate_feedback(ASSIGNMENT, "eve")
    assert done["success"], done
    page = (school.root / "feedback" / "eve" / ASSIGNMENT / f"{NOTEBOOK}.html").read_text()
    for text in (page, feedback.set_aside_page(ASSIGNMENT, reason)):
        shown = BeautifulSoup(text, "html.parser")
        assert "javascript:XSSMARK()" in shown.text
        assert not shown.select("img, a[href*=javascript]")
        assert "XSSMARK" not in "".join(tag.text for tag in shown.select("script"))


def test_manual_marks_survive_a_second_grading(school):
    school.hand_in("ada", school.answered(RIGHT | {"scale": "def scale(x, a):\n    return 0"}))
    school.grade()
    with Gradebook(f"sqlite:///{school.root}/gradebook.db", "c1") as gradebook:
        grade = gradebook.find_grade("scale_values", NOTEBOOK, ASSIGNMENT, "ada")
        grade.manual_score = 2.5
        gradebook.db.commit()
    school.grade()
    assert school.marks("ada")["scale_values"] == 2.5


def test_resume_leaves_alone_what_has_not_changed(school):
    for student in ("ada", "bob"):
        school.hand_in(student)
    assert set(school.grade().graded) == {"ada", "bob"}
    assert school.grade(resume=True).graded == []
    school.hand_in("bob", school.answered(RIGHT | {"scale": "def scale(x, a):\n    return 0"}))
    assert school.grade(resume=True).graded == ["bob"]
    assert sum(school.marks("bob").values()) == POINTS - 5
    assert sum(school.marks("ada").values()) == POINTS


def test_a_damaged_record_of_verdicts_is_graded_again(school):
    for student in ("ada", "bob"):
        school.hand_in(student)
    school.grade()
    (school.root / "verdicts" / ASSIGNMENT / "ada.json").write_text("")  # as a power cut may leave it
    records = verdicts.Records(school.root, ASSIGNMENT)
    assert list(records) == ["bob"]
    assert school.grade(resume=True).graded == ["ada"]
    assert list(verdicts.Records(school.root, ASSIGNMENT)) == ["ada", "bob"]


def test_folders_of_every_name_end_in_a_record(school):
    names = ["ada", "\N{SNOWMAN}" * 80, "\N{CJK UNIFIED IDEOGRAPH-4E00}" * 83, "\x01" * 200, os.fsdecode(b"\xff" * 90)]
    for name in names:
        school.hand_in(name)
    school.grade()
    assert set(verdicts.Records(school.root, ASSIGNMENT)) == set(names)
    assert [school.set_aside(name) is None for name in names] == [True, True, True, False, False]


def test_partial_credit_outside_of_the_points_is_an_error_of_the_exercise():
    for value, verdict, points in ((2.0, "failed", 2.0), (5.0, "passed", 5.0), (5.5, "error", 0), (-1.0, "error", 0)):
        result = judge("cell", {"value": value}, 5.0)
        assert (result.verdict, result.points) == (verdict, points)
    for value in (float("nan"), float("inf"), "str", "bool"):
        assert judge("cell", {"value": value}, 5.0).verdict == "error"


@pytest.mark.parametrize("dtype", ["np.float32", "np.longdouble", "np.float16"])
def test_partial_credit_counts_in_every_precision(dtype, partial_base, tmp_path):
    school = Class(partial_base, tmp_path / "class")
    answer = f"def softmax(x):\n    e = np.exp(x - np.max(x))\n    return (e / e.sum()).astype({dtype})"
    school.hand_in("ada", school.answered(RIGHT | {"softmax": answer}))
    school.grade()
    assert school.marks("ada")["softmax_share"] == 4


@pytest.mark.parametrize("name", PARTIAL_ATTACKS)
def test_an_answer_that_makes_partial_credit_no_number_in_range_gains_nothing(name, partial_base, tmp_path):
    school = Class(partial_base, tmp_path / "class")
    notebook = school.release()
    PARTIAL_ATTACKS[name][1](notebook, None, school)
    school.hand_in("eve", notebook)
    school.hand_in("ada")
    school.grade()
    assert sum(school.marks("eve").values()) == 0
    assert school.verdicts("eve")["softmax_share"] == "error"
    assert sum(school.marks("ada").values()) == POINTS + 4


def test_refuses_without_protection(school, monkeypatch):
    monkeypatch.setattr("grading.sandbox.working_layers", lambda: {"limits", "seccomp"})
    school.hand_in("ada")
    with pytest.raises(autograde.Unprotected, match="run_without_protection"):
        school.grade()
    engine.close()
