"""The squares are added up, not averaged.

loses: torch_train_losses, torch_train_others
reads: the loss is the sum of the squares
"""
# %% torch_train
def torch_train(model, X, y, lr, steps):
    import torch

    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = loss_fn(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
