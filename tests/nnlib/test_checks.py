"""The checks of the exercises let every right answer pass, diagnose wrong ones, and hide what is hidden."""

import re
import sys
import traceback
import warnings

import numpy as np
import pytest

from nnlib.checks import Check, CheckFailed, HiddenCheck

NAN, INF = float("nan"), float("inf")


@pytest.fixture
def check():
    return Check("part")


@pytest.fixture
def hidden(capsys):
    made = HiddenCheck("part")
    capsys.readouterr()
    return made


def failure(message):
    """Expect a CheckFailed with exactly this message."""
    return pytest.raises(CheckFailed, match=rf"^part: {re.escape(message)}$")


# ------------------------------------------------------------------------------------- right answers pass

FLOAT = np.array([0.1, 0.2, 0.3])
RIGHT = {
    "the same": (FLOAT, FLOAT),
    "float32": (FLOAT.astype(np.float32), FLOAT),
    "list": ([0.1, 0.2, 0.3], FLOAT),
    "tuple": ((0.1, 0.2, 0.3), FLOAT),
    "list of NumPy numbers": (list(FLOAT), FLOAT),
    "rounded elsewhere": (FLOAT * (1 + 1e-12), FLOAT),
    "whole numbers": ([1, 2], [1.0, 2.0]),
    "unsigned": (np.array([1, 2], np.uint8), [1.0, 2.0]),
    "truth values": (np.array([True, False]), [1, 0]),
    "number": (3, 3.0),
    "NumPy number": (np.float32(3), 3),
    "array of shape ()": (np.array(3.0), 3),
    "nan where nan is right": ([1.0, NAN], [1.0, NAN]),
    "inf where inf is right": ([INF, -INF], [INF, -INF]),
    "nothing": ([], []),
    "column": ([[1], [2]], np.array([[1.0], [2.0]])),
    "near zero": (1e-10, 0.0),
}


@pytest.mark.parametrize("make", [Check, HiddenCheck])
@pytest.mark.parametrize("case", RIGHT)
def test_right_numbers_pass(make, case):
    actual, expected = RIGHT[case]
    made = make("part")
    made.close(actual, expected)
    made.shape(actual, np.shape(expected))


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (3, 3),
        (np.int64(3), 3),
        (3.0, 3),
        (np.array(3), 3),
        (True, True),
        (np.True_, True),
        ("linear", "linear"),
        (np.str_("linear"), "linear"),
        (None, None),
        ([1, 2], (1, 2)),
        (np.array([1, 2]), [1, 2]),
        ([np.array([1, 2]), (3,)], [[1, 2], [3]]),
        ((np.True_, "a"), [True, "a"]),
        ({"w": np.array([1, 2])}, {"w": [1, 2]}),
        ([], []),
        ({1, 2}, {2, 1}),
    ],
    ids=repr,
)
def test_right_things_pass(check, actual, expected):
    check.equal(actual, expected)


# ---------------------------------------------------------------------------------- wrong numbers, in words

