"""make.py and its tools: the sentences they say when something is wrong, and the way from a master to a release."""

import ast
import json
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections import namedtuple
from pathlib import Path
from threading import Thread

import nbformat
import pytest

import make
from tools import book, environment, jobs, lint_text, proof, release
from tools.shell import ROOT, JobError

ALL_JOBS = {
    "book", "serve", "test", "test-all", "lint", "release", "check", "collect", "grade", "demo", "bench",
    "bench-grading", "clean",
}  # fmt: skip

# -- the command line ----------------------------------------------------------------------------------------------


def make_py(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, str(ROOT / "make.py"), *arguments], capture_output=True, text=True)


def test_without_argument_it_lists_every_job():
    listed = re.findall(r"^  ([a-z-]+)  +\S", make_py().stdout, re.MULTILINE)
    assert listed == list(jobs.JOBS)
    assert set(listed) == set(
        [
            "book",
            "serve",
            "test",
            "test-all",
            "lint",
            "release",
            "check",
            "collect",
            "grade",
            "demo",
            "bench",
            "bench-grading",
            "clean",
        ]
    )


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_the_makefile_has_the_same_jobs_and_passes_variables_on():
    makefile = (ROOT / "Makefile").read_text()
    assert set(re.search(r"^JOBS := (.*)$", makefile, re.MULTILINE)[1].split()) == set(jobs.JOBS)

    def shown(*arguments):
        command = ["make", "--no-print-directory", f"PYTHON={sys.executable}", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert "make JOB" in shown()
    assert '--class "a class" --assignment "01-neurons"' in shown(
        "-n", "grade", "CLASS=a class", "ASSIGNMENT=01-neurons"
    )
    assert '--exercise "01-neurons" "my.ipynb" --json' in shown(
        "-n", "check", "EX=01-neurons", "FILE=my.ipynb", "ARGS=--json"
    )
    assert '--class "c" --assignment "01-neurons" --from "a b.zip"' in shown(
        "-n", "collect", "CLASS=c", "ASSIGNMENT=01-neurons", "FROM=a b.zip"
    )
    assert '--port "8001"' in shown("-n", "serve", "PORT=8001")


@pytest.mark.parametrize("name", jobs.JOBS)
def test_each_job_has_help(name, capsys):
    with pytest.raises(SystemExit) as ended:
        jobs.main([name, "--help"])
    assert ended.value.code == 0
    assert jobs.JOBS[name].summary.split(",")[0] in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("name", ["check", "collect", "grade"])
def test_a_missing_argument_gets_one_sentence_with_an_example(name, capsys):
    assert jobs.main([name]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "for example" in said
    assert "01-neurons" in said


def test_paths_are_meant_from_where_the_user_stands(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(jobs, "run_module", lambda *arguments: ran.append(arguments) or 0)
    monkeypatch.chdir(tmp_path)
    assert jobs.main(["check", "--exercise", "01-neurons", "my.ipynb", "--json"]) == 0
    assert ran == [("grading", "check", "--exercise", "01-neurons", str(tmp_path / "my.ipynb"), "--json")]


def test_an_option_that_no_job_knows_is_refused():
    with pytest.raises(SystemExit) as ended:
        jobs.main(["release", "--onyl", "01-neurons"])
    assert ended.value.code == 2


# -- an old Python -------------------------------------------------------------------------------------------------


def test_an_old_python_is_told_what_is_needed_and_what_was_found():
    said = make.version_problem((3, 9, 18), "/usr/bin/python3")
    for words in ("3.11 or newer", "/usr/bin/python3 is Python 3.9", "https://www.python.org/downloads/"):
        assert words in said
    assert make.version_problem((3, 11, 0), "python3") is None
    assert make.version_problem((4, 0, 0), "python3") is None


def test_an_old_python_can_parse_make_py():
    tree = ast.parse((ROOT / "make.py").read_text(), feature_version=(3, 4))
    assert not any(
        isinstance(node, ast.JoinedStr) for node in ast.walk(tree)
    )  # no f-string: feature_version lets it pass


# -- the environment -----------------------------------------------------------------------------------------------


class Runner:
    """Stands in for pip and venv: remembers the commands, and fails where it is told to."""

    def __init__(self, fails_on=None, output=""):
        self.commands, self.fails_on, self.output = [], fails_on, output

    def __call__(self, command, env):
        self.commands.append(command)
        if self.fails_on and self.fails_on in command:
            return 1, self.output
        if "venv" in command:
            python = environment.Environment(Path(command[-1]).parent).python
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        return 0, ""


@pytest.fixture
def checkout(tmp_path):
    for name in environment.REQUIREMENTS:
        (tmp_path / name).write_text("numpy\n")
    return tmp_path


def test_the_second_run_does_nothing_and_is_quick(checkout):
    first = Runner()
    environment.Environment(checkout, first).ensure()
    assert ["venv" in command for command in first.commands] == [True, False, False]

    second = Runner()
    since = time.monotonic()
    environment.Environment(checkout, second).ensure()
    assert second.commands == []
    assert time.monotonic() - since < 0.2


@pytest.mark.parametrize("name", environment.REQUIREMENTS)
def test_changed_requirements_are_installed_into_the_same_environment(checkout, name):
    environment.Environment(checkout, Runner()).ensure()
    (checkout / name).write_text("scipy\n")
    runner = Runner()
    environment.Environment(checkout, runner).ensure()
    assert ["pip" in command for command in runner.commands] == [True, True]


def test_an_environment_of_another_python_is_made_anew(checkout):
    environment.Environment(checkout, Runner()).ensure()
    (checkout / ".venv" / "created").write_text("cpython-310 elsewhere")
    runner = Runner()
    environment.Environment(checkout, runner).ensure()
    assert "venv" in runner.commands[0]


def test_an_interrupted_installation_is_taken_up_again(checkout):
    def interrupted(command, env):
        if "pip" in command:
            raise KeyboardInterrupt
        return Runner()(command, env)

    with pytest.raises(KeyboardInterrupt):
        environment.Environment(checkout, interrupted).ensure()
    runner = Runner()
    environment.Environment(checkout, runner).ensure()
    assert ["pip" in command for command in runner.commands] == [True, True]


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for numpy==2.4.6", "could not download the packages"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError'", "nothing is lost"),
        ("The user requested a==1\n    The user requested (constraint) a==1\n", "could not download the packages"),
        (
            "The user requested a==1\n    The user requested (constraint) a==2\n\nERROR: Impossible",
            "(ERROR: Impossible)",
        ),
        ("  error: subprocess-exited-with-error\n  a wheel did not build", "subprocess-exited-with-error"),
        ("", "said nothing"),
    ],
)
def test_a_failed_installation_gets_one_sentence_and_no_stamp(checkout, output, words):
    failing = environment.Environment(checkout, Runner(fails_on="-r", output=output))
    with pytest.raises(JobError) as raised:
        failing.ensure()
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "same command again" in str(raised.value)
    assert not (checkout / ".venv" / "installed").exists()


