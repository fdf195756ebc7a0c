"""Right answers in cells that also run commands and time expressions, as notebooks do."""

from attacks.tools import put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
!pip --version
%time 1 + 1
%timeit -n1 -r1 2 + 2
files = !ls
%matplotlib inline
def scale(x, a):
    return np.asarray(x) * a
%time scale(1, 2)
!echo {files} $_exit_code
""",
    )
