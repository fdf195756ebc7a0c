"""Only the share of x through the product is counted.

loses: graph_example, graph_upstream, graph_others
reads: x is used twice, and both shares count
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    return upstream * y, upstream * x
