"""The whole way: what is handed in, executed, and booked."""

import pytest
from course import GRADED, POINTS, RIGHT


@pytest.mark.parametrize("processes", ["one", "two"])
def test_right_answers_get_every_point_and_the_release_none(school, processes):
    school.hand_in("ada")
    school.hand_in("blank", school.release())
    school.grade(processes=processes)
    assert sum(school.marks("ada").values()) == POINTS
    assert set(school.verdicts("ada").values()) == {"passed"}
    assert sum(school.marks("blank").values()) == 0


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
