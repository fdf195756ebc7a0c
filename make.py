"""Every job of this repository, as one command: `python make.py book`, `python make.py test`, ...

Without an argument it lists the jobs. It needs Python 3.11 and nothing else: the first job that needs packages
creates `.venv` beside this file and installs them there. The Makefile offers the same jobs as `make book`.

This file stays readable for any older Python, so that an old one says what is wrong; the jobs are in tools/jobs.py.
"""

import sys

NEEDED = (3, 11)


def version_problem(version, executable):
    """Return what to tell the user of a Python that is too old, or None when it is new enough."""
    if tuple(version[:2]) >= NEEDED:
        return None
    return (
        "This course needs Python {}.{} or newer, but {} is Python {}.{}: get a newer one from "
        "https://www.python.org/downloads/ or your system's packages and start this again with it."
    ).format(NEEDED[0], NEEDED[1], executable, version[0], version[1])


if __name__ == "__main__":
    problem = version_problem(sys.version_info, sys.executable)
    if problem:
        sys.exit(problem)
    from tools.jobs import main

    sys.exit(main(sys.argv[1:]))
