"""The biases are set to 0 instead of to the given values.

loses: torch_network_example, torch_network_others
reads: the biases were not copied
"""
# %% torch_network
def torch_network(W1, b1, W2, b2):
    import torch
    from torch import nn

    model = nn.Sequential(nn.Linear(*W1.shape), nn.Sigmoid(), nn.Linear(*W2.shape), nn.Sigmoid())
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor(W1.T))
        model[0].bias.zero_()
        model[2].weight.copy_(torch.tensor(W2.T))
        model[2].bias.zero_()
    return model
