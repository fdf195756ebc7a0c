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
# # Exercise 6: an expedition downhill
#
# Six parts that do not depend on each other, and one question to answer in words. Allow about an hour and a quarter.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `cliff_slopes` | 15 |
# | 2 | `weighted_gradient` | 20 |
# | 3 | `descent_path` | 15 |
# | 4 | `nesterov_step` | 15 |
# | 5 | `rmsprop_step` | 15 |
# | 6 | `largest_rate` | 10 |
# | 7 | reading a zigzag | 10 |
#
# Replace each `raise NotImplementedError` by your answer, then run the cell below it: it checks at once and says what
# is wrong. Some cells say that *more checks run when the notebook is graded*: they try your function on other inputs.
# You may add cells of your own anywhere. Work in any order; run all cells from the top before you hand in.
#
# Each function must leave the arrays that it is given as they are.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from nnlib.checks import Check, HiddenCheck
except ModuleNotFoundError:
    raise ModuleNotFoundError("nnlib is missing: run  %pip install @NNLIB_WHEEL@  and then this cell again") from None

import numpy as np

# %% [markdown]
# ## Part 1: slopes at the edge of a cliff (15 points)
#
# You stand at the edge of a cliff: you may step forward and not back, so the central difference is out of reach. Two
# forward steps, of lengths $h$ and $2h$, give a slope that is nearly as exact. For a function $f$ of one number
#
# $$f'(\theta) \approx \frac{-3 f(\theta) + 4 f(\theta + h) - f(\theta + 2h)}{2h}$$
#
# For $f(\theta) = \theta^2$ at 1 with $h = 0.1$ this is $(-3 \cdot 1 + 4 \cdot 1.21 - 1.44) / 0.2 = 0.4 / 0.2 = 2$, the
# true slope; the simple forward difference gives 2.1.
#
# The ground is given by the locked cell below: `height(theta, A, c)` is one number, the mean of $(A\theta - c)^4$.
# Write `cliff_slopes(theta, A, c, h)`, which returns the slope in **each** coordinate of `theta`: nudge that coordinate
# alone, by $h$ and by $2h$, and leave the others where they are. `theta` may hold whole numbers, as `np.array([1, 2])`
# does. Use the formula: the checks take a large $h$, for which the exact derivative gives other numbers.
#
# For $A = \begin{pmatrix} 1 & 0 \\ 1 & 1 \end{pmatrix}$, $c = (0, 0)$, $\theta = (1, 1)$ and $h = 0.1$ we expect
# $(17.874, 15.917)$. The first of them comes from the heights 8.5 at $\theta$, 10.4561 at $(1.1, 1)$ and 12.7496 at
# $(1.2, 1)$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A loop over the coordinates. In each round start again from the original `theta`, in a copy that can hold decimals:
# `np.array(theta, dtype=float)`.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# For each `i`: `one = np.array(theta, dtype=float)` and `two` likewise; `one[i] += h`, `two[i] += 2 * h`. Put the
# heights at `theta`, `one` and `two` into the formula, and store the result in `slopes[i]`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "given_height", "locked": true, "schema_version": 3, "solution": false, "task": false}
def height(theta, A, c):
    """Return the height of the ground at theta, one number: the mean of (A θ - c)⁴.

    theta : array of shape (d,)
    A : array of shape (m, d)
    c : array of shape (m,)
    """
    return float(np.mean((A @ theta - c) ** 4))


