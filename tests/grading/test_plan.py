"""Which cells let a copy of the submission wait, and which do not."""

import pytest

from grading.plan import copies_before

F, CHECK = ("student", "import numpy as np\ndef f(x):\n    return scale * x"), ("graded", "assert f(1) == 2")

ADDS = [
    "def g(x: np.ndarray, y: float | None = 2.0, *rest: int, key=(1, 'a'), **more) -> list[float]:\n    return f(x)",
    "class Layer:\n    'doc'\n    size = 3\n    @property\n    def width(self):\n        return self.size",
    "class Other(np.ndarray):\n    pass",
    "rates = [0.1, -1, {'a': np.tanh}, 1 / 3]",
    "square = lambda z, n=2: z ** n",
    "import math\nimport matplotlib.pyplot as plt",
    "'only a docstring'\n...\npass",
    "# nothing but a comment",
]
DOES_MORE = [
    "f = None",  # what a check uses
    "scale = 3",  # what an earlier function uses
    "def scale():\n    pass",
    "import scale",
    "rates = f(2)",
    "np.random.seed(0)",
    "del f",
    "with open('x') as file:\n    pass",
    "class Layer:\n    print('made')",
    "class Layer(metaclass=f):\n    pass",
    "class Layer:\n    @f\n    def g(self):\n        pass",
    "@f\ndef g():\n    pass",
    "def g(x=f(1)):\n    pass",
    "def g(x: f(1)):\n    pass",
    "def g() -> f(1):\n    pass",
    "g = lambda x=f(1): x",
    "g = 'a' * 10**9",
    "g = [0] * 1000000000",
    "g = 9 ** 9",
    "g = f[0]",
    "g = [x for x in f]",
    "g = {**f}",
    "a, b = f",
    "np.pi = 3",
    "f.x = 3",
    "g += 1",
    "import student_module",
    "from numpy import *",
    "for i in range(3): pass",
    "global_later: int = f",
    "%timeit 3",
    "!ls",
    "def broken(:",
    "(" * 5000,
    "await f()",
]


@pytest.mark.parametrize("source", ADDS)
def test_a_cell_that_only_adds_names_lets_the_copy_wait(source):
    assert copies_before([F, CHECK, ("student", source), CHECK]) == []


@pytest.mark.parametrize("source", DOES_MORE)
def test_a_cell_that_might_do_more_does_not(source):
    assert copies_before([F, CHECK, ("student", source), CHECK]) == [2]


def test_a_copy_serves_every_check_ahead_of_it():
    cells = [F, CHECK, ("student", "def g(): pass"), CHECK, CHECK, ("shared", "print(1)"), ("student", "f(1)"), CHECK]
    assert copies_before(cells) == [5]


def test_without_checks_waiting_nothing_is_copied():
    assert (
        copies_before(
            [
                F,
                ("student", "f(1)"),
                ("student", "f(2)"),
                CHECK,
            ]
        )
        == []
    )


def test_a_file_beside_the_notebook_may_stand_for_any_module():
    cells = [F, CHECK, ("student", "import math"), CHECK]
    assert copies_before(cells, alone=True) == []
    assert copies_before(cells, alone=False) == [2]


def test_names_in_words_and_comments_of_earlier_cells_count_as_mentioned():
    cells = [("student", "def f():\n    return globals()['g']"), CHECK, ("student", "g = 1"), CHECK]
    assert copies_before(cells) == [2]


@pytest.mark.parametrize(
    "early",
    [
        "class Layer:\n    kinds = []\n    def __init_subclass__(cls):\n        Layer.kinds.append(cls)",
        "class Layer: pass\ndef f(): return len(Layer.__subclasses__())",
        "class Layer: pass\ndef f(): return [v for v in globals().values() if isinstance(v, type)]",
    ],
)
def test_a_class_that_others_can_notice_does_more_than_adding_a_name(early):
    cells = [("student", early), CHECK, ("student", "class Dense(Layer): pass"), CHECK]
    assert copies_before(cells) == [2]
    assert copies_before([("student", "class Layer: pass"), *cells[1:]]) == []
