"""Mean and standard deviation are used.

loses: robust_scale_train, robust_scale_other, robust_scale_constant
reads: mean and standard deviation are used
"""
# %% robust_scale
def robust_scale(train, other):
    mean, std = train.mean(axis=0), train.std(axis=0)
    std = np.where(std == 0, 1, std)
    return (train - mean) / std, (other - mean) / std