# %% nbgrader={"grade": false, "grade_id": "cliff_slopes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cliff_slopes(theta, A, c, h):
    """Return the slope of height in each coordinate, measured with two forward steps.

    theta : array of shape (d,)
    A, c : arrays of shapes (m, d) and (m,), to be handed on to height
    h : float, the length of the first step
    returns an array of shape (d,)
    """
    ### BEGIN SOLUTION
    theta = np.array(theta, dtype=float)
    here, slopes = height(theta, A, c), np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        slopes[i] = (-3 * here + 4 * height(theta + step, A, c) - height(theta + 2 * step, A, c)) / (2 * h)
    return slopes
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "cliff_slopes_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("cliff_slopes")
slopes = check.call(
    cliff_slopes, np.array([1.0, 1.0]), np.array([[1.0, 0.0], [1.0, 1.0]]), np.zeros(2), 0.1
)
check.close(
    slopes,
    [17.874, 15.917],
    mistakes={
        "this is the simple forward difference: the step of 2h is missing": [19.561, 17.2405],
        "this is the central difference, which steps back, over the cliff": [18.06, 16.04],
        "the division is by h where it should be by 2h": [35.748, 31.834],
        "the parentheses around 2 * h are missing: `/ 2 * h` divides by 2 and then multiplies by h": [0.17874, 0.15917],
        "the sign is wrong: uphill is a positive slope": [-17.874, -15.917],
        "this is the exact derivative; the slopes should be measured with the formula": [18.0, 16.0],
        "all coordinates are nudged at once; nudge one and leave the others where they are": [33.269, 33.269],
        "the nudges pile up: the second coordinate is nudged while the first still is": [17.874, 21.205],
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "cliff_slopes_shape", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# three coordinates have three slopes
check = Check("cliff_slopes")
rng = np.random.default_rng(61)
slopes = check.call(
    cliff_slopes, rng.standard_normal(3), rng.standard_normal((5, 3)), rng.standard_normal(5), 0.1
)
check.shape(slopes, (3,), "there is one slope for each coordinate of theta")
check.true(np.any(np.asarray(slopes)), "all slopes are 0: is the height taken at the nudged places?")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "cliff_slopes_values", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# other places, other numbers of coordinates, other h
check = HiddenCheck("cliff_slopes")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(62)


def ground(t):
    return np.mean((A @ t - c) ** 4)


for d, m, h in ((1, 4, 0.3), (4, 7, 0.05), (3, 2, 0.5)):
    theta, A, c = rng.standard_normal(d), rng.standard_normal((m, d)), rng.standard_normal(m)
    f = ground
    E = h * np.eye(d)
    check.close(
        check.call(cliff_slopes, theta, A, c, h),
        [(-3 * f(theta) + 4 * f(theta + e) - f(theta + 2 * e)) / (2 * h) for e in E],
        "some slopes are wrong: is each coordinate nudged alone, and by the given h?",
        mistakes={
            "this is the simple forward difference: the step of 2h is missing": [(f(theta + e) - f(theta)) / h for e in E],
            "this is the central difference, which steps back, over the cliff": [
                (f(theta + e) - f(theta - e)) / (2 * h) for e in E
            ],
            "this is the exact derivative; the slopes should be measured with the formula": 4
            * A.T
            @ (A @ theta - c) ** 3
            / m,
        },
        rtol=1e-5,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "cliff_slopes_whole_numbers", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# theta holds whole numbers
check = HiddenCheck("cliff_slopes")
### BEGIN HIDDEN TESTS
theta, A, c, h = np.array([1, 2, 0]), np.array([[1.0, 0.5, -1.0], [0.0, 2.0, 1.0]]), np.array([0.5, 1.0]), 0.25


def f(t):
    return np.mean((A @ t - c) ** 4)


E = h * np.eye(3)
check.close(
    check.call(cliff_slopes, theta, A, c, h),
    [(-3 * f(theta) + 4 * f(theta + e) - f(theta + 2 * e)) / (2 * h) for e in E],
    "for a theta of whole numbers some slopes are wrong",
    mistakes={
        "in an array of whole numbers a nudge is cut off to 0: make a copy with dtype=float first": np.zeros(3),
    },
    rtol=1e-5,
    atol=1e-6,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: some wines count more (20 points)
#
# Some samples deserve more attention than others: they were measured several times, or a mistake on them is expensive.
# Give each sample a number $v_i \ge 0$ that says how much it counts. The loss of a neuron with
# $p = \sigma(Xw + b)$ is then the *weighted mean*
#
# $$L = \frac{\sum_i v_i\, \ell_i}{\sum_i v_i}, \qquad
# \ell_i = -y_i \ln p_i - (1 - y_i) \ln(1 - p_i)$$
#
# Derive its gradient, and write `weighted_gradient(X, y, v, w, b)`, which returns the pair
# $\frac{\partial L}{\partial w}$, an array of shape `(d,)`, and $\frac{\partial L}{\partial b}$, a number. The chapter
# found $\frac{d\ell_i}{dz_i} = p_i - y_i$; that you may use. The function must also be sound for sums far from 0, such as
# $z = 900$.
#
# With $w = (0, 0)$ and $b = 0$ every $p_i$ is 0.5. For the two samples $(2, 1)$ with $y = 1$, $v = 3$ and $(4, -1)$ with
# $y = 0$, $v = 1$ the errors are −0.5 and 0.5, and we expect $\frac{\partial L}{\partial w} =
# (3 \cdot (-0.5) \cdot (2, 1) + 1 \cdot 0.5 \cdot (4, -1)) / 4 = (-0.25, -0.5)$ and
# $\frac{\partial L}{\partial b} = (-1.5 + 0.5) / 4 = -0.25$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A weighted mean of losses has as its slope the weighted mean of their slopes. In the chapter every $v_i$ was 1, and
# their sum was $n$.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `error = v * (p - y)`, of shape `(n,)`. Then `X.T @ error` adds up error times input for every weight, and
# `error.sum()` does it for the bias. Divide both by `v.sum()`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "weighted_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def weighted_gradient(X, y, v, w, b):
    """Return the gradient of the weighted mean of the binary cross-entropy.

    X : array of shape (n, d), one sample in each row
    y : array of shape (n,), the targets, 0 or 1
    v : array of shape (n,), how much each sample counts, not all 0
    w : array of shape (d,)
    b : float
    returns a pair: an array of shape (d,), for w, and a number, for b
    """
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(X @ w + b))  # cannot overflow
    p = np.where(X @ w + b >= 0, 1, small) / (1 + small)
    error = v * (p - y) / np.sum(v)
    return X.T @ error, np.sum(error)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "weighted_gradient_shape", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# six samples with three inputs: three slopes for w, a number for b
check = Check("weighted_gradient")
rng = np.random.default_rng(63)
answer = check.call(
    weighted_gradient,
    rng.standard_normal((6, 3)),
    np.array([0.0, 1.0, 1.0, 0.0, 1.0, 0.0]),
    rng.uniform(0.5, 2, 6),
    rng.standard_normal(3),
    0.3,
)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair: the slopes for w, the slope for b")
check.shape(answer[0], (3,), "w has one slope for each input")
check.shape(answer[1], (), "the bias is a single number, and so is its slope: was the sum over samples forgotten?")
check.true(np.any(np.asarray(answer[0])), "all slopes are 0, and the neuron would not learn")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "weighted_gradient_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("weighted_gradient")
answer = check.call(
    weighted_gradient,
    np.array([[2.0, 1.0], [4.0, -1.0]]),
    np.array([1.0, 0.0]),
    np.array([3.0, 1.0]),
    np.zeros(2),
    0.0,
)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair: the slopes for w, the slope for b")
check.shape(answer[0], (2,), "w has one slope for each input")
check.shape(answer[1], (), "the bias is a single number, and so is its slope")
check.close(
    [*answer[0], answer[1]],
    [-0.25, -0.5, -0.25],
    mistakes={
        "the sign is wrong: the error is p - y, what was said minus what was right": [0.25, 0.5, 0.25],
        "the sum is taken where the weighted mean is needed: divide by the sum of v": [-1.0, -2.0, -1.0],
        "it divides by n, the number of samples; here the weights add up to another number": [-0.5, -1.0, -0.5],
        "v is ignored: every sample counts the same": [0.5, -0.5, 0.0],
        "v is in the division alone; each error must be multiplied by its v, too": [0.25, -0.25, 0.0],
        "the slope of the sigmoid comes in twice: p - y contains p(1 - p) already": [-0.0625, -0.125, -0.0625],
        "the bias gets the sum, not the weighted mean": [-0.25, -0.5, -1.0],
        "p is missing its sigmoid: the error is p - y, not z - y": [-1.5, -0.75, -0.75],
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "weighted_gradient_doubled", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# every sample twice; every v doubled
check = HiddenCheck("weighted_gradient")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(64)
X, y, v = rng.standard_normal((5, 3)), np.array([0.0, 1.0, 1.0, 0.0, 1.0]), rng.uniform(0.5, 2, 5)
w, b = rng.standard_normal(3), 0.4
error = v * (1 / (1 + np.exp(-(X @ w + b))) - y)
once = np.append(X.T @ error, error.sum()) / v.sum()
for X2, y2, v2, what in (
    (np.tile(X, (2, 1)), np.tile(y, 2), np.tile(v, 2), "when every sample occurs twice"),
    (X, y, 2 * v, "when every v is doubled"),
):
    answer = check.call(weighted_gradient, X2, y2, v2, w, b)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair")
    check.shape(answer[0], (3,))
    check.shape(answer[1], ())
    check.close(
        [*answer[0], answer[1]],
        once,
        f"{what}, the weighted mean stays the same, and so should its gradient",
        mistakes={
            f"{what}, the gradient grows: a sum is taken where the weighted mean is needed": once * v2.sum(),
            f"{what}, the gradient changes: divide by the sum of v, not by n": once * v2.sum() / len(v2),
        },
        rtol=1e-5,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "weighted_gradient_values", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# random samples, some of which do not count at all
check = HiddenCheck("weighted_gradient")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(65)


def gradient(error):
    return np.append(X.T @ error, error.sum())


for n, d in ((7, 4), (1, 3), (20, 2)):
    X, y, v = rng.standard_normal((n, d)), rng.integers(0, 2, n).astype(float), rng.uniform(0.5, 2, n)
    v[1::3] = 0
    w, b = rng.standard_normal(d), float(rng.standard_normal())
    p = 1 / (1 + np.exp(-(X @ w + b)))

    right = gradient(v * (p - y)) / v.sum()
    answer = check.call(weighted_gradient, X, y, v, w, b)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair")
    check.shape(answer[0], (d,))
    check.shape(answer[1], ())
    no_bias = v * (1 / (1 + np.exp(-(X @ w))) - y)
    check.close(
        [*answer[0], answer[1]],
        right,
        "the slopes are wrong for other samples, weights and a bias that is not 0",
        mistakes={
            "the sign is wrong: the error is p - y": -right,
            "the sum is taken where the weighted mean is needed": right * v.sum(),
            "it divides by n, not by the sum of v": right * v.sum() / n,
            "v is ignored: every sample counts the same": gradient(p - y) / n,
            "the slope of the sigmoid comes in twice: p - y contains p(1 - p) already": gradient(v * (p - y) * p * (1 - p))
            / v.sum(),
            "the bias is forgotten when p is computed": gradient(no_bias) / v.sum(),
            "the bias gets the sum, not the weighted mean": np.append(right[:-1], right[-1] * v.sum()),
            "p is missing its sigmoid: the error is p - y, not z - y": gradient(v * (X @ w + b - y)) / v.sum(),
        },
        rtol=1e-5,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "weighted_gradient_tails", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# sums far from 0: no nan
check = HiddenCheck("weighted_gradient")
### BEGIN HIDDEN TESTS
X, y, v = np.array([[1.0], [-1.0], [1.0], [-1.0]]), np.array([1.0, 0.0, 0.0, 1.0]), np.array([1.0, 2.0, 3.0, 2.0])
answer = check.call(weighted_gradient, X, y, v, np.array([900.0]), 0.0)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair")
check.shape(answer[0], (1,))
check.shape(answer[1], ())
check.close(
    [*answer[0], answer[1]],
    [5 / 8, 1 / 8],
    "for sums such as 900 the slopes are wrong or nan: far from 0, p is 0 or 1, and 1 / (1 + exp(-z)) gets there safely",
    rtol=1e-5,
    atol=1e-6,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 3: a path with its start (15 points)
#
# On the bowl $L(\theta) = \tfrac12\, \theta \cdot (A\theta) - c \cdot \theta$, with a symmetric table
# $A \in \mathbb{R}^{d \times d}$ and $c, \theta \in \mathbb{R}^d$, the gradient is
#
# $$\nabla L = A\theta - c$$
#
# Write `descent_path(A, c, start, lr, steps)`. It walks `steps` steps of gradient descent and returns the whole path, an
# array of shape `(steps + 1, d)`: the start in row 0, and in row $k$ the place after $k$ steps. All coordinates
# of a step use the *same* gradient.
#
# For $A = \begin{pmatrix} 2 & 1 \\ 1 & 4 \end{pmatrix}$, $c = (0, 1)$, start $(1, 1)$, `lr` 0.1 and 2 steps: the gradient is
# $(3, 4)$ at the start and $(2, 2.1)$ at $(0.7, 0.6)$, so we expect the rows $(1, 1)$, $(0.7, 0.6)$ and $(0.5, 0.39)$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Begin with a list that holds the start, and append a place after each step. If you change one array in place and
# append it again and again, the list holds the *same* array several times.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `path = [start]`. Then `steps` times: `theta = theta - lr * (A @ theta - c)`, a new array, and `path.append(theta)`.
# Return `np.array(path)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "descent_path", "locked": false, "schema_version": 3, "solution": true, "task": false}
def descent_path(A, c, start, lr, steps):
    """Return the path of gradient descent on the bowl ½ θ·(Aθ) - c·θ.

    A : array of shape (d, d), symmetric
    c : array of shape (d,)
    start : array of shape (d,)
    lr : float, the learning rate
    steps : int, 0 or more
    returns an array of shape (steps + 1, d)
    """
    ### BEGIN SOLUTION
    theta = start
    path = [theta]
    for _ in range(steps):
        theta = theta - lr * (A @ theta - c)
        path.append(theta)
    return np.array(path)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "descent_path_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("descent_path")
path = check.call(
    descent_path, np.array([[2.0, 1.0], [1.0, 4.0]]), np.array([0.0, 1.0]), np.array([1.0, 1.0]), 0.1, 2
)
check.close(
    path,
    [[1.0, 1.0], [0.7, 0.6], [0.5, 0.39]],
    mistakes={
        "it climbs: plus the gradient, where descent goes along minus the gradient": [[1.0, 1.0], [1.3, 1.4], [1.7, 1.99]],
        "the coordinates are updated in turn: the second already sees the new first. One gradient serves the whole step": [
            [1.0, 1.0],
            [0.7, 0.63],
            [0.497, 0.4283],
        ],
        "the start is missing: it belongs in row 0": [[0.7, 0.6], [0.5, 0.39]],
        "the last place is missing: two steps give three rows": [[1.0, 1.0], [0.7, 0.6]],
        "only the end comes out, not the path": [0.5, 0.39],
        "all rows are the same array, changed in place: append a copy": [[0.5, 0.39]] * 3,
        "the gradient of the start is used in every step: compute it anew where you stand": [
            [1.0, 1.0],
            [0.7, 0.6],
            [0.4, 0.2],
        ],
        "c is missing from the gradient": [[1.0, 1.0], [0.7, 0.5], [0.51, 0.23]],
        "the learning rate is missing": [[1.0, 1.0], [-2.0, -3.0], [5.0, 12.0]],
        "the learning rate multiplies only a part of the gradient: parentheses are missing": [
            [1.0, 1.0],
            [0.7, -0.5],
            [0.61, -1.37],
        ],
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "descent_path_shape", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# four steps in three dimensions
check = Check("descent_path")
path = check.call(descent_path, np.diag([1.0, 2.0, 3.0]), np.ones(3), np.array([1.0, -1.0, 2.0]), 0.1, 4)
check.shape(path, (5, 3), "the start and four places after it, one in each row")
check.true(np.any(np.asarray(path)), "all places are 0: does the path begin at the start?")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "descent_path_values", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# other bowls, other rates
check = HiddenCheck("descent_path")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(66)


def walk(sign=-1.0, in_turn=False):
    theta, path = start.copy(), [start]
    for _ in range(steps):
        if in_turn:
            theta = theta.copy()
            for i in range(d):
                theta[i] -= lr * (A[i] @ theta - c[i])
        else:
            theta = theta + sign * lr * (A @ theta - c)
        path.append(theta)
    return np.array(path)


for d, steps, lr in ((2, 5, 0.2), (4, 3, 0.05), (1, 6, 0.3)):
    A = rng.standard_normal((d, d))
    A, c, start = A @ A.T, rng.standard_normal(d), rng.standard_normal(d)
    right = walk()
    check.close(
        check.call(descent_path, A, c, start, lr, steps),
        right,
        "the path is another one on another bowl",
        mistakes={
            "it climbs: plus the gradient, where descent goes along minus the gradient": walk(1.0),
            "the coordinates are updated in turn: one gradient serves the whole step": walk(in_turn=True),
            "the start is missing: it belongs in row 0": right[1:],
            "the last place is missing": right[:-1],
            "only the end comes out, not the path": right[-1],
            "all rows are the same array, changed in place: append a copy": np.tile(right[-1], (steps + 1, 1)),
        },
        rtol=1e-5,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "descent_path_no_steps", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# no step at all
check = HiddenCheck("descent_path")
### BEGIN HIDDEN TESTS
path = check.call(descent_path, np.eye(3), np.zeros(3), np.array([1.0, -2.0, 0.5]), 0.1, 0)
check.close(
    path,
    [[1.0, -2.0, 0.5]],
    "with 0 steps the path is the start alone, in an array of one row",
    mistakes={"with 0 steps the path is still an array with rows: one row, the start": [1.0, -2.0, 0.5]},
    rtol=1e-5,
    atol=1e-6,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: momentum that looks ahead (15 points)
#
# A relative of momentum bears the name of Yurii Nesterov. It pushes the velocity as in the chapter, and then steps as if the
# next push were the same once more:
#
# $$v' = \mu\, v + g, \qquad \theta' = \theta - \eta\, (g + \mu\, v')$$
#
# where $g = \nabla L$, and $v'$, $\theta'$ are the new velocity and place. Write
# `nesterov_step(theta, v, g, lr, mu)`, which returns the pair `theta', v'` as **new** arrays; `theta`, `v` and `g` have the same
# shape, whatever it is, and stay as they are.
#
# For $\theta = (1, 2)$, $v = (0.5, -1)$, $g = (2, 4)$, $\eta = 0.1$ and $\mu = 0.5$ we expect $v' = (2.25, 3.5)$ and
# $\theta' = (1, 2) - 0.1 \cdot (3.125, 5.75) = (0.6875, 1.425)$.
#
# <details><summary>Hint</summary>
#
# Compute the new velocity first, and use it, not the old one, in the step. `v = mu * v + g` makes a new array;
# `v *= mu` would change the caller's.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "nesterov_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def nesterov_step(theta, v, g, lr, mu):
    """Return place and velocity after one step of Nesterov's momentum.

    theta, v, g : arrays of the same shape: place, velocity, gradient
    lr : float, the learning rate
    mu : float, the share of the velocity that is kept
    returns a pair of new arrays: the place, the velocity
    """
    ### BEGIN SOLUTION
    v = mu * v + g
    return theta - lr * (g + mu * v), v
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "nesterov_step_velocity", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# the velocity of the example
check = Check("nesterov_step")
answer = check.call(nesterov_step, np.array([1.0, 2.0]), np.array([0.5, -1.0]), np.array([2.0, 4.0]), 0.1, 0.5)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair: the place, the velocity")
check.close(
    answer[1],
    [2.25, 3.5],
    "this is not the new velocity",
    mistakes={
        "place and velocity are exchanged: the place comes first": [0.6875, 1.425],
        "the old velocity comes out": [0.5, -1.0],
        "the gradient is multiplied by 1 - mu; here it enters whole": [1.25, 1.5],
        "the learning rate belongs in the step, not in the velocity": [0.45, -0.1],
        "the gradient is subtracted from the velocity; here it is added, and the step subtracts": [-1.75, -4.5],
        "the old velocity is not multiplied by mu": [2.5, 3.0],
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "nesterov_step_place", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the place of the example
check = Check("nesterov_step")
answer = check.call(nesterov_step, np.array([1.0, 2.0]), np.array([0.5, -1.0]), np.array([2.0, 4.0]), 0.1, 0.5)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair: the place, the velocity")
check.close(
    answer[0],
    [0.6875, 1.425],
    "this is not the new place",
    mistakes={
        "it does not look ahead: mu times the *new* velocity is needed; with the old one this is the chapter's momentum": [
            0.775,
            1.65,
        ],
        "it climbs: plus for minus": [1.3125, 2.575],
        "this is plain descent, without momentum": [0.8, 1.6],
        "the gradient is missing from the step: only the velocity is there": [0.8875, 1.825],
        "the velocity is not multiplied by mu in the step": [0.575, 1.25],
        "the learning rate multiplies only a part of the step": [-0.925, -0.15],
        "place and velocity are exchanged: the place comes first": [2.25, 3.5],
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "nesterov_step_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# tables of parameters, several steps in a row
check = HiddenCheck("nesterov_step")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(67)
for shape, lr, mu in (((4, 3), 0.05, 0.9), ((5,), 0.3, 0.7)):
    theta, v = rng.standard_normal(shape), np.zeros(shape)
    for _ in range(3):
        g = rng.standard_normal(shape)
        answer = check.call(nesterov_step, theta, v, g, lr, mu)
        check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair")
        new_v = mu * v + g
        new_theta = theta - lr * (g + mu * new_v)
        check.close(answer[1], new_v, "the velocity is wrong in a later step or another shape", rtol=1e-5, atol=1e-6)
        check.close(
            answer[0],
            new_theta,
            "the place is wrong in a later step or another shape",
            mistakes={
                "it does not look ahead: mu times the *new* velocity is needed": theta - lr * new_v,
                "it climbs: plus for minus": theta + lr * (g + mu * new_v),
            },
            rtol=1e-5,
            atol=1e-6,
        )
        theta, v = new_theta, new_v
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "nesterov_step_no_momentum", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# with mu = 0 it is plain gradient descent
check = HiddenCheck("nesterov_step")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(68)
theta, v, g = rng.standard_normal((3, 4))
answer = check.call(nesterov_step, theta, v, g, 0.2, 0.0)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair")
check.close(
    answer[0],
    theta - 0.2 * g,
    "with mu = 0 nothing of the velocity should be left: plain gradient descent remains",
    mistakes={"it climbs: plus for minus": theta + 0.2 * g},
    rtol=1e-5,
    atol=1e-6,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: RMSProp (15 points)
#
# *RMSProp*, proposed by Geoffrey Hinton in a lecture, is half of Adam. It keeps a running mean $s$ of the squared gradient, and
# divides each coordinate of the step by its root:
#
# $$s' = \beta\, s + (1 - \beta)\, g^2, \qquad \theta' = \theta - \eta\, \frac{g}{\sqrt{s'} + \varepsilon}$$
#
# All of it works coordinate by coordinate. The tiny $\varepsilon$ stands *outside* the root and keeps the division finite
# where $s'$ is 0. Write `rmsprop_step(theta, s, g, lr, beta, eps)`, which returns the pair `theta', s'` as **new** arrays.
#
# For $\theta = (1, 1)$, $s = (16, 0)$, $g = (8, -2)$, $\eta = 0.1$, $\beta = 0.75$ and $\varepsilon = 0.5$ we expect
# $s' = (0.75 \cdot 16 + 0.25 \cdot 64,\ 0.25 \cdot 4) = (28, 1)$ and
# $\theta' = (1 - 0.1 \cdot 8 / (\sqrt{28} + 0.5),\ 1 + 0.1 \cdot 2 / 1.5) \approx (0.8619, 1.1333)$. (Such a large
# $\varepsilon$ is for seeing it only.)
#
# <details><summary>Hint</summary>
#
# First the new `s`, then the step with the new one. `g**2` squares every coordinate, `np.sqrt` takes the root of every
# coordinate.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "rmsprop_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rmsprop_step(theta, s, g, lr, beta, eps):
    """Return place and mean square after one step of RMSProp.

    theta, s, g : arrays of the same shape: place, running mean of the squared gradient, gradient
    lr : float, the learning rate
    beta : float, the share of s that is kept
    eps : float, added to the root
    returns a pair of new arrays: the place, the mean square
    """
    ### BEGIN SOLUTION
    s = beta * s + (1 - beta) * g**2
    return theta - lr * g / (np.sqrt(s) + eps), s
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "rmsprop_step_square", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# the mean square of the example
check = Check("rmsprop_step")
answer = check.call(
    rmsprop_step, np.array([1.0, 1.0]), np.array([16.0, 0.0]), np.array([8.0, -2.0]), 0.1, 0.75, 0.5
)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair: the place, the mean square")
check.close(
    answer[1],
    [28.0, 1.0],
    "this is not the new mean square",
    mistakes={
        "place and mean square are exchanged: the place comes first": [1 - 0.8 / (np.sqrt(28) + 0.5), 1 + 0.2 / 1.5],
        "beta and 1 - beta are exchanged: beta says how much of the old s is kept": [52.0, 3.0],
        "the gradient is not squared": [14.0, -0.5],
        "the factor 1 - beta is missing": [76.0, 4.0],
        "the old mean square comes out": [16.0, 0.0],
        "the root is taken already; s is the mean square": [np.sqrt(28), 1.0],
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "rmsprop_step_place", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the place of the example
check = Check("rmsprop_step")
answer = check.call(
    rmsprop_step, np.array([1.0, 1.0]), np.array([16.0, 0.0]), np.array([8.0, -2.0]), 0.1, 0.75, 0.5
)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair: the place, the mean square")
check.close(
    answer[0],
    [1 - 0.8 / (np.sqrt(28) + 0.5), 1 + 0.2 / 1.5],
    "this is not the new place",
    mistakes={
        "it climbs: plus for minus": [1 + 0.8 / (np.sqrt(28) + 0.5), 1 - 0.2 / 1.5],
        "eps stands inside the root; it belongs outside": [1 - 0.8 / np.sqrt(28.5), 1 + 0.2 / np.sqrt(1.5)],
        "the old s is used in the step, where the new one is needed": [1 - 0.8 / 4.5, 1 + 0.2 / 0.5],
        "the root is missing": [1 - 0.8 / 28.5, 1 + 0.2 / 1.5],
        "eps is missing": [1 - 0.8 / np.sqrt(28), 1.2],
        "this is plain descent: the division by the root is missing": [0.2, 1.2],
        "one number divides all coordinates; each has a root of its own": 1
        - 0.1 * np.array([8.0, -2.0]) / (np.sqrt(14.5) + 0.5),
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "rmsprop_step_many", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# tables of parameters, several steps in a row
check = HiddenCheck("rmsprop_step")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(69)
for shape, lr, beta, eps in (((3, 4), 0.05, 0.9, 0.01), ((6,), 0.3, 0.6, 0.2)):
    theta, s = rng.standard_normal(shape), np.zeros(shape)
    for _ in range(3):
        g = 2 * rng.standard_normal(shape)
        answer = check.call(rmsprop_step, theta, s, g, lr, beta, eps)
        check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair")
        new_s = beta * s + (1 - beta) * g**2
        new_theta = theta - lr * g / (np.sqrt(new_s) + eps)
        check.close(answer[1], new_s, "the mean square is wrong in a later step or another shape", rtol=1e-5, atol=1e-6)
        check.close(
            answer[0],
            new_theta,
            "the place is wrong in a later step or another shape",
            mistakes={
                "it climbs: plus for minus": theta + lr * g / (np.sqrt(new_s) + eps),
                "eps stands inside the root; it belongs outside": theta - lr * g / np.sqrt(new_s + eps),
                "the old s is used in the step, where the new one is needed": theta - lr * g / (np.sqrt(s) + eps),
                "the root is missing": theta - lr * g / (new_s + eps),
            },
            rtol=1e-5,
            atol=1e-6,
        )
        theta, s = new_theta, new_s
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "rmsprop_step_level", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# a coordinate whose ground has always been level: s = 0 and g = 0
check = HiddenCheck("rmsprop_step")
### BEGIN HIDDEN TESTS
theta, s, g = np.array([1.5, -2.0, 0.5]), np.array([0.0, 4.0, 0.0]), np.array([0.0, 1.0, 0.0])
answer = check.call(rmsprop_step, theta, s, g, 0.1, 0.5, 1e-8)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair")
check.true(
    np.all(np.isfinite(np.asarray(answer[0], dtype=float))),
    "where the ground has always been level the place becomes nan: 0 / 0. Is eps in the divisor",
)
check.close(
    answer[0],
    [1.5, -2.0 - 0.1 / (np.sqrt(2.5) + 1e-8), 0.5],
    "where the ground has always been level a coordinate should stay where it is, and the others move",
    mistakes={"it climbs: plus for minus": [1.5, -2.0 + 0.1 / (np.sqrt(2.5) + 1e-8), 0.5]},
    rtol=1e-5,
    atol=1e-6,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: the largest stable rate (10 points)
#
# From one place in a parabolic valley you have measured three heights in each direction: one step of length $h$ back, here, and
# one step ahead. They stand in the rows of `heights`, an array of shape `(d, 3)`. The curvature of a parabola is
#
# $$c = \frac{\text{back} - 2 \cdot \text{here} + \text{ahead}}{h^2}$$
#
# Each direction is a parabola of its own, and one learning rate must serve them all. Write `largest_rate(heights, h)`,
# which returns the largest rate with which gradient descent does not fly off in *any* direction. At least one direction
# curves upward; those that are level or curve downward set no limit.
#
# With `heights = [[5, 3, 5]]` and $h = 1$ the curvature is $5 - 6 + 5 = 4$, and we expect 0.5. A second direction
# `[2, 3, 5]`, of curvature 1, changes nothing.
#
# <details><summary>Hint</summary>
#
# On a parabola of curvature $c$ descent is stable up to $2 / c$. Which of several curvatures allows the least?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "largest_rate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def largest_rate(heights, h):
    """Return the largest stable learning rate for a valley that was measured in d directions.

    heights : array of shape (d, 3): in each row the heights one step back, here, and one step ahead
    h : float, the length of the step
    returns a number
    """
    ### BEGIN SOLUTION
    curvature = (heights[:, 0] - 2 * heights[:, 1] + heights[:, 2]) / h**2
    return 2 / curvature.max()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "largest_rate_example", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# one direction, the numbers of the example
check = Check("largest_rate")
rate = check.call(largest_rate, np.array([[5.0, 3.0, 5.0]]), 1.0)
check.shape(rate, (), "one rate serves all directions")
check.close(
    rate,
    0.5,
    mistakes={
        "this is 1 / curvature, which reaches the bottom in one step; stable is up to 2 / curvature": 0.25,
        "this is the curvature itself": 4.0,
        "this is half the curvature: 2 / c, not c / 2": 2.0,
        "the middle height counts only once: the curvature has -2 times the height here": 2 / 7,
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "largest_rate_directions", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# two directions of different curvature
check = Check("largest_rate")
rate = check.call(largest_rate, np.array([[2.0, 3.0, 5.0], [5.0, 3.0, 5.0]]), 1.0)
check.shape(rate, (), "one rate serves all directions")
check.close(
    rate,
    0.5,
    mistakes={
        "the first or the flattest direction decides in your answer; with its rate the steep one flies off": 2.0,
        "this is the mean of the two rates; the steep direction flies off with it": 1.25,
        "the curvatures are averaged; the steepest alone decides": 0.8,
        "the curvatures are added up; the steepest alone decides": 0.4,
        "this is 1 / curvature, which reaches the bottom in one step; stable is up to 2 / curvature": 0.25,
    },
    rtol=1e-5,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "largest_rate_others", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# other step lengths, directions that are level or curve downward
check = HiddenCheck("largest_rate")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(70)
for curvature, h in (([0.5, 3.0, 1.0], 0.1), ([2.0, -7.0, 0.0, 1.5], 0.5), ([0.3], 2.0)):
    curvature = np.array(curvature)
    slope, here = rng.standard_normal((2, len(curvature)))
    heights = np.column_stack([here + k * h * slope + curvature * h**2 / 2 for k in (-1, 0, 1)])
    heights[:, 1] = here
    check.close(
        check.call(largest_rate, heights, h),
        2 / curvature.max(),
        "the rate is wrong for another step length, or where a direction curves downward",
        mistakes={
            "the division by h squared is missing": 2 / (curvature.max() * h**2),
            "it divides by h where it should divide by h squared": 2 / (curvature.max() * h),
            "this is 1 / curvature, which reaches the bottom in one step": 1 / curvature.max(),
            "a direction that curves downward sets no limit: take the largest curvature, not the largest size": 2
            / np.abs(curvature).max(),
            "it divides by 2h, as for a slope; a curvature is divided by h squared": 2 / (curvature.max() * h / 2),
        },
        rtol=1e-5,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 7: reading a zigzag (10 points)
#
# A walker on a bowl with two directions used the learning rate 0.1. Both parabolas have their bottom at 0. This is its path:
#
# | step | $\theta_1$ | $\theta_2$ |
# |---|---|---|
# | 0 | 1.000 | 10.000 |
# | 1 | −0.800 | 9.800 |
# | 2 | 0.640 | 9.604 |
# | 3 | −0.512 | 9.412 |
# | 4 | 0.410 | 9.224 |
#
# In four to eight sentences: What happens in each of the two directions, and what are their curvatures? What would the rate 0.2 do, and
# which is the largest stable rate? Name two remedies that bring the walker to the bottom sooner, and say why each works here.
#
# This part is read by a person: 4 points for both curvatures with the reasoning, 2 points for the rate 0.2 and the
# largest stable rate, 4 points for two remedies with a reason each.

# %% [markdown] nbgrader={"grade": true, "grade_id": "read_a_zigzag", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# Each step multiplies a coordinate by $1 - \eta c$. For $\theta_1$ the factor is −0.8: the walker jumps across the valley, and
# $1 - 0.1c = -0.8$ gives $c_1 = 18$. For $\theta_2$ it is 0.98: it creeps, and $c_2 = 0.2$. With the rate 0.2 the factors
# would be $1 - 0.2 \cdot 18 = -2.6$ and 0.96: the first coordinate flies off. The largest stable rate is
# $2 / 18 \approx 0.111$, set by the steep direction. Standardising, or any rescaling that makes the two curvatures equal,
# lets one rate suit both: with $\eta = 1/c$ the bottom is one step away. Momentum keeps the small pushes along $\theta_2$, which all
# point the same way and add up, while those across the valley alternate and largely cancel. (Adam or RMSProp, which give
# each coordinate a step of its own, are accepted as well. A smaller rate is not a remedy: the flat direction
# would be slower still.)
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save the
# notebook and hand it in under its own name, `gradient-descent.ipynb`.
