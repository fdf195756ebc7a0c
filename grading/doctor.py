"""`python -m grading doctor`: what protects this machine from the notebooks it grades, and what does not."""

import os
import sys

from . import sandbox

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
    if not working & sandbox.PROTECTING:
        code, words = NONE, "nothing keeps a submission from this user's files: bulk grading is refused"
    elif folder := sandbox.layers.out_of_reach(working):
        code, words = NONE, f"nothing can be graded: {sandbox.layers.OUT_OF_REACH.format(folder)}"
    elif working >= {"namespaces", "landlock", "seccomp", "limits"}:
        code, words = FULL, "full protection"
        if "cgroup" not in working:
            words += "; memory is bounded for each process only, so keep workers times 2 GB within the machine's"
    else:
        code, words = REDUCED, "reduced protection: grading works, with the layers that remain"
    return code, [*lines, "", words]


def main():
    """Print the examination; return its exit code."""
    code, lines = examine()
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