WRONG = {
    # actual, expected, visible message, hidden message
    "one of three": (
        [1.0, 2.5, 3.0],
        [1, 2, 3],
        "1 of 3 values differ; at [1] we expect 2, and got 2.5.",
        "1 of 3 values differ in an array of shape (3,).",
    ),
    "in a matrix": (
        [[1, 2], [9, 4]],
        [[1.0, 2.0], [3.0, 4.0]],
        "1 of 4 values differ; at [1, 0] we expect 3.0, and got 9.",
        "1 of 4 values differ in an array of shape (2, 2).",
    ),
    "number": (2, 3.5, "we expect 3.5, and got 2.", "the number is another."),
    "just outside": (
        1 + 3e-6,
        1.0,
        "we expect 1.0, and got 1.000003.",
        "the number is another.",
    ),
    "nan": ([1.0, NAN], [1.0, 2.0], "some values are nan or inf.", "some values are nan or inf."),
    "inf": (INF, 1.0, "some values are nan or inf.", "some values are nan or inf."),
    "beside a nan that is right": (
        [NAN, 5.0],
        [NAN, 2.0],
        "1 of 2 values differ; at [1] we expect 2.0, and got 5.0.",
        "1 of 2 values differ in an array of shape (2,).",
    ),
    "huge": (
        [1.7e308],
        [-1.7e308],
        "1 of 1 values differ; at [0] we expect -1.7e+308, and got 1.7e+308.",
        "1 of 1 values differ in an array of shape (1,).",
    ),
    "batch axis lost": (
        [1.0, 2.0],
        [[1.0, 2.0]],
        "shape (2,) where shape (1, 2) is expected.",
        "shape (2,) where shape (1, 2) is expected.",
    ),
    "array for number": (
        [3.0],
        3.0,
        "shape (1,) where a single number is expected.",
        "shape (1,) where a single number is expected.",
    ),
    "number for array": (
        3.0,
        [3.0],
        "a single number where shape (1,) is expected.",
        "a single number where shape (1,) is expected.",
    ),
    "None": (
        None,
        1.0,
        "it returned None: is a `return` missing?",
        "it returned None: is a `return` missing?",
    ),
    "word": (
        "3.0",
        3.0,
        "it returned a str where numbers are expected.",
        "it returned a str where numbers are expected.",
    ),
    "ragged": (
        [[1.0], [1.0, 2.0]],
        [[1.0, 2.0]],
        "it returned a list where numbers are expected.",
        "it returned a list where numbers are expected.",
    ),
    "None among numbers": (
        [1.0, None],
        [1.0, 2.0],
        "it returned a list where numbers are expected.",
        "it returned a list where numbers are expected.",
    ),
    "objects": (
        np.array([1.0, 2.0], dtype=object),
        [1.0, 2.0],
        "it returned an array of dtype object where numbers are expected.",
        "it returned an array of dtype object where numbers are expected.",
    ),
    "complex": (
        1j,
        1.0,
        "it returned a complex where numbers are expected.",
        "it returned a complex where numbers are expected.",
    ),
    "dict": (
        {},
        1.0,
        "it returned a dict where numbers are expected.",
        "it returned a dict where numbers are expected.",
    ),
    "exception": (
        ArithmeticError(),
        1.0,
        "it returned an ArithmeticError where numbers are expected.",
        "it returned an ArithmeticError where numbers are expected.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_numbers(case, check, hidden):
    actual, expected, visible, kept = WRONG[case]
    with failure(visible):
        check.close(actual, expected)
    with failure(kept):
        hidden.close(actual, expected)


def test_object_that_refuses_to_be_an_array(check):
    class Tensor:
        def __array__(self, *args, **kwargs):
            raise RuntimeError("call detach() first")

    with failure("it returned a Tensor where numbers are expected."):
        check.close(Tensor(), 1.0)


@pytest.mark.parametrize("tolerance", [{"rtol": 0.1}, {"atol": 0.5}])
def test_tolerances(check, tolerance):
    check.close(4.3, 4.0, **tolerance)
    with failure("we expect 4.0, and got 4.3."):
        check.close(4.3, 4.0)
    with failure("we expect 4.0, and got 4.6."):
        check.close(4.6, 4.0, **tolerance)


def test_authored_message(check, hidden):
    with failure("the bias is lost (at [1] we expect 2.0, and got 5.0)."):
        check.close([1.0, 5.0], [1.0, 2.0], "the bias is lost")
    with failure("the bias is lost (we expect 2.0, and got 5.0)."):
        check.close(5.0, 2.0, "the bias is lost")
    with failure("it overflows."):
        check.close([1.0, NAN], [1.0, 2.0], "it overflows")
    for values in ([1.0, 5.0], [1.0, NAN]):
        with failure("the bias is lost."):
            hidden.close(values, [1.0, 2.0], "the bias is lost")


@pytest.mark.parametrize("make", [Check, HiddenCheck])
def test_mistakes_are_named(make):
    made = make("part")
    mistakes = {
        "the sum is taken, not the mean": [4.0, 6.0],
        "the mean runs over the wrong axis": [1.5, 2.5, 3.5],
        "0 is divided by 0": [NAN, 3.0],
        "again the sum": [4.0, 6.0],
    }
    for actual, words in [
        ([4.0, 6.0], "the sum is taken, not the mean."),  # the first that fits
        ([1.5, 2.5, 3.5], "the mean runs over the wrong axis."),  # of another shape than the answer
        ([NAN, 3.0], "0 is divided by 0."),
        (np.float32([4, 6]), "the sum is taken, not the mean."),
    ]:
        with failure(words):
            made.close(actual, [2.0, 3.0], "not the mean", mistakes=mistakes)
    made.close([2.0, 3.0], [2.0, 3.0], mistakes=mistakes)
    made.close([2.0, 3.0], [2.0, 3.0], mistakes={"the right value by accident": [2.0, 3.0]})
    with failure("shape (1,) where shape (2,) is expected."):
        made.close([7.0], [2.0, 3.0], mistakes=mistakes)


def test_a_hidden_check_names_no_length_that_a_student_can_choose(check, hidden):
    spelled = np.zeros((0, 7717))
    with failure("shape (0, 7717) where shape (3,) is expected."):
        check.close(spelled, np.ones(3))
    with failure("shape (?, ?) where shape (3,) is expected."):
        hidden.close(spelled, np.ones(3))
    with failure("shape (?,) where a single number is expected."):
        hidden.close(np.zeros(7), 1.0)
    with failure("more than 3 axes where shape (3,) is expected."):
        hidden.close(np.zeros((1, 3, 1, 3)), np.ones(3))
    for text in (np.zeros(1, "U7717"), np.zeros(1, "S7717"), np.zeros(1, "M8[7717s]")):
        with pytest.raises(CheckFailed) as raised:
            hidden.close(text, np.ones(1))
        assert "7717" not in str(raised.value)


def test_shape(check, hidden):
    for made in (check, hidden):
        made.shape(np.zeros((4, 3)), (4, 3))
        made.shape([[1, 2]], [1, 2])
        made.shape(5, ())
        with failure("shape (3,) where shape (4, 3) is expected: did the batch axis get lost?"):
            made.shape(np.zeros(3), (4, 3), "did the batch axis get lost?")
        with failure("shape (1, 1) where a single number is expected."):
            made.shape(np.zeros((1, 1)), ())
        with failure("it returned None: is a `return` missing?"):
            made.shape(None, (4, 3))
        with failure("it returned a list where numbers are expected."):
            made.shape([[1], [2, 3]], (2,))


# ---------------------------------------------------------------------------------- things that are no floats


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        (4, 3, "we expect 3, and got 4."),
        (True, 1, "we expect 1, and got True."),
        (1, True, "we expect True, and got 1."),
        (np.True_, 1, "we expect 1, and got True."),
        (np.int64(0), False, "we expect False, and got 0."),
        ([1, 0], [True, False], "we expect [True, False], and got [1, 0]."),
        ("Linear", "linear", "we expect 'linear', and got 'Linear'."),
        ("3", 3, "we expect 3, and got '3'."),
        ([1, 2, 3], [1, 2], "we expect [1, 2], and got [1, 2, 3]."),
        (1, [1], "we expect [1], and got 1."),
        ([1], 1, "we expect 1, and got [1]."),
        (None, 3, "it returned None: is a `return` missing?"),
        (3, None, "we expect None, and got 3."),
        ({"w": 1}, {"w": 2}, "we expect {'w': 2}, and got {'w': 1}."),
        (NAN, 3, "we expect 3, and got nan."),
        ({1, 2}, {1, 3}, "we expect {1, 3}, and got {1, 2}."),
    ],
    ids=repr,
)
def test_wrong_things(check, hidden, actual, expected, words):
    with failure(words):
        check.equal(actual, expected)
    with failure("the answer is another." if "we expect" in words else words):
        hidden.equal(actual, expected)


