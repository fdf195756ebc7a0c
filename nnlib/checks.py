"""Checks that diagnose: what the graded cells of every exercise are written with.

A check compares what a student's function returned with what it should return. When they differ it says which
mistake would explain the difference, if the author foresaw it, and otherwise what differs and where. The same
checks run in the notebook, in the page and in the grader, and they never fail for a warning.
"""

from __future__ import annotations

import contextlib
import copy
import sys
import warnings
from collections.abc import Callable, Mapping

import numpy as np

__all__ = ["Check", "CheckFailed", "HiddenCheck"]

_NOT_WRITTEN = "it is not written yet: replace `raise NotImplementedError` by your answer"


class CheckFailed(AssertionError):  # noqa: N818 - it reads better in a traceback than CheckFailedError
    """A check failed; the message is written for the student."""

    def _render_traceback_(self):
        # IPython shows this in place of a traceback: the diagnosis, not the machinery
        return [str(self)]


class Check:
    """The visible checks of one part of an exercise.

    Parameters
    ----------
    part : str
        The name of the function or of the part, with which every message begins.

    Examples
    --------
    >>> def double(x):
    ...     return x + 2
    >>> check = Check("double")
    >>> result = check.call(double, np.array([1.0, 2.0]))
    >>> check.close(result, [2.0, 4.0], mistakes={"2 is added, where we multiply by 2": [3.0, 4.0]})
    Traceback (most recent call last):
        ...
    nnlib.checks.CheckFailed: double: 2 is added, where we multiply by 2.
    >>> check.close(result, [2.0, 5.0])
    Traceback (most recent call last):
        ...
    nnlib.checks.CheckFailed: double: 2 of 2 values differ; at [0] we expect 2.0, and got 3.0.
    """

    shows_values = True

    def __init__(self, part: str):
        self.part = part

    def fail(self, message: str):
        """Fail with a message.

        Parameters
        ----------
        message : str
            The diagnosis, without the name of the part; a full stop is added where the sentence has no end.

        Raises
        ------
        CheckFailed
            Always.
        """
        end = "" if message.endswith((".", "?")) else "."
        raise CheckFailed(f"{self.part}: {message}{end}") from None  # no trace of the student's own exception

    def true(self, condition: bool, message: str) -> None:
        """Fail with the message unless the condition holds."""
        if not condition:
            self.fail(message)

    def call(self, function: Callable, *args, may_change: tuple[int, ...] = (), **kwargs):
        """Call a student's function, and say what is wrong if it raises or changes its arguments.

        Parameters
        ----------
        function : callable
            What the student wrote.
        *args, **kwargs
            Its arguments. It gets copies, so that one check cannot spoil the next.
        may_change : tuple of int, default ()
            The positions of arguments that the function is meant to change.

        Returns
        -------
        object
            What the function returned; NumPy's and Python's warnings are not shown.

        Raises
        ------
        CheckFailed
            If it raised, or changed an argument that it should leave alone.
        """
        given, given_by_name = copy.deepcopy((args, kwargs))
        try:
            result = _quietly(function, given, given_by_name)
        except NotImplementedError:
            self.fail(_NOT_WRITTEN)
        except Exception as error:
            changed = getattr(error, "changed_arguments", None)  # from a grader that calls across processes
            if changed is None:
                self.fail(self._describe_exception(error, args, kwargs))
            if set(changed) <= set(may_change):
                return error.result
            self._fail_for_change([which for which in changed if which not in may_change])
        changed = [i for i, (old, new) in enumerate(zip(args, given)) if i not in may_change and not _same(old, new)]
        changed += [name for name in kwargs if not _same(kwargs[name], given_by_name[name])]
        if changed:
            self._fail_for_change(changed)
        return result

    def raises(self, exception: type[Exception], function: Callable, *args, message: str, **kwargs) -> Exception:
        """Check that a call raises the right exception.

        Parameters
        ----------
        exception : type
            What it should raise.
        function : callable
            What the student wrote.
        *args, **kwargs
            Its arguments.
        message : str
            What is wrong if it returns instead, or raises something else.

        Returns
        -------
        Exception
            What was raised, to look at its message.

        Raises
        ------
        CheckFailed
            If it does not raise, or raises another exception.
        """
        try:
            _quietly(function, copy.deepcopy(args), copy.deepcopy(kwargs))
        except exception as error:
            if type(error) is not NotImplementedError or exception is NotImplementedError:
                return error
            self.fail(_NOT_WRITTEN)
        except NotImplementedError:
            self.fail(_NOT_WRITTEN)
        except Exception as error:
            self.fail(f"{message} (it raised {type(error).__name__}, we expect {exception.__name__})")
        self.fail(f"{message} (it raised nothing, we expect {exception.__name__})")

    def close(
        self,
        actual,
        expected,
        message: str | None = None,
        *,
        mistakes: Mapping[str, object] | None = None,
        rtol: float = 1e-6,
        atol: float = 1e-9,
    ) -> None:
        """Check numbers, within tolerances.

        Parameters
        ----------
        actual : array_like
            What the student's function returned.
        expected : array_like
            What it should return: the shape must be the same, the type of number need not.
        message : str, optional
            What to say if no mistake explains the difference.
        mistakes : mapping of str to array_like, optional
            For each foreseen mistake, in words, the value that betrays it. The first that fits is named.
        rtol, atol : float, defaults 1e-6 and 1e-9
            Allowed is ``atol + rtol * abs(expected)``, as in `numpy.allclose`.

        Raises
        ------
        CheckFailed
            If the values differ.
        """
        expected = np.asarray(expected)
        actual = self._as_numbers(actual)
        if _agrees(actual, expected, rtol, atol):
            return
        for diagnosis, wrong in (mistakes or {}).items():
            if _agrees(actual, np.asarray(wrong), rtol, atol):
                self.fail(diagnosis)
        self.shape(actual, expected.shape)
        if not np.all(np.isfinite(actual)) and np.all(np.isfinite(expected)):
            self.fail(message or "some values are nan or inf")
        self.fail(self._describe_difference(actual, expected, rtol, atol, message))

    def shape(self, actual, expected: tuple[int, ...], message: str | None = None) -> None:
        """Check a shape.

        Parameters
        ----------
        actual : array_like
            What the student's function returned.
        expected : tuple of int
            The shape it should have; () for a single number.
        message : str, optional
            What may have happened, added to the two shapes.

        Raises
        ------
        CheckFailed
            If the shape is another.
        """
        shape = np.shape(self._as_numbers(actual))
        if shape != tuple(expected):
            hint = f": {message}" if message else ""
            words = self._actual_shape_in_words(shape, tuple(expected))
            self.fail(f"{words} where {_shape_in_words(tuple(expected))} is expected{hint}")

    def equal(self, actual, expected, message: str | None = None, *, mistakes: Mapping[str, object] | None = None):
        """Check something that is not a floating-point number: a count, a word, True or False, a list of them.

        Parameters
        ----------
        actual : object
            What the student's function returned.
        expected : object
            What it should return. NumPy's numbers equal Python's; tuples equal lists.
        message : str, optional
            What to say if no mistake explains the difference.
        mistakes : mapping of str to object, optional
            For each foreseen mistake, in words, the value that betrays it.

        Raises
        ------
        CheckFailed
            If they differ.
        """
        self._not_none(actual, expected)
        actual, expected = _plain(actual), _plain(expected)
        if _equal(actual, expected):
            return
        for diagnosis, wrong in (mistakes or {}).items():
            if _equal(actual, _plain(wrong)):
                self.fail(diagnosis)
        if not self.shows_values:
            self.fail(message or "the answer is another")
        both = f"we expect {expected!r}, and got {actual!r}"
        self.fail(f"{message} ({both})" if message else both)

    def passed(self) -> None:
        """Say that all checks of the cell passed."""
        print(f"{self.part}: passed.")

    # ------------------------------------------------------------------------------- words for what went wrong

    def _fail_for_change(self, changed):
        which = [str(i + 1) if isinstance(i, int) else f"`{i}`" for i in changed]
        which = f"arguments {', '.join(which[:-1])} and {which[-1]}" if len(which) > 1 else f"argument {which[0]}"
        self.fail(f"it changed its {which}; work on a copy, so that the caller's array stays as it was")

    def _describe_exception(self, error, args, kwargs):
        text = f"it raised {type(error).__name__}"
        if self.shows_values and str(error):
            text += f" ({error})"
        shapes = [_shape_in_words(np.shape(a)) for a in (*args, *kwargs.values()) if isinstance(a, np.ndarray)]
        text += f" when called with arrays of {' and '.join(shapes)}" if shapes else ""
        if isinstance(error, ValueError) and "truth value" in str(error):  # the commonest slip of all
            text += ": an `if` takes one decision for the whole array; np.where takes one for each entry"
        return text

    def _actual_shape_in_words(self, shape, expected):
        return _shape_in_words(shape)

    def _not_none(self, actual, expected=0.0):
        if actual is None and expected is not None:
            self.fail("it returned None: is a `return` missing?")

    def _as_numbers(self, actual):
        self._not_none(actual)
        try:
            array = np.asarray(actual)
        except Exception:  # rows of different lengths, or an object that refuses
            array = np.asarray(None)
        if array.dtype.kind not in "biuf":
            self.fail(f"it returned {_type_in_words(actual)} where numbers are expected")
        return array

    def _describe_difference(self, actual, expected, rtol, atol, message):
        wrong = ~_close(actual, expected, rtol, atol)
        if not self.shows_values:
            if wrong.shape == ():
                return message or "the number is another"
            return message or f"{wrong.sum()} of {wrong.size} values differ in an array of shape {wrong.shape}"
        index = tuple(np.argwhere(wrong)[0])
        got, want = _number(actual[index]), _number(expected[index])
        where = f"at [{', '.join(map(str, index))}] " if index else ""
        text = f"{where}we expect {want}, and got {got}"
        if message:
            return f"{message} ({text})"
        return f"{wrong.sum()} of {wrong.size} values differ; {text}" if index else text


