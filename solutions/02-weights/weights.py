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
# # Exercise 2: corrections, and a referee
#
# Five parts that do not depend on each other, and one question to answer in words. Allow about an hour and a quarter.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `signed_distance` | 15 |
# | 2 | `perceptron_update` | 15 |
# | 3 | `one_epoch` | 20 |
# | 4 | `train` | 20 |
# | 5 | `referee` | 20 |
# | 6 | does the rate matter? | 10 |
#
# Replace each `raise NotImplementedError` by your answer, then run the cell below it: it checks at once and says what
# is wrong. Some cells say that *more checks run when the notebook is graded*: they try your function on other inputs.
# You may add cells of your own anywhere. Work in any order; run all cells from the top before you hand in.
#
# Everywhere in this notebook a neuron answers $\hat{y} = 1$ where $w \cdot x + b \ge 0$ and $\hat{y} = 0$ elsewhere,
# and targets $y$ are 0 or 1.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from nnlib.checks import Check, HiddenCheck
except ModuleNotFoundError:
    raise ModuleNotFoundError("nnlib is missing: run  %pip install @NNLIB_WHEEL@  and then this cell again") from None

import numpy as np

# %% [markdown]
# ## Part 1: how far from the line (15 points)
#
# A sample's weighted sum says on which side of the line it lies. Divided by the norm of the weights, it says how far
# away:
#
# $$\text{distance} = \frac{w \cdot x + b}{\lVert w \rVert}, \qquad
# \lVert w \rVert = \sqrt{w_1^2 + \dots + w_d^2}$$
#
# Write it for a whole table `X` of samples, one in each row. Keep the sign: a point on the silent side has a negative
# distance.
#
# For $w = (3, 4)$ and $b = -5$, the points $(3, 4)$, $(0, 0)$ and $(1, 0.5)$ have the distances 4, −1 and 0.
#
# <details><summary>Hint 1: a nudge</summary>
#
# In the example $\lVert w \rVert = 5$. Which three numbers do you have to divide by it?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `X @ w + b` holds the sums of all rows. The norm is `np.sqrt(np.sum(w**2))`; the bias is no part of it.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "signed_distance", "locked": false, "schema_version": 3, "solution": true, "task": false}
def signed_distance(X, w, b):
    """Return the signed distance of every sample to the line w·x + b = 0.

    X : array of shape (n, d), one sample in each row
    w : array of shape (d,), not all zero
    b : float
    returns an array of shape (n,), positive on the side that fires
    """
    ### BEGIN SOLUTION
    return (X @ w + b) / np.sqrt(np.sum(w**2))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "distance_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the three points of the example