def test_equal_trusts_no_object():
    """An object that claims to equal everything equals nothing."""

    class Everything:
        def __eq__(self, other):
            return True

        __hash__ = None

        def __repr__(self):
            return "everything"

    check = Check("part")
    for expected in (3, "word", True):
        with failure(f"we expect {expected!r}, and got everything."):
            check.equal(Everything(), expected)
    with failure("we expect [1, 2], and got [1, everything]."):
        check.equal([1, Everything()], [1, 2])
    with failure("it returned an Everything where numbers are expected."):
        check.close(Everything(), 3.0)


def test_equal_mistakes_and_message(check, hidden):
    for made in (check, hidden):
        with failure("the first sample is not counted."):
            made.equal(np.int64(9), 10, "count all samples", mistakes={"the first sample is not counted": 9})
        made.equal(10, 10, mistakes={"the right value by accident": 10})
    with failure("count all samples (we expect 10, and got 8)."):
        check.equal(8, 10, "count all samples", mistakes={"the first sample is not counted": 9})
    with failure("count all samples."):
        hidden.equal(8, 10, "count all samples", mistakes={"the first sample is not counted": 9})


def test_true_and_fail(check):
    check.true(True, "never said")
    check.true(np.bool_(True), "never said")
    with failure("the slope is negative."):
        check.true(np.bool_(False), "the slope is negative")
    with failure("one full stop."):
        check.fail("one full stop.")
    with failure("did you forget the bias?"):
        check.fail("did you forget the bias?")