def test_a_venv_that_is_a_link_is_never_emptied(checkout, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "kept").touch()
    (checkout / ".venv").symlink_to(shared)
    with pytest.raises(JobError, match="is a link"):
        environment.Environment(checkout, Runner()).ensure()
    assert (shared / "kept").exists()


def test_too_little_space_is_told_before_anything_is_made(checkout, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda _: usage(10e9, 9e9, 1.24e9))
    runner = Runner()
    with pytest.raises(JobError, match=r"about 3 GB, but .* has 1\.2 GB free"):
        environment.Environment(checkout, runner).ensure()
    assert runner.commands == []


def test_a_python_without_venv_is_told_debians_package(checkout, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(JobError, match=rf"apt install python3\.{sys.version_info[1]}-venv"):
        environment.Environment(checkout, Runner()).ensure()


def test_a_job_error_is_shown_without_a_traceback(monkeypatch, capsys):
    def no_space():
        raise JobError("the disk is full.")

    monkeypatch.setattr(jobs, "ready", no_space)
    assert jobs.main(["lint"]) == 1
    assert capsys.readouterr().err == "lint: the disk is full.\n"


def test_jobs_see_the_environment_first_on_the_path(checkout, monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    variables = environment.Environment(checkout).variables()
    assert variables["PATH"].startswith(str(checkout / ".venv"))
    assert variables["PIP_DISABLE_PIP_VERSION_CHECK"] == "1"
    assert "PYTHONHOME" not in variables


# -- steps, pages, serving, cleaning -------------------------------------------------------------------------------


def test_all_steps_are_in_the_table_and_a_failure_is_seen():
    results = [proof.run_step("one", lambda: 0), proof.run_step("another", lambda: 3)]
    rows = proof.table(results, 1.0).splitlines()
    assert [row.split()[:2] for row in rows[:2]] == [["one", "passed"], ["another", "FAILED"]]


def test_a_background_step_shows_its_output_only_when_it_failed(tmp_path, capsys):
    for code, shown in ((0, False), (1, True)):
        script = f"print('what it said'); raise SystemExit({code})"
        step = proof.Background([sys.executable, "-c", script], tmp_path / "logs" / "step.log", None)
        assert step.wait("step").passed is not shown
        assert ("what it said" in capsys.readouterr().out) is shown


def test_pages_with_an_error_report_are_failed_pages(tmp_path):
    assert book.failed_pages(tmp_path) == []
    report = tmp_path / "html" / "reports" / "book" / "01-neurons.err.log"
    report.parent.mkdir(parents=True)
    report.touch()
    assert book.failed_pages(tmp_path) == ["book/01-neurons"]


def test_serve_takes_the_next_port_when_one_is_taken(tmp_path, capsys):
    (tmp_path / "worker.mjs").write_text("export {}")
    with book.listen(tmp_path, 18431) as first, book.listen(tmp_path, first.server_port) as second:
        assert second.server_port > first.server_port
        assert f"Port {first.server_port} is taken" in capsys.readouterr().out
        thread = Thread(target=second.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        with urllib.request.urlopen(f"http://127.0.0.1:{second.server_port}/worker.mjs") as answer:
            assert answer.read() == b"export {}"
            assert answer.headers["Content-Type"] == "text/javascript"
        second.shutdown()
        thread.join()


def test_clean_removes_what_is_derived_and_nothing_else(tmp_path):
    for name in (
        "_build/html",
        ".venv/bin",
        "nnlib/__pycache__",
        ".pytest_cache",
        "classes/2026/__pycache__",
        "build/kept",
    ):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "file").touch()
    (tmp_path / "nnlib" / "layers.py").touch()
    if shutil.which("git"):
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        subprocess.run(["git", "add", "build/kept/file"], cwd=tmp_path, check=True)
    else:
        shutil.rmtree(tmp_path / "build")
    names = {path.relative_to(tmp_path).as_posix() for path in jobs.removable(tmp_path)}
    assert names == {"_build", ".pytest_cache", "nnlib/__pycache__"}
    assert tmp_path / ".venv" in jobs.removable(tmp_path, everything=True)


def test_clean_follows_no_link_out_of_the_checkout(tmp_path):
    outside, checkout = tmp_path / "outside", tmp_path / "checkout"
    outside.mkdir()
    checkout.mkdir()
    (outside / "kept").touch()
    (checkout / "_build").symlink_to(outside, target_is_directory=True)
    for path in jobs.removable(checkout):
        jobs.remove(path)
    assert not (checkout / "_build").exists()
    assert (outside / "kept").exists()


# -- from a master to a release ------------------------------------------------------------------------------------


def header(grade_id, **settings):
    keys = {"grade": False, "locked": False, "schema_version": 3, "solution": False, "task": False}
    return "nbgrader=" + json.dumps({"grade_id": grade_id, **(keys | settings)})


MASTER = f'''\
# %% [markdown]
# # One neuron

# %% {header("double", solution=True)}
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    return x + x
    ### END SOLUTION

# %% {header("double_values", grade=True, locked=True, points=40)}
assert double(2) == 4, "double(2) should be 4"

# %% {header("double_more", grade=True, locked=True, points=50)}
print("hidden checks run when this is graded")
### BEGIN HIDDEN TESTS
assert double(-1) == -2, "what about negative numbers?"
### END HIDDEN TESTS

# %% [markdown] {header("why", grade=True, solution=True, points=10)}
# Because a sum of two equal terms is twice the term.
'''
NOTEBOOK = Path("01-neurons/neurons.ipynb")


def write_master(root: Path, text: str = MASTER) -> Path:
    master = root / "solutions" / "01-neurons" / "neurons.py"
    master.parent.mkdir(parents=True, exist_ok=True)
    master.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return master


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A checkout with one master, released once."""
    root = tmp_path_factory.mktemp("checkout")
    master = write_master(root)
    for name in ("points.csv", "rubric.md", "helper.py", "neurons.ipynb"):
        (master.parent / name).write_text("x,y\n")
    release.release(root)
    return root


def test_a_release_has_the_masters_cells_and_neither_solution_nor_hidden_test(released):
    text = (released / "exercises" / NOTEBOOK).read_text(encoding="utf-8")
    for secret in ("return x + x", "double(-1)", "negative numbers", "sum of two equal terms", "BEGIN", "END"):
        assert secret not in text
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert [cell.id for cell in notebook.cells] == ["cell-000", "double", "double_values", "double_more", "why"]
    assert "raise NotImplementedError" in notebook.cells[1].source
    assert notebook.cells[3].source == 'print("hidden checks run when this is graded")'
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.course.assignment == "01-neurons"
    assert re.fullmatch("[0-9a-f]{12}", notebook.metadata.course.release)


def test_the_source_notebook_keeps_the_solution(released):
    assert "return x + x" in (released / "_build" / "source" / NOTEBOOK).read_text(encoding="utf-8")


def test_data_travel_with_a_release_and_nothing_else_does(released):
    names = {path.name for path in (released / "exercises" / "01-neurons").iterdir()}
    assert names == {"neurons.ipynb", "points.csv"}


def test_a_rebuild_gives_the_same_bytes_and_touches_nothing(released):
    path = released / "exercises" / NOTEBOOK
    before, changed_at = path.read_bytes(), path.stat().st_mtime_ns
    assert release.release(released) == []
    assert path.stat().st_mtime_ns == changed_at
    path.write_bytes(b"{}")
    assert release.release(released) == ["exercises/01-neurons/neurons.ipynb"]
    assert path.read_bytes() == before


def test_check_shows_what_differs_and_changes_nothing(released, tmp_path, capsys):
    copy = shutil.copytree(released, tmp_path / "copy")
    path = copy / "exercises" / NOTEBOOK
    path.write_text(path.read_text().replace("# One neuron", "# Two neurons"))
    (copy / "exercises" / "02-weights").mkdir()
    edited = path.read_bytes()
    assert release.main(["--check"], root=copy) == 1
    said = capsys.readouterr().out
    assert re.search(r"^-.*# Two neurons", said, re.MULTILINE)
    assert re.search(r"^\+.*# One neuron", said, re.MULTILINE)
    assert "exercises/02-weights: no master makes it" in said
    assert path.read_bytes() == edited
    assert release.main(["--check"], root=released) == 0


def test_another_folder_can_take_the_release(released, tmp_path):
    write_master(tmp_path)
    release.release(tmp_path, only="01-neurons", to=tmp_path / "pack")
    assert (tmp_path / "pack" / NOTEBOOK).read_bytes() == (released / "exercises" / NOTEBOOK).read_bytes()
    assert not (tmp_path / "exercises").exists()
    assert not (tmp_path / "_build").exists()


def test_a_changed_master_gets_another_stamp_and_line_ends_do_not_matter(tmp_path):
    stamps = []
    for text in (MASTER, MASTER.replace("\n", "\r\n"), MASTER.replace("twice", "two times")):
        path = tmp_path / "01-neurons.py"
        path.write_bytes(text.encode())
        stamps.append(release.read_master(path).metadata.course.release)
    assert stamps[0] == stamps[1] != stamps[2]


def test_a_master_can_name_the_address_of_the_wheel(tmp_path):
    master = write_master(tmp_path, MASTER.replace("# # One neuron", f"# pip install {release.WHEEL}"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "_config.yml").write_text("html:\n  baseurl: https://example.org/book/\n")
    first = release.read_master(master).cells[0].source
    assert re.fullmatch(r"pip install https://example\.org/book/_static/wheels/nnlib_from_scratch-.*\.whl", first)
    (tmp_path / "_config.yml").write_text("title: no address\n")
    with pytest.raises(release.ReleaseError, match=r"html\.baseurl is empty"):
        release.read_master(master)


def test_no_master_is_no_error(tmp_path, capsys):
    assert release.main([], root=tmp_path) == 0
    assert release.main(["--check"], root=tmp_path) == 0
    assert "0 masters" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"points": 40', '"points": 30', "automatic points add up to 80, not 90"),
        ('"points": 10', '"points": 20', "by hand points add up to 20, not 10"),
        ('"points": 40', '"points": "40"', "cell double_values: a graded cell needs points"),
        ('"double_more"', '"double_values"', "cell double_values: the id occurs twice"),
        ('"double_more"', '"double more"', "cell double more: an id is"),
        ('"grade_id": "double_more", ', "", "lack a grade_id"),
        ('"schema_version": 3', '"schema_version": 2', "cell double: schema_version is 2, not 3"),
        ('"locked": true', '"locked": false', "cell double_values: a cell of checks must be locked"),
        ("    ### END SOLUTION\n", "", "cell double: BEGIN SOLUTION has no END SOLUTION"),
        ("### BEGIN HIDDEN TESTS\n", "", "cell double_more: BEGIN HIDDEN TESTS and END HIDDEN TESTS do not alternate"),
        ('print("hidden checks run when this is graded")', "# nothing", "cell double_more: all its checks are hidden"),
        (
            "assert double(2) == 4",
            "### BEGIN SOLUTION\n1\n### END SOLUTION\nassert double(2) == 4",
            "not a solution cell",
        ),
        ("# # One neuron", "# # One\n# BEGIN HIDDEN TESTS\n# neuron\n# END HIDDEN TESTS", "not a cell of checks"),
        ("return x + x", "return x * x", "cell double_more: the solution does not pass it: what about negative"),
        ('numbers?"', 'numbers?"\n-3', "cell double_more: the solution does not pass it: the exercise is at fault"),
        ('numbers?"', 'numbers?"\n51', "cell double_more: the solution does not pass it: the exercise is at fault"),
        ('numbers?"', "numbers?\"\nfloat('nan')", "the solution does not pass it: the exercise is at fault"),
        ('numbers?"', "numbers?\"\n'all right'", "the solution does not pass it: the exercise is at fault"),
        ("double(-1) == -2", "callable(double)", "cell double_more: the untouched release passes it, so it gives 50"),
    ],
)
def test_a_master_that_is_not_in_order_is_named_with_its_cell_and_not_released(tmp_path, capsys, old, new, words):
    assert old in MASTER
    write_master(tmp_path, MASTER.replace(old, new, 1))
    assert release.main([], root=tmp_path) == 1
    said = capsys.readouterr().err
    assert "solutions/01-neurons/neurons.py" in said
    assert words in said
    assert not (tmp_path / "exercises").exists()


def test_a_folder_without_its_master_and_an_unknown_exercise_are_named(tmp_path):
    (tmp_path / "solutions" / "02-weights").mkdir(parents=True)
    with pytest.raises(release.ReleaseError, match=r"solutions/02-weights: its master weights.py is missing"):
        release.find_masters(tmp_path)
    with pytest.raises(release.ReleaseError, match="solutions/03-x: there is no such exercise"):
        release.find_masters(tmp_path, only="03-x")


@pytest.mark.parametrize(
    ("cell", "change", "words"),
    [
        (0, {"source": "    return x + x"}, "line of a solution or a hidden test: return x"),
        (2, {"source": 'assert double(-1) == -2, "what about negative numbers?"'}, "hidden test: assert double"),
        (4, {"source": "Because a sum of two equal terms is twice the term."}, "line of a solution"),
        (1, {"source": "### BEGIN SOLUTION"}, "still says BEGIN SOLUTION"),
        (2, {"outputs": [{"output_type": "stream", "name": "stdout", "text": "4"}]}, "holds output"),
        (2, {"id": "another"}, "other cells than its master"),
    ],
)
def test_a_leak_in_a_release_is_found(released, cell, change, words):
    master = release.read_master(released / "solutions" / "01-neurons" / "neurons.py")
    notebook = nbformat.read(released / "exercises" / NOTEBOOK, as_version=4)
    release.check_release(notebook, master, "neurons.py")
    notebook.cells[cell].update(change)
    with pytest.raises(release.ReleaseError, match=words):
        release.check_release(notebook, master, "neurons.py")


# -- prose ---------------------------------------------------------------------------------------------------------

PAGE = """\
(top)=
# How one neuron decides

We normalize the color of each [link](02-weights.md#the-rule), see [](#top) and [here](#nowhere).

```python
center = normalize(color)
```

:::{note}
Its behavior is `color`, and $color$; [Optimization](https://example.org/color) keeps its title.
:::
[gone](gone.md), [chapter](02-weights), [again](/book/02-weights.md), [no chapter](/02-weights.md)
"""


def test_american_spellings_are_found_in_prose_alone():
    found = [(line, message.split(":")[0]) for line, message in lint_text.american_spellings(PAGE)]
    assert sorted(found) == [(4, "color"), (4, "normalize"), (11, "behavior")]


BRITISH_WORDS = """
    size prize seize realistic organism labels honorary laboratory catalogue optimal initials generally grey parameter
    locality model finally linear colour optimiser citizen specialist centred central
"""


@pytest.mark.parametrize("word", BRITISH_WORDS.split())
def test_british_words_are_left_alone(word):
    assert list(lint_text.american_spellings(word)) == []


@pytest.mark.parametrize(
    ("american", "british"),
    [("Optimizers", "optimisers"), ("labeled", "labelled"), ("initialization", "initialisation"), ("colors", "colours"),
     ("analyzing", "analysing"), ("unnormalized", "unnormalised"), ("centered", "centred")],
)  # fmt: skip
def test_the_british_word_is_proposed(american, british):
    assert [message for _, message in lint_text.american_spellings(american)] == [
        f"{american}: British spelling has {british}"
    ]


def test_links_that_lead_nowhere_are_found(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "02-weights.md").write_text("# Weights\n\n## The rule\n")
    page = tmp_path / "book" / "01-neurons.md"
    assert list(lint_text.broken_links(page, PAGE, lint_text.labels(PAGE), tmp_path)) == [
        (4, "link to #nowhere: that page has no such heading or label"),
        (13, "link to gone.md: there is no such file"),
        (13, "link to /02-weights.md: there is no such file"),
    ]


def test_the_whole_lint_reads_pages_and_masters(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "01-neurons.md").write_text("The color of teh neuron.\n")
    write_master(tmp_path, "# %% [markdown]\n# The center.\n\n# %%\ncolor = 1\n")
    complaints = "\n".join(lint_text.lint(tmp_path))
    assert "book/01-neurons.md:1: color" in complaints
    assert re.search(r"book/01-neurons\.md:1: teh ==> the", complaints)
    assert "solutions/01-neurons/neurons.py:2: center" in complaints
    assert complaints.count("\n") == 2
