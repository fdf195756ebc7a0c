"""The training loop: that it learns, stops, remembers, reports, and is the plain loop and nothing more."""

import numpy as np
import pytest
from nnlib_cases import make_module

from nnlib import (
    SGD,
    Adam,
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    Dropout,
    History,
    Linear,
    Module,
    MSELoss,
    ReLU,
    Sequential,
    Tanh,
    accuracy,
    batches,
    confusion_matrix,
    digits,
    evaluate,
    fit,
    moons,
    predict,
    sigmoid,
    split,
    xor,
)


def xor_network(seed):
    rng = np.random.default_rng(seed)
    return Sequential(Linear(2, 4, rng=rng), Tanh(), Linear(4, 1, rng=rng)), rng


def test_xor_is_learned():
    """The README's example. Measured over seeds 0-199: 196 solved (98%; the rest sit on a plateau).

    Of the seeds 0-19 all were; one may fall to the other side where another BLAS rounds otherwise.
    """
    X, y = xor()
    solved = 0
    for seed in range(20):
        model, _ = xor_network(seed)
        loss_fn, optimizer = BCEWithLogitsLoss(), SGD(model.parameters(), lr=1.0)
        for _ in range(1000):
            loss_fn(model(X), y)
            optimizer.zero_grad()
            model.backward(loss_fn.backward())
            optimizer.step()
        solved += bool((np.abs(sigmoid(model(X)) - y) < 0.1).all())  # not merely rounded to the right side
    assert solved >= 19


def test_fit_is_the_plain_loop():
    """Full batch: the same bits in losses and parameters."""
    X, y = xor()
    plain, _ = xor_network(3)
    loss_fn, optimizer = BCEWithLogitsLoss(), SGD(plain.parameters(), lr=1.0)
    losses = []
    for _ in range(50):
        losses.append(loss_fn(plain(X), y))
        optimizer.zero_grad()
        plain.backward(loss_fn.backward())
        optimizer.step()

    model, rng = xor_network(3)
    state = rng.bit_generator.state
    history = fit(model, BCEWithLogitsLoss(), SGD(model.parameters(), lr=1.0), X, y, epochs=50, rng=rng)
    assert history.loss == losses
    assert all(map(np.array_equal, model.state_dict().values(), plain.state_dict().values()))
    assert rng.bit_generator.state == state  # nothing to shuffle, nothing drawn
    assert (history.val_loss, history.val_metric, history.best_epoch) == ([], [], None)


def test_fit_with_batches_is_the_plain_loop():
    """Batches, dropout and Adam; validation in between does not disturb the draws."""

    def make():
        rng = np.random.default_rng(4)
        model = Sequential(
            Linear(2, 8, rng=rng), ReLU(), Dropout(0.2, rng=np.random.default_rng(5)), Linear(8, 1, rng=rng)
        )
        return model, Adam(model.parameters(), lr=0.01), rng

    X, y = moons(50, rng=np.random.default_rng(0))
    plain, optimizer, rng = make()
    loss_fn, losses = BCEWithLogitsLoss(), []
    for _ in range(6):
        total = 0.0
        for x_batch, y_batch in batches(X, y, 16, rng=rng):
            total += loss_fn(plain(x_batch), y_batch) * len(x_batch)
            optimizer.zero_grad()
            plain.backward(loss_fn.backward())
            optimizer.step()
        losses.append(total / len(X))

    model, optimizer, rng = make()
    history = fit(model, BCEWithLogitsLoss(), optimizer, X, y, epochs=6, rng=rng, batch_size=16, validation=(X, y))
    assert history.loss == losses
    assert all(map(np.array_equal, model.state_dict().values(), plain.state_dict().values()))
    assert history.val_loss[-1] == BCEWithLogitsLoss()(predict(model, X), y)


