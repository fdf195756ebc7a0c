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
# # Exercise 3: slopes, tails and dead units
#
# Five parts that do not depend on each other, and one question to answer in words. Allow about an hour.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `central_slopes` | 15 |
# | 2 | `soft_switch` | 15 |
# | 3 | `softplus` | 20 |
# | 4 | `elu` and `elu_slope` | 20 |
# | 5 | `dead_share` | 20 |
# | 6 | why saturation stalls learning | 10 |
#
# Replace each `raise NotImplementedError` by your answer, then run the cell below it: it checks at once and says
# what is wrong. Some cells say that *more checks run when the notebook is graded*: they try your function on other
# inputs. A warning of overflow costs nothing; a wrong number does. You may add cells of your own anywhere. Work in
# any order; run all cells from the top before you hand in.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from nnlib.checks import Check, HiddenCheck
except ModuleNotFoundError:
    raise ModuleNotFoundError("nnlib is missing: run  %pip install @NNLIB_WHEEL@  and then this cell again") from None

import numpy as np

# %% [markdown]
# ## Part 1: slopes from measured values (15 points)
#
# Somebody else's lamp is a black box: we can set its input and measure its output, but we see no formula. Its input
# was raised in equal steps of size $h$, and the outputs $a_0, a_1, \dots, a_{n-1}$ were noted. The slope at the
# place $i$ is estimated from the two neighbours:
#
# $$\frac{a_{i+1} - a_{i-1}}{2h}$$
#
# Write `central_slopes(a, h)`, which returns these slopes, as an array of shape `(n - 2,)`: there is none for the
# first and none for the last value, since each of them lacks a neighbour. You may assume $n \ge 3$.
#
# The outputs $(0.81, 1, 1.21, 1.44)$ are the squares of 0.9, 1, 1.1 and 1.2, so $h = 0.1$. We expect the slopes
# $(2, 2.2)$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# How far is it from one neighbour to the other? With a loop, $i$ runs from 1 to $n - 2$.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `a[2:]` holds every right neighbour and `a[:-2]` every left one, in the same order. Subtract, and divide by
# `2 * h`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "central_slopes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def central_slopes(a, h):
    """Return the central-difference slopes of measured outputs.

    a : array of shape (n,), outputs measured at inputs that lie h apart
    h : float, the distance between neighbouring inputs
    returns an array of shape (n - 2,)
    """
    ### BEGIN SOLUTION
    return (a[2:] - a[:-2]) / (2 * h)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "central_slopes_length", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# seven values have five inner places