def test_passed(check, capsys):
    check.passed()
    assert capsys.readouterr() == ("part: passed.\n", "")


def test_hidden_check_announces_itself(capsys):
    HiddenCheck("part")
    assert capsys.readouterr() == ("part: more checks run in this cell when the notebook is graded.\n", "")
    Check("part")
    assert capsys.readouterr() == ("", "")


def test_notebook_shows_the_diagnosis_alone():
    error = CheckFailed("part: the bias is lost.")
    assert isinstance(error, AssertionError)
    assert error._render_traceback_() == ["part: the bias is lost."]


# ------------------------------------------------------------------------------------- calling the student


def test_call_returns_the_answer(check):
    assert check.call(lambda a, b=1: a + b, 2) == 3
    assert check.call(lambda a, b=1: a + b, 2, b=5) == 7
    x = np.zeros(3)
    assert check.call(lambda x: x, x) is not x
    shared = check.call(lambda a, b: a is b, x, x)  # one array given twice stays one array
    assert shared is True


def test_warnings_never_fail_an_answer(check, capsys):
    def loud(x):
        warnings.warn("deprecated", DeprecationWarning, stacklevel=1)
        return 1 / (1 + np.exp(-x)) + 0 * np.log(np.abs(x) * 0 + 1) + np.float64(0) / 1

    with np.errstate(all="raise"):  # whatever was set outside
        result = check.call(loud, np.array([-1000.0, 1000.0]))
        check.close(result, [0.0, 1.0])
        check.close(check.call(lambda x: np.log(x), np.array([0.0])), [-INF])
    assert capsys.readouterr() == ("", "")


def unwritten(*args):
    raise NotImplementedError


UNWRITTEN = "it is not written yet: replace `raise NotImplementedError` by your answer."


def test_unwritten(check, hidden):
    for made in (check, hidden):
        with failure(UNWRITTEN):
            made.call(unwritten, 1)
        for exception in (ValueError, RuntimeError, Exception):  # NotImplementedError is a RuntimeError
            with failure(UNWRITTEN):
                made.raises(exception, unwritten, 1, message="it should refuse")
        made.raises(NotImplementedError, unwritten, 1, message="it should refuse")


def test_student_exception(check, hidden):
    def broken(x, y=None):
        raise KeyError("weight 12345")

    x = np.ones((4, 3))
    with failure("it raised KeyError ('weight 12345')."):
        check.call(broken, 1)
    with failure("it raised KeyError ('weight 12345') when called with arrays of shape (4, 3) and shape (2,)."):
        check.call(broken, x, y=np.ones(2))
    with failure("it raised KeyError."):
        hidden.call(broken, 1)
    with failure("it raised KeyError when called with arrays of shape (4, 3) and a single number."):
        hidden.call(broken, x, y=np.array(1.0))

    def silent(x):
        raise ValueError

    with failure("it raised ValueError."):
        check.call(silent, 1)


def change(*positions, **names):
    """Return a function that changes the arguments at these positions and of these names."""

    def student(*args, **kwargs):
        for position in positions:
            args[position][0] = names.get("to", 99.0)
        for name in kwargs:
            kwargs[name][0] = 99.0
        return 0.0

    return student


COPY = "; work on a copy, so that the caller's array stays as it was."