def test_epoch_loss_is_the_mean_over_samples():
    """A short last batch counts by its size: with lr near 0 the epoch's loss is that of all samples."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((10, 3)), rng.standard_normal((10, 2))
    model = Linear(3, 2, rng=rng)
    whole = MSELoss()(model(X), y)
    history = fit(model, MSELoss(), SGD(model.parameters(), lr=1e-15), X, y, epochs=1, rng=rng, batch_size=4)
    assert history.loss[0] == pytest.approx(whole, rel=1e-10)


class Rehearsed(Module):
    """A model whose validation loss follows a script: it outputs the next value whenever it is in use."""

    def __init__(self, script):
        self.layer = Linear(1, 1, rng=np.random.default_rng(0))
        self.script, self.states = iter(script), []

    def forward(self, x):
        if self.training:
            return self.layer(x)
        self.states.append(self.layer.state_dict())
        return np.full((len(x), 1), next(self.script))

    def backward(self, grad_output):
        return self.layer.backward(grad_output)


def rehearse(script, **kwargs):
    model = Rehearsed(np.sqrt(script))
    X, y = np.array([[1.0], [2.0]]), np.array([[50.0], [9.0]])
    history = fit(
        model,
        MSELoss(),
        SGD(model.parameters(), lr=0.01),
        X,
        y,
        epochs=10,
        rng=np.random.default_rng(0),
        validation=(np.ones((1, 1)), np.zeros((1, 1))),
        **kwargs,
    )
    return model, history


@pytest.mark.parametrize(
    ("script", "patience", "epochs", "best"),
    [
        ([5, 4, 3, 4, 5, 6, 7, 8, 9, 9], 1, 4, 2),
        ([5, 4, 3, 4, 5, 6, 7, 8, 9, 9], 3, 6, 2),
        ([5, 4, 6, 6, 3, 6, 6, 6, 9, 9], 3, 8, 4),  # two bad epochs are forgiven
        ([5, 5, 5, 5, 5, 5, 5, 5, 5, 5], 2, 3, 0),  # equal is not better
        ([9, 8, 7, 6, 5, 4, 3, 2, 1, 1], 2, 10, 8),  # never stopped, still the best
        ([5, 6, 7, 8, 9, 9, 9, 9, 9, 9], 20, 10, 0),
    ],
)
def test_early_stopping_goes_back_to_the_best_epoch(script, patience, epochs, best):
    model, history = rehearse(script, patience=patience)
    assert len(history.loss) == len(history.val_loss) == epochs
    assert history.val_loss == pytest.approx(script[:epochs])
    assert history.best_epoch == best
    for name, value in model.layer.state_dict().items():
        np.testing.assert_array_equal(value, model.states[best][name])
    assert not np.array_equal(model.states[0]["weight"], model.states[1]["weight"])  # states do differ


def test_without_patience_the_last_epoch_stays():
    model, history = rehearse([5, 4, 3, 4, 5, 6, 7, 8, 9, 9])
    assert (len(history.loss), history.best_epoch) == (10, 2)
    np.testing.assert_array_equal(model.layer.weight.data, model.states[-1]["weight"])
    assert not np.array_equal(model.layer.weight.data, model.states[2]["weight"])


def test_optimiser_goes_on_from_the_best_epoch():
    """Going back copies in place: the optimiser still holds the parameters."""
    model = Linear(1, 1, rng=np.random.default_rng(0))
    optimizer = SGD(model.parameters(), lr=0.1)
    X, y = np.array([[1.0], [2.0]]), np.array([[3.0], [5.0]])
    fit(model, MSELoss(), optimizer, X, y, epochs=9, rng=np.random.default_rng(0), validation=(X, -y), patience=1)
    before = model.weight.data.copy()
    optimizer.zero_grad()
    model.weight.grad += 1
    optimizer.step()
    np.testing.assert_allclose(model.weight.data, before - 0.1)


def test_history_and_modes():
    X, y = moons(40, rng=np.random.default_rng(0))
    model, rng = xor_network(0)
    history = fit(
        model,
        BCEWithLogitsLoss(),
        Adam(model.parameters(), lr=0.05),
        X[:30],
        y[:30],
        epochs=5,
        rng=rng,
        batch_size=8,
        validation=(X[30:], y[30:]),
        metric=accuracy,
    )
    assert len(history.loss) == len(history.val_loss) == len(history.val_metric) == 5
    assert {type(value) for value in history.loss + history.val_loss + history.val_metric} == {float}
    assert history.val_metric[-1] == evaluate(model, accuracy, X[30:], y[30:])
    assert history.val_loss[-1] == evaluate(model, BCEWithLogitsLoss(), X[30:], y[30:])
    assert history.best_epoch == int(np.argmin(history.val_loss))
    assert not model.training
    assert not model[1].training
    assert repr(history) == (
        f"History(5 epochs, loss {history.loss[0]:.4g} -> {history.loss[-1]:.4g}, val_loss {history.val_loss[-1]:.4g})"
    )
    assert repr(History()) == "History(no epochs)"


def test_validation_has_dropout_off():
    rng = np.random.default_rng(0)
    model = Sequential(Dropout(0.9, rng=rng), Linear(2, 1, rng=rng))
    seen = []

    def metric(prediction, target):
        seen.append(model[0].training)
        return float(np.abs(prediction - model[1](np.ones((3, 2)))).max())

    X, y = np.ones((3, 2)), np.ones((3, 1))
    optimizer = SGD(model.parameters(), lr=0.1)
    history = fit(model, MSELoss(), optimizer, X, y, epochs=3, rng=rng, validation=(X, y), metric=metric)
    assert history.val_metric == [0.0, 0.0, 0.0]  # nothing was silenced
    assert seen == [True, True, True]  # and the model was learning again right after


@pytest.mark.parametrize("training", [True, False])
def test_predict_restores_the_mode(training):
    model, x = make_module("Sequential, mixed")
    model.train(training)
    predict(model, x)
    assert (model.training, model[3].training) == (training, training)
    with pytest.raises(ValueError, match="expected x of shape"):
        predict(model, x[:, :1])
    assert (model.training, model[3].training) == (training, training)


# ------------------------------------------------------------------------------------------ progress bar


def test_progress_bar_goes_to_stderr(capsys):
    X, y = xor()
    model, rng = xor_network(0)
    optimizer = SGD(model.parameters(), lr=1.0)
    history = fit(model, BCEWithLogitsLoss(), optimizer, X, y, epochs=30, rng=rng, validation=(X, y), progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("\r[")
    assert err.endswith("\n")
    last = err.rstrip("\n").split("\r")[-1]
    assert last.startswith(f"[{'#' * 20}] 30/30  loss {history.loss[-1]:.4g}  val_loss {history.val_loss[-1]:.4g}")
    assert "epochs/s, 0 s left" in last


def test_no_progress_bar_unless_asked(capsys):
    X, y = xor()
    model, rng = xor_network(0)
    fit(model, BCEWithLogitsLoss(), SGD(model.parameters(), lr=1.0), X, y, epochs=3, rng=rng)
    assert capsys.readouterr() == ("", "")


def test_progress_bar_is_drawn_at_most_ten_times_a_second(capsys, monkeypatch):
    now = iter(np.arange(1, 1000) * 0.04)
    monkeypatch.setattr("nnlib.train.time.monotonic", lambda: next(now))
    X, y = xor()
    model, rng = xor_network(0)
    fit(model, BCEWithLogitsLoss(), SGD(model.parameters(), lr=1.0), X, y, epochs=30, rng=rng, progress=True)
    assert capsys.readouterr().err.count("\r") == 11  # 1.2 s: the first epoch, then every third; the last always


# ---------------------------------------------------------------------------------------------- metrics


def test_accuracy():
    scores = np.array([[0.1, 2.0, 0.0], [3.0, 0.0, 1.0], [0.0, 0.1, 0.2], [1.0, 0.0, 0.0]])
    assert accuracy(scores, np.array([1, 0, 0, 0])) == 0.75
    probabilities = np.array([[0.4], [0.6], [0.5], [0.1]])
    assert accuracy(probabilities, np.array([[0], [1], [1], [1]]), threshold=0.5) == 0.75
    assert accuracy(probabilities, np.array([[0], [1], [1], [1]])) == 0.75  # as logits all say yes
    assert accuracy([0.0, -0.1], [1, 1]) == 0.5  # a logit of exactly 0 says yes, as a neuron does
    assert type(accuracy(scores, np.array([1, 0, 0, 0]))) is float


def test_confusion_matrix():
    target, predicted = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 0, 2])
    np.testing.assert_array_equal(confusion_matrix(target, predicted), [[1, 1, 0], [0, 1, 0], [1, 0, 2]])
    wider = confusion_matrix(target, predicted, classes=4)
    assert (wider.shape, wider.sum(), wider[3].sum()) == ((4, 4), 6, 0)
    assert confusion_matrix(np.array([], int), np.array([], int), classes=2).tolist() == [[0, 0], [0, 0]]


def test_digits_are_learned():
    """A small network on real data, float32 and Adam: above 95% on digits it has not seen, in eight epochs."""
    rng = np.random.default_rng(0)
    X, labels = digits()
    X_train, X_test, y_train, y_test = split(X.astype(np.float32), labels, rng=rng)
    model = Sequential(
        Linear(64, 32, rng=rng, dtype=np.float32, input_grad=False), ReLU(), Linear(32, 10, rng=rng, dtype=np.float32)
    )
    fit(
        model, CrossEntropyLoss(), Adam(model.parameters(), lr=0.01), X_train, y_train, epochs=8, rng=rng, batch_size=32
    )
    assert evaluate(model, accuracy, X_test, y_test) > 0.95


def test_a_nan_validation_loss_is_never_the_best():
    rng = np.random.default_rng(0)
    X, y = xor()
    losses = iter([np.nan, 0.5, np.nan, 0.4])

    class Scripted(MSELoss):
        def __call__(self, prediction, target):
            loss = super().__call__(prediction, target)
            return loss if target is y else next(losses)

    model = Linear(2, 1, rng=rng)
    history = fit(model, Scripted(), SGD(model.parameters(), lr=0.1), X, y, epochs=4, rng=rng, validation=(X, y.copy()))
    assert history.best_epoch == 3


def test_diverging_ends_with_words_and_no_warning():
    rng = np.random.default_rng(0)
    X, y = xor()
    model = Sequential(Linear(2, 4, rng=rng), ReLU(), Linear(4, 1, rng=rng))
    with pytest.raises(FloatingPointError, match=r"expected a finite loss, got (nan|inf) in epoch"):
        fit(model, MSELoss(), SGD(model.parameters(), lr=1e6), X, y, epochs=100, rng=rng)
