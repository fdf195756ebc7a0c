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
# # Exercise 9: what is a model worth?
#
# Five numbers that a model is judged by, and one choice made with them. Six parts that do not depend on each other, and
# one question to answer in words. Allow about an hour and a half.
#
# | part | you write | points |
# |---|---|---|
# | 1 | `honest_baseline` | 10 |
# | 2 | `precision_recall`, where there may be nothing to divide by | 15 |
# | 3 | `average_precision`, with equal scores | 15 |
# | 4 | `cheapest_threshold`, chosen on the validation set | 20 |
# | 5 | `calibration_bins` | 15 |
# | 6 | `recall_by_group` | 15 |
# | 7 | a memo to the ward | 10 |
#
# Replace each `raise NotImplementedError` by your answer, then run the cell below it: it checks at once and says what
# is wrong. Some cells say that *more checks run when the notebook is graded*: they try your function on other inputs.
# You may add cells of your own anywhere. Work in any order; run all cells from the top before you hand in.
#
# Write the functions with NumPy alone. Each must leave the arrays that it is given as they are. Everywhere below,
# $y_i$ is 1 if sample $i$ is what we look for (ill, a fraud) and 0 if not; $p_i$ is the probability that a model gives
# to the 1. Each is an array of shape $(n,)$. Where a number has no meaning, because one would divide by nothing, the
# answer is `np.nan`, *not a number*.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from nnlib.checks import Check, HiddenCheck
except ModuleNotFoundError:
    raise ModuleNotFoundError("nnlib is missing: run  %pip install @NNLIB_WHEEL@  and then this cell again") from None

import numpy as np

# %% [markdown]
# ## Part 1: an honest baseline (10 points)
#
# The simplest model gives everybody the same answer: the one that is more frequent **in the training set**, and 0 if
# both are equally frequent. Return three numbers:
#
# * the answer, 0 or 1;
# * its accuracy **on the test set**, the share of test samples for which it is right;
# * its recall on the test set: of the samples with $y = 1$, the share that is given the answer 1.
#
# You may assume that the test set holds at least one 1.
#
# For `y_train = (0, 0, 1, 0, 0, 1)` and `y_test = (1, 0, 1, 1, 0)` we expect `0, 0.4, 0.0`: the answer is 0, right for two of
# five, and it finds none of the three.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The mean of an array of 0 and 1 is the share of ones. Everybody gets the same answer: what can the recall be?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# The answer is 1 if `np.mean(y_train) > 0.5`, otherwise 0. The accuracy is `np.mean(y_test == answer)`. If everybody
# gets a 1, all are found; if everybody gets a 0, none is.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "honest_baseline", "locked": false, "schema_version": 3, "solution": true, "task": false}
def honest_baseline(y_train, y_test):
    """Return the answer 0 or 1, its accuracy and its recall on the test set.

    y_train : array of shape (n,) of 0 and 1
    y_test : array of shape (m,) of 0 and 1, with at least one 1
    """
    ### BEGIN SOLUTION
    answer = 1 if np.mean(y_train) > 0.5 else 0
    return answer, np.mean(y_test == answer), float(answer)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "honest_baseline_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("honest_baseline")
