"""Plain Python counts, and division by zero raises.

loses: precision_recall_silent, precision_recall_others
reads: it raised ZeroDivisionError
"""
# %% precision_recall
def precision_recall(y, alarm):
    both = sum(int(a == 1 and b == 1) for a, b in zip(y, alarm))
    return both / sum(int(a) for a in alarm), both / sum(int(b) for b in y)