class HiddenCheck(Check):
    """The hidden checks of one part: they show the author's diagnosis, shapes and types, never values.

    Making one is the line that stays visible in a released cell; it says that the cell is empty for now.

    Parameters
    ----------
    part : str
        The name of the function or of the part.

    Examples
    --------
    >>> check = HiddenCheck("double")
    double: more checks run in this cell when the notebook is graded.
    >>> check.close(np.array([1.0, 2.0]), [2.0, 4.0])
    Traceback (most recent call last):
        ...
    nnlib.checks.CheckFailed: double: 2 of 2 values differ in an array of shape (2,).
    """

    shows_values = False

    def _actual_shape_in_words(self, shape, expected):
        # a length is the student's to choose, and could spell out an input
        if len(shape) > len(expected) + 2:
            return f"more than {len(expected) + 2} axes"
        known = {1, *expected}
        lengths = ", ".join(str(n) if n in known else "?" for n in shape) + ("," if len(shape) == 1 else "")
        return f"shape ({lengths})" if shape else _shape_in_words(shape)

    def __init__(self, part: str):
        super().__init__(part)
        print(f"{part}: more checks run in this cell when the notebook is graded.")


def _quietly(function, args, kwargs):
    """Call without warnings, and with stderr sent to stdout: in nbgrader whatever a cell writes to stderr costs it."""
    with np.errstate(all="ignore"), warnings.catch_warnings(), contextlib.redirect_stderr(sys.stdout):
        warnings.simplefilter("ignore")
        return function(*args, **kwargs)


