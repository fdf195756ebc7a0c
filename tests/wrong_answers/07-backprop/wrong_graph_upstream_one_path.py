"""The upstream gradient is multiplied into one of the two paths only.

loses: graph_upstream, graph_others
reads: reaches only one of the two paths to x
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    return upstream * y + 1, upstream * x