result = check.call(honest_baseline, np.array([0, 0, 1, 0, 0, 1]), np.array([1, 0, 1, 1, 0]))
check.close(
    result,
    [0, 0.4, 0.0],
    rtol=1e-5,
    mistakes={
        "the answer is the more frequent one of the test set, or the rarer one of the training set; look at the training set alone": [1, 0.6, 1.0],
        "the accuracy is measured on the training set; it belongs on the test set": [0, 2 / 3, 0.0],
        "this is the recall of the zeros; we ask how many of the ones are found": [0, 0.4, 1.0],
        "the second number is the share of ones in the test set; we ask for the share of right answers": [0, 0.6, 0.0],
        "accuracy and recall are exchanged": [0, 0.0, 0.4],
        "this is a percentage; the accuracy is a number from 0 to 1": [0, 40.0, 0.0],
        "right answers are counted; divide by their number": [0, 2.0, 0.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "honest_baseline_others", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# other sets: mostly ones, and as many ones as zeros
check = HiddenCheck("honest_baseline")
### BEGIN HIDDEN TESTS
for y_train, y_test in (
    (np.array([1, 1, 0, 1, 1, 1, 0]), np.array([0, 0, 0, 1, 0, 1])),
    (np.array([0.0, 1.0, 1.0, 1.0]), np.array([1.0, 1.0, 0.0])),
):
    check.close(
        check.call(honest_baseline, y_train, y_test),
        [1, y_test.mean(), 1.0],
        "a training set with mostly ones gives another result than we expect: the answer is 1, and everybody is found",
        rtol=1e-5,
        mistakes={
            "with mostly ones in the training set the answer is 1, not 0": [0, 1 - y_test.mean(), 0.0],
            "if everybody is given a 1, every one is found: the recall is 1, not 0": [1, y_test.mean(), 0.0],
            "the accuracy is measured on the training set; it belongs on the test set": [1, y_train.mean(), 1.0],
            "it takes the more frequent answer of the test set": [
                int(y_test.mean() > 0.5), max(y_test.mean(), 1 - y_test.mean()), float(y_test.mean() > 0.5)
            ],
        },
    )
check.close(
    check.call(honest_baseline, np.array([1, 0, 1, 0]), np.array([1, 0, 1, 1, 1])),
    [0, 0.2, 0.0],
    "as many ones as zeros in the training set: the answer should be 0",
    rtol=1e-5,
    mistakes={"as many ones as zeros in the training set: the answer should be 0, not 1": [1, 0.8, 1.0]},
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 2: precision and recall, with nothing to divide by (15 points)
#
# `alarm` has a 1 where a model raised the alarm and a 0 where it did not. Return two numbers:
#
# * **precision**: of the samples with an alarm, the share with $y = 1$;
# * **recall**: of the samples with $y = 1$, the share with an alarm.
#
# If there is no alarm at all, nobody can say which share of them is right: the precision is `np.nan`. A 0 would say that all
# were wrong. In the same way the recall is `np.nan` if no sample has $y = 1$.
#
# For `y = (1, 1, 1, 0, 0, 0, 0, 1)` and `alarm = (1, 1, 0, 1, 0, 0, 0, 0)` we expect `2/3, 1/2`: three alarms, of which two
# are right, and four ones, of which two are found.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Count three things: the alarms, the ones, and the samples that are both. What does `np.sum(alarm * y)` count?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `both = np.sum(alarm * y)`. The precision is `both / np.sum(alarm)` if `np.sum(alarm) > 0`, otherwise `np.nan`. The
# recall divides by `np.sum(y)` in the same way.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "precision_recall", "locked": false, "schema_version": 3, "solution": true, "task": false}
def precision_recall(y, alarm):
    """Return precision and recall, np.nan where there is nothing to divide by.

    y : array of shape (n,) of 0 and 1, the truth
    alarm : array of shape (n,) of 0 and 1, what the model said
    """
    ### BEGIN SOLUTION
    both = np.sum(alarm * y)
    precision = both / np.sum(alarm) if np.sum(alarm) > 0 else np.nan
    recall = both / np.sum(y) if np.sum(y) > 0 else np.nan
    return precision, recall
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "precision_recall_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("precision_recall")
y, alarm = np.array([1, 1, 1, 0, 0, 0, 0, 1]), np.array([1, 1, 0, 1, 0, 0, 0, 0])
check.close(
    check.call(precision_recall, y, alarm),
    [2 / 3, 1 / 2],
    rtol=1e-5,
    mistakes={
        "precision and recall are exchanged: precision divides by the alarms, recall by the ones": [1 / 2, 2 / 3],
        "both divide by the alarms; recall divides by the number of ones": [2 / 3, 2 / 3],
        "both divide by the number of ones; precision divides by the alarms": [1 / 2, 1 / 2],
        "both divide by the number of samples": [2 / 8, 2 / 8],
        "the first number is the accuracy; the silent samples do not count in precision": [5 / 8, 1 / 2],
        "this is the share of wrong alarms and of missed ones": [1 / 3, 1 / 2],
        "all right answers are counted, the silent ones too; count alarms with y = 1 only": [5 / 3, 5 / 4],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "precision_recall_silent", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# a model that never raises the alarm
check = Check("precision_recall")
check.close(
    check.call(precision_recall, np.array([0, 1, 1, 0, 0]), np.zeros(5, dtype=int)),
    [np.nan, 0.0],
    "without an alarm the precision is nan, and the recall 0",
    mistakes={
        "without any alarm the precision is 0; that says that all alarms were wrong, and there were none: use np.nan": [0.0, 0.0],
        "without any alarm the precision is 1; that praises a model that did nothing: use np.nan": [1.0, 0.0],
        "without any alarm none of the ones is found: the recall is 0, not nan": [np.nan, np.nan],
        "precision and recall are exchanged": [0.0, np.nan],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "precision_recall_others", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# many samples; nobody to be found
check = HiddenCheck("precision_recall")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(92)
for n in (40, 7, 150):
    y, alarm = (rng.random(n) < 0.3).astype(int), (rng.random(n) < 0.6).astype(int)
    y[0], alarm[0] = 1, 1
    both = np.sum(y * alarm)
    check.close(
        check.call(precision_recall, y, alarm),
        [both / alarm.sum(), both / y.sum()],
        "precision or recall is wrong for other samples",
        rtol=1e-5,
        mistakes={
            "precision and recall are exchanged: precision divides by the alarms, recall by the ones": [both / y.sum(), both / alarm.sum()],
            "both divide by the number of samples": [both / n, both / n],
        },
    )
check.close(
    check.call(precision_recall, np.zeros(4, dtype=int), np.array([1, 0, 1, 1])),
    [0.0, np.nan],
    "if no sample has y = 1, every alarm is wrong and the recall is nan",
    mistakes={
        "if no sample has y = 1, there is nothing to find: the recall is nan, not 0": [0.0, 0.0],
        "if no sample has y = 1, there is nothing to find: the recall is nan, not 1": [0.0, 1.0],
    },
)
check.close(
    check.call(precision_recall, np.zeros(3, dtype=int), np.zeros(3, dtype=int)),
    [np.nan, np.nan],
    "with neither alarms nor ones both are nan",
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 3: average precision, with equal scores (15 points)
#
# A ranking is judged by walking down its list, the largest $p$ first. At every sample with $y = 1$ we note the precision of the list so far;
# the mean of what we noted is the average precision. But what if two samples have *the same* score? Their order in the array is chance and must not
# matter. So samples with equal scores enter the list **together**. With $n_1$ samples that have $y = 1$:
#
# $$\text{AP} = \frac{1}{n_1} \sum_{i:\, y_i = 1} \big(\text{share of ones among all samples } j \text{ with } p_j \ge p_i\big)$$
#
# You may assume that $n_1 \ge 1$.
#
# For `p = (0.3, 0.9, 0.6, 0.7, 0.2)` and `y = (0, 1, 0, 1, 1)` the list reads 1, 1, 0, 0, 1. At the three ones the
# precision is 1, 1 and 3/5, so AP = 2.6/3 ≈ 0.8667.
#
# For `p = (0.8, 0.8, 0.4, 0.4, 0.4)` and `y = (1, 0, 0, 1, 0)` the first one sees both samples with 0.8, so 1/2; the other
# sees all five, so 2/5. AP = 0.45.
#
# <details><summary>Hint 1: a nudge</summary>
#
# You need not sort at all. Take one sample $i$ with $y_i = 1$: which samples are on the list when it has just entered?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `p >= s` picks the samples on the list at the score `s`, and `np.mean(y[p >= s])` is their precision. Do this for every
# `s` in `p[y == 1]`, and take the mean.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "average_precision", "locked": false, "schema_version": 3, "solution": true, "task": false}
def average_precision(p, y):
    """Return the average precision of a ranking, a number from 0 to 1.

    p : array of shape (n,), the scores
    y : array of shape (n,) of 0 and 1, with at least one 1
    """
    ### BEGIN SOLUTION
    return np.mean([np.mean(y[p >= s]) for s in p[y == 1]])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "average_precision_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the first example: no equal scores
check = Check("average_precision")
check.close(
    check.call(average_precision, np.array([0.3, 0.9, 0.6, 0.7, 0.2]), np.array([0, 1, 0, 1, 1])),
    2.6 / 3,
    rtol=1e-5,
    mistakes={
        "the mean is taken over all five places of the list; note the precision only at samples with y = 1": (2 + 2 / 3 + 0.5 + 0.6) / 5,
        "the sum is divided by the number of samples; divide by the number of ones": 2.6 / 5,
        "the list starts with the smallest score; the largest comes first": 0.7,
        "the list is not sorted by the score": 1.6 / 3,
        "a sample does not see itself: `>` where `>=` is needed": np.nan,
        "this is the precision at 0.5; walk down the whole list": 2 / 3,
        "the precisions are added up, and not divided": 2.6,
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "average_precision_ties", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# the second example: equal scores
check = Check("average_precision")
check.close(
    check.call(average_precision, np.array([0.8, 0.8, 0.4, 0.4, 0.4]), np.array([1, 0, 0, 1, 0])),
    0.45,
    rtol=1e-5,
    mistakes={
        "equal scores enter one after the other, in the order of the array; they enter together": 0.75,
        "equal scores enter one after the other, in the reversed order of the array; they enter together": 0.5,
        "among equal scores the ones are put first, which flatters the model; they enter together": (1 + 2 / 3) / 2,
        "each distinct score counts once, whatever it brings; each sample with y = 1 counts": 0.9,
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "average_precision_many", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# many samples, all kinds of scores
check = HiddenCheck("average_precision")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(93)
for n, scale in ((30, 1.0), (200, 5.0), (6, 1.0)):
    p = scale * rng.standard_normal(n)
    y = (rng.random(n) < 0.3).astype(int)
    y[n // 2] = 1
    hits = y[np.argsort(-p)]
    precision = np.cumsum(hits) / np.arange(1, n + 1)
    up = y[np.argsort(p)]
    check.close(
        check.call(average_precision, p, y),
        precision[hits == 1].mean(),
        "the average precision of another list is wrong",
        rtol=1e-5,
        mistakes={
            "the mean is taken over all places of the list; note the precision only at samples with y = 1": precision.mean(),
            "the list starts with the smallest score; the largest comes first": (np.cumsum(up) / np.arange(1, n + 1))[up == 1].mean(),
            "the list is not sorted by the score": (np.cumsum(y) / np.arange(1, n + 1))[y == 1].mean(),
            "the sum is divided by the number of samples; divide by the number of ones": precision[hits == 1].sum() / n,
        },
    )
p = np.repeat([2.0, -1.0, 0.5], 4)
y = np.array([0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1])
check.close(
    check.call(average_precision, p, y),
    np.mean([y[p >= s].mean() for s in p[y == 1]]),
    "the average precision is wrong where many scores are equal: they enter the list together",
    rtol=1e-5,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 4: the cheapest threshold, chosen on validation (20 points)
#
# A missed one costs `miss`, a false alarm costs `alarm`; right answers cost nothing. The alarm is raised where
# $p \ge t$. Find the threshold $t$ with the smallest total cost **on the validation set**. Try every value that occurs in `p_val`, and
# also `np.inf`, with which the alarm is never raised. If several are equally cheap, take the largest: it disturbs the fewest
# people.
#
# Return `t` and what it costs **per sample of the test set**: the total cost there, divided by the number of test samples.
#
# For `p_val = (0.1, 0.2, 0.35, 0.6, 0.8)`, `y_val = (0, 1, 0, 1, 1)`, `miss = 7` and `alarm = 1` the totals of the thresholds 0.1, 0.2, 0.35,
# 0.6, 0.8 and infinity are 2, 1, 8, 7, 14 and 21, so $t = 0.2$. With `p_test = (0.05, 0.3, 0.15, 0.7, 0.25, 0.9)` and
# `y_test = (0, 0, 1, 1, 0, 1)` it raises two false alarms and misses one: $(2 \cdot 1 + 7)/6 = 1.5$. We expect `0.2, 1.5`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First write down the total cost for *one* threshold and any set. Then you need it for each candidate on the validation set, and once on
# the test set.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))` is the total. Walk through
# `np.append(np.unique(p_val), np.inf)`, which is sorted, and keep a threshold if its total is *at most* the best so far.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "cheapest_threshold", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    """Return the threshold that is cheapest on the validation set, and its cost per test sample.

    p_val, p_test : arrays of shape (n,) and (m,), probabilities
    y_val, y_test : arrays of shape (n,) and (m,) of 0 and 1
    miss, alarm : float, the price of a missed one and of a false alarm
    """
    ### BEGIN SOLUTION
    def total(p, y, t):
        return miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))

    best, lowest = None, np.inf
    for t in np.append(np.unique(p_val), np.inf):
        if total(p_val, y_val, t) <= lowest:
            best, lowest = t, total(p_val, y_val, t)
    return best, total(p_test, y_test, best) / len(y_test)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "cheapest_threshold_example", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("cheapest_threshold")
p_val, y_val = np.array([0.1, 0.2, 0.35, 0.6, 0.8]), np.array([0, 1, 0, 1, 1])
p_test, y_test = np.array([0.05, 0.3, 0.15, 0.7, 0.25, 0.9]), np.array([0, 0, 1, 1, 0, 1])
check.close(
    check.call(cheapest_threshold, p_val, y_val, p_test, y_test, 7, 1),
    [0.2, 1.5],
    rtol=1e-5,
    mistakes={
        "the threshold is chosen on the test set, which should only be used to report the cost": [0.15, 2 / 6],
        "the threshold is 0.5 whatever the prices; choose the cheapest": [0.5, 7 / 6],
        "the two prices are exchanged": [0.6, 1 / 6],
        "the cost is reported on the validation set; the second number belongs to the test set": [0.2, 1 / 5],
        "this is the total cost; divide by the number of test samples": [0.2, 9.0],
        "the total of the validation set is returned; the second number belongs to the test set": [0.2, 1.0],
        "where p equals t there is no alarm: `>` where `>=` is needed": [0.1, 2 / 6],
        "the threshold is calculated from the prices; here it is to be the cheapest on the validation set": [1 / 8, 2 / 6],
        "the total is divided by the number of validation samples; divide by the number of test samples": [0.2, 9 / 5],
        "the threshold with the fewest errors is chosen; the errors have different prices": [0.6, 7 / 6],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "cheapest_threshold_never", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# a case in which it is cheapest never to raise the alarm
check = Check("cheapest_threshold")
p_val, y_val = np.array([0.2, 0.4, 0.6]), np.array([1, 0, 0])
p_test, y_test = np.array([0.9, 0.1, 0.8]), np.array([1, 0, 1])
check.close(
    check.call(cheapest_threshold, p_val, y_val, p_test, y_test, 1, 5),
    [np.inf, 2 / 3],
    "here one miss is cheaper than any false alarm, so the threshold is np.inf",
    rtol=1e-5,
    mistakes={
        "np.inf is not among the candidates: never raising the alarm is cheapest here": [0.6, 0.0],
        "the two prices are exchanged": [0.2, 0.0],
        "the threshold is 0.5 whatever the prices": [0.5, 0.0],
        "the total is not divided by the number of test samples": [np.inf, 2.0],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "cheapest_threshold_many", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# other sets and other prices
check = HiddenCheck("cheapest_threshold")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(94)


def expected_totals(p, y, steps, miss, alarm):
    return np.array([miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0)) for t in steps])


for n, m, miss, alarm in ((60, 25, 4.31, 1.17), (35, 80, 1.23, 2.71), (20, 11, 9.77, 0.53)):
    p_val, p_test = rng.random(n), rng.random(m)
    y_val, y_test = (rng.random(n) < p_val).astype(int), (rng.random(m) < p_test).astype(int)
    steps = np.append(np.unique(p_val), np.inf)
    on_test = np.append(np.unique(p_test), np.inf)
    t = steps[np.argmin(expected_totals(p_val, y_val, steps, miss, alarm))]
    swapped = steps[np.argmin(expected_totals(p_val, y_val, steps, alarm, miss))]
    peeked = on_test[np.argmin(expected_totals(p_test, y_test, on_test, miss, alarm))]
    equal = steps[np.argmin(expected_totals(p_val, y_val, steps, 1, 1))]
    cost = expected_totals(p_test, y_test, [t, peeked, equal, 0.5], miss, alarm) / m
    check.close(
        check.call(cheapest_threshold, p_val, y_val, p_test, y_test, miss, alarm),
        [t, cost[0]],
        "the threshold or its cost is wrong for other sets and prices",
        rtol=1e-5,
        mistakes={
            "the threshold is chosen on the test set, which should only be used to report the cost": [peeked, cost[1]],
            "the threshold is 0.5 whatever the prices; choose the cheapest": [0.5, cost[3]],
            "the two prices are exchanged": [swapped, expected_totals(p_test, y_test, [swapped], alarm, miss)[0] / m],
            "this is the total cost; divide by the number of test samples": [t, cost[0] * m],
            "the total is divided by the number of validation samples; divide by that of test samples": [t, cost[0] * m / n],
            "the cost is reported on the validation set": [t, expected_totals(p_val, y_val, [t], miss, alarm)[0] / n],
            "the threshold with the fewest errors is chosen; the errors have different prices": [equal, cost[2]],
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "cheapest_threshold_equal", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# several thresholds are equally cheap
check = HiddenCheck("cheapest_threshold")
### BEGIN HIDDEN TESTS
p_val, y_val = np.array([0.7, 0.3, 0.9, 0.5]), np.array([0, 0, 1, 1])
p_test, y_test = np.array([0.6, 0.95, 0.8, 0.2, 0.1]), np.array([1, 1, 0, 0, 1])
check.close(
    check.call(cheapest_threshold, p_val, y_val, p_test, y_test, 2, 2),
    [0.9, 4 / 5],
    "of equally cheap thresholds the largest should be taken",
    rtol=1e-5,
    mistakes={"of equally cheap thresholds the smallest is taken; take the largest, it disturbs the fewest people": [0.5, 4 / 5]},
)
check.close(
    check.call(cheapest_threshold, np.array([0.8, 0.4]), np.array([0, 0]), p_test, y_test, 3, 1),
    [np.inf, 9 / 5],
    "without a single one in the validation set, never raising the alarm costs nothing there",
    rtol=1e-5,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 5: calibration bins (15 points)
#
# Cut the interval from 0 to 1 into `bins` parts of equal width: bin $k$ holds the samples with
# $k/\text{bins} \le p < (k + 1)/\text{bins}$, counted from $k = 0$; the last bin holds $p = 1$ as well. Return an array of shape
# `(bins, 3)`, one bin in each row, with three columns:
#
# 1. how many samples the bin holds;
# 2. the mean of their $p$;
# 3. the share of them with $y = 1$.
#
# In an empty bin the count is 0 and the other two are `np.nan`.
#
# For `p = (0.1, 0.2, 0.6, 0.7, 0.9, 1.0)`, `y = (0, 0, 1, 0, 1, 1)` and `bins = 4` we expect
#
# | count | mean $p$ | share |
# |---|---|---|
# | 2 | 0.15 | 0 |
# | 0 | nan | nan |
# | 2 | 0.65 | 0.5 |
# | 2 | 0.95 | 1 |
#
# <details><summary>Hint 1: a nudge</summary>
#
# `p * bins`, rounded down, is the number of the bin. For which $p$ is that number too large?
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `which = np.minimum((p * bins).astype(int), bins - 1)`. Start with a table full of `np.nan` and the counts 0; for every `k` let
# `here = which == k`, and fill the row if `np.any(here)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "calibration_bins", "locked": false, "schema_version": 3, "solution": true, "task": false}
def calibration_bins(p, y, bins):
    """Return count, mean prediction and share of ones of each bin, shape (bins, 3).

    p : array of shape (n,), probabilities from 0 to 1
    y : array of shape (n,) of 0 and 1
    bins : int, how many bins of equal width
    """
    ### BEGIN SOLUTION
    which = np.minimum((p * bins).astype(int), bins - 1)
    table = np.full((bins, 3), np.nan)
    for k in range(bins):
        here = which == k
        table[k, 0] = np.sum(here)
        if np.any(here):
            table[k, 1:] = p[here].mean(), y[here].mean()
    return table
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "calibration_bins_example", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("calibration_bins")
p, y = np.array([0.1, 0.2, 0.6, 0.7, 0.9, 1.0]), np.array([0, 0, 1, 0, 1, 1])
nan = np.nan
check.close(
    check.call(calibration_bins, p, y, 4),
    [[2, 0.15, 0], [0, nan, nan], [2, 0.65, 0.5], [2, 0.95, 1]],
    rtol=1e-5,
    mistakes={
        "p = 1 is lost: the last bin holds it as well": [[2, 0.15, 0], [0, nan, nan], [2, 0.65, 0.5], [1, 0.9, 1]],
        "an empty bin says 0, as if the model had predicted 0 there; it is nan": [[2, 0.15, 0], [0, 0, 0], [2, 0.65, 0.5], [2, 0.95, 1]],
        "the second column holds the middles of the bins; it is the mean of the predictions": [[2, 0.125, 0], [0, nan, nan], [2, 0.625, 0.5], [2, 0.875, 1]],
        "the middles of the bins stand for the mean predictions": [[2, 0.125, 0], [0, 0.375, nan], [2, 0.625, 0.5], [2, 0.875, 1]],
        "empty bins are left out; they have a row, too": [[2, 0.15, 0], [2, 0.65, 0.5], [2, 0.95, 1]],
        "the third column is the share of right answers; it is the share with y = 1": [[2, 0.15, 1], [0, nan, nan], [2, 0.65, 0.5], [2, 0.95, 1]],
        "the last two columns are exchanged: first the mean prediction, then the share": [[2, 0, 0.15], [0, nan, nan], [2, 0.5, 0.65], [2, 1, 0.95]],
        "the first column is a share; it is a count": [[1 / 3, 0.15, 0], [0, nan, nan], [1 / 3, 0.65, 0.5], [1 / 3, 0.95, 1]],
        "the third column counts the ones; divide by the samples of the bin": [[2, 0.15, 0], [0, nan, nan], [2, 0.65, 1], [2, 0.95, 2]],
        "the ones of a bin are divided by all samples; divide by the samples of the bin": [[2, 0.15, 0], [0, nan, nan], [2, 0.65, 1 / 6], [2, 0.95, 2 / 6]],
        "each bin is a column; it should be a row": [[2, 0, 2, 2], [0.15, nan, 0.65, 0.95], [0, nan, 0.5, 1]],
        "p = 1 has a bin of its own; it belongs to the last of the four": [[2, 0.15, 0], [0, nan, nan], [2, 0.65, 0.5], [1, 0.9, 1], [1, 1, 1]],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "calibration_bins_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# many samples, other numbers of bins
check = HiddenCheck("calibration_bins")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(95)
for n, bins in ((400, 5), (90, 10), (30, 3)):
    p = 0.001 + 0.998 * rng.random(n) ** 0.7
    p = p[np.abs(p * bins - np.round(p * bins)) > 1e-6]
    y = (rng.random(len(p)) < p**2).astype(int)
    which = np.floor(p * bins).astype(int)
    table, middles = np.full((bins, 3), np.nan), (np.arange(bins) + 0.5) / bins
    for k in range(bins):
        table[k, 0] = np.sum(which == k)
        if table[k, 0]:
            table[k, 1:] = p[which == k].mean(), y[which == k].mean()
    check.close(
        check.call(calibration_bins, p, y, bins),
        table,
        "count, mean prediction or share is wrong in some bin",
        rtol=1e-5,
        mistakes={
            "the middles of the bins stand for the mean predictions": np.column_stack([table[:, 0], middles, table[:, 2]]),
            "the first column is a share; it is a count": np.column_stack([table[:, 0] / len(p), table[:, 1:]]),
        },
    )
### END HIDDEN TESTS

# %% nbgrader={"grade": true, "grade_id": "calibration_bins_borders", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# predictions on the borders of bins, 0 and 1 among them
check = HiddenCheck("calibration_bins")
### BEGIN HIDDEN TESTS
p, y = np.array([0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 0.3]), np.array([0, 1, 0, 1, 1, 0, 1])
table = [[1, 0, 0], [2, 0.275, 1], [1, 0.5, 0], [3, 2.75 / 3, 2 / 3]]
check.close(
    check.call(calibration_bins, p, y, 4),
    table,
    "a prediction on a border is in the wrong bin: it belongs to the upper one, and p = 1 to the last",
    rtol=1e-5,
    mistakes={
        "p = 1 is lost: the last bin holds it as well": [[1, 0, 0], [2, 0.275, 1], [1, 0.5, 0], [1, 0.75, 1]],
        "a prediction on a border goes to the lower bin; it belongs to the upper one": [[2, 0.125, 0.5], [2, 0.4, 0.5], [1, 0.75, 1], [2, 1, 0.5]],
        "p = 0 is lost, and a prediction on a border goes to the lower bin": [[1, 0.25, 1], [2, 0.4, 0.5], [1, 0.75, 1], [2, 1, 0.5]],
    },
)
### END HIDDEN TESTS

# %% [markdown]
# ## Part 6: recall by group (15 points)
#
# A recall of 0.95 can hide a group in which half of the tumours are missed. `group` says for every sample to which group it belongs: a whole
# number from 0 to `groups - 1`. Return an array of shape `(groups,)` with the recall **in each group**: of the samples of
# this group that have $y = 1$, the share with an alarm.
#
# If a group has no sample with $y = 1$, or no sample at all, its recall is `np.nan`.
#
# For `y = (1, 1, 1, 0, 0, 1, 1, 0)`, `alarm = (1, 0, 1, 1, 1, 0, 1, 0)` and `group = (0, 0, 0, 0, 0, 1, 1, 1)` with
# `groups = 2` we expect `(2/3, 1/2)`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which samples count for the recall of group 1? Two conditions must hold.
#
# </details>
# <details><summary>Hint 2: almost the code</summary>
#
# `ill = (group == g) & (y == 1)` picks them, and `np.mean(alarm[ill])` is the share with an alarm, if `np.any(ill)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "recall_by_group", "locked": false, "schema_version": 3, "solution": true, "task": false}
def recall_by_group(y, alarm, group, groups):
    """Return the recall of each group, an array of shape (groups,), np.nan where there is nobody to find.

    y : array of shape (n,) of 0 and 1, the truth
    alarm : array of shape (n,) of 0 and 1, what the model said
    group : array of int, shape (n,), from 0 to groups - 1
    groups : int, how many groups there are
    """
    ### BEGIN SOLUTION
    recall = np.full(groups, np.nan)
    for g in range(groups):
        ill = (group == g) & (y == 1)
        if np.any(ill):
            recall[g] = np.mean(alarm[ill])
    return recall
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "recall_by_group_example", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# the example of the text
check = Check("recall_by_group")
y, alarm = np.array([1, 1, 1, 0, 0, 1, 1, 0]), np.array([1, 0, 1, 1, 1, 0, 1, 0])
group = np.array([0, 0, 0, 0, 0, 1, 1, 1])
check.close(
    check.call(recall_by_group, y, alarm, group, 2),
    [2 / 3, 1 / 2],
    rtol=1e-5,
    mistakes={
        "this is the accuracy of each group; only samples with y = 1 count for recall": [2 / 5, 2 / 3],
        "this is the precision of each group: it divides by the alarms, and recall by the ones": [1 / 2, 1.0],
        "the found ones are divided by the ones of all groups; divide by those of the group": [2 / 5, 1 / 5],
        "the found ones are divided by all samples of the group; divide by its ones": [2 / 5, 1 / 3],
        "this is the share of alarms in each group, right or wrong": [4 / 5, 1 / 3],
        "every group gets the recall of all samples together": [3 / 5, 3 / 5],
        "this is the share that is missed; recall is the share that is found": [1 / 3, 1 / 2],
        "this is the recall of all samples together, one number; we want one for each group": 3 / 5,
        "alarms are counted, the false ones too; only those with y = 1 count": [4 / 3, 1 / 2],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "recall_by_group_nobody", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# group 1 has no sample with y = 1, group 3 no sample at all
check = Check("recall_by_group")
y, alarm = np.array([1, 0, 0, 1, 1, 1]), np.array([1, 1, 0, 0, 0, 1])
group = np.array([2, 1, 1, 0, 2, 0])
check.close(
    check.call(recall_by_group, y, alarm, group, 4),
    [1 / 2, np.nan, 1 / 2, np.nan],
    rtol=1e-5,
    mistakes={
        "a group with nobody to find gets 0, as if all had been missed; it is nan": [1 / 2, 0, 1 / 2, 0],
        "a group with nobody to find gets 1, as if all had been found; it is nan": [1 / 2, 1, 1 / 2, 1],
        "a group without samples is left out; it gets a nan": [1 / 2, np.nan, 1 / 2],
        "groups with nobody to find are left out; each gets a nan": [1 / 2, 1 / 2],
    },
)
check.passed()

# %% nbgrader={"grade": true, "grade_id": "recall_by_group_many", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# many samples and groups
check = HiddenCheck("recall_by_group")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(96)
for n, groups in ((120, 4), (60, 7), (25, 1)):
    y, alarm = (rng.random(n) < 0.4).astype(int), (rng.random(n) < 0.6).astype(int)
    group = rng.integers(0, groups, n)
    if groups > 1:
        y[group == groups - 2] = 0
    total = np.array([np.sum((group == g) & (y == 1)) for g in range(groups)])
    found = np.array([np.sum((group == g) & (y == 1) & (alarm == 1)) for g in range(groups)])
    alarms = np.array([np.sum((group == g) & (alarm == 1)) for g in range(groups)])
    recall = np.where(total > 0, found / np.maximum(total, 1), np.nan)
    check.close(
        check.call(recall_by_group, y, alarm, group, groups),
        recall,
        "the recall of some group is wrong",
        rtol=1e-5,
        mistakes={
            "this is the precision of each group: it divides by the alarms, and recall by the ones": found / np.maximum(alarms, 1),
            "the found ones are divided by the ones of all groups; divide by those of the group": found / y.sum(),
            "a group with nobody to find gets 0, as if all had been missed; it is nan": np.nan_to_num(recall),
            "a group with nobody to find is left out; it gets a nan": recall[total > 0],
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Part 7: a memo to the ward (10 points)
#
# A ward wants help with reading samples of cells. Four proposals were tried once on 500 test samples, of which 100 were malignant. The
# numbers are invented.
#
# | | always alarm | logistic regression, $t = 0.5$ | logistic regression, $t = 0.05$ | network, $t = 0.05$ |
# |---|---|---|---|---|
# | tumours missed (of 100) | 0 | 9 | 2 | 1 |
# | false alarms (of 400 healthy) | 400 | 5 | 30 | 56 |
# | missed among the 20 tumours with small nuclei | 0 | 6 | 2 | 1 |
#
# The ward says that one missed tumour weighs as much as 20 false alarms. In the bin of predictions from 0.9 to 1, 97% of the samples were
# malignant for logistic regression, and 88% for the network; the mean prediction was 0.97 for both.
#
# Write to the head of the ward, who is a doctor and has never read this book, in six to ten sentences: which proposal do you recommend, what
# will it mean for patients, and what do you not know? This part is read by a person: 3 points for a recommendation that follows from the costs,
# with the numbers; 3 points for a baseline, and for recall and precision put into plain words; 3 points for naming a weakness in a group, what the calibration
# says, and what should be known before patients depend on it; 1 point for being understood by somebody without mathematics.

# %% [markdown] nbgrader={"grade": true, "grade_id": "memo", "locked": false, "points": 10, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# I recommend logistic regression with the low threshold. By your own weights, a miss counting as 20 false alarms, the
# four proposals cost 400, 185, 70 and 76 points on 500 samples; examining everybody again, which is what we could do without any
# model, costs 400. In practice: of 100 tumours the program points out 98; of 128 alarms 98 are right and 30 worry a healthy
# person, about three in four alarms being true. The network finds one tumour more and raises 26 more false alarms, so it would pay only if you
# weighed a miss as more than 26 false alarms; the difference of one tumour is also too small to rely on. Its probabilities claim too
# much as well: where it says 97%, it is right in 88%, while those of the simpler model can be taken at their word. Both tumours that
# my proposal misses have small nuclei, 2 of only 20: in that group it finds 90%, elsewhere all. I do not know how the numbers look in
# another hospital, with other microscopes or for younger patients, nor with more than one test set. Before anybody relies on the program I would
# therefore collect more samples with small nuclei, repeat the test on your own patients, and keep a doctor's eye on every silent answer in that group.
# ### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Restart the kernel and run all cells from the top. If a check fails, its message says what to look at. Then save the
# notebook and hand it in under its own name, `applications.ipynb`.
