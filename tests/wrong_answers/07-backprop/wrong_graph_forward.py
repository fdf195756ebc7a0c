"""It returns the value of f.

loses: graph_example, graph_upstream, graph_others
reads: the value of f, not a pair of gradients
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    return x * y + x
