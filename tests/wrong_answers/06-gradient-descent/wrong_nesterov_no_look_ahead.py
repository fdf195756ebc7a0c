"""The chapter's momentum is handed in.

loses: nesterov_step_place, nesterov_step_many
reads: it does not look ahead
"""
# %% nesterov_step
def nesterov_step(theta, v, g, lr, mu):
    v = mu * v + g
    return theta - lr * v, v
