"""The pair comes in the wrong order.

loses: graph_example, graph_upstream, graph_others
reads: in the wrong order: x comes first
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    return upstream * x, upstream * (y + 1)
