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
# # Exercise 4: from neurons to layers
#
# Five parts that do not depend on each other, and one question to answer in words. Allow about an hour.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `layer_from_neurons` | 20 |
# | 2 | `count_parameters` | 15 |
# | 3 | `careful_layer` | 15 |
# | 4 | weights for exactly-one-of-three | 20 |
# | 5 | `collapse` | 20 |
# | 6 | why a network must bend | 10 |
#
# Replace each `raise NotImplementedError` by your answer, then run the cell below it: it checks at once and says what
# is wrong. Some cells say that *more checks run when the notebook is graded*: they try your function on other inputs.
# You may add cells of your own anywhere. Work in any order; run all cells from the top before you hand in.
#
# As in the chapter, a sample stands in each row of `X` and a neuron in each column of `W`, and a layer computes
# `X @ W + b`.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from nnlib.checks import Check, HiddenCheck
except ModuleNotFoundError:
    raise ModuleNotFoundError("nnlib is missing: run  %pip install @NNLIB_WHEEL@  and then this cell again") from None

import numpy as np

# %% [markdown]
# ## Part 1: a layer from a list of neurons (20 points)
#
# In chapter 1 a neuron was a pair: its weights and its bias. Write `layer_from_neurons(neurons)`, which takes a list of
# $m$ such pairs `(w, b)`, each with `w` of shape `(d,)` and `b` a number, and returns the pair `W, b` of the layer that they
# form: `W` of shape `(d, m)`, with **one neuron in each column**, and `b` of shape `(m,)`.
#
# The two neurons with $w = (1, 2, 3)$, $b = 0.5$ and $w = (4, 5, 6)$, $b = -1$ form
#
# $$W = \begin{pmatrix} 1 & 4 \\ 2 & 5 \\ 3 & 6 \end{pmatrix} \qquad b = \begin{pmatrix} 0.5 & -1 \end{pmatrix}$$
#
# <details><summary>Hint 1: a nudge</summary>
#
# `np.array` makes a table of a list of vectors. Do the vectors become its rows or its columns?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Collect the weights in one list and the biases in another, `[w for w, b in neurons]` and `[b for w, b in neurons]`. Then
# `np.column_stack` places vectors side by side; or make an array and transpose it with `.T`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "layer_from_neurons", "locked": false, "schema_version": 3, "solution": true, "task": false}
def layer_from_neurons(neurons):
    """Return weight matrix and biases of the layer that neurons form.

    neurons : list of m pairs (w, b), with w an array of shape (d,) and b a float
    returns W, array of shape (d, m), one neuron in each column,
        and b, array of shape (m,)
    """
    ### BEGIN SOLUTION
    W = np.column_stack([w for w, b in neurons])
    biases = np.array([b for w, b in neurons])
    return W, biases
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "layer_from_neurons_shapes", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# four neurons with three inputs each
check = Check("layer_from_neurons")
rng = np.random.default_rng(41)
neurons = [(rng.standard_normal(3), float(rng.standard_normal())) for _ in range(4)]
answer = check.call(layer_from_neurons, neurons)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `W, b`")
check.shape(answer[0], (3, 4), "one row for each of 3 inputs, one column for each of 4 neurons")
check.shape(answer[1], (4,), "one bias for each neuron, in a flat array")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "layer_from_neurons_weights", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the weights of the example
check = Check("layer_from_neurons")
neurons = [(np.array([1.0, 2.0, 3.0]), 0.5), (np.array([4.0, 5.0, 6.0]), -1.0)]
answer = check.call(layer_from_neurons, neurons)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `W, b`")
check.close(
    answer[0],
    [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]],
    mistakes={
        "W is transposed: a neuron stands in each row; it should stand in each column": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
        "the shape is right, but the numbers are shuffled: `reshape` does not exchange rows and columns, `.T` does": [
            [1.0, 2.0],
            [3.0, 4.0],
            [5.0, 6.0],
        ],
        "the neurons stand one after the other in a flat array; they should stand side by side": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        "only the first neuron is there": [[1.0], [2.0], [3.0]],
        "only the last neuron is there": [[4.0], [5.0], [6.0]],
        "the neurons are in the wrong order": [[4.0, 1.0], [5.0, 2.0], [6.0, 3.0]],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "layer_from_neurons_biases", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the biases of the example
check = Check("layer_from_neurons")
neurons = [(np.array([1.0, 2.0, 3.0]), 0.5), (np.array([4.0, 5.0, 6.0]), -1.0)]
answer = check.call(layer_from_neurons, neurons)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `W, b`")
check.close(
    answer[1],
    [0.5, -1.0],
    mistakes={
        "the biases add up to one number; each neuron keeps its own": -0.5,
        "the sign of the biases is turned round: they are not thresholds": [-0.5, 1.0],
        "the biases form a column; a flat array of shape (m,) is added to every row of X @ W": [[0.5], [-1.0]],
        "the biases form a table with one row; a flat array of shape (m,) is expected": [[0.5, -1.0]],
        "all neurons got the bias of the last one": [-1.0, -1.0],
        "all neurons got the bias of the first one": [0.5, 0.5],
        "the biases are in the wrong order": [-1.0, 0.5],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "layer_from_neurons_sums", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
# the layer gives the sums of its neurons, for other numbers of inputs and neurons
check = HiddenCheck("layer_from_neurons")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(42)
for n, d, m in ((5, 2, 3), (7, 4, 1), (3, 1, 6), (6, 4, 4)):
    neurons = [(rng.standard_normal(d), float(rng.standard_normal())) for _ in range(m)]
    X = rng.standard_normal((n, d))
    answer = check.call(layer_from_neurons, neurons)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `W, b`")
    W, b = answer
    check.shape(W, (d, m), f"{d} inputs and {m} neurons give {d} rows and {m} columns")
    check.shape(b, (m,), "one bias for each neuron, in a flat array")
    W, b, weights = np.asarray(W, dtype=float), np.asarray(b, dtype=float), np.array([w for w, _ in neurons])
    check.close(
        X @ W + b,
        np.stack([X @ w + c for w, c in neurons], axis=1),
        "the layer does not give the weighted sums of its neurons",
        mistakes={
            "W is transposed: a neuron stands in each row; a square W hides that"
            if d == m
            else "the numbers of W are shuffled: `reshape` does not exchange rows and columns": X @ weights.reshape(W.shape)
            + b,
            "the biases do not belong to their neurons": X @ weights.T + b,
        },
        rtol=1e-5,
        atol=1e-5,
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: counting parameters (15 points)
#
# `sizes` lists how wide a network is, from the inputs to the outputs: `[4, 3, 2]` means four inputs, a hidden layer of three
# neurons, and two outputs. Every neuron reads all numbers of the layer before it, and has a bias. Write
# `count_parameters(sizes)`, which returns how many weights and biases the network has in all, as a whole number. It must work for any
# number of layers.
#
# For `[4, 3, 2]` we expect $(4 \cdot 3 + 3) + (3 \cdot 2 + 2) = 23$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Three sizes make two layers of neurons: one between each size and the next. The inputs calculate nothing.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `zip(sizes[:-1], sizes[1:])` gives each size together with the next one. Add `d * m + m` for each of these pairs.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "count_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(sizes):
    """Return the number of weights and biases of a network.

    sizes : list of at least two whole numbers: inputs, hidden layers, outputs
    returns a whole number
    """
    ### BEGIN SOLUTION
    count = 0
    for layer in range(1, len(sizes)):
        count += sizes[layer - 1] * sizes[layer] + sizes[layer]
    return count
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "count_parameters_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("count_parameters")
check.close(
    check.call(count_parameters, [4, 3, 2]),
    23,
    mistakes={
        "the biases are not counted: every neuron has one": 18,
        "only the biases are counted": 5,
        "the inputs got biases, too; they are no neurons": 27,
        "the biases of the last layer are missing": 21,
        "each layer got a single bias; every neuron has its own": 20,
        "only the first layer is counted": 15,
        "only the last layer is counted: `=` where `+=` is needed, or a `return` too early": 8,
        "all sizes are multiplied; each layer is counted by itself, then the layers are added": 24,
        "each layer got a bias for each of its inputs; it has one for each of its neurons": 25,
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "count_parameters_one_layer", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# no hidden layer at all
check = HiddenCheck("count_parameters")
### BEGIN HIDDEN TESTS
for sizes in ([7, 1], [3, 5], [1, 1]):
    d, m = sizes
    check.close(
        check.call(count_parameters, sizes),
        d * m + m,
        "without a hidden layer the count is wrong: the output neurons read the inputs themselves",
        mistakes={
            "the biases are not counted: every neuron has one": d * m,
            "each layer got a bias for each of its inputs; it has one for each of its neurons": d * m + d,
            "the inputs got biases, too; they are no neurons": d * m + d + m,
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "count_parameters_deep", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# deep networks
check = HiddenCheck("count_parameters")
### BEGIN HIDDEN TESTS
from itertools import pairwise

for sizes in ([5, 8, 6, 3, 2], [784, 256, 128, 10], [2, 9, 9, 9, 9, 1]):
    weights = sum(d * m for d, m in pairwise(sizes))
    check.close(
        check.call(count_parameters, sizes),
        weights + sum(sizes[1:]),
        "the count of a deep network is wrong: does the loop visit every layer?",
        mistakes={
            "the biases are not counted: every neuron has one": weights,
            "the inputs got biases, too; they are no neurons": weights + sum(sizes),
            "the biases of the last layer are missing": weights + sum(sizes[1:-1]),
            "only the first two layers are counted; there may be more": sizes[0] * sizes[1]
            + sizes[1] * sizes[2]
            + sizes[1]
            + sizes[2],
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 3: a layer that minds its shapes (15 points)
#
# NumPy helps where it should complain. If the biases have shape `(n, 1)` or `(1,)` instead of `(m,)`, broadcasting adds them without
# a word, and the result is wrong. Write `careful_layer(X, W, b)`, which returns `X @ W + b`, but raises a `ValueError` unless
#
# * `X` has two axes, and as many columns as `W` (of shape `(d, m)`) has rows;
# * `b` has exactly the shape `(m,)`.
#
# `W` always has two axes. The message of the error is for people: it must contain the shape that **came**, as Python prints
# it. With `X` of shape `(5, 4)` and `W` of shape `(3, 2)` the message could be
#
# `expected X of shape (n, 3), got (5, 4)`
#
# and for biases of shape `(2, 1)` it could be `expected b of shape (2,), got (2, 1)`.
#
# For $X = \begin{pmatrix} 1 & 2 \end{pmatrix}$, $W = \begin{pmatrix} 1 & 0 & 2 \\ 0 & 1 & 1 \end{pmatrix}$ and
# $b = \begin{pmatrix} 10 & 20 & 30 \end{pmatrix}$ we expect $\begin{pmatrix} 11 & 22 & 34 \end{pmatrix}$, of shape `(1, 3)`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `X.ndim` is the number of axes and `X.shape[1]` the number of columns. Which of the two must you ask first?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `d, m = W.shape`; then `if X.ndim != 2 or X.shape[1] != d:` and
# `raise ValueError(f"expected X of shape (n, {d}), got {X.shape}")`. The biases are next: compare `b.shape` with `(m,)`. The comma makes
# it a tuple.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "careful_layer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def careful_layer(X, W, b):
    """Return X @ W + b, or raise a ValueError if a shape does not fit.

    X : array that should have shape (n, d)
    W : array of shape (d, m)
    b : array that should have shape (m,)
    returns an array of shape (n, m)
    """
    ### BEGIN SOLUTION
    d, m = W.shape
    if X.ndim != 2 or X.shape[1] != d:
        raise ValueError(f"expected X of shape (n, {d}), got {X.shape}")
    if b.shape != (m,):
        raise ValueError(f"expected b of shape ({m},), got {b.shape}")
    return X @ W + b
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "careful_layer_values", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# shapes that fit: the example, and random numbers
check = Check("careful_layer")
W = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])
check.close(
    check.call(careful_layer, np.array([[1.0, 2.0]]), W, np.array([10.0, 20.0, 30.0])),
    [[11.0, 22.0, 34.0]],
    mistakes={
        "the biases are missing": [[1.0, 2.0, 4.0]],
        "the result lost an axis: one sample gives a table with one row": [11.0, 22.0, 34.0],
    },
)
rng = np.random.default_rng(43)
X, W, b = rng.standard_normal((6, 3)), rng.standard_normal((3, 4)), rng.standard_normal(4)
check.close(check.call(careful_layer, X, W, b), X @ W + b, rtol=1e-5, atol=1e-5)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "careful_layer_columns", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# X has four columns where W has three rows
check = Check("careful_layer")
error = check.raises(
    ValueError,
    careful_layer,
    np.ones((5, 4)),
    np.ones((3, 2)),
    np.ones(2),
    message="X of shape (5, 4) does not fit W of shape (3, 2), and a ValueError should say so",
)
check.true(
    "(5,4)" in str(error).replace(" ", ""),
    "the message should contain the shape of X that came, (5, 4); NumPy's own error does not say it: look at the shape before you multiply",
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "careful_layer_flat", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# one sample as a flat array
check = HiddenCheck("careful_layer")
### BEGIN HIDDEN TESTS
for d in (3, 6):
    error = check.raises(
        ValueError,
        careful_layer,
        np.ones(d),
        np.ones((d, 2)),
        np.ones(2),
        message="a flat X has one axis, where two are expected; a ValueError should say so",
    )
    check.true(f"({d},)" in str(error), "the message should contain the shape of the flat X that came")
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "careful_layer_biases", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# biases that broadcasting would let pass
check = HiddenCheck("careful_layer")
### BEGIN HIDDEN TESTS
for n, m, shape, what in (
    (5, 3, (5, 1), "a bias for each sample instead of each neuron passes unnoticed"),
    (4, 3, (1,), "a single bias for all neurons passes unnoticed"),
    (4, 3, (), "a bias that is a single number passes unnoticed"),
    (3, 2, (1, 2), "biases in a table with one row pass unnoticed"),
    (3, 3, (3, 1), "biases in a column pass unnoticed, and are added to the rows"),
    (4, 2, (3,), "too many biases pass unnoticed"),
):
    error = check.raises(
        ValueError,
        careful_layer,
        np.ones((n, 4)),
        np.ones((4, m)),
        np.ones(shape),
        message=what + "; `b.shape` must be exactly (m,), and a ValueError should say so",
    )
    check.true(
        str(shape).replace(" ", "") in str(error).replace(" ", ""),
        "the message should contain the shape of b that came; compare it before you add, for NumPy's own error does not say it in these words",
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: exactly one of three (20 points)
#
# Three people share a car, and it is free to go if **exactly one** of them wants it. Find weights and biases of a network with
# three inputs, one hidden layer and one output neuron, in which every neuron answers 1 where its sum is 0 or more and 0
# elsewhere, that answers 1 if exactly one of the three inputs is 1, and 0 in the five other cases.
#
# Return `W1, b1, W2, b2`, with `W1` of shape `(3, m)`, `b1` of shape `(m,)`, `W2` of shape `(m, 1)` and `b2` of shape `(1,)`. How
# many hidden neurons $m$ you take is up to you; two are enough. The network must also be right when inputs are not exact: each may
# be off by up to 0.1. Leave some room around your lines.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Let a hidden neuron with weights (1, 1, 1) count. Which two questions about the count, each with the answer yes or no, tell
# "exactly one" from all other cases?
#
# </details>
# <details><summary>Hint 2: nearly the answer</summary>
#
# *At least one?* has the bias −0.5. *At least two?* has the bias −1.5. The output should fire on yes and no: a positive weight for
# the first, a negative one for the second, and a bias between.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "exactly_one", "locked": false, "schema_version": 3, "solution": true, "task": false}
def exactly_one():
    """Return a network that fires if exactly one of three inputs is 1.

    returns W1, b1, W2, b2, of shapes (3, m), (m,), (m, 1) and (1,)
    """
    ### BEGIN SOLUTION
    W1 = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]])  # at least one, at least two
    b1 = np.array([-0.5, -1.5])
    W2 = np.array([[1.0], [-1.0]])
    b2 = np.array([-0.5])
    return W1, b1, W2, b2
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "exactly_one_shapes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# the shapes fit together
check = Check("exactly_one")
answer = check.call(exactly_one)
check.true(isinstance(answer, tuple | list) and len(answer) == 4, "it should return four arrays, `W1, b1, W2, b2`")
W1, b1, W2, b2 = answer
m = np.size(b1)
check.shape(W1, (3, m), "one row for each input and one column for each hidden neuron, of which b1 has one number each")
check.shape(b1, (m,), "one bias for each hidden neuron")
check.shape(W2, (m, 1), "one row for each hidden neuron and one column for the output neuron")
check.shape(b2, (1,), "one bias, in an array")
check.passed()

# %% nbgrader={"grade": true, "grade_id": "exactly_one_cases", "locked": true, "points": 11, "schema_version": 3, "solution": false, "task": false}
# all eight cases
check = Check("exactly_one")
answer = check.call(exactly_one)
check.true(isinstance(answer, tuple | list) and len(answer) == 4, "it should return four arrays, `W1, b1, W2, b2`")
W1, b1, W2, b2 = answer
m = np.size(b1)
check.shape(W1, (3, m), "one row for each input and one column for each hidden neuron, of which b1 has one number each")
check.true(np.size(W2) == m and np.size(b2) == 1, "the output neuron needs a weight for each hidden neuron, and one bias")
W1, b1, W2, b2 = np.asarray(W1, dtype=float), np.ravel(b1), np.reshape(W2, (m, 1)), np.ravel(b2)
X = np.array([[i, j, k] for i in (0.0, 1.0) for j in (0.0, 1.0) for k in (0.0, 1.0)])
hidden = (X @ W1 + b1 >= 0).astype(float)
on = X.sum(axis=1)
check.close(
    (hidden @ W2 + b2)[:, 0] >= 0,
    on == 1,
    "the answers for 000, 001, 010, 011, 100, 101, 110, 111 should be 0, 1, 1, 0, 1, 0, 0, 0",
    mistakes={
        "this is at-least-one: it should be silent again when two or three are on": on >= 1,
        "this is at-most-one: 000 should be silent": on <= 1,
        "this is XOR twice, which fires for 001, 010, 100 and 111: at three it should be silent": on % 2 == 1,
        "this is exactly-two": on == 2,
        "it fires for one and for two, and is silent only for 000 and 111: the second border lies too high": (on == 1)
        | (on == 2),
        "this is the opposite: yes and no are exchanged": on != 1,
        "it fires in every case: was a bias taken for a threshold? It is minus the threshold": np.ones(8),
        "it never fires: is the output's bias too low, or do two hidden neurons cancel?": np.zeros(8),
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "exactly_one_room", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# inputs that are off by up to 0.1
check = HiddenCheck("exactly_one")
### BEGIN HIDDEN TESTS
answer = check.call(exactly_one)
check.true(isinstance(answer, tuple | list) and len(answer) == 4, "it should return four arrays, `W1, b1, W2, b2`")
W1, b1, W2, b2 = answer
m = np.size(b1)
check.shape(W1, (3, m), "one row for each input and one column for each hidden neuron, of which b1 has one number each")
check.true(np.size(W2) == m and np.size(b2) == 1, "the output neuron needs a weight for each hidden neuron, and one bias")
W1, b1, W2, b2 = np.asarray(W1, dtype=float), np.ravel(b1), np.reshape(W2, (m, 1)), np.ravel(b2)
X = np.array([[i, j, k] for i in (0.0, 1.0) for j in (0.0, 1.0) for k in (0.0, 1.0)])
shifts = 0.1 * (2 * X - 1)  # every combination of +0.1 and -0.1
exact = (((X @ W1 + b1 >= 0) @ W2 + b2)[:, 0] >= 0) == (X.sum(axis=1) == 1)
check.true(bool(exact.all()), "some of the eight exact cases are wrong already")
for shift in shifts:
    hidden = ((X + shift) @ W1 + b1 >= 0).astype(float)
    check.close(
        (hidden @ W2 + b2)[:, 0] >= 0,
        X.sum(axis=1) == 1,
        "it is wrong when inputs are off by 0.1: a hidden neuron has its border too close to a corner",
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: many linear layers are one (20 points)
#
# The chapter collapsed two layers without activation functions into one. Write `collapse(layers)` for any number of them: it takes a list of pairs
# `(W, b)`, the first layer first, and returns the pair `W, b` of the single layer that computes the same, without changing the arrays
# it was given.
#
# For two layers of one neuron each, $W_1 = (2)$, $b_1 = (3)$ and $W_2 = (5)$, $b_2 = (7)$, we expect $W = (10)$ and
# $b = (3 \cdot 5 + 7) = (22)$. The first check uses these two layers, which lead from 2 inputs to 3 neurons and on to 1:
#
# $$W_1 = \begin{pmatrix} 1 & 0 & 2 \\ 0 & 1 & 1 \end{pmatrix} \quad b_1 = \begin{pmatrix} 1 & 2 & 3 \end{pmatrix} \quad
# W_2 = \begin{pmatrix} 1 \\ 2 \\ 3 \end{pmatrix} \quad b_2 = \begin{pmatrix} 10 \end{pmatrix}$$
#
# They collapse into
#
# $$W = \begin{pmatrix} 7 \\ 5 \end{pmatrix} \qquad b = \begin{pmatrix} 24 \end{pmatrix}$$
#
# <details><summary>Hint 1: a nudge</summary>
#
# Collapse the first two. What you get is one layer, which you can collapse with the third. Through which weights must the biases of
# the first layer pass?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Start with `W, b = layers[0]`. For each `V, c` in `layers[1:]`, the new pair is `W @ V` and `b @ V + c`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "collapse", "locked": false, "schema_version": 3, "solution": true, "task": false}
def collapse(layers):
    """Return the single layer that does what linear layers one after the other do.

    layers : list of at least one pair (W, b); the first W has shape
        (d, m), the next (m, k), and so on; each b has one number for
        each column of its W
    returns W and b of one layer
    """
    ### BEGIN SOLUTION
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V + c
    return W, b
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "collapse_two_weights", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the weights of two layers, those of the example
check = Check("collapse")
layers = [
    (np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]), np.array([1.0, 2.0, 3.0])),
    (np.array([[1.0], [2.0], [3.0]]), np.array([10.0])),
]
answer = check.call(collapse, layers)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `W, b`")
check.close(
    answer[0],
    [[7.0], [5.0]],
    mistakes={
        "the matrix is transposed": [[7.0, 5.0]],
        "it is a flat array; a layer with one neuron has a W with one column": [7.0, 5.0],
        "these are the weights of the first layer alone": [[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]],
        "these are the weights of the last layer alone": [[1.0], [2.0], [3.0]],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "collapse_two_biases", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the biases of two layers, those of the example
check = Check("collapse")
layers = [
    (np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]), np.array([1.0, 2.0, 3.0])),
    (np.array([[1.0], [2.0], [3.0]]), np.array([10.0])),
]
answer = check.call(collapse, layers)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `W, b`")
check.close(
    answer[1],
    [24.0],
    mistakes={
        "the biases are added, b1 + b2; those of the first layer must pass through the weights of the second": [11.0, 12.0, 13.0],
        "all biases are added up; those of the first layer must pass through the weights of the second": [16.0],
        "the biases of the second layer are missing": [14.0],
        "the biases of the first layer are missing; they pass through the weights of the second": [10.0],
        "these are the biases of the first layer alone": [1.0, 2.0, 3.0],
        "the bias is a single number; it should be an array with one number for each neuron": 24.0,
        "the biases form a table; a flat array is expected": [[24.0]],
        "the biases of the second layer were multiplied, too": [74.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "collapse_many", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# other shapes, and more than two layers
check = HiddenCheck("collapse")
### BEGIN HIDDEN TESTS
from itertools import pairwise

rng = np.random.default_rng(44)
for sizes in ((3, 3, 3, 3), (3, 5, 2), (4, 2, 6, 3)):
    layers = [(rng.standard_normal((d, m)), rng.standard_normal(m)) for d, m in pairwise(sizes)]
    answer = check.call(collapse, layers)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `W, b`")
    W, b = answer
    check.shape(W, (sizes[0], sizes[-1]), "from the inputs of the first layer to the neurons of the last")
    check.shape(b, (sizes[-1],), "one bias for each neuron of the last layer")
    X = expected = rng.standard_normal((7, sizes[0]))
    weights_only = np.eye(sizes[0])
    first_biases_only = X @ layers[0][0] + layers[0][1]
    for V, c in layers:
        expected, weights_only = expected @ V + c, weights_only @ V
    for V, _ in layers[1:]:
        first_biases_only = first_biases_only @ V
    first_two = [layers[0][0] @ layers[1][0], layers[0][1] @ layers[1][0] + layers[1][1]]
    mistakes = {
        "the biases of all layers but the last are missing": X @ weights_only + layers[-1][1],
        "the biases are missing": X @ weights_only,
        "the biases of the later layers are missing": first_biases_only,
    }
    if len(set(sizes)) == 1:  # only then do their shapes fit
        reverse = np.eye(sizes[0])
        for V, _ in layers:
            reverse = V @ reverse
        mistakes |= {
            "the biases are added, b1 + b2; each must pass through the weights of all later layers": X @ weights_only
            + sum(c for _, c in layers),
            "the matrices are multiplied in the wrong order": X @ reverse + np.asarray(b, dtype=float),
            "only the first two layers are collapsed; there may be more": X @ first_two[0] + first_two[1],
        }
    check.close(
        X @ np.asarray(W, dtype=float) + np.asarray(b, dtype=float),
        expected,
        "the single layer does not compute what the layers compute one after the other",
        mistakes=mistakes,
        rtol=1e-4,
        atol=1e-4,
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "collapse_one", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# a list with a single layer
check = HiddenCheck("collapse")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(45)
W, b = rng.standard_normal((4, 2)), rng.standard_normal(2)
answer = check.call(collapse, [(W, b)])
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `W, b`")
check.close(answer[0], W, "a list with a single layer should give the weights of that layer", rtol=1e-5, atol=1e-6)
check.close(answer[1], b, "a list with a single layer should give the biases of that layer", rtol=1e-5, atol=1e-6)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: why bend? (10 points)
#
# A friend builds a network for XOR: two inputs, ten layers of a hundred neurons each, one output, and no activation functions
# anywhere except for a step at the very end. "With so many parameters," she says, "it can surely do what three neurons can." Explain
# to her, in three to six sentences, what her network can do and what it cannot, and what an activation function between the layers
# would change.
#
# This part is read by a person: 4 points for what the network amounts to and why, 2 points for drawing the conclusion for XOR,
# 3 points for what the bend between the layers makes possible, 1 point for clarity. A formula is welcome, but not needed.

# %% [markdown] nbgrader={"grade": true, "grade_id": "why_bend", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# Without activation functions each layer computes $XW + b$, and two in a row compute
# $(XW_1 + b_1)W_2 + b_2 = X(W_1W_2) + (b_1W_2 + b_2)$: again one layer of the same kind. Repeating this, her whole stack
# collapses into a single neuron with two weights and a bias, however many parameters it was made of. With the step at
# the end that neuron draws one straight line, and no line separates the two classes of XOR, so the network cannot
# compute it, with any weights. A step, ReLU or other bend after each layer prevents the collapse: hidden neurons can
# then move the points, as OR and NAND did when they put 01 and 10 in the same place, so that the next layer faces a
# problem that a line can solve.
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save the
# notebook and hand it in under its own name, `layers.ipynb`.
