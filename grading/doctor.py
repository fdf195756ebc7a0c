"""`python -m grading doctor`: what protects this machine from the notebooks it grades, and what does not."""

import os
import sys
import time

from . import engine, sandbox, verdicts

FULL, REDUCED, NONE = 0, 1, 2

# the attacks of tests/grading/attacks that a missing layer leaves open, in words
_OPEN = {
    "namespaces": "seeing and, before Landlock version 6, ending other processes; sending data out by UDP; filling the "
    "disk below /tmp; where Landlock is missing too, reading this user's files",
    "landlock": "nothing while namespaces work; without them: reading the course, other submissions, the gradebook",
    "seccomp": "trying rarely used system calls against the kernel",
    "limits": "using up memory, processor time and processes",
    "cgroup": "several submissions together using more memory than the machine has",
}
_CURES = {
    "namespaces": "on Linux, let users make namespaces (the settings kernel.unprivileged_userns_clone and "
    "kernel.apparmor_restrict_unprivileged_userns); a container must allow them, too",
}
_ELSEWHERE = "; grade in a virtual machine that runs Linux, or in WSL"


def examine(layers=None):
    """Return what the sandbox amounts to.

    Parameters
    ----------
    layers : sequence of Layer, optional
        By default this machine's.

    Returns
    -------
    code : int
        0 full, 1 reduced, 2 none.
    lines : list of str
    """
    layers = sandbox.probe() if layers is None else layers
    working = {layer.name for layer in layers if layer.works}
    user = f"user {os.geteuid()}" if hasattr(os, "geteuid") else "this user"
    lines = [f"grading doctor, on {sys.platform}, as {'root' if user == 'user 0' else user}", ""]
    for layer in layers:
        lines.append(f"  {'yes' if layer.works else 'NO ':3}  {layer.name:<11} {layer.detail}")
        if not layer.works:
            lines.append(f"       {'':<11} without it: {layer.without}")
            lines.append(f"       {'':<11} open: {_OPEN[layer.name]}")
            if layer.name in _CURES:
                lines.append(f"       {'':<11} to have it: {_CURES[layer.name]}")
    if not working & sandbox.PROTECTING:
        code, words = NONE, "nothing keeps a submission from this user's files: bulk grading is refused" + _ELSEWHERE
    elif folder := sandbox.layers.out_of_reach(working):
        code, words = NONE, f"nothing can be graded: {sandbox.layers.OUT_OF_REACH.format(folder)}"
    elif working >= {"namespaces", "landlock", "seccomp", "limits"}:
        code, words = FULL, "full protection"
        if "cgroup" not in working:
            words += "; memory is bounded for each process only, so keep workers times 2 GB within the machine's"
    else:
        code, words = REDUCED, "reduced protection: grading works, with the layers that remain"
    return code, [*lines, "", words]


def try_a_notebook():
    """Grade a notebook of two cells in the sandbox, as it would be for a mark.

    Returns
    -------
    works : bool
    words : str
        How long it took, or what went wrong.
    """
    cells = engine.Cell(engine.STUDENT, "x = 1"), engine.Cell(engine.GRADED, "assert x == 1")
    start = time.monotonic()
    try:
        answer, check = engine.run_job(engine.Job(cells, names=("x",)))
    except engine.EngineError as error:
        last = str(error).strip().splitlines()[-1]
        return False, f"a notebook could not be graded in the sandbox: {verdicts.plain(last)}"
    finally:
        engine.close()
    if verdicts.judge("x", check["status"], 1.0).verdict is not verdicts.Verdict.PASSED:
        return False, f"a notebook was not graded rightly in the sandbox: {verdicts.plain([answer, check])}"
    return True, f"a notebook was graded in the sandbox, in {time.monotonic() - start:.1f} s"


def main():
    """Print the examination, and how a notebook fared where one may be graded; return the exit code."""
    code, lines = examine()
    print("\n".join(lines[:-1]))
    works, words = try_a_notebook() if code != NONE else (True, "")
    if words:
        print(f"  {'yes' if works else 'NO ':3}  {'trial':<11} {words}\n")
    print(lines[-1] if works else "nothing can be graded here: the sandbox does not work, although its layers do")
    return code if works else NONE


if __name__ == "__main__":
    sys.exit(main())
