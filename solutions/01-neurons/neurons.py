# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Exercise 1: one neuron, by hand
#
# Five parts that do not depend on each other, and one question to answer in words. Allow about an hour.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `weighted_sum` | 15 |
# | 2 | `sign_step` | 10 |
# | 3 | `neuron_batch` | 20 |
# | 4 | weights for NAND, NOR and two-of-three | 25 |
# | 5 | `line_ends` | 20 |
# | 6 | why one neuron cannot compute XOR | 10 |
#
# Replace each `raise NotImplementedError` by your answer, then run the cell below it: it checks at once and says what
# is wrong. Some cells say that *more checks run when the notebook is graded*: they try your function on other inputs.
# You may add cells of your own anywhere. Work in any order; run all cells from the top before you hand in.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from nnlib.checks import Check, HiddenCheck
except ModuleNotFoundError:
    raise ModuleNotFoundError("nnlib is missing: run  %pip install @NNLIB_WHEEL@  and then this cell again") from None

import numpy as np

# %% [markdown]
# ## Part 1: the weighted sum (15 points)
#
# Before a neuron decides anything, it adds up: each input times its weight, and then the bias, once.
#
# $$z = w_1 x_1 + w_2 x_2 + \dots + w_d x_d + b$$
#
# Write it with a loop over the inputs, so that you see every multiplication once. It must work for any number of
# inputs $d$.
#
# For $x = (2, 5)$, $w = (3, -1)$ and $b = 4$ we expect $z = 3 \cdot 2 - 1 \cdot 5 + 4 = 5$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Start a running total at a sensible value, and let each input add its share.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Let the total start at `b`. For each position `i` add `w[i] * x[i]`. Return the total.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "weighted_sum", "locked": false, "schema_version": 3, "solution": true, "task": false}
def weighted_sum(x, w, b):
    """Return the weighted sum of the inputs plus the bias.

    x : array of shape (d,), the inputs
    w : array of shape (d,), one weight for each input
    b : float, the bias
    """
    ### BEGIN SOLUTION
    total = b
    for x_i, w_i in zip(x, w):
        total += w_i * x_i
    return total
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "weighted_sum_two_inputs", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# two inputs, the numbers of the example
check = Check("weighted_sum")
z = check.call(weighted_sum, np.array([2.0, 5.0]), np.array([3.0, -1.0]), 4.0)
check.close(
    z,
    5.0,
    mistakes={
        "the bias is missing: it is added once, after all the products": 1.0,
        "the bias is subtracted, as if it were a threshold; it is added": -3.0,
        "the bias is added for every input; it is added once": 9.0,
        "weights and inputs are added up, not multiplied": 13.0,
        "the loop ends too early: a `return` inside the loop leaves after the first input": 10.0,
        "only the last input is counted: `=` where `+=` is needed": -5.0,
        "only the last input and the bias are counted: the total starts again in every round": -1.0,
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "weighted_sum_any_length", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# one input, seven inputs
check = HiddenCheck("weighted_sum")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(11)
for d in (1, 7, 3):
    x, w, b = rng.standard_normal(d), rng.standard_normal(d), float(rng.standard_normal())
    check.close(
        check.call(weighted_sum, x, w, b),
        np.dot(x, w) + b,
        "the sum is wrong for another number of inputs: does the loop visit every input, not just two?",
        mistakes={
            "the bias is missing: it is added once, after all the products": np.dot(x, w),
            "the bias is subtracted, as if it were a threshold; it is added": np.dot(x, w) - b,
            "the bias is added for every input; it is added once": np.dot(x, w) + d * b,
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "weighted_sum_bias_once", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# silent inputs: with every input at 0, only the bias is left
check = HiddenCheck("weighted_sum")
### BEGIN HIDDEN TESTS
for d, b in ((4, 0.75), (2, -3.0)):
    check.close(
        check.call(weighted_sum, np.zeros(d), np.arange(1.0, d + 1), b),
        b,
        "with every input at 0 the result is the bias; yours is something else",
        mistakes={
            "the bias is missing: with every input at 0 the result is the bias": 0.0,
            "the bias is subtracted, as if it were a threshold; it is added": -b,
            "the bias is added for every input; it is added once": d * b,
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: a step with two faces (10 points)
#
# The chapter's step answers 0 or 1. Some neurons answer −1 or +1 instead: *no* counts as much as *yes*. Write
# `sign_step`, which returns **+1 where $z \ge 0$** and **−1 elsewhere**. At exactly 0 it fires: +1.
#
# `z` may be a single number or an array of any shape; the result has the same shape.
#
# <details><summary>Hint</summary>
#
# `np.where(condition, a, b)` takes from `a` where the condition holds and from `b` elsewhere. Try `np.sign(0.0)` before
# you decide to use `np.sign`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sign_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sign_step(z):
    """Return +1 where z >= 0 and -1 elsewhere; a number or an array of any shape."""
    ### BEGIN SOLUTION
    return np.where(np.asarray(z) >= 0, 1.0, -1.0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sign_step_sides", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# both sides, away from 0
check = Check("sign_step")
a = check.call(sign_step, np.array([-2.0, 3.0, -0.1, 0.1]))
check.close(
    a,
    [-1.0, 1.0, -1.0, 1.0],
    mistakes={
        "it answers 0 or 1, as the chapter's step does; here no is -1": [0.0, 1.0, 0.0, 1.0],
        "yes and no are exchanged": [1.0, -1.0, 1.0, -1.0],
        "it returns z itself, not a decision about z": [-2.0, 3.0, -0.1, 0.1],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "sign_step_at_zero", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# exactly on the border
check = Check("sign_step")
check.close(
    check.call(sign_step, np.array([0.0])),
    [1.0],
    "at exactly 0 it fires, +1",
    mistakes={
        "at exactly 0 it does not fire: `>` where `>=` is needed": [-1.0],
        "at exactly 0 it answers 0, as np.sign does; it should fire, +1": [0.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "sign_step_shapes", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# a single number, a table of numbers
check = HiddenCheck("sign_step")
### BEGIN HIDDEN TESTS
for z in (-1.5, 2.5):
    a = check.call(sign_step, z)
    check.shape(a, (), "a single number in gives a single number out")
    check.close(a, 1.0 if z >= 0 else -1.0, "a single number gets the wrong answer")
z = np.random.default_rng(12).standard_normal((4, 3))
a = check.call(sign_step, z)
check.shape(a, (4, 3), "the result has the shape of z")
check.close(a, 2.0 * (z >= 0) - 1.0, "some entries of a table get the wrong answer")
### END HIDDEN TESTS

# %% [markdown]
# ## Part 3: a whole batch at once (20 points)
#
# Data come as tables: `X` has the shape `(n, d)`, one sample in each row. Write a neuron that decides for all rows at
# once, and answers **1 where $w \cdot x + b \ge 0$, 0 elsewhere**, as an array of shape `(n,)`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `X @ w` computes the weighted sum of every row in one go. Which shape does it have?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Compare `X @ w + b` with 0. That gives an array of True and False; turn it into numbers with `.astype(float)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "neuron_batch", "locked": false, "schema_version": 3, "solution": true, "task": false}
def neuron_batch(X, w, b):
    """Return the answer of one neuron for every row of X.

    X : array of shape (n, d), one sample in each row
    w : array of shape (d,)
    b : float
    returns an array of shape (n,) of 0 and 1
    """
    ### BEGIN SOLUTION
    return (X @ w + b >= 0).astype(float)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "neuron_batch_shape", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# five samples with three features give five answers
check = Check("neuron_batch")
rng = np.random.default_rng(13)
a = check.call(neuron_batch, rng.standard_normal((5, 3)), rng.standard_normal(3), 0.5)
check.shape(a, (5,), "there is one answer for each row of X, in a flat array")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "neuron_batch_values", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# an AND neuron: w = (1, 1), b = -1.5
check = Check("neuron_batch")
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
check.close(
    check.call(neuron_batch, X, np.array([1.0, 1.0]), -1.5),
    [0.0, 0.0, 0.0, 1.0],
    mistakes={
        "the bias is missing, so every case fires": [1.0, 1.0, 1.0, 1.0],
        "the weighted sums come out, before the step": [-1.5, -0.5, -0.5, 0.5],
        "the bias is added after the step": [-0.5, -0.5, -0.5, -0.5],
        "it answers -1 or 1; here no is 0": [-1.0, -1.0, -1.0, 1.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "neuron_batch_border", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# a sample that lies exactly on the line
check = Check("neuron_batch")
X = np.array([[1.0, 2.0], [4.0, 0.5], [-1.0, -2.0]])
check.close(
    check.call(neuron_batch, X, np.array([2.0, -1.0]), 0.0),
    [1.0, 1.0, 1.0],
    "for these three samples the sum is 0, 7.5 and 0: all fire",
    mistakes={"where the sum is exactly 0 it does not fire: `>` where `>=` is needed": [0.0, 1.0, 0.0]},
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "neuron_batch_many", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# many samples, and a batch of one
check = HiddenCheck("neuron_batch")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(14)
for n, d in ((40, 5), (1, 4), (3, 3)):
    X, w, b = rng.standard_normal((n, d)), rng.standard_normal(d), float(rng.standard_normal())
    z = X @ w
    a = check.call(neuron_batch, X, w, b)
    check.shape(a, (n,), f"{n} samples with {d} features give {n} answers")
    check.close(
        a,
        z + b >= 0,
        "some samples get the wrong answer",
        mistakes={
            "the bias is missing": z >= 0,
            "the bias is subtracted, as if it were a threshold; it is added": z - b >= 0,
            "yes and no are exchanged": z + b < 0,
            "the bias is added after the step": (z >= 0) + b,
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: three decisions, three neurons (25 points)
#
# Find weights and a bias so that one neuron, which fires where $w \cdot x + b \ge 0$, computes
#
# * **NAND** (8 points): 0 if both inputs are 1, and 1 otherwise;
# * **NOR** (8 points): 1 if both inputs are 0, and 0 otherwise;
# * **two of three** (9 points): 1 if at least two of three inputs are 1. It must also be right when inputs are not
#   exact: each may be off by up to 0.1. Leave some room around the line.
#
# Each function returns the pair `w, b`, with `w` an array. There are many right answers.
#
# <details><summary>Hint 1: a nudge</summary>
#
# AND is `w = (1, 1), b = -1.5`: the sum is 0, 1, 1 or 2, and −1.5 puts the border between 1 and 2. What happens to a
# neuron's answers when you change the sign of all its weights and of its bias?
#
# </details>
# <details><summary>Hint 2: for two of three</summary>
#
# With weights of 1, the sum counts how many inputs are on. Put the border halfway between the largest count that must
# stay silent and the smallest that must fire.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "nand_neuron", "locked": false, "schema_version": 3, "solution": true, "task": false}
def nand_neuron():
    """Return w of shape (2,) and b of a neuron that computes NAND."""
    ### BEGIN SOLUTION
    return np.array([-1.0, -1.0]), 1.5
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "nor_neuron", "locked": false, "schema_version": 3, "solution": true, "task": false}
def nor_neuron():
    """Return w of shape (2,) and b of a neuron that computes NOR."""
    ### BEGIN SOLUTION
    return np.array([-1.0, -1.0]), 0.5
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "two_of_three_neuron", "locked": false, "schema_version": 3, "solution": true, "task": false}
def two_of_three_neuron():
    """Return w of shape (3,) and b of a neuron that fires if at least two of three inputs are 1."""
    ### BEGIN SOLUTION
    return np.array([1.0, 1.0, 1.0]), -1.5
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "nand_cases", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
# all four cases of NAND
check = Check("nand_neuron")
answer = check.call(nand_neuron)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
w, b = answer
check.shape(w, (2,), "one weight for each input")
check.shape(b, (), "the bias is a single number")
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
check.close(
    X @ w + b >= 0,
    [1.0, 1.0, 1.0, 0.0],
    "the answers for 00, 01, 10, 11 should be 1, 1, 1, 0",
    mistakes={
        "this is AND, the opposite of NAND": [0.0, 0.0, 0.0, 1.0],
        "this is NOR: it should still fire when one input is on": [1.0, 0.0, 0.0, 0.0],
        "it fires in every case: is the bias too large, or was it taken for a threshold?": [1.0, 1.0, 1.0, 1.0],
        "it never fires: was the bias taken for a threshold? The sum must reach minus the bias": [0.0, 0.0, 0.0, 0.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "nor_cases", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
# all four cases of NOR
check = Check("nor_neuron")
answer = check.call(nor_neuron)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
w, b = answer
check.shape(w, (2,), "one weight for each input")
check.shape(b, (), "the bias is a single number")
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
check.close(
    X @ w + b >= 0,
    [1.0, 0.0, 0.0, 0.0],
    "the answers for 00, 01, 10, 11 should be 1, 0, 0, 0",
    mistakes={
        "this is OR, the opposite of NOR": [0.0, 1.0, 1.0, 1.0],
        "this is NAND: one input that is on should already keep it silent": [1.0, 1.0, 1.0, 0.0],
        "it fires in every case: is the bias too large, or was it taken for a threshold?": [1.0, 1.0, 1.0, 1.0],
        "it never fires: was the bias taken for a threshold? The sum must reach minus the bias": [0.0, 0.0, 0.0, 0.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "two_of_three_cases", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# all eight cases of two-of-three
check = Check("two_of_three_neuron")
answer = check.call(two_of_three_neuron)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
w, b = answer
check.shape(w, (3,), "one weight for each input")
check.shape(b, (), "the bias is a single number")
X = np.array([[i, j, k] for i in (0.0, 1.0) for j in (0.0, 1.0) for k in (0.0, 1.0)])
check.close(
    X @ w + b >= 0,
    X.sum(axis=1) >= 2,
    "some of the eight cases get the wrong answer",
    mistakes={
        "it fires when one input is on: the border lies too low": X.sum(axis=1) >= 1,
        "it fires only when all three are on: the border lies too high": X.sum(axis=1) >= 3,
        "it fires in every case: is the bias too large, or was it taken for a threshold?": np.ones(8),
        "it never fires: the sum must reach minus the bias": np.zeros(8),
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "two_of_three_room", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# inputs that are off by up to 0.1
check = HiddenCheck("two_of_three_neuron")
### BEGIN HIDDEN TESTS
answer = check.call(two_of_three_neuron)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
w, b = answer
check.shape(w, (3,), "one weight for each input")
check.shape(b, (), "the bias is a single number")
X = np.array([[i, j, k] for i in (0.0, 1.0) for j in (0.0, 1.0) for k in (0.0, 1.0)])
shifts = 0.1 * (2 * X - 1)  # every combination of +0.1 and -0.1
for shift in shifts:
    check.close(
        (X + shift) @ np.asarray(w, dtype=float) + b >= 0,
        X.sum(axis=1) >= 2,
        "it is wrong when inputs are off by 0.1: the line passes too close to a corner",
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: where the line ends (20 points)
#
# A neuron with two inputs changes its mind on the line $w_1 x_1 + w_2 x_2 + b = 0$. To draw the line one needs two
# points on it. Write `line_ends(w, b, low, high)`, which returns them as an array of shape `(2, 2)`, one point
# $(x_1, x_2)$ in each row:
#
# * if $w_2 \neq 0$, the points of the line at $x_1 = $ `low` and at $x_1 = $ `high`, in this order;
# * if $w_2 = 0$, the line is **vertical**: then the points at $x_2 = $ `low` and at $x_2 = $ `high`, in this order.
#
# You may assume that not both weights are 0.
#
# For $w = (1, 2)$, $b = -4$, from 0 to 4 we expect $(0, 2)$ and $(4, 0)$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Solve $w_1 x_1 + w_2 x_2 + b = 0$ for $x_2$. What do you divide by, and when can you not?
#
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# $x_2 = -(w_1 x_1 + b) / w_2$; for a vertical line $x_1 = -b / w_1$.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "line_ends", "locked": false, "schema_version": 3, "solution": true, "task": false}
def line_ends(w, b, low, high):
    """Return two points of the line w·x + b = 0.

    w : array of shape (2,), not both zero
    b : float
    low, high : float, where the line is cut off
    returns an array of shape (2, 2), one point in each row
    """
    ### BEGIN SOLUTION
    across = np.array([low, high])
    if w[1] == 0:
        return np.column_stack([np.full(2, -b / w[0]), across])
    return np.column_stack([across, -(w[0] * across + b) / w[1]])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "line_ends_slanted", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("line_ends")
ends = check.call(line_ends, np.array([1.0, 2.0]), -4.0, 0.0, 4.0)
check.close(
    ends,
    [[0.0, 2.0], [4.0, 0.0]],
    mistakes={
        "the sign of the bias is wrong: on the line w·x is minus the bias": [[0.0, -2.0], [4.0, -4.0]],
        "the bias is missing": [[0.0, 0.0], [4.0, -2.0]],
        "the two weights are exchanged": [[0.0, 4.0], [4.0, -4.0]],
        "the coordinates are exchanged: x1 comes first": [[2.0, 0.0], [0.0, 4.0]],
        "one point stands in each row, not in each column": [[0.0, 4.0], [2.0, 0.0]],
        "the slope has the wrong sign": [[0.0, 2.0], [4.0, 4.0]],
        "the division by w2 is missing": [[0.0, 4.0], [4.0, 0.0]],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "line_ends_others", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# other lines, a horizontal one among them
check = HiddenCheck("line_ends")
### BEGIN HIDDEN TESTS
for w, b, low, high in (
    (np.array([0.0, 2.0]), -3.0, -1.0, 5.0),
    (np.array([-1.5, 0.5]), 2.0, -2.0, 3.0),
    (np.array([3.0, -4.0]), 0.7, 0.5, 1.5),
):
    x1 = np.array([low, high])
    check.close(
        check.call(line_ends, w, b, low, high),
        np.column_stack([x1, -(w[0] * x1 + b) / w[1]]),
        "the ends do not lie on the line, or not at x1 = low and x1 = high",
        mistakes={
            "the sign of the bias is wrong: on the line w·x is minus the bias": np.column_stack([x1, -(w[0] * x1 - b) / w[1]]),
            "the ends are in the wrong order: the one at low comes first": np.column_stack(
                [x1[::-1], -(w[0] * x1[::-1] + b) / w[1]]
            ),
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "line_ends_vertical", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
# a vertical line: w2 = 0
check = HiddenCheck("line_ends")
### BEGIN HIDDEN TESTS
for w, b, low, high in ((np.array([2.0, 0.0]), -3.0, -1.0, 4.0), (np.array([-0.5, 0.0]), 1.0, 0.0, 2.0)):
    ends = check.call(line_ends, w, b, low, high)
    check.shape(ends, (2, 2), "two points with two coordinates each")
    check.true(
        np.all(np.isfinite(ends)), "a vertical line gives nan or inf: with w2 = 0 one cannot divide by w2"
    )
    check.close(
        ends,
        [[-b / w[0], low], [-b / w[0], high]],
        "for a vertical line we expect the points at x2 = low and x2 = high, both with x1 = -b / w1",
        mistakes={
            "the sign of the bias is wrong: on a vertical line x1 = -b / w1": [[b / w[0], low], [b / w[0], high]],
            "the coordinates are exchanged: x1 comes first": [[low, -b / w[0]], [high, -b / w[0]]],
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: why one neuron cannot compute XOR (10 points)
#
# XOR answers 1 if exactly one of two inputs is 1. Explain, in three to six sentences, why no choice of $w_1$, $w_2$
# and $b$ makes one neuron compute it. You may argue with a picture in words or with inequalities.
#
# This part is read by a person: 3 points for saying what each of the four cases demands of the neuron, 5 points for
# an argument from which it follows that the demands contradict each other, 2 points for clarity. Trying many weights
# and failing is an observation, not an argument.

# %% [markdown] nbgrader={"grade": true, "grade_id": "why_not_xor", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# The case 00 must stay silent: $b < 0$. The cases 01 and 10 must fire: $w_2 + b \ge 0$ and $w_1 + b \ge 0$. Adding
# these two gives $w_1 + w_2 + 2b \ge 0$, so $w_1 + w_2 + b \ge -b > 0$. But the case 11 must stay silent, which
# demands $w_1 + w_2 + b < 0$: a contradiction. In the picture: the two points that must fire and the two that must
# not lie on the two diagonals of a square; the diagonals cross, so no line has one pair on one side and the other
# pair on the other.
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save the
# notebook and hand it in under its own name, `neurons.ipynb`.
