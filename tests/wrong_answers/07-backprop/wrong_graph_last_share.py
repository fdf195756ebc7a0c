"""The second share of x overwrites the first: = for +=.

loses: graph_example, graph_upstream, graph_others
reads: `=` where `+=` is needed
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    d_x = upstream * y; d_y = upstream * x; d_x = upstream; return d_x, d_y
