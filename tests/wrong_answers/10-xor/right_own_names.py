"""Other names, a class, prints left in, and a warning on the way.

loses: nothing
"""
# %% script_step
def script_step(inputs, wanted, w, c, v, e, rate):
    print("step with", inputs.shape)
    hidden = 1.0 / (1.0 + np.exp(-np.add(inputs.dot(w), c)))
    out = 1.0 / (1.0 + np.exp(-np.add(hidden.dot(v), e)))
    np.log(np.zeros(1))
    delta_out = np.multiply(out - wanted, out * (1 - out))
    delta_hidden = delta_out.dot(v.T) * hidden * (1 - hidden)
    v = v - rate * hidden.T.dot(delta_out)
    e = e - rate * np.sum(delta_out, axis=0)
    return w - rate * inputs.T.dot(delta_hidden), c - rate * np.sum(delta_hidden, axis=0), v, e
# %% torch_network
def torch_network(W1, b1, W2, b2):
    import torch

    class Net(torch.nn.Sequential):
        pass

    hidden = torch.nn.Linear(W1.shape[0], W1.shape[1], dtype=torch.float64)
    output = torch.nn.Linear(W2.shape[0], W2.shape[1], dtype=torch.float64)
    hidden.weight = torch.nn.Parameter(torch.from_numpy(W1.T.copy()))
    hidden.bias = torch.nn.Parameter(torch.from_numpy(b1.copy()))
    output.weight.data = torch.from_numpy(W2.T.copy())
    output.bias.data = torch.from_numpy(b2.copy())
    return Net(hidden, torch.nn.Sigmoid(), output, torch.nn.Sigmoid())
# %% torch_train
def torch_train(model, X, y, lr, steps):
    import torch

    history = []
    while len(history) < steps:
        model.zero_grad()
        loss = ((model(X) - y) ** 2).mean()
        history.append(loss.detach())
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= lr * parameter.grad
    return history