check = Check("signed_distance")
X = np.array([[3.0, 4.0], [0.0, 0.0], [1.0, 0.5]])
check.close(
    check.call(signed_distance, X, np.array([3.0, 4.0]), -5.0),
    [4.0, -1.0, 0.0],
    mistakes={
        "these are the weighted sums: the division by the norm of w is missing": [20.0, -5.0, 0.0],
        "the sign is lost: a point on the silent side has a negative distance": [4.0, 1.0, 0.0],
        "it divides by the square of the norm: the square root is missing": [0.8, -0.2, 0.0],
        "the bias is missing": [5.0, 0.0, 1.0],
        "the bias is not divided by the norm: the whole sum is, so set brackets": [0.0, -5.0, -4.0],
        "the bias is subtracted; it is added, as in the weighted sum": [6.0, 1.0, 2.0],
        "it divides by the sum of the weights; the norm is the root of the sum of their squares": np.array([20, -5, 0]) / 7,
        "the bias is taken into the norm; the norm is that of w alone": np.array([20, -5, 0]) / np.sqrt(50),
        "it divides by the norm of each sample; the norm is that of w": [4.0, -np.inf, 0.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "distance_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# more samples, more inputs
check = HiddenCheck("signed_distance")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(21)
for n, d in ((7, 4), (1, 3), (5, 2)):
    X, w, b = rng.standard_normal((n, d)), rng.standard_normal(d), float(rng.standard_normal())
    z, norm = X @ w + b, np.sqrt(w @ w)
    check.close(
        check.call(signed_distance, X, w, b),
        z / norm,
        "some distances are wrong for another number of samples or inputs",
        mistakes={
            "these are the weighted sums: the division by the norm of w is missing": z,
            "the sign is lost: a point on the silent side has a negative distance": np.abs(z) / norm,
            "it divides by the sum of the weights; the norm is the root of the sum of their squares": z / w.sum(),
            "it divides by the sum of the absolute weights; the norm is the root of the sum of their squares": (
                z / np.abs(w).sum()
            ),
            "only the first two weights enter the norm; all of them do": z / np.sqrt(w[:2] @ w[:2]),
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "distance_scaled", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# another scale of w and b: the line is the same, and so are the distances
check = HiddenCheck("signed_distance")
### BEGIN HIDDEN TESTS
X = np.random.default_rng(22).standard_normal((6, 2))
w, b = np.array([1.5, -2.0]), 0.5
expected = (X @ w + b) / 2.5
for scale in (2.0, 10.0, 0.125):
    check.close(
        check.call(signed_distance, X, scale * w, scale * b),
        expected,
        "when w and b are multiplied by the same positive number, no distance may change; yours do",
        mistakes={
            "the distances grow with w: the division by the norm of w is missing": scale * 2.5 * expected,
            "the distances shrink as w grows: was the square root of the norm forgotten?": expected / (2.5 * scale),
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: one correction (15 points)
#
# The data call a sample $x$ with its target $y$, and the neuron answers with one correction of the perceptron rule,
# with the learning rate $\eta$ (`lr`):
#
# $$w \leftarrow w + \eta\,(y - \hat{y})\,x, \qquad b \leftarrow b + \eta\,(y - \hat{y})$$
#
# If the answer $\hat{y}$ was right, nothing changes. Return the new weights and the new bias, and leave the arrays
# that you were given as they are.
#
# Two examples, both with $w = (1, -2)$:
#
# * $b = 0$, $x = (1, 3)$, $y = 1$, $\eta = 0.5$: the sum is −5, a miss. The new weights are $(1.5, -0.5)$, the new
#   bias is 0.5.
# * $b = 4$, $x = (2, 1)$, $y = 0$, $\eta = 0.5$: the sum is 4, a false alarm. The new weights are $(0, -2.5)$, the
#   new bias is 3.5.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First find out what the neuron answers. The error $y - \hat{y}$ is 1, −1 or 0; one formula serves all three.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `error = y - 1` if `w @ x + b >= 0`, otherwise `error = y`. Return the pair `w + lr * error * x, b + lr * error`.
# (`w += …` would change the caller's array.)
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "perceptron_update", "locked": false, "schema_version": 3, "solution": true, "task": false}
def perceptron_update(w, b, x, y, lr):
    """Return the weights and the bias after one correction.

    w : array of shape (d,)
    b : float
    x : array of shape (d,), one sample
    y : 0 or 1, its target
    lr : float, the learning rate
    returns a pair: array of shape (d,), float
    """
    ### BEGIN SOLUTION
    error = y - (1 if w @ x + b >= 0 else 0)
    return w + lr * error * x, b + lr * error
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "update_miss", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the first example: a miss
check = Check("perceptron_update")
answer = check.call(perceptron_update, np.array([1.0, -2.0]), 0.0, np.array([1.0, 3.0]), 1, 0.5)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
check.close(
    [*np.ravel(answer[0]), *np.ravel(answer[1])],
    [1.5, -0.5, 0.5],
    "after a miss the weights should be (1.5, -0.5) and the bias 0.5",
    mistakes={
        "the bias is not corrected: it learns like the weights, with the input 1": [1.5, -0.5, 0.0],
        "the correction has the wrong sign, so the mistake grows: the error is y minus the answer": [0.5, -3.5, -0.5],
        "the learning rate is missing": [2.0, 1.0, 1.0],
        "the learning rate is missing in the bias": [1.5, -0.5, 1.0],
        "the inputs are missing: each weight moves by the error times its own input": [1.5, -1.5, 0.5],
        "the correction takes the weighted sum for the answer; the answer is 0 or 1": [4.0, 7.0, 3.0],
        "nothing changed, although the neuron was wrong": [1.0, -2.0, 0.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "update_false_alarm", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the second example: a false alarm
check = Check("perceptron_update")
answer = check.call(perceptron_update, np.array([1.0, -2.0]), 4.0, np.array([2.0, 1.0]), 0, 0.5)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
check.close(
    [*np.ravel(answer[0]), *np.ravel(answer[1])],
    [0.0, -2.5, 3.5],
    "after a false alarm the weights should be (0, -2.5) and the bias 3.5",
    mistakes={
        "the bias is not corrected: it learns like the weights, with the input 1": [0.0, -2.5, 4.0],
        "the correction has the wrong sign, so the mistake grows: the error is y minus the answer": [2.0, -1.5, 4.5],
        "the learning rate is missing": [-1.0, -3.0, 3.0],
        "the learning rate is missing in the bias": [0.0, -2.5, 3.0],
        "the inputs are missing: each weight moves by the error times its own input": [0.5, -2.5, 3.5],
        "the correction takes the weighted sum for the answer; the answer is 0 or 1": [-3.0, -4.0, 2.0],
        "nothing changed: a false alarm needs a correction as much as a miss does": [1.0, -2.0, 4.0],
        "the inputs are added after a false alarm; they are subtracted": [2.0, -1.5, 4.5],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "update_right", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# samples that were answered rightly, one of them exactly on the line
check = HiddenCheck("perceptron_update")
### BEGIN HIDDEN TESTS
w, b = np.array([2.0, -1.0, 0.5]), 1.0
for x, y in (([1.0, 0.5, 2.0], 1), ([-3.0, 1.0, 0.0], 0), ([-0.5, 0.0, 0.0], 1)):
    x = np.array(x)
    answer = check.call(perceptron_update, w, b, x, y, 0.25)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
    on_the_line = w @ x + b == 0
    check.close(
        [*np.ravel(answer[0]), *np.ravel(answer[1])],
        [*w, b],
        "at exactly 0 the neuron fires, so this sample was right and nothing changes: `>=`, not `>`"
        if on_the_line
        else "the neuron was right, and yet the weights or the bias changed",
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "update_many", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# misses and false alarms with more inputs and other rates
check = HiddenCheck("perceptron_update")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(23)
for d, lr in ((5, 0.1), (3, 2.0), (1, 0.7), (4, 0.05)):
    w, x, b = rng.standard_normal(d), rng.standard_normal(d), float(rng.standard_normal())
    y = 0 if w @ x + b >= 0 else 1
    error = 2 * y - 1
    answer = check.call(perceptron_update, w, b, x, y, lr)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
    check.shape(answer[0], (d,), "there is one weight for each input")
    check.close(
        [*np.ravel(answer[0]), *np.ravel(answer[1])],
        [*(w + lr * error * x), b + lr * error],
        "the correction is wrong for another number of inputs or another learning rate",
        mistakes={
            "the bias is not corrected": [*(w + lr * error * x), b],
            "the correction has the wrong sign, so the mistake grows": [*(w - lr * error * x), b - lr * error],
            "the learning rate is missing": [*(w + error * x), b + error],
            "the learning rate is missing in the bias": [*(w + lr * error * x), b + error],
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 3: one epoch, in any order (20 points)
#
# One epoch visits every sample once. `order` says which row of `X` comes first, second, and so on. At each sample the
# neuron answers with the weights that it has *at this moment*. If it is wrong, it is corrected at once, with the
# learning rate 1, and the mistake is counted.
#
# Write `one_epoch(w, b, X, y, order)`. It returns three things: the new weights, the new bias, and the number of
# mistakes.
#
# An example. `X` has the rows $(-1, 2)$, $(0, 0)$, $(0, -1)$ and $(1, 1)$, the targets are $y = (0, 0, 0, 1)$. We
# start from $w = (0, 1)$, $b = 0$, and the order is 0, 3, 1, 2.
#
# | row | $x$ | $y$ | sum | answer | $w$ afterwards | $b$ afterwards |
# |---|---|---|---|---|---|---|
# | 0 | (−1, 2) | 0 | 2 | 1, wrong | (1, −1) | −1 |
# | 3 | (1, 1) | 1 | −1 | 0, wrong | (2, 0) | 0 |
# | 1 | (0, 0) | 0 | 0 | 1, wrong | (2, 0) | −1 |
# | 2 | (0, −1) | 0 | −1 | 0 | (2, 0) | −1 |
#
# So we expect $w = (2, 0)$, $b = -1$ and 3 mistakes.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `for i in order:` visits the rows. Inside the loop, the answer must be computed anew: the weights may have changed
# since the last sample.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Inside the loop: `error = y[i] - (w @ X[i] + b >= 0)`. If it is not 0: `w = w + error * X[i]`, `b = b + error`, and
# add 1 to the count. Return all three after the loop.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "one_epoch", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_epoch(w, b, X, y, order):
    """Visit every sample once, correct at each mistake, count the mistakes.

    w : array of shape (d,)
    b : float
    X : array of shape (n, d), one sample in each row
    y : array of shape (n,), the targets, 0 or 1
    order : array of n row numbers, in the order of the visits
    returns three things: array of shape (d,), float, int
    """
    ### BEGIN SOLUTION
    mistakes = 0
    for i in order:
        error = y[i] - (1 if w @ X[i] + b >= 0 else 0)
        if error != 0:
            w, b = w + error * X[i], b + error
            mistakes += 1
    return w, b, mistakes
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "epoch_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the weights and the bias of the example
check = Check("one_epoch")
X, y = np.array([[-1.0, 2.0], [0.0, 0.0], [0.0, -1.0], [1.0, 1.0]]), np.array([0.0, 0.0, 0.0, 1.0])
answer = check.call(one_epoch, np.array([0.0, 1.0]), 0.0, X, y, np.array([0, 3, 1, 2]))
check.true(isinstance(answer, tuple | list) and len(answer) == 3, "it should return three things, `w, b, mistakes`")
check.close(
    [*np.ravel(answer[0]), *np.ravel(answer[1])],
    [2.0, 0.0, -1.0],
    "the weights should be (2, 0) and the bias -1",
    mistakes={
        "the bias is not corrected: it learns like the weights, with the input 1": [1.0, 0.0, 0.0],
        "the corrections have the wrong sign: the error is y minus the answer": [-1.0, 3.0, 2.0],
        "it visits the rows from top to bottom; `order` says which comes first": [2.0, 1.0, -1.0],
        "all answers were computed at the start; each correction counts for the very next sample": [1.0, -1.0, -2.0],
        "false alarms are not corrected": [0.0, 1.0, 0.0],
        "misses are not corrected, only false alarms": [1.0, 0.0, -2.0],
        "it ends after the first mistake: is a `return` or a `break` inside the loop?": [1.0, -1.0, -1.0],
        "every sample is corrected, right or wrong; only mistakes are": [2.0, 1.0, -2.0],
        "where the sum is exactly 0 it does not fire: `>` where `>=` is needed": [2.0, 0.0, 0.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "epoch_mistakes", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the number of mistakes in the example
check = Check("one_epoch")
X, y = np.array([[-1.0, 2.0], [0.0, 0.0], [0.0, -1.0], [1.0, 1.0]]), np.array([0.0, 0.0, 0.0, 1.0])
answer = check.call(one_epoch, np.array([0.0, 1.0]), 0.0, X, y, np.array([0, 3, 1, 2]))
check.true(isinstance(answer, tuple | list) and len(answer) == 3, "it should return three things, `w, b, mistakes`")
check.equal(
    answer[2],
    3,
    mistakes={
        "it counts the mistakes of the neuron it started with, or works with its old answers": 2,
        "it counts the right answers, not the mistakes; or it stops too early": 1,
        "it counts the mistakes that are left after the epoch; count them at the visits": 0,
        "it adds up the errors, in which misses (+1) and false alarms (-1) cancel": -1,
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "epoch_weights_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# weights and bias after an epoch of many samples
check = HiddenCheck("one_epoch")
### BEGIN HIDDEN TESTS
def epoch_variants(w, b, X, y, order):
    """The right result, and what foreseen mistakes give."""
    def walk(rows, bias=1, sign=1, kinds=(-1, 1), stale=False):
        v, c, count, total = w.copy(), b, 0, 0
        for i in rows:
            z = X[i] @ w + b if stale else X[i] @ v + c
            error = int(y[i]) - int(z >= 0)
            if error:
                count, total = count + 1, total + error
            if error in kinds:
                v, c = v + sign * error * X[i], c + sign * bias * error
        return [*v, c], count, total
    return {
        "right": walk(order),
        "the bias is not corrected": walk(order, bias=0),
        "the rows are not visited in the given order": walk(range(len(y))),
        "all answers were computed at the start: each correction should count for the very next sample": walk(order, stale=True),
        "the corrections have the wrong sign: the error is y minus the answer": walk(order, sign=-1),
        "false alarms are not corrected": walk(order, kinds=(1,)),
        "misses are not corrected": walk(order, kinds=(-1,)),
    }


rng = np.random.default_rng(24)
for n, d in ((30, 4), (9, 2)):
    w, b, X = rng.standard_normal(d), float(rng.standard_normal()), rng.standard_normal((n, d))
    y, order = rng.integers(0, 2, n).astype(float), rng.permutation(n)
    answer = check.call(one_epoch, w, b, X, y, order)
    check.true(isinstance(answer, tuple | list) and len(answer) == 3, "it should return three things, `w, b, mistakes`")
    variants = epoch_variants(w, b, X, y, order)
    check.close(
        [*np.ravel(answer[0]), *np.ravel(answer[1])],
        variants.pop("right")[0],
        "weights or bias are wrong after an epoch of many samples",
        mistakes={words: state for words, (state, _, _) in variants.items()},
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "epoch_mistakes_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the number of mistakes in an epoch of many samples, and in one without mistakes
check = HiddenCheck("one_epoch")
### BEGIN HIDDEN TESTS
def counts(w, b, X, y, order):
    """The number of mistakes, and the sum of the errors."""
    v, c, count, total = w.copy(), b, 0, 0
    for i in order:
        error = int(y[i]) - int(X[i] @ v + c >= 0)
        v, c, count, total = v + error * X[i], c + error, count + abs(error), total + error
    return count, total, int(np.sum((X @ w + b >= 0) != y)), int(np.sum((X @ v + c >= 0) != y))


rng = np.random.default_rng(25)
for n, d, solved in ((40, 3, False), (17, 5, False), (12, 3, True)):
    w, b, X = rng.standard_normal(d), float(rng.standard_normal()), rng.standard_normal((n, d))
    y = (X @ w + b >= 0).astype(float) if solved else rng.integers(0, 2, n).astype(float)
    order = rng.permutation(n)
    answer = check.call(one_epoch, w, b, X, y, order)
    check.true(isinstance(answer, tuple | list) and len(answer) == 3, "it should return three things, `w, b, mistakes`")
    count, total, before, after = counts(w, b, X, y, order)
    check.equal(
        answer[2],
        count,
        "the number of mistakes is wrong: a neuron that is right everywhere makes none"
        if solved
        else "the number of mistakes is wrong in an epoch of many samples",
        mistakes={
            "it adds up the errors, in which misses (+1) and false alarms (-1) cancel": total,
            "it counts the mistakes that the neuron would have made without any correction": before,
            "it counts the mistakes that are left after the epoch": after,
            "it counts the right answers, not the mistakes": n - count,
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: a game with a budget (20 points)
#
# On data that no line separates, the game never ends. So we give the neuron a *budget*: a largest number of
# corrections.
#
# Write `train(X, y, budget)`. It starts from zero weights and zero bias and visits the samples from top to bottom,
# again and again, with the learning rate 1. It stops
#
# * as soon as `budget` corrections have been made, in the middle of an epoch if need be, or
# * after an epoch without a mistake.
#
# It returns four things, `w, b, corrections, solved`. The last is `True` if the neuron that you return is right on
# *all* samples, and `False` if not. It does not matter why the game stopped: the last correction of the budget may be
# the one that solves it.
#
# For AND (rows 00, 01, 10, 11; $y = (0, 0, 0, 1)$) and a budget of 100 we expect $w = (2, 1)$, $b = -3$, 11
# corrections and `True`. With a budget of 3: $w = (1, 1)$, $b = -1$, 3 corrections and `False`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Two loops: `while True:` for the epochs, and inside it one over the samples. Where must you look at the budget so
# that not one correction too many is made?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Write the answer to "is it right on all samples?" as one line with `np.all`. Then the outer loop can be: *while the
# corrections are below the budget and the neuron is not right on all samples*. In the inner loop, correct a mistake
# and count it, and `break` when the budget is reached. A neuron that is right everywhere makes no mistake in its next
# epoch, so you may stop there.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "train", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train(X, y, budget):
    """Train a neuron by the perceptron rule, with at most `budget` corrections.

    X : array of shape (n, d), one sample in each row
    y : array of shape (n,), the targets, 0 or 1
    budget : int, 1 or more
    returns four things: w of shape (d,), b, the number of corrections, True or False
    """
    ### BEGIN SOLUTION
    w, b, corrections = np.zeros(X.shape[1]), 0.0, 0
    while corrections < budget and np.any((X @ w + b >= 0) != y):
        for x_i, y_i in zip(X, y):
            error = y_i - (1 if w @ x_i + b >= 0 else 0)
            if error != 0:
                w, b, corrections = w + error * x_i, b + error, corrections + 1
                if corrections == budget:
                    break
    return w, b, corrections, bool(np.all((X @ w + b >= 0) == y))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "train_and", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# AND with a budget of 100, more than it needs
check = Check("train")
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
answer = check.call(train, X, np.array([0.0, 0.0, 0.0, 1.0]), 100)
check.true(isinstance(answer, tuple | list) and len(answer) == 4, "it should return `w, b, corrections, solved`")
check.close(
    [*np.ravel(answer[0]), *np.ravel(answer[1]), answer[2]],
    [2.0, 1.0, -3.0, 11.0],
    "w should be (2, 1), b -3, and the corrections 11",
    mistakes={
        "the bias is not corrected, so the line stays through the origin and the game never ends": [0.0, 0.0, 0.0, 100.0],
        "the corrections have the wrong sign: the error is y minus the answer": [33.0, 33.0, 100.0, 100.0],
        "it stops after one epoch: go on until an epoch has no mistake": [1.0, 1.0, 0.0, 2.0],
        "where the sum is exactly 0 it does not fire: `>` where `>=` is needed": [2.0, 1.0, -2.0, 10.0],
        "the neuron is right, but the corrections are not counted one by one: is the count of epochs returned?": (
            [2.0, 1.0, -3.0, 6.0]
        ),
        "the count of corrections starts again in every epoch": [2.0, 1.0, -3.0, 0.0],
        "it starts from other weights than 0, or visits the samples in another order": [1.0, 2.0, -3.0, 11.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "train_budget", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# AND with a budget of 3, which ends the game in the middle of an epoch
check = Check("train")
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
answer = check.call(train, X, np.array([0.0, 0.0, 0.0, 1.0]), 3)
check.true(isinstance(answer, tuple | list) and len(answer) == 4, "it should return `w, b, corrections, solved`")
check.close(
    [*np.ravel(answer[0]), *np.ravel(answer[1]), answer[2]],
    [1.0, 1.0, -1.0, 3.0],
    "w should be (1, 1), b -1, and the corrections 3",
    mistakes={
        "it finishes the epoch in which the budget runs out; stop at the correction that uses it up": [2.0, 1.0, -1.0, 5.0],
        "the budget is taken for a number of epochs; it counts corrections": [2.0, 1.0, -2.0, 8.0],
        "the budget is taken for a number of visits; right answers cost nothing": [0.0, 0.0, -1.0, 1.0],
        "it makes one correction too many": [1.0, 0.0, -2.0, 4.0],
        "it makes one correction too few": [1.0, 1.0, 0.0, 2.0],
        "the budget is ignored: it went on until the game was won": [2.0, 1.0, -3.0, 11.0],
        "the bias is not corrected, so the line stays through the origin": [-1.0, -1.0, 0.0, 3.0],
        "the corrections have the wrong sign: the error is y minus the answer": [1.0, 1.0, 3.0, 3.0],
        "where the sum is exactly 0 it does not fire: `>` where `>=` is needed": [1.0, 0.0, -1.0, 3.0],
        "the budget is used up, but the corrections returned are those of the last epoch": [1.0, 1.0, -1.0, 1.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "train_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# many samples, with a budget that is more than enough and with budgets that are not
check = HiddenCheck("train")
### BEGIN HIDDEN TESTS
def game(X, y, budget, bias=1, sign=1, whole_epochs=False, extra=0):
    """The right result, and what foreseen mistakes give."""
    w, b, corrections, mistakes = np.zeros(X.shape[1]), 0.0, 0, 1
    while mistakes and corrections < budget + extra:
        mistakes = 0
        for x, target in zip(X, y):
            error = target - float(x @ w + b >= 0)
            if error and (whole_epochs or corrections < budget + extra):
                w, b = w + sign * error * x, b + sign * bias * error
                corrections, mistakes = corrections + 1, mistakes + 1
    return [*w, b, corrections]


rng = np.random.default_rng(26)
for n, d, budget, separable in ((20, 3, 5000, True), (12, 4, 7, False), (15, 2, 40, False), (9, 5, 1, False)):
    X = rng.standard_normal((n, d))
    y = (X @ rng.standard_normal(d) + 0.3 >= 0).astype(float) if separable else rng.integers(0, 2, n).astype(float)
    answer = check.call(train, X, y, budget)
    check.true(isinstance(answer, tuple | list) and len(answer) == 4, "it should return `w, b, corrections, solved`")
    check.close(
        [*np.ravel(answer[0]), *np.ravel(answer[1]), answer[2]],
        game(X, y, budget),
        "weights, bias or the number of corrections are wrong on many samples",
        mistakes={
            "the bias is not corrected": game(X, y, budget, bias=0),
            "the corrections have the wrong sign: the error is y minus the answer": game(X, y, budget, sign=-1),
            "it finishes the epoch in which the budget runs out": game(X, y, budget, whole_epochs=True),
            "it makes one correction too many": game(X, y, budget, extra=1),
            "it makes one correction too few": game(X, y, budget, extra=-1),
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "train_solved", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the last of the four values: is the returned neuron right on all samples?
check = HiddenCheck("train")
### BEGIN HIDDEN TESTS
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
for y, budget, expected, words in (
    ([0.0, 0.0, 0.0, 1.0], 50, True, "the neuron is right on all samples, and yet it does not say True"),
    ([0.0, 1.0, 1.0, 0.0], 50, False, "no line separates the samples, and yet it does not say False"),
    ([0.0, 0.0, 0.0, 1.0], 10, False, "the budget was one too small, and yet it does not say False"),
    (
        [0.0, 0.0, 0.0, 1.0],
        11,
        True,
        "the last correction of the budget solved the game, and yet it does not say True: "
        "ask the neuron that you return, not why the game stopped",
    ),
    ([1.0, 1.0, 1.0, 1.0], 5, True, "a neuron that is right from the start needs no correction and is right: True"),
):
    answer = check.call(train, X, np.array(y), budget)
    check.true(isinstance(answer, tuple | list) and len(answer) == 4, "it should return `w, b, corrections, solved`")
    check.close(answer[3], float(expected), words)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: the referee (20 points)
#
# Some games never end, and a referee can tell. In a fixed order of the samples, what happens next depends on the
# weights and the bias alone. So if their values after an epoch are *exactly* those after an earlier epoch, or those
# at the start, the game goes in a circle.
#
# The cell below gives you one epoch, `play_epoch(v, X1, y)`, in a shorter form. Its trick: the bias is a weight whose
# input is always 1. The vector `v` holds the weights and, as its last entry, the bias; each row of `X1` is a sample
# with a 1 at its end. The function **changes `v` in place** and returns the number of mistakes.
#
# Write `referee(X1, y, max_epochs)`. It starts with `v` at zero, plays epoch after epoch, and returns a pair, a word
# and the number of an epoch (the first epoch is number 1):
#
# * `("solved", k)` if epoch `k` is the first without a mistake;
# * `("cycle", k)` if `v` after epoch `k` is, for the first time, what it was before: after *any* earlier epoch, or at
#   the start;
# * `("open", max_epochs)` if `max_epochs` epochs have brought neither.
#
# For XOR the vectors after the epochs are $(-1, 0, -1)$, $(-1, 0, 0)$ and $(-1, 0, 0)$: we expect `("cycle", 3)`. For
# AND we expect `("solved", 6)`, and with `max_epochs` 2 both games are open: `("open", 2)`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Keep a list of all states so far, the start included. An epoch without mistakes leaves `v` as it was: which of the
# two questions must come first? And remember that a list which holds `v` itself three times holds the *same* array
# three times.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `v.tolist()` makes a copy that can be compared: `v.tolist() in seen`. For each `epoch` in
# `range(1, max_epochs + 1)`: play it; without mistakes return `"solved", epoch`; if the state has been seen, return
# `"cycle", epoch`; otherwise append it to `seen`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "given_epoch", "locked": true, "schema_version": 3, "solution": false, "task": false}
def play_epoch(v, X1, y):
    """Play one epoch from top to bottom with the learning rate 1; change v in place.

    v : array of shape (d + 1,), the weights and then the bias
    X1 : array of shape (n, d + 1), one sample in each row, with a 1 at its end
    y : array of shape (n,), the targets, 0 or 1
    returns the number of mistakes
    """
    mistakes = 0
    for x, target in zip(X1, y):
        error = target - (1 if v @ x >= 0 else 0)
        v += error * x
        mistakes += int(error != 0)
    return mistakes


# %% nbgrader={"grade": false, "grade_id": "referee", "locked": false, "schema_version": 3, "solution": true, "task": false}
def referee(X1, y, max_epochs):
    """Say how a game from zero weights and zero bias goes.

    X1 : array of shape (n, d + 1), one sample in each row, with a 1 at its end
    y : array of shape (n,), the targets, 0 or 1
    max_epochs : int
    returns a pair: "solved", "cycle" or "open", and the number of an epoch
    """
    ### BEGIN SOLUTION
    v = np.zeros(X1.shape[1])
    seen = [v.tolist()]
    for epoch in range(1, max_epochs + 1):
        if play_epoch(v, X1, y) == 0:
            return "solved", epoch
        if v.tolist() in seen:
            return "cycle", epoch
        seen.append(v.tolist())
    return "open", max_epochs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "referee_xor", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# XOR goes in a circle
check = Check("referee")
X1 = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
check.equal(
    check.call(referee, X1, np.array([0.0, 1.0, 1.0, 0.0]), 20),
    ["cycle", 3],
    mistakes={
        "it sees a repetition at once: `v` changes in place, so keep copies of it": ["cycle", 1],
        "the state came back after epoch 3: the first epoch is number 1, and the bias belongs to the state": ["cycle", 2],
        "it finds the circle one epoch late: look after each epoch, before you play the next": ["cycle", 4],
        "it finds no repetition: is `v` compared with all states so far, not only with the start?": ["open", 20],
        "it plays only one epoch: is a `return` inside the loop?": ["open", 1],
        "XOR is not solved: `play_epoch` returns the number of mistakes, and 0 means solved": ["solved", 1],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "referee_solved", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# AND is solved
check = Check("referee")
X1 = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
check.equal(
    check.call(referee, X1, np.array([0.0, 0.0, 0.0, 1.0]), 20),
    ["solved", 6],
    mistakes={
        "an epoch without mistakes leaves v as it was, and that is no circle: ask first whether it is solved": ["cycle", 6],
        "it sees a repetition at once: `v` changes in place, so keep copies of it": ["cycle", 1],
        "the bias, the last entry of v, belongs to the state, too; only the weights are compared": ["cycle", 3],
        "the epoch is one too small: the first is number 1, and the epoch without mistakes counts": ["solved", 5],
        "it never says solved": ["open", 20],
        "the number of mistakes is returned, where we want the number of the epoch": ["solved", 0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "referee_long", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# circles that take several epochs to close
check = HiddenCheck("referee")
### BEGIN HIDDEN TESTS
def verdict(X1, y, most, compare="all"):
    """The right verdict, and what foreseen mistakes give."""
    v = np.zeros(X1.shape[1])
    seen = [v.tolist()]
    for epoch in range(1, most + 1):
        mistakes = 0
        for x, target in zip(X1, y):
            error = target - float(v @ x >= 0)
            v, mistakes = v + error * x, mistakes + abs(error)
        if not mistakes:
            return ["solved", epoch]
        state = v.tolist()
        if compare == "weights":
            known = state[:-1] in [old[:-1] for old in seen]
        elif compare == "last":
            known = state in seen[-1:]
        elif compare == "first":
            known = state in seen[:1]
        else:
            known = state in seen
        if known:
            return ["cycle", epoch]
        seen.append(state)
    return ["open", most]


for seed, n, d in ((6, 6, 2), (31, 7, 3), (77, 9, 1)):
    rng = np.random.default_rng(seed)
    X1, y = np.c_[rng.integers(-3, 4, (n, d)), np.ones(n)].astype(float), rng.integers(0, 2, n).astype(float)
    expected = verdict(X1, y, 200)
    check.equal(
        check.call(referee, X1, y, 200),
        expected,
        "a circle that takes several epochs to close is not found in the right epoch",
        mistakes={
            "v is compared with the state one epoch before alone; compare it with all earlier states": (
                verdict(X1, y, 200, "last")
            ),
            "the bias, the last entry of v, belongs to the state, too": verdict(X1, y, 200, "weights"),
            "it sees a repetition at once: `v` changes in place, so keep copies of it": ["cycle", 1],
            "the epoch is one too small: the first is number 1": ["cycle", expected[1] - 1],
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "referee_start", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# circles that lead back to the very start
check = HiddenCheck("referee")
### BEGIN HIDDEN TESTS
for seed, n, d in ((26, 9, 1), (59, 9, 1), (133, 7, 3)):
    rng = np.random.default_rng(seed)
    X1, y = np.c_[rng.integers(-3, 4, (n, d)), np.ones(n)].astype(float), rng.integers(0, 2, n).astype(float)
    v, epoch = np.zeros(d + 1), 0
    while epoch == 0 or np.any(v):
        for x, target in zip(X1, y):
            v = v + (target - float(v @ x >= 0)) * x
        epoch += 1
    check.equal(
        check.call(referee, X1, y, 100),
        ["cycle", epoch],
        "a game that comes back to zero weights is not noticed in the right epoch",
        mistakes={
            "the start belongs to the states that may come back: record it before the first epoch": ["cycle", epoch + 1],
            "v is compared with the state one epoch before alone; compare it with all earlier states": ["open", 100],
            "it sees a repetition at once: `v` changes in place, so keep copies of it": ["cycle", 1],
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "referee_open", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# games that are still open after max_epochs epochs, and one that is decided in the last of them
check = HiddenCheck("referee")
### BEGIN HIDDEN TESTS
X1 = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
AND, XOR = np.array([0.0, 0.0, 0.0, 1.0]), np.array([0.0, 1.0, 1.0, 0.0])
for y, most, expected, words in (
    (AND, 4, ["open", 4], "a game that is neither solved nor in a circle after max_epochs epochs is open"),
    (XOR, 2, ["open", 2], "a game that is neither solved nor in a circle after max_epochs epochs is open"),
    (AND, 5, ["open", 5], "it plays more than max_epochs epochs: this game was still open"),
    (AND, 6, ["solved", 6], "the last of the max_epochs epochs counts, too: this game was solved in it"),
    (XOR, 3, ["cycle", 3], "the last of the max_epochs epochs counts, too: this game came back in it"),
):
    check.equal(check.call(referee, X1, y, most), expected, words)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: does the rate matter? (10 points)
#
# Two friends train a neuron by the perceptron rule, both from $w = 0$ and $b = 0$, on the same samples in the same
# order. One takes the learning rate 0.1, the other 10, and says: "Mine will be done much sooner." Is that so? Explain
# in three to six sentences what the two games have in common and in what the two trained neurons differ. Then say
# what changes if both start from the same *random* weights instead.
#
# This part is read by a person: 5 points for saying what the rate does when the weights start at zero, with a reason
# that covers every correction and not only the first; 3 points for the random start, with a reason; 2 points for
# clarity. A measurement may support your answer. It does not replace the reason.

# %% [markdown] nbgrader={"grade": true, "grade_id": "does_the_rate_matter", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# It is not so: both make the same mistakes and need the same number of corrections. From zero, the second friend's
# $w$ and $b$ are 100 times the first one's before the first sample (0 = 100 · 0). If they are before some sample,
# both sums have the same sign or are both 0, so both neurons give the same answer; if it is wrong, both corrections
# have the same direction and the second is 100 times as long, so the factor is 100 again afterwards. So it goes
# through the whole game. The trained neurons differ in scale alone: same line, same distances, same answers. From
# random weights this fails, because the start is the same for both and is not multiplied by 100: a small rate changes
# it little by little, a large one outweighs it at once. The two may then make different mistakes, in different
# numbers, and end with different lines; which of them is done sooner depends on the start.
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save the
# notebook and hand it in under its own name, `weights.ipynb`.
