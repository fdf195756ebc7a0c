"""The weights go into nn.Linear as they are.

loses: torch_network_example, torch_network_others
reads: nn.Linear stores (out, in), so it needs W1.T
"""
# %% torch_network
def torch_network(W1, b1, W2, b2):
    import torch
    from torch import nn

    model = nn.Sequential(nn.Linear(*W1.shape), nn.Sigmoid(), nn.Linear(*W2.shape), nn.Sigmoid())
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor(W1))
        model[0].bias.copy_(torch.tensor(b1))
        model[2].weight.copy_(torch.tensor(W2.reshape(1, -1)))
        model[2].bias.copy_(torch.tensor(b2))
    return model
