"""The upstream gradient is ignored.

loses: graph_upstream, graph_others
reads: the upstream gradient is ignored
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    return y + 1, x
