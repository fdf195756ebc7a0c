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
# # Exercise 8: training, and judging what came of it
#
# Six parts that do not depend on each other, and one question to answer in words. Allow about an hour and a quarter.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `paired_batches` | 15 |
# | 2 | `stratified_split` | 15 |
# | 3 | `robust_scale` | 15 |
# | 4 | `stop_with_patience` | 15 |
# | 5 | `train_l2` | 20 |
# | 6 | `class_recall` | 10 |
# | 7 | reading four learning curves | 10 |
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
# ## Part 1: mini-batches that stay paired (15 points)
#
# Write `paired_batches(X, y, order, batch_size)`. It deals the samples into mini-batches, **in the order that is given**:
# `order` holds every row number once. It returns a list of pairs `(X_batch, y_batch)`. Every batch has `batch_size`
# samples, except perhaps the last one, which holds what is left. No sample is lost, and no batch is empty.
#
# With five samples, `order = [3, 0, 4, 1, 2]` and batches of 2, the rows of the batches are 3 and 0, then 4 and 1, then
# 2 alone.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `range(0, n, batch_size)` gives the place in `order` where each batch begins. A slice that reaches beyond the end of an
# array is not an error: it stops at the end.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# For each `start`, let `chosen = order[start : start + batch_size]`, and append `(X[chosen], y[chosen])` to a list.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "paired_batches", "locked": false, "schema_version": 3, "solution": true, "task": false}
def paired_batches(X, y, order, batch_size):
    """Return the mini-batches of one epoch.

    X : array of shape (n, d), one sample in each row
    y : array of shape (n,), their targets
    order : array of n whole numbers, every row number once
    batch_size : int, at least 1
    returns a list of pairs (X_batch, y_batch), of shapes (b, d) and (b,), with b = batch_size or, in the last pair, less
    """
    ### BEGIN SOLUTION
    pairs = []
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        pairs.append((X[chosen], y[chosen]))
    return pairs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "paired_batches_lengths", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# five samples in batches of two