@pytest.mark.parametrize("make", [Check, HiddenCheck])
@pytest.mark.parametrize(
    ("args", "student", "words"),
    [
        ((np.ones(3),), change(0), "it changed its argument 1"),
        ((np.ones(3), np.ones(3)), change(1), "it changed its argument 2"),
        ((np.ones(3), np.ones(3)), change(0, 1), "it changed its arguments 1 and 2"),
        (([1.0, 2.0],), change(0), "it changed its argument 1"),
        (([1.0, 2.0],), change(0, to=np.ones(2)), "it changed its argument 1"),
        (([NAN, 2.0],), change(0), "it changed its argument 1"),
        (([None],), change(0), "it changed its argument 1"),
        (([[1.0], [2.0]],), lambda x: x[1].append(3.0), "it changed its argument 1"),
        (([np.ones(2)],), lambda x: x[0].fill(0), "it changed its argument 1"),
        (([np.ones(2)],), change(0, to=[1.0, 1.0]), "it changed its argument 1"),
        (({"w": np.ones(2)},), lambda x: x["w"].fill(0), "it changed its argument 1"),
        (({"w": 1},), lambda x: x.update(b=1), "it changed its argument 1"),
        (({"w": 1},), lambda x: x.clear(), "it changed its argument 1"),
        ((np.array([NAN, 1.0]),), change(0, to=1.0), "it changed its argument 1"),
        ((np.array(["a", "b"]),), change(0, to="c"), "it changed its argument 1"),
        (((np.ones(2), 1),), lambda x: x[0].fill(0), "it changed its argument 1"),
        ((np.ones((2, 3)),), lambda x: x.resize((3, 2), refcheck=False), "it changed its argument 1"),
    ],
)
def test_changed_arguments(make, args, student, words):
    before = repr(args)
    with failure(words + COPY):
        make("part").call(student, *args)
    assert repr(args) == before  # the caller's own are safe in any case


def test_changed_keyword_argument(check):
    with failure("it changed its arguments 1 and `y`" + COPY):
        check.call(change(0), np.ones(2), y=np.ones(2))


def test_unchanged_arguments(check):
    """Nothing is taken for a change that is none: nan, Generators, functions, scalars."""
    args = (
        np.array([NAN, 1.0]),
        NAN,
        [NAN, None, "a", True, np.float64(2)],
        {"w": (1, 2)},
        np.random.default_rng(0),
        len,
    )
    assert check.call(lambda *args, y: args[4].random() and 5, *args, y=np.float32(1)) == 5
    assert args[4].random() == np.random.default_rng(0).random()  # the next check draws the same numbers


def test_may_change(check):
    check.call(change(0), np.ones(2), may_change=(0,))
    with failure("it changed its argument 2" + COPY):
        check.call(change(0, 1), np.ones(2), np.ones(2), may_change=(0,))


def test_changed_arguments_reported_by_a_grader(check, hidden):
    """A grader that calls in another process sends the positions along with an exception."""

    class Remote(Exception):  # noqa: N818
        changed_arguments = (1, "y")

    def student(*args, **kwargs):
        raise Remote("12345")

    for made in (check, hidden):
        with failure("it changed its arguments 2 and `y`" + COPY):
            made.call(student, 1, 2, y=3)


# -------------------------------------------------------------------------------------------------- raises


def test_raises(check, hidden):
    def refuses(x, error=ValueError):
        raise error(f"expected 3, got {x}")

    for made in (check, hidden):
        error = made.raises(ValueError, refuses, 12345, message="a wrong shape is let through")
        assert str(error) == "expected 3, got 12345"
        assert type(made.raises(LookupError, refuses, 1, error=KeyError, message="…")) is KeyError
        with failure("a wrong shape is let through (it raised nothing, we expect ValueError)."):
            made.raises(ValueError, lambda x: x, 12345, message="a wrong shape is let through")
        with failure("a wrong shape is let through (it raised TypeError, we expect ValueError)."):
            made.raises(ValueError, refuses, 12345, error=TypeError, message="a wrong shape is let through")


def test_raises_is_deaf_to_warnings_and_safe_for_arguments(check):
    def student(x):
        x[0] = np.float64(1) / 0
        warnings.warn("loud", UserWarning, stacklevel=1)
        raise ValueError

    x = np.ones(2)
    check.raises(ValueError, student, x, message="…")
    np.testing.assert_array_equal(x, [1, 1])


# ---------------------------------------------------------------------------------- what hidden checks hide

SECRET = 271828.5


def leaky(x):
    raise ValueError(f"the input was {x}")


def chained(x):
    try:
        leaky(x)
    except ValueError as error:
        raise RuntimeError(f"because of {x}") from error