def _close(actual, expected, rtol, atol):
    with np.errstate(all="ignore"):  # the difference of two huge numbers may overflow
        return np.isclose(actual.astype(float), expected.astype(float), rtol=rtol, atol=atol, equal_nan=True)


def _agrees(actual, expected, rtol, atol):
    return actual.shape == expected.shape and bool(np.all(_close(actual, expected, rtol, atol)))


def _same(old, new):
    """Whether an argument is still what it was: bit for bit in arrays, through lists, tuples and dicts."""
    if isinstance(old, np.ndarray):
        return (
            isinstance(new, np.ndarray)
            and old.dtype == new.dtype
            and np.array_equal(old, new, equal_nan=old.dtype.kind == "f")
        )
    if isinstance(old, list | tuple):
        return type(old) is type(new) and len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    if isinstance(old, int | float | str | type(None)):
        return isinstance(new, int | float | str | type(None)) and (old == new or (old != old and new != new))
    return True  # generators are meant to move on; other objects cannot be compared


def _plain(value):
    """Turn NumPy's numbers and arrays into Python's, tuples into lists, through containers."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _equal(actual, expected):
    # True == 1 in Python, but a count is not a yes
    if isinstance(actual, bool) != isinstance(expected, bool):
        return False
    if isinstance(expected, list):
        return isinstance(actual, list) and len(actual) == len(expected) and all(map(_equal, actual, expected))
    return type(actual) in (type(expected), int, float) and bool(actual == expected)


def _shape_in_words(shape):
    return "a single number" if shape == () else f"shape {shape}"


def _type_in_words(value):
    if isinstance(value, np.ndarray):
        # the kind alone: a student chooses the length of strings, which could spell out a hidden input
        return f"an array of dtype {'object' if value.dtype == object else value.dtype.type.__name__.rstrip('_')}"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def _number(value):
    return repr(value.item() if isinstance(value, np.generic) else value)