check = Check("paired_batches")
X, y = np.array([[0.0, 0.5], [1.0, 1.5], [2.0, 2.5], [3.0, 3.5], [4.0, 4.5]]), np.array([0.0, 10.0, 20.0, 30.0, 40.0])
pairs = check.call(paired_batches, X, y, np.array([3, 0, 4, 1, 2]), 2)
check.true(isinstance(pairs, list | tuple), "it should return a list of pairs (X_batch, y_batch)")
check.true(
    all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs),
    "every entry of the list should be a pair (X_batch, y_batch)",
)
check.equal(
    [len(x_batch) for x_batch, _ in pairs],
    [2, 2, 1],
    "the batches should have 2, 2 and 1 samples",
    mistakes={
        "the last, shorter batch is missing: its sample would never be learned from": [2, 2],
        "there is an empty batch, or there are too many: how many steps of 2 does it take to pass 5?": [2, 2, 1, 0],
        "there is only the first batch: a `return` inside the loop": [2],
        "every batch begins at a row, not at every second one: count in steps of `batch_size`": [2, 2, 2, 2, 1],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "paired_batches_pairs", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the rows of the example, and the targets that belong to them
check = Check("paired_batches")
X, y = np.array([[0.0, 0.5], [1.0, 1.5], [2.0, 2.5], [3.0, 3.5], [4.0, 4.5]]), np.array([0.0, 10.0, 20.0, 30.0, 40.0])
pairs = check.call(paired_batches, X, y, np.array([3, 0, 4, 1, 2]), 2)
check.true(isinstance(pairs, list | tuple) and len(pairs) > 0, "it should return a list of pairs (X_batch, y_batch)")
check.true(
    all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs),
    "every entry of the list should be a pair (X_batch, y_batch)",
)
check.close(
    pairs[0][0],
    [[3.0, 3.5], [0.0, 0.5]],
    "X_batch of the first pair should hold the rows 3 and 0",
    mistakes={"X is not put in the given order, though `order` says which rows come first": [[0.0, 0.5], [1.0, 1.5]]},
)
check.close(
    pairs[0][1],
    [30.0, 0.0],
    "y_batch of the first pair should hold the targets of the rows 3 and 0",
    mistakes={
        "X is shuffled and y is not: every picture has got the label of another": [0.0, 10.0],
        "y_batch holds row numbers; take the entries of y at those rows": [3.0, 0.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "paired_batches_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# other sizes: n a multiple of batch_size, one sample a batch, a batch larger than the data
check = HiddenCheck("paired_batches")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(81)
for n, d, size in ((12, 3, 4), (7, 2, 1), (5, 4, 8), (23, 3, 5)):
    X, y, order = rng.standard_normal((n, d)), rng.standard_normal(n), rng.permutation(n)
    pairs = check.call(paired_batches, X, y, order, size)
    check.true(isinstance(pairs, list | tuple), "it should return a list of pairs (X_batch, y_batch)")
    check.true(
        all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs),
        "every entry of the list should be a pair (X_batch, y_batch)",
    )
    lengths = [len(x_batch) for x_batch, _ in pairs]
    check.true(sum(lengths) >= n, "samples are lost: is the last, shorter batch there, and a batch larger than the data?")
    check.true(0 not in lengths, "there is an empty batch: where n is a multiple of batch_size nothing is left for it")
    check.true(sum(lengths) == n, "some samples come more than once in an epoch")
    check.equal(lengths, [min(size, n - start) for start in range(0, n, size)], "the batches have other sizes than asked")
    X_all = np.concatenate([np.asarray(x_batch, dtype=float).reshape(-1, d) for x_batch, _ in pairs])
    y_all = np.concatenate([np.asarray(y_batch, dtype=float).ravel() for _, y_batch in pairs])
    check.close(X_all, X[order], "the rows do not come in the given order", mistakes={"X is not put in the given order": X})
    check.close(
        y_all,
        y[order],
        "the targets do not belong to the rows",
        mistakes={"X is shuffled and y is not: every picture has got the label of another": y},
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: a split that keeps the shares (15 points)
#
# A rare class may by bad luck be missing from a small test set. A **stratified** split deals every class separately, so
# that its share is nearly the same in both parts.
#
# Write `stratified_split(labels, fraction)`. The samples are already in random order, so nothing needs to be shuffled. From
# **each class**, with $n_k$ samples, the **first** $\lfloor \text{fraction} \cdot n_k \rfloor$ go to the test set, and the
# others to the training set. ($\lfloor\ \rfloor$ means rounded down: `int(...)` does it.) Return the pair `train, test` of
# **row numbers**, in any order. Labels are whole numbers, not always 0, 1, 2, …
#
# For the labels 5, 5, 2, 5, 2, 5, 5, 5 and the fraction 0.5, class 5 stands in rows 0, 1, 3, 5, 6 and 7 and gives 0, 1 and 3
# to the test; class 2 stands in rows 2 and 4 and gives row 2. So `test` is 0, 1, 2, 3 and `train` is 4, 5, 6, 7.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `np.unique(labels)` gives the classes that occur, and `np.flatnonzero(labels == k)` the rows of class `k`, in their order.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# For each class let `rows` be its rows and `m = int(fraction * len(rows))`. Extend the list `test` by `rows[:m]` and the
# list `train` by `rows[m:]`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "stratified_split", "locked": false, "schema_version": 3, "solution": true, "task": false}
def stratified_split(labels, fraction):
    """Return the row numbers of a training set and of a test set that hold every class in the same shares.

    labels : array of shape (n,), the class of each sample, whole numbers
    fraction : float between 0 and 1, the share of each class that goes to the test set, rounded down
    returns train, test : two lists or arrays of row numbers
    """
    ### BEGIN SOLUTION
    train, test = [], []
    for k in np.unique(labels):
        rows = np.flatnonzero(labels == k)
        m = int(fraction * len(rows))
        test.extend(rows[:m])
        train.extend(rows[m:])
    return train, test
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "stratified_split_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("stratified_split")
answer = check.call(stratified_split, np.array([5, 5, 2, 5, 2, 5, 5, 5]), 0.5)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `train, test`")
train, test = (np.sort(np.asarray(part, dtype=float).ravel()) for part in answer)
check.close(
    test,
    [0.0, 1.0, 2.0, 3.0],
    "test should hold the rows 0, 1, 2, 3",
    mistakes={
        "train and test are exchanged (train comes first), or the last samples of each class are taken, not the first": [4.0, 5.0, 6.0, 7.0],
        "labels come back; we expect row numbers": [2.0, 5.0, 5.0, 5.0],
        "the same number is taken from every class, where it should be the same share": [0.0, 2.0],
    },
)
check.close(
    train,
    [4.0, 5.0, 6.0, 7.0],
    "train should hold the rows 4, 5, 6, 7",
    mistakes={"test rows are still in the training set": np.arange(8.0)},
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "stratified_split_disjoint", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# every row in exactly one part
check = HiddenCheck("stratified_split")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(82)
for n, classes, fraction in ((37, 4, 0.25), (60, 3, 0.5)):
    labels = rng.integers(0, classes, n)
    answer = check.call(stratified_split, labels, fraction)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `train, test`")
    train, test = (set(np.asarray(part, dtype=float).ravel().tolist()) for part in answer)
    check.true(len(test) > 0 and len(train) > 0, "one of the parts is empty")
    check.true(not train & test, "some rows are in both parts: what is tested was also learned from")
    check.equal(sorted(train | test), list(range(n)), "some rows are in neither part, or are no row numbers")
    check.equal(len(np.ravel(answer[0])) + len(np.ravel(answer[1])), n, "some rows come twice")
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "stratified_split_shares", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# unequal classes, labels that do not begin at 0
check = HiddenCheck("stratified_split")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(83)
for counts, fraction in (({3: 40, 7: 8, 8: 21}, 0.25), ({-1: 30, 10: 4}, 0.5), ({1: 9, 2: 17, 6: 5}, 0.75)):
    labels = rng.permutation(np.repeat(list(counts), list(counts.values())))
    answer = check.call(stratified_split, labels, fraction)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `train, test`")
    test = np.asarray(answer[1], dtype=float).ravel().astype(int)
    check.true(
        bool(np.all((test >= 0) & (test < len(labels)))), "the test set holds something that is not a row number"
    )
    got = [int(np.sum(labels[test] == k)) for k in counts]
    wanted = [int(fraction * c) for c in counts.values()]
    check.equal(
        got,
        wanted,
        "the classes do not have the same shares in the test set",
        mistakes={
            "train and test are exchanged: train comes first": [c - m for c, m in zip(counts.values(), wanted)],
            "the number is rounded to the nearest; it should be rounded down": [round(fraction * c) for c in counts.values()],
            "the number is rounded up; it should be rounded down": [-int(-fraction * c // 1) for c in counts.values()],
            "the first rows of all samples are taken, whatever their class; deal each class separately": [
                int(np.sum(labels[: int(fraction * len(labels))] == k)) for k in counts
            ],
            "the test set is empty: labels need not begin at 0; np.unique names those that occur": [0] * len(counts),
        },
    )
    first = np.concatenate([np.flatnonzero(labels == k)[:m] for k, m in zip(counts, wanted)])
    check.equal(sorted(test.tolist()), sorted(first.tolist()), "of each class the *first* rows should go to the test set")
### END HIDDEN TESTS

# %% [markdown]
# ## Part 3: scaling that never looks at the test set (15 points)
#
# A single huge measurement spoils a column's mean and standard deviation. *Robust* scaling uses the middle of the data
# instead: from every column subtract the **median** and divide by the **quartile range**, the distance between the 75th and the
# 25th percentile. Half of the values lie in between.
#
# Write `robust_scale(train, other)`, which returns the pair of both tables, scaled. Median and quartile range are learned **on
# `train` alone**, one of each for every column. A column whose quartile range on `train` is 0 is **only shifted**. The
# caller's arrays stay as they are.
#
# For a training column of 1, 2, 3, 4, 90, the median is 3 and the quartiles are 2 and 4, so the scaled column is −1, −0.5, 0,
# 0.5, 43.5. In the other table 5 becomes $(5 - 3) / 2 = 1$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `np.median(train, axis=0)` and `np.percentile(train, 75, axis=0)` give one number for each column.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Let `spread` be the difference of the two percentiles. Before you divide, replace its zeros by 1:
# `np.where(spread == 0, 1.0, spread)`. Then treat both tables alike.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "robust_scale", "locked": false, "schema_version": 3, "solution": true, "task": false}
def robust_scale(train, other):
    """Return both tables, scaled by the median and the quartile range of the columns of train.

    train : array of shape (n, d)
    other : array of shape (m, d), a validation or test set
    returns train_scaled, other_scaled, of the same shapes
    """
    ### BEGIN SOLUTION
    middle = np.median(train, axis=0)
    low, high = np.percentile(train, [25, 75], axis=0)
    spread = np.where(high == low, 1.0, high - low)
    return (train - middle) / spread, (other - middle) / spread
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "robust_scale_train", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example's column, and a second one
check = Check("robust_scale")
train = np.array([[1.0, 10.0], [2.0, 0.0], [3.0, 20.0], [4.0, 40.0], [90.0, 30.0]])
answer = check.call(robust_scale, train, np.array([[5.0, 20.0]]))
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, both tables scaled")
check.close(
    answer[0],
    [[-1.0, -0.5], [-0.5, -1.0], [0.0, 0.0], [0.5, 1.0], [43.5, 0.5]],
    mistakes={
        "mean and standard deviation are used, where median and quartile range are asked": (train - train.mean(axis=0))
        / train.std(axis=0),
        "the mean is subtracted, not the median": (train - train.mean(axis=0)) / [2.0, 20.0],
        "it is divided by the standard deviation, not by the quartile range": (train - [3.0, 20.0]) / train.std(axis=0),
        "it is only shifted: the division by the quartile range is missing": train - [3.0, 20.0],
        "one median and one range serve the whole table; every column has its own: axis=0": (train - np.median(train))
        / (np.percentile(train, 75) - np.percentile(train, 25)),
        "it is divided by the whole range, from the smallest to the largest": (train - [3.0, 20.0]) / [89.0, 40.0],
        "the scale is learned on both tables together; learn it on train alone": (train - [3.5, 20.0]) / [2.5, 15.0],
        "the quartiles are subtracted in the wrong order, so every sign is turned round": -(train - [3.0, 20.0]) / [2.0, 20.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "robust_scale_other", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the second table gets the first one's median and range
check = HiddenCheck("robust_scale")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(84)
for n, m, d in ((9, 6, 3), (12, 1, 4), (5, 8, 2)):
    train, other = rng.standard_normal((n, d)), 3 + 2 * rng.standard_normal((m, d))
    answer = check.call(robust_scale, train, other)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, both tables scaled")

    def by(table, source):
        low, high = np.percentile(source, [25, 75], axis=0)
        with np.errstate(all="ignore"):
            return (table - np.median(source, axis=0)) / (high - low)

    both = np.concatenate([train, other])
    check.close(
        answer[1],
        by(other, train),
        "the second table is not scaled by the median and the quartile range of the first",
        mistakes={
            "the second table is scaled by its own median, so its scaled median is exactly 0: learn the scale on train": by(other, other),
            "the scale is learned on both tables together: the test set leaks into it": by(other, both),
            "the second table comes back unscaled": other,
            "mean and standard deviation are used, where median and quartile range are asked": (other - train.mean(axis=0))
            / train.std(axis=0),
        },
    )
    check.close(
        answer[0],
        by(train, train),
        "the first table is not scaled by its own median and quartile range",
        mistakes={"the scale is learned on both tables together: the test set leaks into it": by(train, both)},
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "robust_scale_constant", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# a column that hardly varies: its quartile range is 0
check = HiddenCheck("robust_scale")
### BEGIN HIDDEN TESTS
train = np.array([[7.0, 1.0, 2.0], [7.0, 2.0, 2.0], [7.0, 4.0, 2.0], [7.0, 5.0, 2.0], [7.0, 9.0, 30.0]])
other = np.array([[9.0, 3.0, 2.0], [6.5, 0.0, 1.0]])
answer = check.call(robust_scale, train, other)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, both tables scaled")
for scaled, table in zip(answer, (train, other)):
    check.shape(scaled, table.shape)
    check.true(
        bool(np.all(np.isfinite(np.asarray(scaled, dtype=float)))),
        "a column with quartile range 0 gives nan or inf: it should only be shifted",
    )
    shifted = (table - [7.0, 4.0, 2.0]) / [1.0, 3.0, 1.0]
    check.close(
        np.asarray(scaled, dtype=float)[:, [0, 2]],
        shifted[:, [0, 2]],
        "a column whose quartile range is 0 should be shifted by its median, and not divided",
        mistakes={"a column with quartile range 0 is set to 0; in the second table it may vary, so it is only shifted": 0 * shifted[:, [0, 2]]},
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: patience (15 points)
#
# Early stopping reads the validation losses, one after each epoch, and must decide without knowing the future. Write
# `stop_with_patience(losses, patience, min_delta)`. Epochs count from 0.
#
# * Epoch 0 is the first **best** epoch.
# * A later epoch becomes the best one if its loss is lower than the best epoch's by **more than** `min_delta`.
# * As soon as `patience` epochs **in a row** have not become best, training stops, and later losses are never seen.
#
# Return the pair `best, last`: the best epoch, whose parameters one goes back to, and the last epoch that ran. If training is
# never stopped, `last` is the last epoch of the list.
#
# For the losses 0.9, 0.5, 0.6, 0.55, 0.3 with patience 2 and `min_delta` 0: epoch 1 is best, epochs 2 and 3 are not, and
# training stops after epoch 3. The 0.3 is never seen. The answer is `(1, 3)`. With patience 3 it is `(4, 4)`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Remember the best epoch. How many epochs have passed since then, seen from epoch `i`?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# Walk through the losses with `enumerate`. If `losses[best] - loss > min_delta`, let `best = i`. Otherwise, if
# `i - best >= patience`, return `best, i`. After the loop return `best, len(losses) - 1`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "stop_with_patience", "locked": false, "schema_version": 3, "solution": true, "task": false}
def stop_with_patience(losses, patience, min_delta):
    """Return the best epoch and the last epoch of a training with early stopping.

    losses : list of float, the validation loss after each epoch; at least one
    patience : int, at least 1: after so many epochs in a row without a new best one, training stops
    min_delta : float, 0 or more: a new best loss must be lower by more than this
    returns best, last : two epochs, counted from 0
    """
    ### BEGIN SOLUTION
    best = 0
    for i, loss in enumerate(losses):
        if losses[best] - loss > min_delta:
            best = i
        elif i - best >= patience:
            return best, i
    return best, len(losses) - 1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "stop_with_patience_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the two examples of the text
check = Check("stop_with_patience")
losses = [0.9, 0.5, 0.6, 0.55, 0.3]
check.equal(
    check.call(stop_with_patience, losses, 2, 0.0),
    [1, 3],
    "with patience 2 we expect (1, 3)",
    mistakes={
        "it looks into the future: the 0.3 comes after training has stopped": [4, 3],
        "it does not stop: after epochs 2 and 3, two in a row without a new best one, patience 2 is used up (new best is only "
        "what beats the best epoch, not the epoch before)": [4, 4],
        "the last epoch is returned as the best one": [3, 3],
        "it stops one epoch too early: patience 2 allows two epochs without a new best one": [1, 2],
        "epochs are counted from 1; here they count from 0": [2, 4],
        "best and last are exchanged": [3, 1],
        "losses come back where epochs are asked": [0.5, 0.55],
    },
)
check.equal(
    check.call(stop_with_patience, losses, 3, 0.0),
    [4, 4],
    "with patience 3 we expect (4, 4)",
    mistakes={
        "it stops one epoch too early: patience 3 allows three epochs without a new best one": [1, 3],
        "patience is counted from the start of training; it is counted from the best epoch": [1, 3],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "stop_with_patience_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# other curves: one that never stops, one that rests twice, one that is best at the start
check = HiddenCheck("stop_with_patience")
### BEGIN HIDDEN TESTS
for losses, patience, expected, message in (
    ([0.5, 0.4, 0.3, 0.2], 2, [3, 3], "on a curve that falls to the end, the last epoch is the best, and nothing stops"),
    ([0.8, 0.7, 0.75, 0.6, 0.65, 0.5, 0.55, 0.56], 2, [5, 7], "patience starts anew with each new best epoch: count epochs in a row"),
    ([0.2, 0.3, 0.4, 0.1], 2, [0, 2], "the best epoch may be the first"),
    ([0.9, 0.5, 0.6, 0.7], 5, [1, 3], "if training is never stopped, the best epoch is still the best one, not the last"),
    ([0.4, 0.4, 0.4], 2, [0, 2], "an equal loss is no improvement: it must be lower"),
    ([0.7, 0.8, 0.6], 1, [0, 1], "with patience 1 the first epoch that is not better stops the training"),
    ([0.6], 3, [0, 0], "with a single epoch, best and last are 0"),
):
    check.equal(
        check.call(stop_with_patience, losses, patience, 0.0),
        expected,
        message,
        mistakes={
            "the last epoch is returned as the best one": [expected[1] if expected[0] != expected[1] else -1, expected[1]]
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "stop_with_patience_min_delta", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# improvements that are too small to count
check = HiddenCheck("stop_with_patience")
### BEGIN HIDDEN TESTS
check.equal(
    check.call(stop_with_patience, [0.75, 0.703125, 0.6875, 0.671875, 0.25], 3, 0.125),
    [0, 3],
    "improvements of min_delta or less do not count, and patience runs on",
    mistakes={
        "min_delta is ignored: tiny improvements should not count": [4, 4],
    },
)
check.equal(
    check.call(stop_with_patience, [1.0, 0.9375, 0.875, 0.8125, 0.75, 0.6875], 3, 0.125),
    [3, 5],
    "the loss is compared with that of the best epoch: several small steps together may count",
    mistakes={
        "each loss is compared with the epoch before, or the best loss follows tiny improvements; compare with the loss of "
        "the last epoch that counted as best": [0, 3],
        "min_delta is ignored: tiny improvements should not count": [5, 5],
        "patience starts anew with each new best epoch: count epochs in a row": [3, 4],
        "a loss that is lower by exactly min_delta does not count: lower by *more than* min_delta": [4, 5],
    },
)
check.equal(
    check.call(stop_with_patience, [0.5, 0.25, 0.125, 0.125], 2, 0.25),
    [2, 3],
    "the first epoch whose loss is lower by more than min_delta becomes best",
    mistakes={"a loss that is lower by exactly min_delta does not count: it must be lower by *more than* min_delta": [1, 3]},
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: a training loop with L2 (20 points)
#
# One logistic neuron, trained in mini-batches, with weight decay. For the $B$ samples of a batch, with inputs $X_S$ of shape
# $(B, d)$ and targets $y_S$ of shape $(B,)$, chapter 6 found
#
# $$p = \sigma(X_S w + b), \qquad g_w = \tfrac{1}{B} X_S^\top (p - y_S), \qquad g_b = \tfrac{1}{B} \sum_{i \in S} (p_i - y_i)$$
#
# The price $\tfrac{\lambda}{2} \lVert w \rVert^2$ adds $\lambda w$ to the slope of the weights. Unlike the chapter's
# `SGD`, this loop does **not** decay the **bias**: it only shifts the border and cannot make the neuron learn by heart.
# So one step is
#
# $$w \leftarrow w - \eta\,(g_w + \lambda w), \qquad b \leftarrow b - \eta\, g_b$$
#
# Write `train_l2(X, y, w, b, batches, lr, decay)`. `batches` is a list of arrays of row numbers; make **one step for each of
# them, in turn**, each from where the last one ended. Return the pair `w, b`. The caller's arrays stay as they are.
#
# An example: $w = (1, -2)$, $b = 1$, one batch with the inputs $(1, 1)$ and $(3, 2)$, both with target 1. Both sums are 0, so
# $p = 0.5$ twice, and $g_w = (-1, -0.75)$, $g_b = -0.5$. With $\eta = 0.4$ and $\lambda = 0.5$ the weights become
# $1 - 0.4\,(-1 + 0.5) = 1.2$ and $-2 - 0.4\,(-0.75 - 1) = -1.3$, and the bias $1 + 0.2 = 1.2$.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Compute both gradients before you change `w` or `b`. `w = w - ...` makes a new array; `w -= ...` would change the caller's.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# For each `rows` in `batches`: `error = 1 / (1 + np.exp(-(X[rows] @ w + b))) - y[rows]`. Then
# `w = w - lr * (X[rows].T @ error / len(rows) + decay * w)` and `b = b - lr * error.mean()`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "train_l2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_l2(X, y, w, b, batches, lr, decay):
    """Train a logistic neuron with L2 and return its weights and bias.

    X : array of shape (n, d)
    y : array of shape (n,), 0 or 1
    w : array of shape (d,), the weights at the start
    b : float, the bias at the start
    batches : list of arrays of row numbers, one step for each
    lr : float, the learning rate
    decay : float, the factor lambda of the L2 price on the weights
    returns w, b after the last step
    """
    ### BEGIN SOLUTION
    for rows in batches:
        error = 1 / (1 + np.exp(-(X[rows] @ w + b))) - y[rows]
        w = w - lr * (X[rows].T @ error / len(rows) + decay * w)
        b = b - lr * error.mean()
    return w, b
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "train_l2_one_step", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the example of the text: one batch, one step
check = Check("train_l2")
X, y = np.array([[1.0, 1.0], [3.0, 2.0]]), np.array([1.0, 1.0])
answer = check.call(train_l2, X, y, np.array([1.0, -2.0]), 1.0, [np.array([0, 1])], 0.4, 0.5)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
check.close(
    answer[0],
    [1.2, -1.3],
    "the weights after one step",
    mistakes={
        "the decay is missing: these are the weights without L2": [1.4, -1.7],
        "the decay pushes the weights away from 0: its sign is wrong": [1.6, -2.1],
        "it goes uphill: the step is added, not subtracted": [0.8, -2.7],
        "the decay has the factor 2: the price is lambda / 2 times the square, so its slope is lambda times w": [1.0, -0.9],
        "the decay has the factor one half: the slope of lambda / 2 times w squared is lambda times w": [1.3, -1.5],
        "the decay is not multiplied by the learning rate: it belongs to the gradient": [0.9, -0.7],
        "the gradient is a sum over the batch, not a mean: divide by the number of its samples": [1.6, -1.0],
        "the error has the wrong sign: it is p minus y": [0.4, -1.9],
    },
)
check.close(
    answer[1],
    1.2,
    "the bias after one step",
    mistakes={
        "the bias is decayed, too; only the weights pay": 1.0,
        "the bias has not moved": 1.0,
        "the bias gradient is a sum over the batch, not a mean": 1.4,
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "train_l2_without", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# decay 0: plain mini-batch gradient descent, several steps
check = HiddenCheck("train_l2")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(85)


def steps(X, y, w, b, batches, lr, decay, bias_decay=0.0, divide_by=None, frozen=False):
    w0, b0 = w, b
    for rows in batches:
        at_w, at_b = (w0, b0) if frozen else (w, b)
        error = 1 / (1 + np.exp(-(X[rows] @ at_w + at_b))) - y[rows]
        size = divide_by or len(rows)
        w, b = (
            w - lr * (X[rows].T @ error / size + decay * w),
            b - lr * (error.sum() / size + bias_decay * b),
        )
    return w, b


X, y = rng.standard_normal((11, 3)), rng.integers(0, 2, 11).astype(float)
w, b, batches = rng.standard_normal(3), 0.7, [np.array([4, 0, 9, 2]), np.array([1, 3, 5, 10]), np.array([8, 7, 6])]
answer = check.call(train_l2, X, y, w, b, batches, 0.6, 0.0)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
check.close(
    np.append(answer[0], answer[1]),
    np.append(*steps(X, y, w, b, batches, 0.6, 0.0)),
    "three steps without decay end elsewhere",
    mistakes={
        "every step starts from the first weights; each should start where the last one ended": np.append(*steps(X, y, w, b, batches, 0.6, 0.0, frozen=True)),
        "only the first batch is used: a `return` inside the loop": np.append(*steps(X, y, w, b, batches[:1], 0.6, 0.0)),
        "only the last batch is used": np.append(*steps(X, y, w, b, batches[-1:], 0.6, 0.0)),
        "the gradient is divided by the number of all samples; divide by the number in the batch": np.append(*steps(X, y, w, b, batches, 0.6, 0.0, divide_by=11)),
        "the gradient is a sum over the batch, not a mean: divide by the number of its samples": np.append(*steps(X, y, w, b, batches, 0.6, 0.0, divide_by=1)),
        "all samples are used in every step; each step uses the rows of its batch": np.append(*steps(X, y, w, b, [np.arange(11)] * 3, 0.6, 0.0)),
        "the bias gradient is a sum, or the bias has not moved": np.append(steps(X, y, w, b, batches, 0.6, 0.0)[0], b),
    },
)
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "train_l2_bias", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# with silent inputs the weights only shrink, and the bias feels no decay
check = HiddenCheck("train_l2")
### BEGIN HIDDEN TESTS
answer = check.call(train_l2, np.zeros((4, 3)), np.array([1.0, 0.0, 1.0, 0.0]), np.array([2.0, -4.0, 1.0]), 0.0, [np.arange(4)] * 2, 0.5, 0.2)
check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
check.close(
    answer[0],
    [1.62, -3.24, 0.81],
    "with inputs of 0 the weights only shrink, by the same factor in each step",
    mistakes={
        "the decay is missing: with inputs of 0 the weights should still shrink": [2.0, -4.0, 1.0],
        "the decay pushes the weights away from 0: its sign is wrong": [2.42, -4.84, 1.21],
        "the decay is not multiplied by the learning rate: it belongs to the gradient": [1.28, -2.56, 0.64],
    },
)
z = 1 / (1 + np.exp(-3.0)) - 0.5
check.close(
    check.call(train_l2, np.zeros((2, 3)), np.array([1.0, 0.0]), np.ones(3), 3.0, [np.arange(2)], 0.5, 0.2)[1],
    3.0 - 0.5 * z,
    "the bias ends elsewhere",
    mistakes={"the bias is decayed, too; only the weights pay": 3.0 - 0.5 * (z + 0.2 * 3.0)},
)
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "train_l2_many", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# several batches, unequal sizes, with decay
check = HiddenCheck("train_l2")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(86)


def steps(X, y, w, b, batches, lr, decay, bias_decay=0.0, divide_by=None):
    for rows in batches:
        error = 1 / (1 + np.exp(-(X[rows] @ w + b))) - y[rows]
        size = divide_by or len(rows)
        w, b = w - lr * (X[rows].T @ error / size + decay * w), b - lr * (error.sum() / size + bias_decay * b)
    return w, b


for n, d, size, lr, decay in ((13, 4, 5, 0.7, 0.1), (9, 2, 4, 0.3, 0.6)):
    X, y, order = rng.standard_normal((n, d)), rng.integers(0, 2, n).astype(float), rng.permutation(n)
    w, b, batches = rng.standard_normal(d), 0.9, [order[i : i + size] for i in range(0, n, size)] * 2
    answer = check.call(train_l2, X, y, w, b, batches, lr, decay)
    check.true(isinstance(answer, tuple | list) and len(answer) == 2, "it should return a pair, `w, b`")
    check.close(
        np.append(answer[0], answer[1]),
        np.append(*steps(X, y, w, b, batches, lr, decay)),
        "several steps with decay end elsewhere",
        mistakes={
            "the decay is missing": np.append(*steps(X, y, w, b, batches, lr, 0.0)),
            "the decay pushes the weights away from 0: its sign is wrong": np.append(*steps(X, y, w, b, batches, lr, -decay)),
            "the bias is decayed, too; only the weights pay": np.append(*steps(X, y, w, b, batches, lr, decay, decay)),
            "the decay has the factor 2: its slope is lambda times w": np.append(*steps(X, y, w, b, batches, lr, 2 * decay)),
            "the decay has the factor one half: its slope is lambda times w": np.append(*steps(X, y, w, b, batches, lr, decay / 2)),
            "only the first batch is used: a `return` inside the loop": np.append(*steps(X, y, w, b, batches[:1], lr, decay)),
            "the gradient is divided by the number of all samples; divide by the number in the batch": np.append(*steps(X, y, w, b, batches, lr, decay, divide_by=n)),
            "the gradient is a sum over the batch, not a mean": np.append(*steps(X, y, w, b, batches, lr, decay, divide_by=1)),
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: recall for each class (10 points)
#
# The recall of a class is the share of its samples that were found. Write `class_recall(labels, predicted, classes)` for the
# classes 0, 1, …, `classes` − 1. It returns an array of shape `(classes,)`. For a class that **does not occur in `labels`**
# there is nothing to find, and the answer is `np.nan`, not 0.
#
# For the labels 0, 0, 0, 0, 1, 1, 2 and the predictions 0, 0, 0, 1, 1, 2, 2, of four zeros three were found, of two ones one, and
# of one two that one: the recalls are 0.75, 0.5 and 1.
#
# <details><summary>Hint</summary>
#
# `labels == k` picks the samples that belong to class `k`. Which share of `predicted[labels == k]` is `k`? Look first whether
# there are any.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "class_recall", "locked": false, "schema_version": 3, "solution": true, "task": false}
def class_recall(labels, predicted, classes):
    """Return the recall of each class.

    labels, predicted : arrays of shape (n,), true and predicted classes, whole numbers
    classes : int, how many classes there are
    returns an array of shape (classes,), with nan for classes that do not occur in labels
    """
    ### BEGIN SOLUTION
    recall = np.full(classes, np.nan)
    for k in range(classes):
        here = labels == k
        if here.any():
            recall[k] = np.mean(predicted[here] == k)
    return recall
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "class_recall_example", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("class_recall")
labels, predicted = np.array([0, 0, 0, 0, 1, 1, 2]), np.array([0, 0, 0, 1, 1, 2, 2])
check.close(
    check.call(class_recall, labels, predicted, 3),
    [0.75, 0.5, 1.0],
    mistakes={
        "this is precision: it divides by how often the class was predicted": [1.0, 0.5, 0.5],
        "it divides by the number of all samples; divide by the number of the class": [3 / 7, 1 / 7, 1 / 7],
        "the counts come out; divide them by the number of samples of the class": [3.0, 1.0, 1.0],
        "this is the share of right decisions in yes or no, class by class: recall asks only the samples of the class": [6 / 7, 5 / 7, 6 / 7],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "class_recall_absent", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# classes that do not occur, or are never predicted
check = HiddenCheck("class_recall")
### BEGIN HIDDEN TESTS
recall = check.call(class_recall, np.array([0, 0, 3, 3, 3]), np.array([0, 1, 3, 3, 0]), 5)
check.shape(recall, (5,), "one recall for each class, also for those that do not occur")
check.close(
    recall,
    [0.5, np.nan, np.nan, 2 / 3, np.nan],
    "a class that does not occur in the labels has the recall nan",
    mistakes={"a class without samples gets 0; where there is nothing to find the answer is nan": [0.5, 0.0, 0.0, 2 / 3, 0.0]},
)
check.close(
    check.call(class_recall, np.array([0, 1, 1, 0]), np.array([0, 0, 0, 0]), 2),
    [1.0, 0.0],
    "a class that occurs and is never predicted has the recall 0, not nan",
)
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "class_recall_many", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
# many samples, many classes
check = HiddenCheck("class_recall")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(87)
for n, classes in ((80, 4), (150, 7)):
    labels = rng.permutation(np.append(np.arange(classes), rng.integers(0, classes, n)))
    predicted = np.where(rng.random(len(labels)) < 0.6, labels, rng.integers(0, classes, len(labels)))
    both = np.array([[np.sum((labels == j) & (predicted == k)) for k in range(classes)] for j in range(classes)])
    with np.errstate(all="ignore"):
        precision = np.diag(both) / both.sum(axis=0)
    check.close(
        check.call(class_recall, labels, predicted, classes),
        np.diag(both) / both.sum(axis=1),
        "the recalls are wrong for other labels",
        mistakes={
            "this is precision: it divides by how often the class was predicted": precision,
            "it divides by the number of all samples; divide by the number of the class": np.diag(both) / len(labels),
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 7: four charts (10 points)
#
# Four networks were trained on the same ten classes, where guessing costs a loss of 2.30. The next cell prints their losses in
# every second epoch and, if matplotlib is there, draws them.

# %% nbgrader={"grade": false, "grade_id": "four_charts", "locked": true, "schema_version": 3, "solution": false, "task": false}
epochs = np.arange(2, 21, 2)
charts = {
    "A": ([2.05, 1.78, 1.66, 1.60, 1.57, 1.55, 1.54, 1.54, 1.53, 1.53], [2.08, 1.82, 1.70, 1.65, 1.62, 1.60, 1.60, 1.59, 1.59, 1.59]),
    "B": ([1.10, 0.52, 0.27, 0.14, 0.07, 0.04, 0.02, 0.01, 0.01, 0.01], [1.20, 0.78, 0.66, 0.64, 0.69, 0.77, 0.86, 0.95, 1.03, 1.10]),
    "C": ([2.19, 2.07, 1.95, 1.83, 1.71, 1.60, 1.49, 1.38, 1.28, 1.18], [2.20, 2.08, 1.96, 1.85, 1.73, 1.62, 1.51, 1.41, 1.31, 1.21]),
    "D": ([2.60, 1.35, 3.90, 0.98, 2.75, 4.40, 1.20, 3.10, 0.90, 2.85], [2.40, 1.50, 3.70, 1.10, 2.90, 4.10, 1.30, 3.30, 1.05, 2.60]),
}
print("epoch          " + "".join(f"{epoch:6d}" for epoch in epochs))
for name, curves in charts.items():
    for kind, losses in zip(("training", "validation"), curves):
        print(f"{name} {kind:12} " + "".join(f"{loss:6.2f}" for loss in losses))

if "get_ipython" in globals():  # in a notebook
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("matplotlib is not installed: the table has all the numbers.")
    else:
        fig, axes = plt.subplots(1, 4, figsize=(10, 2.8), sharey=True, layout="constrained")
        for ax, (name, (training, validation)) in zip(axes, charts.items()):
            ax.plot(epochs, training, "-", label="training")
            ax.plot(epochs, validation, "--", label="validation")
            ax.set(title=name, xlabel="epoch", ylim=(0, 4.6))
        axes[0].set_ylabel("loss")
        axes[0].legend()
        plt.show()

# %% [markdown]
# For each of A, B, C and D, say in one or two sentences **what is going on**, **which feature of the two curves shows it**, and
# **what you would try first**.
#
# This part is read by a person: 2 points for each chart (1 for the diagnosis with its evidence, 1 for a measure that fits the
# diagnosis), and 2 points for clarity. Numbers from the table are welcome.

# %% [markdown] nbgrader={"grade": true, "grade_id": "read_four_charts", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A** is under-fitting: both losses settle near 1.55, close together, and no longer fall. Not even the training digits are
# learned, so more data would not help; more units would (or, if there is strong weight decay or dropout, less of it).
#
# **B** is over-fitting: the training loss goes to 0.01, the validation loss is lowest at epoch 8 (0.64) and then rises to 1.10.
# Stop at epoch 8 and go back to its parameters; get more data, or regularise by weight decay or dropout.
#
# **C** was stopped too early, or its rate is too small: both losses fall evenly, close together, and still do so at the end. Train
# longer, or raise the learning rate.
#
# **D** has too large a rate: already the training loss jumps up and down between 0.9 and 4.4, often above the 2.30 of guessing. Lower the
# learning rate, perhaps by a factor of 10.
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save the
# notebook and hand it in under its own name, `training.ipynb`.
