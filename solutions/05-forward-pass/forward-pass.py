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
# # Exercise 5: predictions and their losses
#
# Five parts that do not depend on each other, and one question to answer in words. Allow about an hour and a quarter.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `forward_skip`, a network with a shortcut | 20 |
# | 2 | `softmax_t`, softmax with a temperature | 20 |
# | 3 | `weighted_bce`, for rare cases that count more | 20 |
# | 4 | `masked_cross_entropy`, for samples without a label | 20 |
# | 5 | `huber`, for errors with outliers | 10 |
# | 6 | the same accuracy, another loss | 10 |
#
# Replace each `raise NotImplementedError` by your answer, then run the cell below it: it checks at once and says what
# is wrong. Some cells say that *more checks run when the notebook is graded*: they try your function on other inputs.
# You may add cells of your own anywhere. Work in any order; run all cells from the top before you hand in.
#
# Write the functions with NumPy alone. Each must leave the arrays that it is given as they are.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from nnlib.checks import Check, HiddenCheck
except ModuleNotFoundError:
    raise ModuleNotFoundError("nnlib is missing: run  %pip install @NNLIB_WHEEL@  and then this cell again") from None

import numpy as np

# %% [markdown]
# ## Part 1: a network with a shortcut (20 points)
#
# In many deep networks the input of a few layers is also led *around* them, and added to what comes out. This is called
# a **skip connection**. The layers then need to find only what should be *changed* about the input.
#
# Write the forward pass of two layers with such a shortcut, for a whole batch $X$ of shape $(n, d)$:
#
# $$A = \operatorname{relu}(X W_1 + b_1), \qquad \text{output} = A W_2 + b_2 + X$$
#
# The hidden layer has $m$ neurons, and $\operatorname{relu}(z)$ is $z$ where $z > 0$ and 0 elsewhere. There is no ReLU
# at the end. The output has the shape of $X$.
#
# For $x = (1, 2)$,
# $W_1 = \begin{pmatrix} 1 & 0 & -1 \\ 1 & 1 & 0 \end{pmatrix}$, $b_1 = (0, -1, 0)$,
# $W_2 = \begin{pmatrix} 1 & 0 \\ 0 & 3 \\ 5 & 5 \end{pmatrix}$ and $b_2 = (0.5, -7)$:
# the hidden sums are $(3, 1, -1)$, ReLU makes them $(3, 1, 0)$, the second layer gives $(3.5, -4)$, and with the
# shortcut the output is $(4.5, -2)$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Without the shortcut it is the forward pass of the chapter. Which of the arrays has the right shape to be added at
# the end?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# First `A = np.maximum(X @ W1 + b1, 0)`. Then return the second layer's sums, `A @ W2 + b2`, plus `X`. Do not write
# `X += …`, which would change the caller's array.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "forward_skip", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward_skip(X, W1, b1, W2, b2):
    """Return relu(X W1 + b1) W2 + b2 + X.

    X : array of shape (n, d), one sample in each row
    W1, b1 : arrays of shape (d, m) and (m,), the hidden layer
    W2, b2 : arrays of shape (m, d) and (d,), the second layer
    returns an array of shape (n, d)
    """
    ### BEGIN SOLUTION
    A = np.maximum(X @ W1 + b1, 0)
    return A @ W2 + b2 + X
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "forward_skip_shape", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# five samples with three features, four hidden neurons
check = Check("forward_skip")
rng = np.random.default_rng(51)
out = check.call(
    forward_skip,
    rng.standard_normal((5, 3)),
    rng.standard_normal((3, 4)),
    rng.standard_normal(4),
    rng.standard_normal((4, 3)),
    rng.standard_normal(3),
)
check.shape(out, (5, 3), "the output has the shape of X, one row for each sample")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "forward_skip_values", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# the numbers of the example
check = Check("forward_skip")
X = np.array([[1.0, 2.0]])
W1, b1 = np.array([[1.0, 0.0, -1.0], [1.0, 1.0, 0.0]]), np.array([0.0, -1.0, 0.0])
W2, b2 = np.array([[1.0, 0.0], [0.0, 3.0], [5.0, 5.0]]), np.array([0.5, -7.0])
check.close(
    check.call(forward_skip, X, W1, b1, W2, b2),
    [[4.5, -2.0]],
    mistakes={
        "the shortcut is missing: X is added at the end": [[3.5, -4.0]],
        "the ReLU of the hidden layer is missing": [[-0.5, -7.0]],
        "there is a ReLU at the very end; the last sums stay as they are": [[4.5, 0.0]],
        "there is a second ReLU, before the shortcut is added; only the hidden layer has one": [[4.5, 2.0]],
        "the hidden bias b1 is missing": [[4.5, 1.0]],
        "the bias b2 is missing": [[4.0, 5.0]],
        "X is multiplied with the output; the shortcut is added": [[3.5, -8.0]],
    },
    rtol=1e-4,
    atol=1e-5,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "forward_skip_batch", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# other sizes, random numbers
check = HiddenCheck("forward_skip")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(52)
for n, d, m in ((6, 3, 5), (1, 4, 2), (4, 4, 4)):
    X, W1, b1 = rng.standard_normal((n, d)), rng.standard_normal((d, m)), rng.standard_normal(m)
    W2, b2 = rng.standard_normal((m, d)), rng.standard_normal(d)
    A = np.maximum(X @ W1 + b1, 0)
    check.close(
        check.call(forward_skip, X, W1, b1, W2, b2),
        A @ W2 + b2 + X,
        "the output is wrong for a random network: compare each line with the formula",
        mistakes={
            "the shortcut is missing: X is added at the end": A @ W2 + b2,
            "the ReLU of the hidden layer is missing": (X @ W1 + b1) @ W2 + b2 + X,
            "there is a ReLU at the very end; the last sums stay as they are": np.maximum(A @ W2 + b2 + X, 0),
            "there is a second ReLU, before the shortcut is added; only the hidden layer has one": np.maximum(A @ W2 + b2, 0)
            + X,
            "the hidden bias b1 is missing": np.maximum(X @ W1, 0) @ W2 + b2 + X,
            "b1 is added after the ReLU; it belongs inside": (np.maximum(X @ W1, 0) + b1) @ W2 + b2 + X,
            "the bias b2 is missing": A @ W2 + X,
        },
        rtol=1e-4,
        atol=1e-5,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: softmax with a temperature (20 points)
#
# A *temperature* $T$ makes softmax more cautious or bolder: each logit is divided by $T$ first. A high temperature
# evens the probabilities out, a low one sharpens them. Language models offer it as a knob. For a table of logits
# $Z$ of shape $(n, K)$, one sample in each row:
#
# $$p_k = \frac{e^{z_k / T}}{\sum_j e^{z_j / T}} \qquad \text{in each row}$$
#
# * For the logits $(0, 1, 2)$ and $T = 0.5$ we expect about $(0.016, 0.117, 0.867)$, for $T = 2$ about
#   $(0.186, 0.307, 0.506)$.
# * It must work for logits of any size, such as 10,000, and for rows of very different size in one table.
# * $T = 0$ stands for what happens as $T$ becomes ever smaller: **the largest logit gets everything**, and if several
#   are equally large, they share evenly. For $(1, 3, 3)$ that is $(0, \tfrac12, \tfrac12)$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Only differences of logits count, so you may subtract something from every row first. What should the largest entry of
# *each row* be, so that no power can overflow? With the shape `(n, K)`, along which axis do the classes lie?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `D = Z - Z.max(axis=1, keepdims=True)` has 0 as the largest entry in each row. For $T = 0$ let the powers be
# `(D == 0).astype(float)`, otherwise `np.exp(D / T)`. Divide the powers by their sum in each row, with
# `keepdims=True`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softmax_t", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax_t(Z, T):
    """Return the softmax of Z / T in each row.

    Z : array of shape (n, K), the logits, one sample in each row
    T : float, the temperature, 0 or more
    returns an array of shape (n, K) whose rows have the sum 1
    """
    ### BEGIN SOLUTION
    D = Z - Z.max(axis=1, keepdims=True)  # the largest of each row becomes 0, so exp cannot overflow
    powers = (D == 0).astype(float) if T == 0 else np.exp(D / T)
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_t_values", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# one row, two temperatures: the numbers of the example
check = Check("softmax_t")
Z = np.array([[0.0, 1.0, 2.0]])
for T in (0.5, 2.0):
    e, hot, plain = np.exp(Z / T), np.exp(Z * T), np.exp(Z)
    p = e / e.sum()
    check.close(
        check.call(softmax_t, Z, T),
        p,
        mistakes={
            "the logits are multiplied by T; they are divided": hot / hot.sum(),
            "the temperature is ignored": plain / plain.sum(),
            "the probabilities are divided by T; divide the logits, before the powers": plain / plain.sum() / T,
            "each power is divided by itself: the sum runs down the column, over samples; it must run along the row": np.ones(
                (1, 3)
            ),
            "the powers are not divided by their sum": e,
            "the powers of the shifted logits are not divided by their sum": e / e.max(),
            "softmax is applied twice": np.exp(p) / np.exp(p).sum(),
        },
        rtol=1e-4,
        atol=1e-6,
    )
check.passed()

# %% nbgrader={"grade": true, "grade_id": "softmax_t_rows", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# several rows
check = HiddenCheck("softmax_t")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(53)
for n, K, T in ((5, 3, 1.0), (2, 4, 3.0), (3, 3, 0.7)):
    Z = rng.standard_normal((n, K))
    e = np.exp(Z / T)
    shifted, p = e / e.max(axis=1, keepdims=True), e / e.sum(axis=1, keepdims=True)
    check.close(
        check.call(softmax_t, Z, T),
        p,
        "the probabilities of a table are wrong",
        mistakes={
            "the sum runs down the columns, over samples; each row, over the classes, must have the sum 1": e / e.sum(axis=0),
            "the sum runs down the columns; each row must have the sum 1": shifted / shifted.sum(axis=0),
            "one sum is taken over the whole table; each row has its own": e / e.sum(),
            "softmax is applied twice": np.exp(p) / np.exp(p).sum(axis=1, keepdims=True),
            "the logits are multiplied by T; they are divided": np.exp(Z * T) / np.exp(Z * T).sum(axis=1, keepdims=True),
        },
        rtol=1e-4,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "softmax_t_large", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# logits of any size, rows of very different size
check = HiddenCheck("softmax_t")
### BEGIN HIDDEN TESTS
check.close(
    check.call(softmax_t, np.array([[10000.0, 10002.0, 10001.0]]), 2.0),
    np.exp([[-1.0, 0.0, -0.5]]) / np.exp([-1.0, 0.0, -0.5]).sum(),
    "large logits overflow: subtract the largest of each row before you raise e to them",
    rtol=1e-4,
    atol=1e-6,
)
check.close(
    check.call(softmax_t, np.array([[5000.0, 5001.0], [-5001.0, -5000.0], [0.0, 1.0]]), 1.0),
    np.tile(np.exp([-1.0, 0.0]) / np.exp([-1.0, 0.0]).sum(), (3, 1)),
    "rows of very different size do not come out right together: every row needs its own largest logit subtracted, "
    "not the largest of the whole table",
    rtol=1e-4,
    atol=1e-6,
)
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "softmax_t_zero", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# temperature 0, with and without a tie
check = Check("softmax_t")
Z = np.array([[1.0, 3.0, 3.0], [2.0, -1.0, 0.5]])
check.close(
    check.call(softmax_t, Z, 0.0),
    [[0.0, 0.5, 0.5], [1.0, 0.0, 0.0]],
    "at temperature 0 the largest logit gets everything, and a tie is shared evenly",
    mistakes={
        "at temperature 0 the logits are divided by 0, which gives nan": np.full((2, 3), np.nan),
        "of several largest logits only the first gets something; they share evenly": [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]],
        "each of several largest logits gets 1; they share evenly, so that the row has the sum 1": [
            [0.0, 1.0, 1.0],
            [1.0, 0.0, 0.0],
        ],
        "this is an infinite temperature, where all are equal": np.full((2, 3), 1 / 3),
    },
    rtol=1e-4,
    atol=1e-6,
)
check.passed()

# %% [markdown]
# ## Part 3: a loss for rare cases (20 points)
#
# Of a hundred apples on the belt one is mouldy, and missing it is worse than opening a good one. A **weighted** binary
# cross-entropy counts the samples with the answer *yes* $w$ times:
#
# $$L = -\frac{1}{n} \sum_{i=1}^{n} \bigl( w\, y_i \ln p_i + (1 - y_i) \ln(1 - p_i) \bigr),
# \qquad p_i = \sigma(z_i) = \frac{1}{1 + e^{-z_i}}$$
#
# Here $z_i$ is the logit of sample $i$, $y_i$ is 1 for *yes* and 0 for *no*, and $w$ is a number. The sum is divided by
# $n$, not by the sum of the weights.
#
# * For the logits $(\ln 3, 0)$ the probabilities are $(0.75, 0.5)$. With $y = (1, 0)$ and $w = 2$ the loss is
#   $\tfrac12 (2 \cdot 0.2877 + 0.6931) = 0.6343$.
# * The logits may come as a flat array of shape $(n,)$ or, as a layer returns them, **as a column of shape $(n, 1)$**.
#   The targets are always of shape $(n,)$.
# * It must be exact for logits far from 0: a sample with $z = -1000$ and $y = 1$ costs $1000\,w$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Bring both arrays to the same shape first. And do not form $p$: for $z = -1000$ it is rounded to 0, and its logarithm
# is lost. What is $-\ln \sigma(z)$ in terms of $e^{-z}$?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# $-\ln \sigma(z) = \ln(1 + e^{-z})$ is `np.logaddexp(0, -z)`, and $-\ln(1 - \sigma(z)) = \ln(1 + e^{z})$ is
# `np.logaddexp(0, z)`. Neither overflows. Multiply the first by `weight * y`, the second by `1 - y`, add, and take the
# mean. `z.reshape(-1)` makes a column flat.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "weighted_bce", "locked": false, "schema_version": 3, "solution": true, "task": false}
def weighted_bce(z, y, weight):
    """Return the mean binary cross-entropy in which samples with y = 1 count `weight` times.

    z : array of shape (n,) or (n, 1), the logits
    y : array of shape (n,), 0 or 1
    weight : float
    returns a single number
    """
    ### BEGIN SOLUTION
    z = np.reshape(z, -1)  # a column against a flat y would broadcast to n x n
    yes, no = np.logaddexp(0, -z), np.logaddexp(0, z)
    return np.mean(weight * y * yes + (1 - y) * no)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "weighted_bce_values", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the numbers of the example
check = Check("weighted_bce")
z, y, weight = np.array([np.log(3.0), 0.0]), np.array([1.0, 0.0]), 2.0
yes, no = -np.log(0.75), -np.log(0.5)
twice = 1 / (1 + np.exp(-np.array([0.75, 0.5])))
check.close(
    check.call(weighted_bce, z, y, weight),
    (2 * yes + no) / 2,
    mistakes={
        "the weight is ignored": (yes + no) / 2,
        "the weight multiplies the samples with y = 0; it belongs to those with y = 1": (yes + 2 * no) / 2,
        "the weight multiplies every sample; only those with y = 1 count more": yes + no,
        "it is divided by the sum of the weights; here we divide by n": (2 * yes + no) / 3,
        "the sum comes out; the loss is the mean": 2 * yes + no,
        "the minus sign is missing: a surprise is never negative": -(2 * yes + no) / 2,
        "the logits are used as if they were probabilities: the sigmoid is missing": -np.log(z[0]),
        "it gives nan, from the logarithm of 0 or of a negative number: are the logits used as if they were probabilities, "
        "without the sigmoid?": np.nan,
        "the sigmoid is applied twice": -(2 * np.log(twice[0]) + np.log(1 - twice[1])) / 2,
        "y = 0 and y = 1 are exchanged": (2 * no - np.log(0.25)) / 2,
        "the samples with y = 0 are forgotten: they cost -ln(1 - p)": yes,
        "the logarithm has base 2; we need the natural one, np.log": (2 * yes + no) / 2 / np.log(2),
        "the logarithm has base 10; we need the natural one, np.log": (2 * yes + no) / 2 / np.log(10),
    },
    rtol=1e-4,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "weighted_bce_random", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# other logits and weights
check = HiddenCheck("weighted_bce")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(54)
for n, weight in ((9, 3.0), (4, 0.5), (1, 7.0)):
    z, y = 2 * rng.standard_normal(n), (np.arange(n) % 3 == 0).astype(float)
    p = 1 / (1 + np.exp(-z))
    yes, no = -y * np.log(p), -(1 - y) * np.log(1 - p)
    check.close(
        check.call(weighted_bce, z, y, weight),
        np.mean(weight * yes + no),
        "the loss is wrong for other logits, targets and weights",
        mistakes={
            "the weight is ignored": np.mean(yes + no),
            "the weight multiplies the samples with y = 0; it belongs to those with y = 1": np.mean(yes + weight * no),
            "the weight multiplies every sample; only those with y = 1 count more": np.mean(weight * (yes + no)),
            "it is divided by the sum of the weights; here we divide by n": np.sum(weight * yes + no)
            / np.sum(np.where(y == 1, weight, 1)),
            "the sum comes out; the loss is the mean": np.sum(weight * yes + no),
            "the samples with y = 0 are forgotten: they cost -ln(1 - p)": np.mean(weight * yes),
        },
        rtol=1e-4,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "weighted_bce_column", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the logits as a column, as a layer returns them
check = HiddenCheck("weighted_bce")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(55)
for n, weight in ((6, 4.0), (3, 1.5)):
    z, y = rng.standard_normal((n, 1)), (np.arange(n) % 2).astype(float)
    flat = z[:, 0]
    pairs = weight * y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    loss = check.call(weighted_bce, z, y, weight)
    check.close(
        loss,
        np.mean(weight * y * np.logaddexp(0, -flat) + (1 - y) * np.logaddexp(0, flat)),
        "the loss is wrong when the logits come as a column (n, 1) and the targets flat (n,)",
        mistakes={
            "a column (n, 1) against a flat (n,) becomes a table (n, n): the mean runs over every pair of a logit and a "
            "target. Bring both to the same shape first": np.mean(pairs),
            "a column (n, 1) against a flat (n,) becomes a table (n, n), and all of it is added up. Bring both to the same "
            "shape first": np.sum(pairs) / n,
        },
        rtol=1e-4,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "weighted_bce_far", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# logits far from 0
check = HiddenCheck("weighted_bce")
### BEGIN HIDDEN TESTS
for z, y, weight, expected in (
    ([-1000.0], [1.0], 3.0, 3000.0),
    ([800.0, -900.0], [0.0, 0.0], 2.0, 400.0),
    ([-60.0, 50.0, 0.0], [1.0, 0.0, 1.0], 2.0, (120.0 + 50.0 + 2 * np.log(2)) / 3),
    ([1000.0, -1000.0], [1.0, 0.0], 5.0, 0.0),
):
    check.close(
        check.call(weighted_bce, np.array(z), np.array(y), weight),
        expected,
        "for logits far from 0 the loss is wrong: a probability was rounded to 0 or 1 before its logarithm was taken, "
        "was clipped, or had a small number added. Start from the logits, as the hints say",
        rtol=1e-4,
        atol=1e-5,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: samples without a label (20 points)
#
# Labels are expensive, and often some are missing. We mark a missing one by $-1$. Write the cross-entropy that looks
# **only at the labelled samples**: the mean, over them, of the surprise $-\ln p$ of the true class, with
# $p = \operatorname{softmax}$ of the row of logits.
#
# * For the logits $(1, 1)$, $(0, \ln 3)$ and $(5, 1)$ with the labels 0, 1 and −1, the probabilities of the first two
#   true classes are 0.5 and 0.75, and the third sample is ignored: $\tfrac12 (0.6931 + 0.2877) = 0.4904$.
# * If no sample at all has a label, the loss is 0.
# * It must be exact for logits of any size: for the logits $(0, 2000)$ and the label 0 it is 2000.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Throw the rows without a label out first; `Z[labels >= 0]` keeps the others. Beware of −1 as an index: in Python it
# means *the last one*. And take the logarithm on paper, as the chapter does, so that none is ever taken of 0.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# After keeping the labelled rows and their labels, return 0.0 if none are left. Subtract from each row its largest entry
# (`axis=1, keepdims=True`). Then the logarithm of the softmax is `Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))`. Pick the
# true classes with `[np.arange(len(labels)), labels]`; return minus their mean.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "masked_cross_entropy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def masked_cross_entropy(Z, labels):
    """Return the mean surprise of the true class over the samples that have a label.

    Z : array of shape (n, K), the logits
    labels : array of int, shape (n,), each in 0 ... K - 1, or -1 where there is no label
    returns a single number, 0 if there is no label at all
    """
    ### BEGIN SOLUTION
    known = labels >= 0
    Z, labels = Z[known], labels[known]
    if len(labels) == 0:
        return 0.0
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(labels)), labels])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "masked_cross_entropy_values", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the numbers of the example
check = Check("masked_cross_entropy")
Z, labels = np.array([[1.0, 1.0], [0.0, np.log(3.0)], [5.0, 1.0]]), np.array([0, 1, -1])
p = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
again = np.exp(p) / np.exp(p).sum(axis=1, keepdims=True)
columns = np.exp(Z) / np.exp(Z).sum(axis=0)
columns_known = np.exp(Z[:2]) / np.exp(Z[:2]).sum(axis=0)
first, second, last = -np.log(0.5), -np.log(0.75), -np.log(p[2, 1])
check.close(
    check.call(masked_cross_entropy, Z, labels),
    (first + second) / 2,
    mistakes={
        "the sample without a label counts as well: as an index, -1 means the last class": (first + second + last) / 3,
        "the sample without a label is added in and only the division leaves it out": (first + second + last) / 2,
        "it is divided by all samples; divide by those that have a label": (first + second) / 3,
        "the sum comes out; the loss is the mean": first + second,
        "the sample of class 0 is left out: 0 is a class like the others, only -1 means no label": second,
        "the minus sign is missing: a surprise is never negative": -(first + second) / 2,
        "softmax is applied twice": -(np.log(again[0, 0]) + np.log(again[1, 1])) / 2,
        "softmax adds up down the columns, over samples; it must add up along each row": -(
            np.log(columns[0, 0]) + np.log(columns[1, 1])
        )
        / 2,
        "softmax adds up down the columns; it must add up along each row": -(
            np.log(columns_known[0, 0]) + np.log(columns_known[1, 1])
        )
        / 2,
        "the logarithm is missing: this is the mean probability": (0.5 + 0.75) / 2,
        "this is minus the mean probability: the logarithm is missing": -(0.5 + 0.75) / 2,
        "the logits are used without softmax": -(Z[0, 0] + Z[1, 1]) / 2,
        "the logarithm has base 2; we need the natural one, np.log": (first + second) / 2 / np.log(2),
        "it averages over the classes, too; only the true class counts": (first + second) / 4,
        "every row meets every label: `[:, labels]` takes whole columns. Give rows and labels as two lists, "
        "`[np.arange(n), labels]`": -np.mean(np.log(p[:2][:, labels[:2]])),
    },
    rtol=1e-4,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "masked_cross_entropy_random", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# more samples and classes, with and without missing labels
check = HiddenCheck("masked_cross_entropy")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(56)
for n, K, labels in ((7, 4, [3, -1, 0, 1, -1, -1, 2]), (3, 5, [4, 0, 2]), (5, 3, [-1, 2, 2, 1, -1])):
    Z, labels = 1.5 * rng.standard_normal((n, K)), np.array(labels)
    p = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    again = np.exp(p) / np.exp(p).sum(axis=1, keepdims=True)
    known, rows = labels >= 0, np.arange(n)
    surprise = -np.log(p[rows, labels])
    columns = np.exp(Z[known]) / np.exp(Z[known]).sum(axis=0)
    check.close(
        check.call(masked_cross_entropy, Z, labels),
        surprise[known].mean(),
        "the loss is wrong for another table of logits",
        mistakes={
            "the samples without a label count as well: as an index, -1 means the last class": surprise.mean(),
            "it is divided by all samples; divide by those that have a label": surprise[known].sum() / n,
            "the sum comes out; the loss is the mean": surprise[known].sum(),
            "softmax is applied twice": -np.log(again[rows, labels])[known].mean(),
            "softmax adds up down the columns, over samples; it must add up along each row": -np.log(
                columns[np.arange(known.sum()), labels[known]]
            ).mean(),
            "samples of class 0 are left out: 0 is a class like the others, only -1 means no label": surprise[
                labels > 0
            ].mean(),
        },
        rtol=1e-4,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "masked_cross_entropy_none", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# a single label, and none at all
check = Check("masked_cross_entropy")
Z = np.array([[2.0, 2.0, 2.0], [1.0, 0.0, -1.0]])
check.close(
    check.call(masked_cross_entropy, Z, np.array([1, -1])),
    np.log(3),
    "one labelled sample with three equal logits costs ln 3",
    rtol=1e-4,
    atol=1e-6,
)
check.close(
    check.call(masked_cross_entropy, Z, np.array([-1, -1])),
    0.0,
    "without any label the loss is 0",
    mistakes={"without any label the mean divides by 0 and gives nan; the loss should be 0 then": np.nan},
    rtol=1e-4,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "masked_cross_entropy_far", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# logits of any size
check = HiddenCheck("masked_cross_entropy")
### BEGIN HIDDEN TESTS
for Z, labels, expected in (
    ([[0.0, 2000.0]], [0], 2000.0),
    ([[0.0, 60.0], [3.0, 3.0]], [0, -1], 60.0),
    ([[5000.0, 5000.0], [-4000.0, -4000.0], [0.0, 9000.0]], [0, 1, -1], np.log(2)),
    ([[900.0, 100.0, 0.0]], [0], 0.0),
):
    check.close(
        check.call(masked_cross_entropy, np.array(Z), np.array(labels)),
        expected,
        "for logits far apart or far from 0 the loss is wrong: a power overflowed, or a probability was rounded to 0, "
        "clipped, or had a small number added before the logarithm. Subtract the largest logit of each row, and take the "
        "logarithm on paper",
        rtol=1e-4,
        atol=1e-5,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: a loss that forgives outliers (10 points)
#
# The mean squared error counts an error that is ten times as large a hundred times. One mistyped price can then rule
# the whole loss. The **Huber loss** squares small errors and lets large ones count only in proportion. With the error
# $e = \hat{y} - y$ of a sample and a limit $\delta > 0$ (read *delta*), the sample costs
#
# $$\begin{cases} \tfrac12 e^2 & \text{if } |e| \le \delta \\
# \delta \bigl( |e| - \tfrac12 \delta \bigr) & \text{otherwise,} \end{cases}$$
#
# and the loss is the mean over the samples. At $|e| = \delta$ both rows give the same.
#
# For the predictions $(1, 5, 1)$, the targets $(1.5, 2, 3)$ and $\delta = 1$ the errors are $-0.5$, $3$ and $-2$. They
# cost 0.125, 2.5 and 1.5, and the loss is $4.125 / 3 = 1.375$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Take the absolute value of the errors once, at the start. An error of −2 is as large as one of 2.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# With `size = np.abs(prediction - target)`, use `np.where(size <= delta, small, large)`, in which `small` and `large` are
# the two rows of the formula, and take the mean.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "huber", "locked": false, "schema_version": 3, "solution": true, "task": false}
def huber(prediction, target, delta):
    """Return the mean Huber loss.

    prediction, target : arrays of shape (n,)
    delta : float, greater than 0
    returns a single number
    """
    ### BEGIN SOLUTION
    size = np.abs(prediction - target)
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "huber_values", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the numbers of the example
check = Check("huber")
check.close(
    check.call(huber, np.array([1.0, 5.0, 1.0]), np.array([1.5, 2.0, 3.0]), 1.0),
    1.375,
    mistakes={
        "the ½ of the square is missing": 4.25 / 3,
        "large errors cost delta times |e|, and ½ delta is not subtracted from |e|": 5.125 / 3,
        "a large negative error is squared: compare the absolute value with delta": 4.625 / 3,
        "the two rows of the formula are exchanged": 6.5 / 3,
        "the sum comes out; the loss is the mean": 4.125,
        "every error is squared: this is the mean squared error": 13.25 / 3,
        "every error is squared, large ones too": 6.625 / 3,
        "this is the mean absolute error": 5.5 / 3,
    },
    rtol=1e-4,
    atol=1e-6,
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "huber_random", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# other limits
check = HiddenCheck("huber")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(57)
for n, delta in ((8, 2.0), (5, 0.5), (6, 3.0)):
    prediction, target = 3 * rng.standard_normal(n), rng.standard_normal(n)
    e = prediction - target
    e[:2], e[2] = [-2 * delta, 1.5 * delta], 0.5 * delta
    prediction = target + e
    size = np.abs(e)
    check.close(
        check.call(huber, prediction, target, delta),
        np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))),
        "the loss is wrong for another delta, or for errors of another size or sign",
        mistakes={
            "delta is missing in the second row: a large error costs delta (|e| - ½ delta)": np.mean(
                np.where(size <= delta, size**2 / 2, size - 0.5)
            ),
            "½ is subtracted in the second row where ½ delta is needed": np.mean(
                np.where(size <= delta, size**2 / 2, delta * (size - 0.5))
            ),
            "delta is missing in front of the second row: a large error costs delta (|e| - ½ delta)": np.mean(
                np.where(size <= delta, size**2 / 2, size - delta / 2)
            ),
            "the limit is always 1; it should be delta": np.mean(np.where(size <= 1, size**2 / 2, size - 0.5)),
            "large negative errors are squared: compare the absolute value with delta": np.mean(
                np.where(e <= delta, e**2 / 2, delta * (size - delta / 2))
            ),
            "the ½ of the square is missing": np.mean(np.where(size <= delta, size**2, delta * (size - delta / 2))),
            "large errors cost delta times |e|, and ½ delta is not subtracted from |e|": np.mean(
                np.where(size <= delta, size**2 / 2, delta * size)
            ),
        },
        rtol=1e-4,
        atol=1e-6,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: the same accuracy, another loss (10 points)
#
# Two models decide between two classes. For each of four samples, this is the probability that they gave to the **true**
# class:
#
# | sample | 1 | 2 | 3 | 4 |
# |---|---|---|---|---|
# | model A | 0.6 | 0.6 | 0.6 | 0.4 |
# | model B | 0.99 | 0.99 | 0.99 | 0.01 |
#
# Compute the accuracy and the cross-entropy of both (in a cell of your own, if you like), and explain in three to six
# sentences: why is one the same and the other not? Which sample makes the difference? Doubtful samples, those whose two
# probabilities lie close together, can be passed on to a person: which model would you rather use, and why?
#
# This part is read by a person: 3 points for the four numbers, 5 points for an explanation that says what accuracy sees
# and what the loss sees, and for a choice with a reason, 2 points for clarity.

# %% [markdown] nbgrader={"grade": true, "grade_id": "same_accuracy", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# Both accuracies are 3/4: each model gives the true class more than ½ in the first three samples and less in the
# fourth, and accuracy sees nothing but that. The cross-entropies are $(3 \cdot 0.511 + 0.916)/4 = 0.612$ for A and
# $(3 \cdot 0.010 + 4.605)/4 = 1.159$ for B. The loss sees the probabilities themselves. B gains a little on each of
# three samples (0.50) and loses much more on the fourth, where it was wrong and almost certain (a surprise of 4.605 where A has
# 0.916). With a person at hand I should rather use A: its 0.4 says that it is in doubt, so its error would be passed on, although
# many right decisions would be, too. B's error looks as certain as its successes, so nobody would look at it.
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save the
# notebook and hand it in under its own name, `forward-pass.ipynb`.
