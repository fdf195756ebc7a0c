"""The gradient of y ignores the upstream gradient.

loses: graph_upstream, graph_others
reads: the upstream gradient reaches x, but not y
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    return upstream * (y + 1), x
