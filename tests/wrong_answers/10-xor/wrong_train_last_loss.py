"""Only the last loss is returned.

loses: torch_train_losses, torch_train_others
reads: only the last loss came out
"""
# %% torch_train
def torch_train(model, X, y, lr, steps):
    import torch

    loss_fn = torch.nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = loss_fn(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses[-1]
