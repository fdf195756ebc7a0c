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
# # Exercise 7: who is to blame
#
# Five parts that do not depend on each other, and one question to answer in words. Allow about an hour and a half.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `graph_gradients` | 15 |
# | 2 | `softplus_backward` | 15 |
# | 3 | `dense_backward` | 20 |
# | 4 | `smoothed_gradient` | 15 |
# | 5 | `bypass_backward` | 25 |
# | 6 | a bug, found from its table of gradients | 10 |
#
# Replace each `raise NotImplementedError` by your answer, then run the cell below it: it checks at once and says what
# is wrong. Some cells say that *more checks run when the notebook is graded*: they try your function on other inputs.
# You may add cells of your own anywhere, for example to nudge a value and see whether your gradient is right. Work in
# any order; run all cells from the top before you hand in.
#
# Each function must leave the arrays that it is given as they are.
#
# In every part the *upstream gradient* is what comes back from behind: the slope of the loss with respect to the output
# of the piece you work on. It has the shape of that output.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from nnlib.checks import Check, HiddenCheck
except ModuleNotFoundError:
    raise ModuleNotFoundError("nnlib is missing: run  %pip install @NNLIB_WHEEL@  and then this cell again") from None

import numpy as np

# %% [markdown]
# ## Part 1: a value used twice (15 points)
#
# A small graph computes $f = x \cdot y + x$ from two numbers. A product takes $x$ and $y$; a plus takes the product, and
# $x$ once more. Then other steps follow, of which we know only the upstream gradient, $\frac{dL}{df}$, a number.
#
# Write `graph_gradients(x, y, upstream)`. It walks backward through the graph and returns the pair
# $\frac{dL}{dx}$, $\frac{dL}{dy}$.
#
# For $x = 3$, $y = 4$ and the upstream gradient 1 we expect the pair $(5, 3)$. With the upstream gradient $-2$ it is
# $(-10, -6)$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Mark every place where $x$ stands. How large is the share of each? What happens to the shares of a value that is used
# twice?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# The plus passes `upstream` on to the product and to `x`. The product gives `x` the share `upstream * y`, and `y` the
# share `upstream * x`. Add the two shares of `x`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "graph_gradients", "locked": false, "schema_version": 3, "solution": true, "task": false}
def graph_gradients(x, y, upstream):
    """Return the gradients of the loss with respect to x and y, where f = x * y + x.

    x, y : float
    upstream : float, the slope of the loss with respect to f
    returns a pair of floats
    """
    ### BEGIN SOLUTION
    d_product = upstream  # the plus passes the upstream gradient on, to both of its inputs
    d_x = upstream
    d_x += d_product * y
    return d_x, d_product * x
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "graph_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the first example of the text: upstream 1
check = Check("graph_gradients")
check.close(
    check.call(graph_gradients, 3.0, 4.0, 1.0),
    [5.0, 3.0],
    mistakes={
        "of x only the share through the product is there; x is used twice, and both shares count": [4.0, 3.0],
        "of x only the last share is left: `=` where `+=` is needed": [1.0, 3.0],
        "the gradients are in the wrong order: x comes first": [3.0, 5.0],
        "in a product each factor gets the *other* factor as its slope": [4.0, 4.0],
        "y stands only in the product; the share of the plus belongs to x": [5.0, 4.0],
        "the plus passes the upstream gradient on as it is: the second share of x is not multiplied by x": [7.0, 3.0],
        "this is the value of f, not a pair of gradients": 15.0,
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "graph_upstream", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the second example: upstream -2
check = Check("graph_gradients")
check.close(
    check.call(graph_gradients, 3.0, 4.0, -2.0),
    [-10.0, -6.0],
    mistakes={
        "the upstream gradient is ignored: every share is multiplied by it": [5.0, 3.0],
        "the upstream gradient reaches only one of the two paths to x": [-7.0, -6.0],
        "the upstream gradient reaches only one of the two paths of x, the direct one": [2.0, -6.0],
        "the upstream gradient reaches x, but not y": [-10.0, 3.0],
        "the upstream gradient is added; along a path slopes are multiplied": [3.0, 1.0],
        "of x only the share through the product is there; x is used twice, and both shares count": [-8.0, -6.0],
        "of x only the last share is left: `=` where `+=` is needed": [-2.0, -6.0],
        "the gradients are in the wrong order: x comes first": [-6.0, -10.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "graph_others", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# other numbers, negative ones and zeros among them
check = HiddenCheck("graph_gradients")
### BEGIN HIDDEN TESTS
for x, y, upstream in ((-1.5, 0.7, 2.0), (0.0, 2.0, 0.5), (2.5, -3.0, -0.3), (4.0, 0.0, 1.2)):
    check.close(
        check.call(graph_gradients, x, y, upstream),
        [upstream * (y + 1), upstream * x],
        "the gradients are wrong for other numbers than those of the example",
        rtol=1e-5,
        mistakes={
            "the upstream gradient is ignored: every share is multiplied by it": [y + 1, x],
            "of x only the share through the product is there; x is used twice, and both shares count": [
                upstream * y,
                upstream * x,
            ],
            "of x only the last share is left: `=` where `+=` is needed": [upstream, upstream * x],
            "the upstream gradient reaches only one of the two paths to x": [upstream * y + 1, upstream * x],
            "the upstream gradient reaches x, but not y": [upstream * (y + 1), x],
            "the gradients are in the wrong order: x comes first": [upstream * x, upstream * (y + 1)],
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: backward through softplus (15 points)
#
# *Softplus* is a ReLU with a round corner, $a = \ln(1 + e^z)$. Its slope at $z$ is
#
# $$\frac{da}{dz} = \frac{e^z}{1 + e^z} = \frac{1}{1 + e^{-z}}$$
#
# which is the sigmoid. Write `softplus_backward(z, grad_output)`: it gets the numbers $z$ that went into softplus and the
# upstream gradient, both in arrays of the same shape, and returns the gradient of the loss with respect to $z$.
#
# For $z = (0, \ln 3, -\ln 3)$ the slopes are $\frac12, \frac34, \frac14$. With the upstream gradient $(2, -4, 8)$ we expect
# $(1, -3, 2)$. The function must also be sound far out in both tails, for $z = 1000$ and $z = -1000$. A warning of overflow
# costs nothing, a `nan` does.
#
# <details><summary>Hint 1: a nudge</summary>
#
# What does every box of a graph do with the upstream gradient? And which of the two forms of the slope becomes
# $\infty / \infty$ for a large $z$?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `grad_output / (1 + np.exp(-z))`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softplus_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softplus_backward(z, grad_output):
    """Return the gradient of the loss with respect to z, where a = ln(1 + exp(z)).

    z : array of any shape, what went into softplus
    grad_output : array of the same shape, the slope of the loss with respect to a
    returns an array of the same shape
    """
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(z))  # at most 1: it cannot overflow
    return grad_output * np.where(z >= 0, 1.0, small) / (1 + small)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softplus_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("softplus_backward")
z = np.log(np.array([1.0, 3.0, 1 / 3]))
upstream = np.array([2.0, -4.0, 8.0])
check.close(
    check.call(softplus_backward, z, upstream),
    [1.0, -3.0, 2.0],
    rtol=1e-5,
    mistakes={
        "the upstream gradient is ignored: the slopes alone come out": [0.5, 0.75, 0.25],
        "the upstream gradient is added; along a path slopes are multiplied": [2.5, -3.25, 8.25],
        "it multiplies by softplus itself, not by its slope": [2 * np.log(2), -4 * np.log(4), 8 * np.log(4 / 3)],
        "this is softplus itself: forward, not backward": np.log([2, 4, 4 / 3]),
        "it multiplies by s(1 - s), the slope of the sigmoid; the slope of softplus is the sigmoid itself": [
            0.5,
            -0.75,
            1.5,
        ],
        "the sign in the exponent is wrong: the slope falls with z, it should rise": [1.0, -1.0, 6.0],
        "this is the slope of ReLU, a step; softplus has a round corner": [0.0, -4.0, 0.0],
        "the gradient is summed; every entry of z has a gradient of its own": 0.0,
        "it uses the upstream gradient in place of z in the exponent": 1 / (1 + np.exp(-upstream)),
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "softplus_others", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# other shapes and numbers
check = HiddenCheck("softplus_backward")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(71)
for shape in ((4, 3), (7,), (2, 3, 2)):
    z, upstream = 3 * rng.standard_normal(shape), rng.standard_normal(shape)
    s = 1 / (1 + np.exp(-z))
    check.close(
        check.call(softplus_backward, z, upstream),
        upstream * s,
        "the gradients are wrong for other numbers or shapes",
        rtol=1e-4,
        atol=1e-5,
        mistakes={
            "the upstream gradient is ignored: the slopes alone come out": s,
            "the upstream gradient is added; along a path slopes are multiplied": upstream + s,
            "it multiplies by s(1 - s), the slope of the sigmoid; the slope of softplus is the sigmoid itself": upstream
            * s
            * (1 - s),
            "the sign in the exponent is wrong: the slope falls with z, it should rise": upstream * (1 - s),
            "it multiplies by softplus itself, not by its slope": upstream * np.log1p(np.exp(z)),
            "this is the slope of ReLU, a step; softplus has a round corner": upstream * (z > 0),
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "softplus_tails", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# far out in both tails
check = HiddenCheck("softplus_backward")
### BEGIN HIDDEN TESTS
upstream = np.array([3.0, -2.0, 5.0, 0.5])
result = check.call(softplus_backward, np.array([1000.0, -1000.0, -800.0, 720.0]), upstream)
check.shape(result, (4,), "the result has the shape of z")
check.true(
    np.all(np.isfinite(np.asarray(result, dtype=float))),
    "far out in a tail it gives nan or inf: exp(z) overflows for a large z. Which form of the slope uses exp(-z)?",
)
check.close(
    result,
    [3.0, 0.0, 0.0, 0.5],
    "in the right tail the slope is 1, in the left tail 0",
    atol=1e-6,
    mistakes={
        "the upstream gradient is ignored: in the tails the slopes alone come out": [1.0, 0.0, 0.0, 1.0],
        "in both tails the slope is 0, as that of the sigmoid; softplus keeps rising on the right": np.zeros(4),
        "the slope is 1 on the left and 0 on the right: the sign in the exponent is wrong": [0.0, -2.0, 5.0, 0.0],
    },
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 3: a dense layer (20 points)
#
# A dense layer computes $Z = XW + b$ with $X$ of shape $(n, d)$, $W$ of shape $(d, m)$ and $b$ of shape $(m,)$. From behind
# comes the upstream gradient $G$ of shape $(n, m)$.
#
# Write `dense_backward(X, W, grad_output)`. It returns the gradients of the loss with respect to $X$, $W$ and $b$, **in
# this order**, each of the shape of its array. The mean over the samples, if the loss takes one, is already in $G$: do not
# divide by $n$ again.
#
# With two samples, two inputs and two neurons, for
#
# $$X = \begin{pmatrix} 1 & 2 \\ 0 & 3 \end{pmatrix}, \quad W = \begin{pmatrix} 1 & -1 \\ 4 & 2 \end{pmatrix}, \quad
# G = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix}$$
#
# we expect
#
# $$\frac{\partial L}{\partial X} = \begin{pmatrix} 1 & 4 \\ 3 & 6 \end{pmatrix}, \quad
# \frac{\partial L}{\partial W} = \begin{pmatrix} 1 & 0 \\ 8 & -3 \end{pmatrix}, \quad
# \frac{\partial L}{\partial b} = (3, -1)$$
#
# <details><summary>Hint 1: a nudge</summary>
#
# Forget the square example for a moment and take $n = 5$, $d = 3$, $m = 2$. Which products of two of $X$, $W$, $G$ have
# the right shapes, if you may transpose? The bias $b_k$ is used once for each sample.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `grad_output @ W.T`, `X.T @ grad_output`, and the sum of `grad_output` over the axis of the samples.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "dense_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dense_backward(X, W, grad_output):
    """Return the gradients with respect to X, W and b, where Z = X @ W + b.

    X : array of shape (n, d)
    W : array of shape (d, m)
    grad_output : array of shape (n, m), the slope of the loss with respect to Z
    returns arrays of shape (n, d), (d, m) and (m,)
    """
    ### BEGIN SOLUTION
    return grad_output @ W.T, X.T @ grad_output, grad_output.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "dense_shapes", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# five samples, three inputs, two neurons: a gradient has the shape of its array
check = Check("dense_backward")
rng = np.random.default_rng(72)
result = check.call(
    dense_backward, rng.standard_normal((5, 3)), rng.standard_normal((3, 2)), rng.standard_normal((5, 2))
)
check.true(result is not None, "it returned None: is a `return` missing?")
check.true(isinstance(result, tuple | list) and len(result) == 3, "it should return three arrays: of X, W and b")
check.shape(result[0], (5, 3), "the first result is the gradient of X and has its shape")
check.shape(result[1], (3, 2), "the second result is the gradient of W and has its shape")
check.shape(result[2], (2,), "the third result is the gradient of b, one number for each neuron: a flat array")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "dense_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("dense_backward")
X = np.array([[1.0, 2.0], [0.0, 3.0]])
W = np.array([[1.0, -1.0], [4.0, 2.0]])
G = np.array([[1.0, 0.0], [2.0, -1.0]])
result = check.call(dense_backward, X, W, G)
check.true(result is not None, "it returned None: is a `return` missing?")
check.true(isinstance(result, tuple | list) and len(result) == 3, "it should return three arrays: of X, W and b")
check.close(
    result[0],
    [[1.0, 4.0], [3.0, 6.0]],
    "the gradient of X is wrong",
    rtol=1e-5,
    mistakes={
        "W is not transposed on the way back: in a square layer the shape fits all the same": [[1.0, -1.0], [-2.0, -4.0]],
        "W comes first in the product for X; the samples belong in the rows": [[-1.0, -4.0], [2.0, 0.0]],
        "the first result should be the gradient of X, and this is that of W": [[1.0, 0.0], [8.0, -3.0]],
        "the upstream gradient is ignored in the gradient of X": [[0.0, 6.0], [0.0, 6.0]],
    },
)
check.close(
    result[1],
    [[1.0, 0.0], [8.0, -3.0]],
    "the gradient of W is wrong",
    rtol=1e-5,
    mistakes={
        "the gradient of W is divided by the number of samples; that 1/n is already in the upstream gradient": [
            [0.5, 0.0],
            [4.0, -1.5],
        ],
        "the gradient of W is transposed: G.T @ X where X.T @ G is needed": [[1.0, 8.0], [0.0, -3.0]],
        "X is not transposed in the gradient of W: in a square example the shape fits all the same": [
            [5.0, -2.0],
            [6.0, -3.0],
        ],
        "the upstream gradient is ignored in the gradient of W": [[1.0, 1.0], [5.0, 5.0]],
        "the gradient of W comes from the last sample alone: `=` where `+=` is needed": [[0.0, 0.0], [6.0, -3.0]],
    },
)
check.close(
    result[2],
    [3.0, -1.0],
    "the gradient of b is wrong",
    rtol=1e-5,
    mistakes={
        "the gradient of b is summed over the neurons; it is summed over the samples, axis 0": [1.0, 1.0],
        "the gradient of b is a mean; the 1/n is already in the upstream gradient": [1.5, -0.5],
        "the upstream gradient is ignored in the gradient of b": [2.0, 2.0],
        "the gradient of b comes from the last sample alone: `=` where `+=` is needed": [2.0, -1.0],
        "the gradient of b is not summed over the samples": [[1.0, 0.0], [2.0, -1.0]],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "dense_weight", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the gradient of W, for other sizes
check = HiddenCheck("dense_backward")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(73)
for n, d, m in ((6, 4, 3), (1, 2, 5), (4, 4, 4)):
    X, W, G = rng.standard_normal((n, d)), rng.standard_normal((d, m)), rng.standard_normal((n, m))
    result = check.call(dense_backward, X, W, G)
    check.true(result is not None, "it returned None: is a `return` missing?")
    check.true(isinstance(result, tuple | list) and len(result) == 3, "it should return three arrays: of X, W and b")
    check.close(
        result[1],
        X.T @ G,
        "the gradient of W is wrong for other sizes",
        rtol=1e-4,
        atol=1e-5,
        mistakes={
            "the gradient of W is divided by the number of samples; that 1/n is already in the upstream gradient": X.T
            @ G
            / n,
            "the gradient of W is transposed: it has the shape of W": G.T @ X,
            "the upstream gradient is ignored in the gradient of W": X.T @ np.ones_like(G),
            "the gradient of W comes from the last sample alone: `=` where `+=` is needed": np.outer(X[-1], G[-1]),
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "dense_input", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the gradient of X, for other sizes
check = HiddenCheck("dense_backward")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(74)
for n, d, m in ((5, 3, 3), (7, 2, 4), (1, 5, 2)):
    X, W, G = rng.standard_normal((n, d)), rng.standard_normal((d, m)), rng.standard_normal((n, m))
    result = check.call(dense_backward, X, W, G)
    check.true(result is not None, "it returned None: is a `return` missing?")
    check.true(isinstance(result, tuple | list) and len(result) == 3, "it should return three arrays: of X, W and b")
    mistakes = {
        "the upstream gradient is ignored in the gradient of X": np.ones_like(G) @ W.T,
        "the gradient of X is divided by the number of samples": G @ W.T / n,
        "the gradient of X keeps only the last neuron's share: `=` where `+=` is needed": np.outer(G[:, -1], W[:, -1]),
    }
    if d == m:
        mistakes["W is not transposed on the way back: in a square layer the shape fits all the same"] = G @ W
    check.close(
        result[0],
        G @ W.T,
        "the gradient of X is wrong for other sizes",
        rtol=1e-4,
        atol=1e-5,
        mistakes=mistakes,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "dense_bias", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the gradient of b, for other sizes
check = HiddenCheck("dense_backward")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(75)
for n, d, m in ((6, 2, 3), (3, 4, 1), (4, 2, 4)):
    X, W, G = rng.standard_normal((n, d)), rng.standard_normal((d, m)), rng.standard_normal((n, m))
    result = check.call(dense_backward, X, W, G)
    check.true(result is not None, "it returned None: is a `return` missing?")
    check.true(isinstance(result, tuple | list) and len(result) == 3, "it should return three arrays: of X, W and b")
    check.close(
        result[2],
        G.sum(axis=0),
        "the gradient of b is wrong for other sizes",
        rtol=1e-4,
        atol=1e-5,
        mistakes={
            "the gradient of b is a mean; the 1/n is already in the upstream gradient": G.mean(axis=0),
            "the gradient of b is summed over the neurons; it is summed over the samples, axis 0": G.sum(axis=1),
            "the upstream gradient is ignored in the gradient of b": np.full(m, float(n)),
            "the gradient of b comes from the last sample alone: `=` where `+=` is needed": G[-1],
            "the gradient of b is not summed over the samples": G,
            "the gradient of b has two axes; it is a flat array, like b": G.sum(axis=0, keepdims=True),
            "the gradient of b is summed over everything; each neuron has a bias of its own": G.sum(),
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: the gradient of a smoothed cross-entropy (15 points)
#
# A network that must give the true class the probability 1 never comes to rest: its logits grow and grow. *Label smoothing*
# asks for a little less. With $K$ classes and a small $\varepsilon$ (*epsilon*), the target of a sample is no longer 1 for
# the true class and 0 for the others, but
#
# $$q_k = \begin{cases} 1 - \varepsilon + \varepsilon / K & \text{for the true class} \\ \varepsilon / K & \text{for every other class} \end{cases}$$
#
# In words: take $\varepsilon$ away from the true class and spread it evenly over **all** $K$ classes. The loss is the mean
# over the $n$ samples of $-\sum_k q_k \ln p_k$, where $p$ is the softmax of the sample's logits. Its gradient with respect
# to the logits is as simple as that of the ordinary cross-entropy, since $q$ sums to 1:
#
# $$\frac{\partial L}{\partial z_{ik}} = \frac{p_{ik} - q_{ik}}{n}$$
#
# Write `smoothed_gradient(logits, labels, eps)`. It gets logits of shape $(n, K)$ and the numbers of the true classes,
# counted from 0, and returns the gradient of shape $(n, K)$. It must survive logits
# as large as 1000, also beside rows that are much smaller.
#
# For the logits $(0, \ln 2, 0)$ with the label 1 and $(\ln 2, 0, 0)$ with the label 2, the softmax gives
# $p = (0.25, 0.5, 0.25)$ and $(0.5, 0.25, 0.25)$. With $\varepsilon = 0.3$ the targets are $q = (0.1, 0.8, 0.1)$ and
# $(0.1, 0.1, 0.8)$, and we expect
#
# $$\begin{pmatrix} 0.075 & -0.15 & 0.075 \\ 0.2 & 0.075 & -0.275 \end{pmatrix}$$
#
# <details><summary>Hint 1: a nudge</summary>
#
# Build two arrays of shape $(n, K)$, $p$ and $q$. In the softmax, subtract each row's largest logit before `np.exp`: the
# probabilities stay the same, and nothing overflows.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `q = np.full((n, K), eps / K)`, then `q[np.arange(n), labels] += 1 - eps`. For the softmax, `max` and `sum` need `axis=1`
# and `keepdims=True`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "smoothed_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def smoothed_gradient(logits, labels, eps):
    """Return the gradient of the mean smoothed cross-entropy with respect to the logits.

    logits : array of shape (n, K)
    labels : array of n whole numbers, each from 0 to K - 1
    eps : float, how much is taken from the true class and spread over all K
    returns an array of shape (n, K)
    """
    ### BEGIN SOLUTION
    n, K = logits.shape
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    q = np.full((n, K), eps / K)
    q[np.arange(n), labels] += 1 - eps
    return (p - q) / n
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "smoothed_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("smoothed_gradient")
logits = np.log(np.array([[1.0, 2.0, 1.0], [2.0, 1.0, 1.0]]))
expected = np.array([[0.075, -0.15, 0.075], [0.2, 0.075, -0.275]])
p = np.array([[0.25, 0.5, 0.25], [0.5, 0.25, 0.25]])
q = np.array([[0.1, 0.8, 0.1], [0.1, 0.1, 0.8]])
hard = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
check.close(
    check.call(smoothed_gradient, logits, np.array([1, 2]), 0.3),
    expected,
    rtol=1e-5,
    mistakes={
        "the 1/n is missing: the loss is a mean over the samples": 2 * expected,
        "it is divided by n and by K; the mean is over the samples alone": expected / 3,
        "it is divided by K, the number of classes; the mean is over the n samples": expected * 2 / 3,
        "the sign is wrong: p minus q, not q minus p": -expected,
        "nothing is smoothed: the target of the true class is still 1": (p - hard) / 2,
        "eps is spread over the other classes alone; it is spread over all K": (
            p - np.array([[0.15, 0.7, 0.15], [0.15, 0.15, 0.7]])
        )
        / 2,
        "the true class gets 1 - eps without its part of eps: q does not sum to 1": (p - np.where(hard == 1, 0.7, 0.1)) / 2,
        "the other classes get no part of eps: q does not sum to 1": (p - 0.7 * hard) / 2,
        "eps is spread, but not taken away from the true class: q does not sum to 1": (p - hard - 0.1) / 2,
        "this is the gradient with respect to p; go on through the softmax, to the logits": -q / p / 2,
        "the softmax sums down the columns; each sample, a row, has its own probabilities": (
            np.array([[1 / 3, 2 / 3, 1 / 2], [2 / 3, 1 / 3, 1 / 2]]) - q
        )
        / 2,
        "the logits stand where the probabilities belong: the softmax is missing": (logits - q) / 2,
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "smoothed_others", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# other numbers of samples and classes
check = HiddenCheck("smoothed_gradient")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(76)
for n, K, eps in ((5, 4, 0.1), (7, 2, 0.25), (1, 6, 0.4), (4, 3, 0.0)):
    logits, labels = 2 * rng.standard_normal((n, K)), rng.integers(0, K, n)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    hard = np.eye(K)[labels]
    q = (1 - eps) * hard + eps / K
    p_columns = np.exp(logits) / np.exp(logits).sum(axis=0)
    p_all = np.exp(logits) / np.exp(logits).sum()
    check.close(
        check.call(smoothed_gradient, logits, labels, eps),
        (p - q) / n,
        "the gradient is wrong for other samples, classes or eps",
        rtol=1e-4,
        atol=1e-5,
        mistakes={
            "the 1/n is missing: the loss is a mean over the samples": p - q,
            "it is divided by n and by K; the mean is over the samples alone": (p - q) / (n * K),
            "it is divided by K, the number of classes; the mean is over the n samples": (p - q) / K,
            "the sign is wrong: p minus q, not q minus p": (q - p) / n,
            "nothing is smoothed: the target of the true class is still 1": (p - hard) / n,
            "eps is spread over the other classes alone; it is spread over all K": (
                p - (1 - eps) * hard - eps / (K - 1) * (1 - hard)
            )
            / n,
            "the true class gets 1 - eps without its part of eps: q does not sum to 1": (
                p - (1 - eps) * hard - eps / K * (1 - hard)
            )
            / n,
            "the other classes get no part of eps: q does not sum to 1": (p - (1 - eps) * hard) / n,
            "eps is spread, but not taken away from the true class: q does not sum to 1": (p - hard - eps / K) / n,
            "the softmax sums down the columns; each sample, a row, has its own probabilities": (p_columns - q) / n,
            "the softmax sums over everything; each sample, a row, has its own probabilities": (p_all - q) / n,
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "smoothed_large", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# logits as large as 1000
check = HiddenCheck("smoothed_gradient")
### BEGIN HIDDEN TESTS
logits = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -1000.0, -1000.0]])
result = check.call(smoothed_gradient, logits, np.array([0, 1]), 0.3)
check.shape(result, (2, 3), "the gradient has the shape of the logits")
check.true(
    np.all(np.isfinite(np.asarray(result, dtype=float))),
    "large logits give nan or inf: subtract each row's largest logit before `np.exp`",
)
p = np.array([[1.0, 0.0, 0.0], [1 / 3, 1 / 3, 1 / 3]])
q = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1]])
check.close(
    result,
    (p - q) / 2,
    "large logits give a wrong gradient",
    rtol=1e-4,
    atol=1e-6,
    mistakes={
        "the 1/n is missing: the loss is a mean over the samples": p - q,
        "the sign is wrong: p minus q, not q minus p": (q - p) / 2,
        "the largest logit of all rows is subtracted; take that of each row": (np.array([[1.0, 0, 0], [0, 0, 0]]) - q) / 2,
    },
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: a network with a bypass (25 points)
#
# In many deep networks a layer's input takes a *bypass*, also called a skip connection: it is added to the layer's answer.
# Then the blame has a second way back, on which nothing fades. Our network is
#
# $$
# \begin{aligned}
# A &= \tanh(X W_1 + b_1) && (n, d) \\
# R &= X + A && (n, d) \\
# Z &= R\, W_2 + b_2 && (n, m)
# \end{aligned}
# $$
#
# with $X$ of shape $(n, d)$, $W_1$ of shape $(d, d)$ (it must be square, or $X + A$ would not fit), $b_1$ of shape $(d,)$,
# $W_2$ of shape $(d, m)$ and $b_2$ of shape $(m,)$. The upstream gradient $G$ has the shape of $Z$.
#
# Write `bypass_backward(X, W1, b1, W2, b2, grad_output)`: compute forward what you need, then walk backward. Return **five**
# arrays, the gradients of the loss with respect to `X`, `W1`, `b1`, `W2` and `b2`, in this order, each of the shape of its
# array. Recall that the slope of tanh is $1 - a^2$, with $a$ its output. Do not divide by $n$.
#
# An example with one sample, made so that $A = 0$ and all slopes of tanh are 1:
#
# $$X = \begin{pmatrix} 1 & 2 \end{pmatrix},\quad W_1 = \begin{pmatrix} 2 & 4 \\ -1 & -2 \end{pmatrix},\quad b_1 = (0, 0)$$
#
# $$W_2 = \begin{pmatrix} 3 \\ -1 \end{pmatrix},\quad b_2 = (0),\quad G = \begin{pmatrix} 2 \end{pmatrix}$$
#
# Here $R = X$. The gradient of $R$ is $G W_2^\top = (6, -2)$. It takes both ways: along the bypass $(6, -2)$ arrives
# at $X$, through the layer $(4, -2)$. We expect
#
# $$\frac{\partial L}{\partial X} = (10, -4),\quad
# \frac{\partial L}{\partial W_1} = \begin{pmatrix} 6 & -2 \\ 12 & -4 \end{pmatrix},\quad
# \frac{\partial L}{\partial b_1} = (6, -2)$$
#
# $$\frac{\partial L}{\partial W_2} = \begin{pmatrix} 2 \\ 4 \end{pmatrix},\quad
# \frac{\partial L}{\partial b_2} = (2)$$
#
# <details><summary>Hint 1: a nudge</summary>
#
# Draw the graph: $X$ goes into the first layer and into the plus. Write one backward line for each forward line, in
# reverse order. A plus passes its gradient on to both inputs.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Forward: `A`, `R`. Backward: `dR = grad_output @ W2.T`; the gradient of the sums inside the tanh is
# `dS = dR * (1 - A**2)`; `X` gets `dR` from the bypass and `dS @ W1.T` through the layer. The four parameters are two dense
# layers: one has the input `R` and the upstream gradient `grad_output`, the other the input `X` and the upstream gradient
# `dS`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bypass_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    """Return the gradients with respect to X, W1, b1, W2 and b2 of a network with a bypass.

    X : array of shape (n, d)
    W1, b1 : arrays of shape (d, d) and (d,)
    W2, b2 : arrays of shape (d, m) and (m,)
    grad_output : array of shape (n, m), the slope of the loss with respect to Z
    returns five arrays, of the shapes of X, W1, b1, W2 and b2
    """
    ### BEGIN SOLUTION
    A = np.tanh(X @ W1 + b1)
    R = X + A
    dR = grad_output @ W2.T
    dS = dR * (1 - A**2)
    dX = dR + dS @ W1.T  # X is used twice
    return dX, X.T @ dS, dS.sum(axis=0), R.T @ grad_output, grad_output.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "bypass_example", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("bypass_backward")
X, W1, b1 = np.array([[1.0, 2.0]]), np.array([[2.0, 4.0], [-1.0, -2.0]]), np.zeros(2)
W2, b2, G = np.array([[3.0], [-1.0]]), np.zeros(1), np.array([[2.0]])
result = check.call(bypass_backward, X, W1, b1, W2, b2, G)
check.true(result is not None, "it returned None: is a `return` missing?")
check.true(isinstance(result, tuple | list) and len(result) == 5, "it should return five arrays: of X, W1, b1, W2, b2")
check.close(
    result[3],
    [[2.0], [4.0]],
    "the gradient of W2 is wrong",
    rtol=1e-5,
    mistakes={
        "the gradient of W2 is made from A alone; the last layer reads R = X + A": [[0.0], [0.0]],
        "the upstream gradient is ignored in the gradient of W2": [[1.0], [2.0]],
    },
)
check.close(
    result[4], [2.0], "the gradient of b2 is wrong", mistakes={"the upstream gradient is ignored in the gradient of b2": [1.0]}
)
check.close(
    result[1],
    [[6.0, -2.0], [12.0, -4.0]],
    "the gradient of W1 is wrong",
    rtol=1e-5,
    mistakes={
        "the gradient of W1 is transposed": [[6.0, 12.0], [-2.0, -4.0]],
        "the upstream gradient of the first layer is ignored in the gradient of W1": [[1.0, 1.0], [2.0, 2.0]],
        "the gradient does not pass through W2 on its way to W1": [[2.0, 2.0], [4.0, 4.0]],
        "the slope of tanh is 1 - a², with a the output of the tanh alone; R is X + A": [[0.0, 6.0], [0.0, 12.0]],
        "the gradient of W1 is 0: the slope of tanh is 1 - a², with a the output; a(1 - a) belongs to the sigmoid": np.zeros(
            (2, 2)
        ),
    },
)
check.close(result[2], [6.0, -2.0], "the gradient of b1 is wrong", rtol=1e-5)
check.close(
    result[0],
    [[10.0, -4.0]],
    "the gradient of X is wrong",
    rtol=1e-5,
    mistakes={
        "X gets only what comes through the layer; the share of the bypass is missing": [[4.0, -2.0]],
        "X gets only what comes along the bypass; the share through the layer is missing": [[6.0, -2.0]],
        "W1 is not transposed on the way back: it is square, so the shape fits all the same": [[20.0, 26.0]],
        "W1 is not transposed, and the share of the bypass is missing": [[14.0, 28.0]],
        "the bypass adds X itself; on the way back it adds the gradient of R": [[5.0, 0.0]],
        "the bypass adds 1, as if no upstream gradient came along it": [[5.0, -1.0]],
        "the two shares of X are multiplied; they lie on two paths and are added": [[24.0, 4.0]],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "bypass_last", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the gradients of W2 and b2, for other sizes
check = HiddenCheck("bypass_backward")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(77)
for n, d, m in ((6, 3, 2), (1, 4, 3), (5, 2, 4)):
    X, W1, b1 = rng.standard_normal((n, d)), rng.standard_normal((d, d)), rng.standard_normal(d)
    W2, b2, G = rng.standard_normal((d, m)), rng.standard_normal(m), rng.standard_normal((n, m))
    result = check.call(bypass_backward, X, W1, b1, W2, b2, G)
    check.true(result is not None, "it returned None: is a `return` missing?")
    check.true(
        isinstance(result, tuple | list) and len(result) == 5, "it should return five arrays: of X, W1, b1, W2, b2"
    )
    A, A_without_bias = np.tanh(X @ W1 + b1), np.tanh(X @ W1)
    check.close(
        result[3],
        (X + A).T @ G,
        "the gradient of W2 is wrong for other sizes",
        rtol=1e-4,
        atol=1e-5,
        mistakes={
            "the gradient of W2 is made from A alone; the last layer reads R = X + A": A.T @ G,
            "the gradient of W2 is made from X alone; the last layer reads R = X + A": X.T @ G,
            "b1 is missing in the forward pass": (X + A_without_bias).T @ G,
            "tanh is missing in the forward pass": (X + X @ W1 + b1).T @ G,
            "the gradient of W2 is divided by the number of samples": (X + A).T @ G / n,
        },
    )
    check.close(
        result[4],
        G.sum(axis=0),
        "the gradient of b2 is wrong for other sizes",
        rtol=1e-4,
        atol=1e-5,
        mistakes={
            "the gradient of b2 is a mean over the samples; it is a sum": G.mean(axis=0),
            "the gradient of b2 is not summed over the samples": G,
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "bypass_first", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# the gradients of W1 and b1, for other sizes
check = HiddenCheck("bypass_backward")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(78)
for n, d, m in ((6, 3, 2), (1, 4, 3), (5, 2, 4)):
    X, W1, b1 = rng.standard_normal((n, d)), rng.standard_normal((d, d)), rng.standard_normal(d)
    W2, b2, G = rng.standard_normal((d, m)), rng.standard_normal(m), rng.standard_normal((n, m))
    result = check.call(bypass_backward, X, W1, b1, W2, b2, G)
    check.true(result is not None, "it returned None: is a `return` missing?")
    check.true(
        isinstance(result, tuple | list) and len(result) == 5, "it should return five arrays: of X, W1, b1, W2, b2"
    )
    S = X @ W1 + b1
    A, back_r = np.tanh(S), G @ W2.T
    A_without_bias = np.tanh(X @ W1)
    slips = {
        "the slope of tanh is missing on the way to W1": back_r,
        "the slope of tanh is 1 - a², with a the output of tanh, not the sum that went in": back_r * (1 - S**2),
        "the slope of tanh is 1 - a², with a the output of the tanh alone; R is X + A": back_r * (1 - (X + A) ** 2),
        "a(1 - a) is the slope of the sigmoid; that of tanh is 1 - a²": back_r * A * (1 - A),
        "the upstream gradient is ignored on the way to W1": 1 - A**2,
        "b1 is missing in the forward pass": back_r * (1 - A_without_bias**2),
        "the gradients of the first layer are divided by the number of samples": back_r * (1 - A**2) / n,
    }
    back_s = back_r * (1 - A**2)
    check.close(
        result[1],
        X.T @ back_s,
        "the gradient of W1 is wrong for other sizes",
        rtol=1e-4,
        atol=1e-5,
        mistakes={words: X.T @ wrong for words, wrong in slips.items()}
        | {"the first layer reads X; its gradient is made from another array": (X + A).T @ back_s}
        | {"the gradient of W1 is transposed: it is square, so the shape fits all the same": back_s.T @ X},
    )
    check.close(
        result[2],
        back_s.sum(axis=0),
        "the gradient of b1 is wrong for other sizes",
        rtol=1e-4,
        atol=1e-5,
        mistakes={words: wrong.sum(axis=0) for words, wrong in slips.items()}
        | {"the gradient of b1 is a mean over the samples; it is a sum": back_s.mean(axis=0)},
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "bypass_input", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
# the gradient of X, for other sizes
check = HiddenCheck("bypass_backward")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(79)
for n, d, m in ((6, 3, 2), (1, 4, 3), (5, 2, 4)):
    X, W1, b1 = rng.standard_normal((n, d)), rng.standard_normal((d, d)), rng.standard_normal(d)
    W2, b2, G = rng.standard_normal((d, m)), rng.standard_normal(m), rng.standard_normal((n, m))
    result = check.call(bypass_backward, X, W1, b1, W2, b2, G)
    check.true(result is not None, "it returned None: is a `return` missing?")
    check.true(
        isinstance(result, tuple | list) and len(result) == 5, "it should return five arrays: of X, W1, b1, W2, b2"
    )
    S = X @ W1 + b1
    A, back_r = np.tanh(S), G @ W2.T
    back_s = back_r * (1 - A**2)
    check.close(
        result[0],
        back_r + back_s @ W1.T,
        "the gradient of X is wrong for other sizes",
        rtol=1e-4,
        atol=1e-5,
        mistakes={
            "X gets only what comes through the layer; the share of the bypass is missing": back_s @ W1.T,
            "X gets only what comes along the bypass; the share through the layer is missing": back_r,
            "W1 is not transposed on the way back: it is square, so the shape fits all the same": back_r + back_s @ W1,
            "the slope of tanh is missing on the way to X": back_r + back_r @ W1.T,
            "the slope of tanh is 1 - a², with a the output of tanh, not the sum that went in": back_r
            + (back_r * (1 - S**2)) @ W1.T,
            "a(1 - a) is the slope of the sigmoid; that of tanh is 1 - a²": back_r + (back_r * A * (1 - A)) @ W1.T,
            "the slope of tanh belongs to the layer's path alone, and here it damps the bypass, too": back_s + back_s @ W1.T,
            "the bypass adds X itself; on the way back it adds the gradient of R": X + back_s @ W1.T,
            "b1 is missing in the forward pass": back_r + (back_r * (1 - np.tanh(X @ W1) ** 2)) @ W1.T,
            "the slope of tanh is 1 - a², with a the output of the tanh alone; R is X + A": back_r
            + (back_r * (1 - (X + A) ** 2)) @ W1.T,
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: the bug that left no error (10 points)
#
# A colleague has written the backward pass of a network with three layers, 3 inputs, then twice 4 neurons with tanh, then 1
# logit; the parameters are $W_1$, $b_1$ to $W_3$, $b_3$. No error comes, the network even learns, but not well. Here is the check of every gradient against nudges, twice:
# once with random weights, and once with $W_2$ replaced by a *symmetric* matrix, one with $W_2 = W_2^\top$. The numbers are
# relative errors; below $10^{-6}$ a gradient counts as right.
#
# | gradient of | random $W_2$ | symmetric $W_2$ |
# |---|---|---|
# | $W_1$ | 0.88 | $2 \cdot 10^{-10}$ |
# | $b_1$ | 0.89 | $1 \cdot 10^{-10}$ |
# | $W_2$ | $2 \cdot 10^{-10}$ | $2 \cdot 10^{-10}$ |
# | $b_2$ | $1 \cdot 10^{-10}$ | $5 \cdot 10^{-11}$ |
# | $W_3$ | $1 \cdot 10^{-10}$ | $1 \cdot 10^{-10}$ |
# | $b_3$ | $2 \cdot 10^{-11}$ | $3 \cdot 10^{-11}$ |
#
# The colleague suspects five faults: (a) the slope of the first tanh is wrong, (b) $W_2$ is not
# transposed on the way back, (c) $W_3$ is not transposed on the way back, (d) the gradient of $b_1$ is a mean
# over the samples where a sum is needed, (e) the upstream gradient is ignored in the second tanh.
#
# Which is it? Answer in three to eight sentences: name the fault, say what in the table convicts it, and acquit the other
# four.
#
# This part is read by a person: 3 points for the right fault with the place in the backward pass where it sits, 3 points for the
# argument from the two columns, 3 points for acquitting the others with a reason each, 1 point for saying why no error came.

# %% [markdown] nbgrader={"grade": true, "grade_id": "find_the_bug", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# It is (b): on the way from layer 2 to layer 1 the gradient is multiplied by $W_2$ where $W_2^\top$ is needed. The gradients
# of layers 3 and 2 are right, so the walk backward is in order down to the sums of layer 2; both gradients of layer 1 are
# wrong, so the fault lies between these sums and the sums of layer 1. Only two steps happen there: the product with $W_2^\top$
# and the slope of the first tanh. With a symmetric $W_2$, for which the transpose makes no difference, the error vanishes, and
# that convicts (b). A wrong slope (a) would be just as wrong with a symmetric $W_2$. (c) and (e) sit behind layer 2 and would
# spoil its gradients too; moreover an untransposed $W_3$, of shape (4, 1), would raise an error. (d) would spoil $b_1$ alone
# and would not care about $W_2$. No error came because $W_2$ is square: the shape fits both ways.
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save the
# notebook and hand it in under its own name, `backprop.ipynb`.
