"""The second share of x is multiplied by x, as if the plus were a product.

loses: graph_example, graph_upstream, graph_others
reads: the plus passes the upstream gradient on as it is
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    return upstream * (y + x), upstream * x
