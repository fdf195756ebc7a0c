"""What importing nnlib costs and needs, and that everything public is explained."""

import ast
import doctest
import importlib
import importlib.metadata
import inspect
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import nnlib

FOLDER = Path(nnlib.__file__).parent
FILES = sorted(FOLDER.glob("*.py"))
MODULES = [info.name for info in pkgutil.iter_modules(nnlib.__path__)]


def python(*arguments, cwd):
    """Run a fresh interpreter; nothing of pytest is loaded there."""
    environment = {**os.environ, "PYTHONPATH": str(FOLDER.parent)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout, done.stderr


def test_import_brings_numpy_alone(tmp_path):
    code = (
        "import sys; before = set(sys.modules); import nnlib; print(*sorted(set(sys.modules) - before), nnlib.__file__)"
    )
    loaded = python("-c", code, cwd=tmp_path)[0].split()
    assert loaded.pop() == str(FOLDER / "__init__.py")
    packages = {name.partition(".")[0] for name in loaded}
    assert {"nnlib", "numpy"} <= packages
    assert packages.isdisjoint({"matplotlib", "torch", "scipy", "sklearn", "pandas", "IPython"})
    # whatever else came, the standard library brought it
    assert packages - {"nnlib", "numpy"} <= set(sys.stdlib_module_names)
    assert {"nnlib.checks", "nnlib.plotting"}.isdisjoint(loaded)


def test_import_is_quick(tmp_path):
    """At most 0.2 s, NumPy included (most of it); the best of five, since a busy machine only adds."""
    seconds = []
    for _ in range(5):
        report = python("-X", "importtime", "-c", "import nnlib", cwd=tmp_path)[1]
        seconds.append(int(re.search(r"\|\s+(\d+) \| nnlib$", report, re.MULTILINE)[1]) / 1e6)
    assert min(seconds) < 0.2


def test_distribution_name():
    assert importlib.metadata.version("nnlib-from-scratch") == nnlib.__version__
    assert set(importlib.metadata.packages_distributions()["nnlib"]) == {"nnlib-from-scratch"}
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.version("nnlib")  # that name belongs to somebody else


def imports(tree):
    """Yield every package that is imported, and whether its absence is provided for (try, except ImportError)."""
    provided = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.Try) and any(ast.unparse(h.type or "") == "ImportError" for h in node.handlers)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node in provided) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out from nnlib"
            yield node.module.partition(".")[0], node in provided


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_needs_numpy_and_the_standard_library_alone(path):
    plotting = path.name == "plotting.py"
    needed = {"numpy", "nnlib"} | set(sys.stdlib_module_names) | ({"matplotlib"} if plotting else set())
    wanted = {"IPython", "matplotlib_inline"} if plotting else set()  # sharper figures, where there is a notebook
    for package, provided in imports(ast.parse(path.read_text(encoding="utf-8"))):
        assert package in needed or (package in wanted and provided)


def test_there_are_files_to_look_at():
    assert {"__init__.py", "module.py", "layers.py", "optim.py", "checks.py"} <= {path.name for path in FILES}


# ------------------------------------------------------------------------------------------- explained

# public things without an Examples section, and why
EXEMPT = {
    "nnlib.Loss": "a base class; its subclasses show it",
    "nnlib.Optimizer": "a base class; its subclasses show it",
    "nnlib.History": "what fit returns; its example shows one",
    "nnlib.GradientError": "raised by check_gradients; the tests show its message",
    "nnlib.xor": "gate('XOR'); gate shows it",
    "nnlib.checks.CheckFailed": "raised by Check; its examples show one",
}


def public():
    """Yield every public function and class once, by the name under which it is imported."""
    for name in nnlib.__all__:
        yield f"nnlib.{name}", getattr(nnlib, name)
    checks = importlib.import_module("nnlib.checks")
    for name in checks.__all__:
        yield f"nnlib.checks.{name}", getattr(checks, name)


@pytest.mark.parametrize("name", [name for name, _ in public()])
def test_docstring_has_an_example(name):
    thing = dict(public())[name]
    text = inspect.getdoc(thing)
    assert text
    assert re.match(r"\S.*[.:]\n|\S.*\)\.?$|\S.*\.$", text), "the first line is a sentence"
    example = "Examples\n--------\n>>> " in text
    assert example != (name in EXEMPT), "show an example, or say in EXEMPT why not (and not both)"
    if example:
        assert doctest.DocTestParser().get_examples(text)


def test_exemptions_are_current():
    assert set(EXEMPT) <= {name for name, _ in public()}


@pytest.mark.parametrize("name", [name for name, _ in public()])
def test_public_methods_are_explained(name):
    thing = dict(public())[name]
    if inspect.isclass(thing):
        for method, function in vars(thing).items():
            if callable(function) and not method.startswith("_"):
                assert inspect.getdoc(getattr(thing, method)), method


def test_all_lists_are_complete():
    """nnlib offers exactly what its modules offer, but for checks, plotting, and one helper."""
    offered = set()
    for name in MODULES:
        if name not in {"checks", "plotting"}:
            offered |= set(importlib.import_module(f"nnlib.{name}").__all__)
    assert offered - {"require_rng"} == set(nnlib.__all__)
    assert nnlib.__all__ == sorted(nnlib.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name))


def test_readme_example_learns(capsys):
    """The README's code runs as printed and solves XOR."""
    code = re.search(r"```python\n(.*?)```", (FOLDER / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    names = {}
    exec(code, names)
    decided = nnlib.sigmoid(names["model"](names["X"])).round()
    np.testing.assert_array_equal(decided, names["y"])
