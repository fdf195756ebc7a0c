"""The first rows of all samples go to the test, whatever their class.

loses: stratified_split_shares
reads: deal each class separately
"""
# %% stratified_split
def stratified_split(labels, fraction):
    m = int(fraction * len(labels))
    rows = np.arange(len(labels))
    return rows[m:], rows[:m]