check = Check("central_slopes")
slopes = check.call(central_slopes, np.random.default_rng(31).standard_normal(7), 0.5)
check.shape(slopes, (5,), "there is one slope for each value that has two neighbours")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "central_slopes_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the squares of the example
check = Check("central_slopes")
check.close(
    check.call(central_slopes, np.array([0.81, 1.0, 1.21, 1.44]), 0.1),
    [2.0, 2.2],
    mistakes={
        "the difference to the right neighbour alone is taken: at 1 that gives 2.1, a one-sided slope": [2.1, 2.3],
        "the difference to the left neighbour alone is taken: at 1 that gives 1.9, a one-sided slope": [1.9, 2.1],
        "every neighbouring pair gives a slope here; take the pairs that are two apart": [1.9, 2.1, 2.3],
        "it divides by h, but the two neighbours lie 2h apart": [4.0, 4.4],
        "the division by 2h is missing": [0.4, 0.44],
        "it multiplies by h where it should divide: write (2 * h) in parentheses": [0.02, 0.022],
        "the signs are turned round: right neighbour minus left": [-2.0, -2.2],
    },
    rtol=1e-4,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "central_slopes_many", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# other measurements, other distances
check = HiddenCheck("central_slopes")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(32)
for n, h in ((3, 0.25), (9, 2.0), (40, 0.4)):
    a = rng.standard_normal(n)
    right, left = (a[2:] - a[1:-1]) / h, (a[1:-1] - a[:-2]) / h
    check.close(
        check.call(central_slopes, a, h),
        (right + left) / 2,
        "some slopes are wrong for other measurements or another distance h",
        mistakes={
            "only the right neighbour is used: a one-sided slope": right,
            "only the left neighbour is used: a one-sided slope": left,
            "it divides by h, but the two neighbours lie 2h apart": right + left,
            "the division by 2h is missing": h * (right + left),
            "it multiplies by h where it should divide: write (2 * h) in parentheses": h * h * (right + left) / 2,
            "the signs are turned round: right neighbour minus left": -(right + left) / 2,
            "the distance is always taken as 0.1, that of the example; use h": h * (right + left) / 0.2,
        },
        rtol=1e-4,
        atol=1e-5,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: a soft switch and its slope (15 points)
#
# A dimmer is a sigmoid that can be moved and stretched. It reads $x$, stands at one half where $x$ is equal to its
# *centre*, and the *width* says how gradually it changes:
#
# $$z = \frac{x - \text{centre}}{\text{width}}, \qquad a = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# Write `soft_switch(x, centre, width)`. It returns the pair `a, slope`: the answer, and its slope $\frac{da}{dx}$
# with respect to the *reading* $x$. A nudge of $x$ by 1 moves $z$ by $1 / \text{width}$, so the slope is
#
# $$\frac{da}{dx} = \frac{a\,(1 - a)}{\text{width}}$$
#
# `x` is an array of any shape; `a` and `slope` have the same shape. A negative width makes a switch that goes dark
# as $x$ grows. Both tails must be sound: for $z$ of 1000 and of −1000 the answers are 1 and 0 and the slopes 0,
# never `nan`.
#
# For `x = [80, 120, 20]`, centre 80 and width −20 we have $z = (0, -2, 3)$, and expect $a = (0.5, 0.1192, 0.9526)$
# and the slopes $(-0.0125, -0.00525, -0.00226)$, rounded.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Compute `z` and `a` first. The slope needs `a`, not `z`. Which way of writing the sigmoid gives `nan` in the
# chapter?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `1 / (1 + np.exp(-z))` is right in both tails, since 1 / inf is 0. Then return `a, a * (1 - a) / width`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "soft_switch", "locked": false, "schema_version": 3, "solution": true, "task": false}
def soft_switch(x, centre, width):
    """Return the answer of a moved and stretched sigmoid, and its slope.

    x : array of any shape, the readings
    centre : float, where the answer is one half
    width : float, not 0; negative for a switch that goes dark as x grows
    returns a, slope : two arrays of the shape of x; slope is da/dx
    """
    ### BEGIN SOLUTION
    z = (x - centre) / width
    with np.errstate(over="ignore"):
        a = 1 / (1 + np.exp(-z))
    return a, a * (1 - a) / width
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "soft_switch_answer", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the answers of the example
check = Check("soft_switch")
x, z = np.array([80.0, 120.0, 20.0]), np.array([0.0, -2.0, 3.0])
result = check.call(soft_switch, x, 80.0, -20.0)
check.true(isinstance(result, tuple | list) and len(result) == 2, "it should return a pair, `a, slope`")
check.close(
    result[0],
    1 / (1 + np.exp(-z)),
    mistakes={
        "it switches the wrong way: e is raised to -z, and here that is (x - centre) / 20": 1 / (1 + np.exp(z)),
        "the width is multiplied where it should divide": [0.5, 0.0, 1.0],
        "the centre is added, not subtracted": 1 / (1 + np.exp((x + 80.0) / 20.0)),
        "subtract the centre before you divide: write (x - centre) / width with parentheses": [1.0, 1.0, 1.0],
        "the slope comes first; return `a, slope` in this order": np.exp(-z) / (1 + np.exp(-z)) ** 2 / -20.0,
    },
    rtol=1e-4,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "soft_switch_slope", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the slopes of the example
check = Check("soft_switch")
x, z = np.array([80.0, 120.0, 20.0]), np.array([0.0, -2.0, 3.0])
a = 1 / (1 + np.exp(-z))
result = check.call(soft_switch, x, 80.0, -20.0)
check.true(isinstance(result, tuple | list) and len(result) == 2, "it should return a pair, `a, slope`")
check.close(
    result[1],
    a * (1 - a) / -20.0,
    mistakes={
        "a(1 - a) is fed with z, so the slope is 0 at z = 0; it wants the output a": z * (1 - z) / -20.0,
        "a(1 - a) is fed with z and not divided by the width; it wants the output a": z * (1 - z),
        "a(1 - a) is fed with x; it wants the output a": x * (1 - x) / -20.0,
        "this is the slope with respect to z; with respect to x it is divided by the width": a * (1 - a),
        "the slope is multiplied by the width; a wide switch is a flat one, so divide": a * (1 - a) * -20.0,
        "the slope has the wrong sign: with a negative width it is negative": a * (1 - a) / 20.0,
        "1 - a² is the slope of tanh; that of the sigmoid is a(1 - a)": (1 - a * a) / -20.0,
    },
    rtol=1e-4,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "soft_switch_tails", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# far out on both sides, and once at the centre
check = HiddenCheck("soft_switch")
### BEGIN HIDDEN TESTS
for centre, width in ((80.0, -0.5), (-3.0, 0.25)):
    z = np.array([-4000.0, -1000.0, 0.0, 1000.0, 4000.0])
    result = check.call(soft_switch, centre + width * z, centre, width)
    check.true(isinstance(result, tuple | list) and len(result) == 2, "it should return a pair, `a, slope`")
    for values, name in ((result[0], "answer"), (result[1], "slope")):
        check.shape(values, (5,), f"the {name} has the shape of x")
        check.true(
            np.all(np.isfinite(values)),
            f"the {name} is nan or inf in a tail: e was raised to a large positive power, and infinity was then divided "
            "by infinity; for large |z| use exp of negative numbers, or the form with exp(-z)",
        )
    check.close(
        result[0],
        [0.0, 0.0, 0.5, 1.0, 1.0],
        "in the tails the answers should be 0 and 1, and at the centre one half; was z cut off too early?",
        mistakes={"the switch works the wrong way round": [1.0, 1.0, 0.5, 0.0, 0.0]},
        atol=1e-6,
    )
    check.close(
        result[1],
        [0.0, 0.0, 0.25 / width, 0.0, 0.0],
        "in the tails the slope should be 0, and at the centre 1/4 divided by the width",
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "soft_switch_many", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# other readings, tables among them
check = HiddenCheck("soft_switch")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(33)
for shape, centre, width in (((6,), 1.5, 0.8), ((4, 3), -2.0, -3.0), ((2, 3, 5), 0.0, 20.0)):
    z = 4 * rng.standard_normal(shape)
    z.flat[:2] = -12.0, 9.0  # well outside the middle, where a limit set too tight shows
    a = 1 / (1 + np.exp(-z))
    result = check.call(soft_switch, centre + width * z, centre, width)
    check.true(isinstance(result, tuple | list) and len(result) == 2, "it should return a pair, `a, slope`")
    check.close(result[0], a, "some answers are wrong for other readings, centres or widths", rtol=1e-3, atol=1e-7)
    check.close(
        result[1],
        a * (1 - a) / width,
        "some slopes are wrong for other readings, centres or widths",
        mistakes={
            "a(1 - a) is fed with z; it wants the output a": z * (1 - z) / width,
            "this is the slope with respect to z; with respect to x it is divided by the width": a * (1 - a),
            "the slope has the wrong sign where the width is negative": a * (1 - a) / abs(width),
        },
        rtol=1e-3,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 3: softplus, in both tails (20 points)
#
# ReLU has a corner at 0. *Softplus* is its rounded sister, with a slope everywhere:
#
# $$\operatorname{softplus}(z) = \ln(1 + e^z)$$
#
# Far to the right it runs along $z$, far to the left along 0. Written down as it stands it breaks in both tails. At
# $z = 1000$ the exponential overflows, and the result is `inf` instead of 1000. At $z = -50$ the sum $1 + e^{-50}$ is
# rounded to 1, and the result is 0 instead of $1.9 \cdot 10^{-22}$, the true value, which is small but positive.
#
# Two facts mend it. First,
#
# $$\ln(1 + e^z) = \max(z, 0) + \ln(1 + e^{-|z|})$$
#
# where $e$ is never raised to a positive power. Second, NumPy has `np.log1p(t)`, which computes $\ln(1 + t)$ without
# forming $1 + t$, and so keeps a tiny $t$.
#
# Write `softplus(z)` for a number or an array of any shape, right in both tails. We expect
# $\operatorname{softplus}(0) = \ln 2 = 0.6931$, $\operatorname{softplus}(2) = 2.1269$ and
# $\operatorname{softplus}(-1) = 0.3133$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Check the first fact on paper for $z = 2$: what does $\ln(1 + e^2) - 2$ become if you write 2 as $\ln e^2$?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Add `np.maximum(z, 0)` and `np.log1p` of something; that something is `np.exp` of minus `np.abs(z)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softplus", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softplus(z):
    """Return ln(1 + e^z), right in both tails.

    z : a number or an array of any shape
    returns a number or an array of the same shape
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softplus_middle", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the values of the text
check = Check("softplus")
z = np.array([0.0, 2.0, -1.0])
check.close(
    check.call(softplus, z),
    [0.6931471805599453, 2.1269280110429727, 0.31326168751822286],
    mistakes={
        "this is log_sigmoid: the sign of z in the exponent is wrong": -np.log1p(np.exp(-z)),
        "e is raised to -z; that is softplus turned round": np.log1p(np.exp(-z)),
        "the exponential comes out without its logarithm": 1 + np.exp(z),
        "the 1 is missing: ln(e^z) is z again": z,
        "this is ReLU; the rounding term ln(1 + e^-|z|) is missing": np.maximum(z, 0),
        "max(z, 0) is missing": np.log1p(np.exp(-np.abs(z))),
        "z is added for negative z, too; add max(z, 0)": z + np.log1p(np.exp(-np.abs(z))),
        "|z| is added where max(z, 0) belongs": np.abs(z) + np.log1p(np.exp(-np.abs(z))),
        "1 is added twice: np.log1p already adds it": np.log1p(1 + np.exp(z)),
        "the logarithm has another base: ln is np.log, not np.log10": np.log10(1 + np.exp(z)),
        "the logarithm has another base: ln is np.log, not np.log2": np.log2(1 + np.exp(z)),
    },
    rtol=1e-4,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "softplus_right_tail", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# large z
check = HiddenCheck("softplus")
### BEGIN HIDDEN TESTS
z = np.array([3.0, 25.0, 100.0, 1000.0, 20000.0])
a = check.call(softplus, z)
check.shape(a, (5,), "the result has the shape of z")
check.true(
    not np.any(np.isinf(a)),
    "softplus of a large number is inf: e^z overflows there; raise e to -|z|, which is never positive",
)
check.true(
    not np.any(np.isnan(a)),
    "softplus of a large number is nan: infinity met another infinity or a 0; raise e to -|z|, which is never positive",
)
expected = np.array([3.048587351573742, 25.0, 100.0, 1000.0, 20000.0])
check.close(
    a,
    expected,
    "in the right tail softplus runs along z; yours does not",
    mistakes={"it returns z itself: near 0 softplus is larger than z": z},
    rtol=1e-4,
)
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "softplus_left_tail", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# very negative z: small, but positive
check = HiddenCheck("softplus")
### BEGIN HIDDEN TESTS
z = np.array([-1.0, -20.0, -50.0, -80.0])
a = check.call(softplus, z)
check.shape(a, (4,), "the result has the shape of z")
check.true(not np.any(np.isnan(a)), "softplus of a very negative number is nan")
check.true(
    np.all(np.asarray(a) > 0),
    "softplus of a very negative number is 0 or less; the true value is tiny but positive. 1 + t is rounded to 1 when t is "
    "tiny: use np.log1p(t)",
)
check.close(
    a,
    [0.31326168751822286, 2.061153620314381e-09, 1.9287498479639178e-22, 1.8048513878454153e-35],
    "in the left tail the values are not exact: 1 + t loses the digits of a tiny t; use np.log1p(t)",
    rtol=1e-3,
    atol=0,
)
check.close(
    check.call(softplus, np.array([-2000.0])), [0.0], "very far to the left the value should be 0, as far as a computer can tell"
)
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "softplus_any_shape", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# single numbers and tables
check = HiddenCheck("softplus")
### BEGIN HIDDEN TESTS
for z in (-1.5, 2.5, 0.0):
    a = check.call(softplus, z)
    check.shape(a, (), "a single number in gives a single number out")
    check.close(a, np.log(1 + np.exp(z)), "a single number gets the wrong answer", rtol=1e-4)
rng = np.random.default_rng(34)
for shape in ((4, 3), (2, 5, 3)):
    z = 3 * rng.standard_normal(shape)
    a = check.call(softplus, z)
    check.shape(a, shape, "the result has the shape of z")
    check.close(a, np.log(1 + np.exp(z)), "some entries of a table get the wrong answer", rtol=1e-4, atol=1e-6)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: ELU and its slope (20 points)
#
# The *exponential linear unit* is ReLU on the right. On the left it does not stop at 0 but bends down towards
# $-\alpha$ (alpha, a positive number that one chooses):
#
# $$\operatorname{ELU}(z) = \begin{cases} z & \text{if } z > 0 \\ \alpha\,(e^z - 1) & \text{otherwise} \end{cases}
# \qquad
# \text{slope} = \begin{cases} 1 & \text{if } z > 0 \\ \alpha\, e^z & \text{otherwise} \end{cases}$$
#
# Write `elu(z, alpha)` (10 points) and `elu_slope(z, alpha)` (10 points), for arrays of any shape. Both take the sum
# $z$, not the output. Large inputs must not spoil them: $\operatorname{ELU}(1000) = 1000$, with the slope 1.
#
# For $z = (-1, 3, -2)$ and $\alpha = 2$ we expect the outputs $(-1.2642, 3, -1.7293)$ and the slopes
# $(0.7358, 1, 0.2707)$, rounded.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `np.where(condition, p, q)` takes entries of `p` where the condition holds, and of `q` elsewhere. What is
# $0 \cdot \infty$, if you multiply by the condition instead?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `np.where(z > 0, z, ...)`, with the formula of the other case. To be safe from overflow, raise $e$ to
# `np.minimum(z, 0)`. The slope has the same form with other entries.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "elu", "locked": false, "schema_version": 3, "solution": true, "task": false}
def elu(z, alpha):
    """Return z where it is positive and alpha * (e^z - 1) elsewhere.

    z : array of any shape
    alpha : float, positive
    returns an array of the shape of z
    """
    ### BEGIN SOLUTION
    return np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "elu_slope", "locked": false, "schema_version": 3, "solution": true, "task": false}
def elu_slope(z, alpha):
    """Return the slope of ELU: 1 where z is positive and alpha * e^z elsewhere.

    z : array of any shape
    alpha : float, positive
    returns an array of the shape of z
    """
    ### BEGIN SOLUTION
    return np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "elu_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the outputs of the example
check = Check("elu")
z, e = np.array([-1.0, 3.0, -2.0]), np.exp([-1.0, 3.0, -2.0])
check.close(
    check.call(elu, z, 2.0),
    [2 * (e[0] - 1), 3.0, 2 * (e[2] - 1)],
    mistakes={
        "alpha is missing: on the left it multiplies e^z - 1": [e[0] - 1, 3.0, e[2] - 1],
        "the -1 is missing: on the left it is alpha times (e^z - 1)": [2 * e[0], 3.0, 2 * e[2]],
        "alpha multiplies e^z alone; write alpha * (e^z - 1) with parentheses": [2 * e[0] - 1, 3.0, 2 * e[2] - 1],
        "alpha multiplies the positive side, too": [2 * (e[0] - 1), 6.0, 2 * (e[2] - 1)],
        "this is a leaky ReLU: on the left ELU bends, alpha * (e^z - 1)": [-2.0, 3.0, -4.0],
        "this is ReLU: on the left ELU bends below 0": [0.0, 3.0, 0.0],
        "the two sides are exchanged: z is returned where it is positive": [-1.0, 2 * (e[1] - 1), -2.0],
        "the bend is used on both sides; where z > 0 the output is z": 2 * (e - 1),
        "e is raised to z times alpha; alpha stands in front": [np.exp(-2.0) - 1, 3.0, np.exp(-4.0) - 1],
        "this is the slope, not the output": [2 * e[0], 1.0, 2 * e[2]],
    },
    rtol=1e-4,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "elu_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# other values of alpha, tables, large inputs
check = HiddenCheck("elu")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(35)
for shape, alpha in (((7,), 0.3), ((4, 3), 1.7)):
    z = 3 * rng.standard_normal(shape)
    z.flat[:3] = 1000.0, -1000.0, 0.0
    a = check.call(elu, z, alpha)
    check.shape(a, shape, "the result has the shape of z")
    check.true(
        np.all(np.isfinite(a)),
        "for a large input it gives nan or inf: multiplying by a condition makes 0 times infinity, which is nan; choose with "
        "np.where",
    )
    bend = np.exp(np.minimum(z, 0)) - 1
    check.close(
        a,
        np.where(z > 0, z, alpha * bend),
        "some outputs are wrong for another alpha, a table, or a large input",
        mistakes={
            "alpha is missing: on the left it multiplies e^z - 1": np.where(z > 0, z, bend),
            "alpha is always 2, that of the example; use alpha": np.where(z > 0, z, 2 * bend),
            "this is a leaky ReLU: on the left ELU bends": np.where(z > 0, z, alpha * z),
        },
        rtol=1e-4,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "elu_slope_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the slopes of the example
check = Check("elu_slope")
z, e = np.array([-1.0, 3.0, -2.0]), np.exp([-1.0, 3.0, -2.0])
check.close(
    check.call(elu_slope, z, 2.0),
    [2 * e[0], 1.0, 2 * e[2]],
    mistakes={
        "alpha is missing: on the left the slope is alpha * e^z": [e[0], 1.0, e[2]],
        "this is the output of ELU, not its slope": [2 * (e[0] - 1), 3.0, 2 * (e[2] - 1)],
        "on the left this is the output, not the slope: the -1 is a constant, and its slope is 0": [
            2 * (e[0] - 1),
            1.0,
            2 * (e[2] - 1),
        ],
        "on the right the slope is 1, not z": [2 * e[0], 3.0, 2 * e[2]],
        "this is the slope of ReLU: on the left ELU still moves": [0.0, 1.0, 0.0],
        "this is the slope of a leaky ReLU: on the left the slope of ELU is alpha * e^z": [2.0, 1.0, 2.0],
        "alpha multiplies the positive side, too; the slope there is 1": [2 * e[0], 2.0, 2 * e[2]],
        "the formula for the output was fed with the output; elu_slope gets z": [
            2 * np.exp(2 * (e[0] - 1)),
            1.0,
            2 * np.exp(2 * (e[2] - 1)),
        ],
        "the left formula is used on both sides; where z > 0 the slope is 1": 2 * e,
        "the two sides are exchanged: the slope is 1 where z > 0": [1.0, 2 * e[1], 1.0],
    },
    rtol=1e-4,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "elu_slope_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# other values of alpha, tables, large inputs
check = HiddenCheck("elu_slope")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(36)
for shape, alpha in (((7,), 0.3), ((4, 3), 1.7)):
    z = 3 * rng.standard_normal(shape)
    z.flat[:2] = 1000.0, -1000.0
    slope = check.call(elu_slope, z, alpha)
    check.shape(slope, shape, "the result has the shape of z")
    check.true(
        np.all(np.isfinite(slope)),
        "for a large input it gives nan or inf: multiplying by a condition makes 0 times infinity, which is nan; choose with "
        "np.where",
    )
    e = np.exp(np.minimum(z, 0))
    check.close(
        slope,
        np.where(z > 0, 1.0, alpha * e),
        "some slopes are wrong for another alpha, a table, or a large input",
        mistakes={
            "alpha is missing: on the left the slope is alpha * e^z": np.where(z > 0, 1.0, e),
            "alpha is always 2, that of the example; use alpha": np.where(z > 0, 1.0, 2 * e),
            "on the left this is the output, not the slope": np.where(z > 0, 1.0, alpha * (e - 1)),
            "this is the slope of ReLU: on the left ELU still moves": z > 0,
            "this is the slope of a leaky ReLU: on the left ELU bends": np.where(z > 0, 1.0, alpha),
        },
        rtol=1e-4,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: how many units are dead? (20 points)
#
# As in the chapter, several ReLU units read one light meter. Unit $j$ has the weight $w_j$ and the bias $b_j$, and
# for the reading $x_i$ its sum is $z_{ij} = x_i w_j + b_j$. The unit is **on** for that reading if $z_{ij} > 0$. It
# is **dead** if it is on for *none* of the readings.
#
# Write `dead_share(x, w, b)`, which returns the share of dead units: dead units divided by all units, a number from
# 0 to 1.
#
# For the readings $x = (1, 2, 4)$ take four units, one in each column:
#
# | | unit 1 | unit 2 | unit 3 | unit 4 |
# |---|---|---|---|---|
# | $w$ | −1 | 1 | −2 | −1 |
# | $b$ | 3 | −3 | 1 | 0.5 |
# | $z$ for $x = 1$ | 2 | −2 | −1 | −0.5 |
# | $z$ for $x = 2$ | 1 | −1 | −3 | −1.5 |
# | $z$ for $x = 4$ | −1 | 1 | −7 | −3.5 |
# | | on twice | on once | dead | dead |
#
# Two of four units are dead, so we expect 0.5.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Build the table of sums first. Then ask each unit, that is, each column, whether it is off for *all* readings.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `Z = x[:, None] * w + b` has one row for each reading and one column for each unit. `np.all(Z <= 0, axis=0)` is
# True for each dead unit, and the mean of an array of True and False is the share of True.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "dead_share", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dead_share(x, w, b):
    """Return the share of ReLU units that are on for none of the readings.

    x : array of shape (n,), the readings
    w : array of shape (units,), one weight for each unit
    b : array of shape (units,), one bias for each unit
    returns a number from 0 to 1
    """
    ### BEGIN SOLUTION
    Z = x[:, None] * w + b  # (n, units)
    return np.mean(np.all(Z <= 0, axis=0))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "dead_share_example", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the four units of the table
check = Check("dead_share")
x, w, b = np.array([1.0, 2.0, 4.0]), np.array([-1.0, 1.0, -2.0, -1.0]), np.array([3.0, -3.0, 1.0, 0.5])
check.close(
    check.call(dead_share, x, w, b),
    0.5,
    mistakes={
        "dead units are counted; divide by the number of units": 2.0,
        "this is a percentage; the share is a number from 0 to 1": 50.0,
        "this is the share of zeros in the whole table; a unit is dead only if its whole column is off": 0.75,
        "a unit counts as dead if it is off for any reading; it must be off for all of them": 1.0,
        "the axis is wrong: this looks for readings at which every unit is off, not for units that are always off": 0.0,
        "dead units are divided by the number of readings; divide by the number of units": 2 / 3,
        "it says for each unit whether it is dead; the share is their mean": [0.0, 0.0, 1.0, 1.0],
    },
    rtol=1e-4,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "dead_share_many", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# many units, other readings
check = HiddenCheck("dead_share")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(37)
for n, units in ((5, 40), (12, 7), (3, 25)):
    x, w, b = rng.standard_normal(n) + 1, rng.standard_normal(units), rng.standard_normal(units) - 1
    off = x[:, None] * w + b <= 0
    without_bias = x[:, None] * w <= 0
    check.close(
        check.call(dead_share, x, w, b),
        np.mean(np.all(off, axis=0)),
        "the share is wrong for other units and readings",
        mistakes={
            "dead units are counted; divide by the number of units": np.sum(np.all(off, axis=0)),
            "this is the share of zeros in the whole table; a unit is dead only if it is off for all readings": np.mean(off),
            "a unit counts as dead if it is off for any reading; it must be off for all": np.mean(np.any(off, axis=0)),
            "dead units are divided by the number of readings": np.sum(np.all(off, axis=0)) / n,
            "this is the share of units that live; we ask for the dead": 1 - np.mean(np.all(off, axis=0)),
            "the bias is missing": np.mean(np.all(without_bias, axis=0)),
            "the axis is wrong: this looks for readings at which every unit is off": np.mean(np.all(off, axis=1)),
            "only the mean of each unit's sums is looked at; a single reading is enough to live": np.mean(
                np.mean(x[:, None] * w + b, axis=0) <= 0
            ),
        },
        rtol=1e-4,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "dead_share_border", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# sums that are exactly 0
check = HiddenCheck("dead_share")
### BEGIN HIDDEN TESTS
for x, w, b, share, strict in (
    ([1.0, 2.0, 0.5], [-1.0, 0.0, 2.0, -2.0, 1.0], [0.5, 0.0, -1.0, 1.0, -2.0], 0.8, 0.0),
    ([0.0, 1.0], [-3.0, 2.0, -1.0, 4.0], [0.0, 0.0, -1.0, -5.0], 0.75, 0.5),
):
    check.close(
        check.call(dead_share, np.array(x), np.array(w), np.array(b)),
        share,
        "a unit whose sum is exactly 0 is off for that reading: it is on only for z > 0",
        mistakes={"at exactly 0 a unit is taken to be on; ReLU answers 0 there: `<=` where `<` was used": strict},
        rtol=1e-4,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "dead_share_extremes", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# all dead, none dead, a single unit, a single reading
check = HiddenCheck("dead_share")
### BEGIN HIDDEN TESTS
for x, w, b, share in (
    ([1.0, 3.0, 2.0], [-1.0, -2.0], [-1.0, 0.5], 1.0),
    ([1.0, 3.0, 2.0], [1.0, -2.0], [-2.0, 3.0], 0.0),
    ([-4.0, 2.0], [1.0], [-3.0], 1.0),
    ([2.0], [1.0, -1.0, -2.0, 3.0], [-1.0, 1.0, 1.0, 0.0], 0.5),
):
    result = check.call(dead_share, np.array(x), np.array(w), np.array(b))
    check.shape(result, (), "the share is a single number")
    check.close(
        result,
        share,
        "the share is wrong when all units are dead, when none is, or when there is only one unit or one reading",
        rtol=1e-4,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: why saturation stalls learning (10 points)
#
# A neuron with a sigmoid has the sum $z = wx + b = -12$ for a sample whose right answer is 1. Explain, in four to
# seven sentences, why this neuron learns very slowly from this sample although it is badly wrong, and name one way
# to avoid the trouble.
#
# This part is read by a person: 3 points for the numbers, that is, the output and the slope at $z = -12$ (roughly);
# 3 points for saying how the slope enters what a nudge of $w$ or $b$ does to the output; 2 points for a remedy with
# its reason; 2 points for clarity. "It is saturated" names the trouble and does not explain it.

# %% [markdown] nbgrader={"grade": true, "grade_id": "why_saturation_stalls", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# The output is $a = \sigma(-12) \approx 0.000006$, so it is wrong by nearly 1. The slope there is $a(1 - a) \approx
# 0.000006$ as well, some 40,000 times smaller than the 0.25 at $z = 0$. A nudge of the bias moves the output by the
# nudge times this slope, and a nudge of the weight by that times $x$: whatever we do to $w$ or $b$ in small steps,
# the output hardly moves. A correction that is multiplied by the slope is therefore tiny, however large the error
# is, and it stays tiny until the sum has crept back towards 0. Remedies: scale the inputs and start with small
# weights, so that sums lie where the sigmoid is steep; or use an activation inside the network that has a slope of 1
# over a wide range, such as ReLU.
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save
# the notebook and hand it in under its own name, `activations.ipynb`.