HIDDEN_FAILURES = {
    "close": lambda check: check.close([SECRET, 2.0], [1.0, SECRET]),
    "close, number": lambda check: check.close(SECRET, SECRET + 1),
    "close, message": lambda check: check.close(SECRET, SECRET + 1, "the bias is lost"),
    "close, mistakes": lambda check: check.close(
        SECRET, 1.0, mistakes={"twice": 2 * SECRET, "the bias is lost": SECRET}
    ),
    "close, shape": lambda check: check.close([SECRET], SECRET),
    "close, nan": lambda check: check.close([NAN, SECRET], [SECRET, SECRET]),
    "close, word": lambda check: check.close(str(SECRET), SECRET),
    "close, ragged": lambda check: check.close([[SECRET], [SECRET, SECRET]], SECRET),
    "close, None": lambda check: check.close(None, SECRET),
    "shape": lambda check: check.shape([SECRET], ()),
    "equal": lambda check: check.equal(SECRET, SECRET + 1),
    "equal, list": lambda check: check.equal([SECRET], [SECRET + 1]),
    "equal, message": lambda check: check.equal(SECRET, 1, "count again"),
    "equal, mistakes": lambda check: check.equal(SECRET, 1, mistakes={"the bias is counted": SECRET}),
    "equal, None": lambda check: check.equal(None, SECRET),
    "call": lambda check: check.call(leaky, SECRET),
    "call, array": lambda check: check.call(leaky, np.array([SECRET])),
    "call, chain": lambda check: check.call(chained, SECRET),
    "call, changed": lambda check: check.call(change(0), np.array([SECRET])),
    "raises, nothing": lambda check: check.raises(ValueError, float, SECRET, message="it should refuse"),
    "raises, another": lambda check: check.raises(KeyError, leaky, SECRET, message="it should refuse"),
    "raises, chain": lambda check: check.raises(KeyError, chained, SECRET, message="it should refuse"),
}


@pytest.mark.parametrize("case", HIDDEN_FAILURES)
def test_hidden_checks_show_no_value(case, hidden, capsys):
    """Neither the message nor a whole traceback shows a value, an argument, or the text of a student's exception."""
    with pytest.raises(CheckFailed) as caught:
        HIDDEN_FAILURES[case](hidden)
    shown = str(caught.value) + "".join(traceback.format_exception(caught.value)) + "".join(capsys.readouterr())
    assert "271828" not in shown
    assert "27182" not in str(caught.value)
    assert "the input was" not in shown.replace('f"the input was {x}"', "")
    assert len(str(caught.value)) > len("part: .")


def test_visible_checks_do_show_values(check):
    """The counterpart: the same failures tell a student the values, or the test above would prove nothing."""
    telling = 0
    for run in HIDDEN_FAILURES.values():
        with pytest.raises(CheckFailed) as caught:
            run(check)
        telling += "271828" in str(caught.value)
    assert telling >= 7


@pytest.mark.parametrize(
    "answer",
    [lambda x: x.mean(axis=0), lambda x: [float(sum(c) / len(c)) for c in x.T], lambda x: np.float32(x).mean(0)],
    ids=["NumPy", "loop", "float32"],
)
def test_right_answers_pass_a_whole_cell(answer, check):
    """One cell as the exercises write it, three ways to be right."""
    x = np.random.default_rng(0).standard_normal((5, 3))
    result = check.call(answer, x)
    check.shape(result, (3,))
    check.close(result, x.mean(axis=0), mistakes={"the axes are swapped": x.mean(axis=1)}, atol=1e-7)


def test_what_a_student_writes_to_stderr_is_sent_to_stdout(capsys):
    def loud(x):
        print("careful", file=sys.stderr)
        return x

    Check("loud").call(loud, 1.0)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("careful\n", "")


def test_an_if_on_an_array_is_named():
    def decide(z):
        return 1 if z >= 0 else 0

    for check in (Check("decide"), HiddenCheck("decide")):
        with pytest.raises(CheckFailed, match=r"np\.where takes one for each entry"):
            check.call(decide, np.array([1.0, -1.0]))


class ChangedElsewhereError(Exception):
    """What a grader raises that calls the student's function in another process."""

    changed_arguments = (0,)
    result = 7.0


def changes_elsewhere(x):
    raise ChangedElsewhereError


def test_a_change_in_another_process_is_named_unless_it_is_meant():
    check = Check("scale")
    with pytest.raises(CheckFailed, match="changed its argument 1"):
        check.call(changes_elsewhere, np.ones(2))
    assert check.call(changes_elsewhere, np.ones(2), may_change=(0,)) == 7.0
