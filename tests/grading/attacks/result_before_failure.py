"""Shows a result during a check's call: stock nbgrader goes by the first it finds, not by the error that follows."""

from attacks.tools import before, fake, put

SHOWS = """
def shown(value):
    get_ipython().displayhook(value)
    return value
"""


def attack(notebook, folder, school):
    fake(notebook)
    before(notebook, SHOWS)
    put(notebook, "scale", "def scale(x, a):\n    shown('full marks')\n    return np.zeros(np.shape(x))")
    put(notebook, "softmax", "def softmax(x):\n    shown(float('nan'))\n    return np.zeros(np.shape(x))")
    top = "    def add(self, word):\n        shown(-1)\n    def top(self):\n        return ''"
    put(notebook, "counter", f"class Counter:\n{top}")
