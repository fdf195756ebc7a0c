"""Each loss is measured after its step.

loses: torch_train_losses, torch_train_others
reads: each loss is taken after its step
"""
# %% torch_train
def torch_train(model, X, y, lr, steps):
    import torch

    loss_fn = torch.nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss_fn(model(X), y).item())
    return losses
