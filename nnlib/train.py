"""The training loop, and how to see what came of it."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from nnlib.data import batches
from nnlib.losses import Loss
from nnlib.module import Module, require_rng
from nnlib.optim import Optimizer

__all__ = ["History", "accuracy", "confusion_matrix", "evaluate", "fit", "predict"]


@dataclass
class History:
    """What happened in each epoch of `fit`.

    Attributes
    ----------
    loss : list of float
        The mean training loss of each epoch, measured on each batch before its step.
    val_loss, val_metric : list of float
        Loss and metric on the validation set after each epoch; empty if none was given.
    best_epoch : int or None
        The epoch (from 0) with the smallest validation loss; None without a validation set.
    """

    loss: list[float] = field(default_factory=list)
    val_loss: list[float] = field(default_factory=list)
    val_metric: list[float] = field(default_factory=list)
    best_epoch: int | None = None

    def __repr__(self):
        if not self.loss:
            return "History(no epochs)"
        val = f", val_loss {self.val_loss[-1]:.4g}" if self.val_loss else ""
        return f"History({len(self.loss)} epochs, loss {self.loss[0]:.4g} -> {self.loss[-1]:.4g}{val})"


@np.errstate(over="ignore", invalid="ignore")  # what overflows ends in a loss that fit itself reports
def fit(
    model: Module,
    loss_fn: Loss,
    optimizer: Optimizer,
    X: np.ndarray,
    y: np.ndarray,
    *,
    epochs: int,
    rng: np.random.Generator,
    batch_size: int | None = None,
    validation: tuple[np.ndarray, np.ndarray] | None = None,
    metric: Callable | None = None,
    patience: int | None = None,
    progress: bool = False,
) -> History:
    """Train a model, epoch after epoch.

    Parameters
    ----------
    model : Module
        What learns. It is left in `Module.eval` mode, ready for use.
    loss_fn : Loss
        What to make small.
    optimizer : Optimizer
        Made for the model's parameters.
    X : ndarray of shape (samples, ...)
        The inputs.
    y : ndarray of shape (samples, ...)
        The targets, as loss_fn takes them.
    epochs : int
        How many times to go through the data, at least 1.
    rng : numpy.random.Generator
        Shuffles the samples before each epoch, if there are batches.
    batch_size : int, optional
        How many samples for each step; by default all of them, in their order.
    validation : (ndarray, ndarray), optional
        Inputs and targets on which loss and metric are measured after each epoch.
    metric : callable, optional
        ``metric(prediction, target)`` returns a number, such as `accuracy`; measured on the validation set.
    patience : int, optional
        Stop when the validation loss has not improved for so many epochs, and go back to the best parameters.
    progress : bool, default False
        Whether to draw a progress bar on stderr.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        If X and y differ in length, epochs or patience is less than 1, or patience or metric come without a
        validation set.
    FloatingPointError
        If the loss is no longer a finite number; the message names the epoch.

    Examples
    --------
    >>> from nnlib import SGD, BCEWithLogitsLoss, Linear, gate
    >>> X, y = gate("AND")
    >>> rng = np.random.default_rng(0)
    >>> model = Linear(2, 1, rng=rng)
    >>> fit(model, BCEWithLogitsLoss(), SGD(model.parameters(), lr=1.0), X, y, epochs=200, rng=rng)
    History(200 epochs, loss 0.713 -> 0.0819...)
    >>> evaluate(model, accuracy, X, y)
    1.0

    Notes
    -----
    Chapters 6 and 8.
    """
    require_rng(rng, "fit")
    if len(X) != len(y):
        raise ValueError(f"fit: expected as many targets as samples, got {len(y)} and {len(X)}")
    if epochs < 1:
        raise ValueError(f"fit: expected epochs >= 1, got {epochs}")
    if validation is None and (patience is not None or metric is not None):
        raise ValueError("fit: expected validation=(X, y) beside patience or metric, got none")
    if patience is not None and patience < 1:
        raise ValueError(f"fit: expected patience >= 1, got {patience}")

    history, best_state = History(), None
    bar = _ProgressBar(epochs) if progress else None
    model.train()
    for epoch in range(epochs):
        total = 0.0
        parts = [(X, y)] if batch_size is None else batches(X, y, batch_size, rng=rng)
        for x_batch, y_batch in parts:
            loss = loss_fn(model(x_batch), y_batch)
            optimizer.zero_grad()
            model.backward(loss_fn.backward())
            optimizer.step()
            total += loss * len(x_batch)
        history.loss.append(total / len(X))
        if not math.isfinite(total):
            raise FloatingPointError(
                f"fit: expected a finite loss, got {total} in epoch {epoch}; a smaller learning rate or "
                "standardised inputs often help"
            )
        if validation is not None:
            _measure(model, loss_fn, metric, *validation, history)
            if history.best_epoch == epoch and patience is not None:
                best_state = model.state_dict()
        if bar:
            bar.update(epoch + 1, history)
        if patience is not None and epoch - history.best_epoch >= patience:
            break
    if bar:
        bar.close()
    if best_state is not None:
        model.load_state_dict(best_state)
    model.eval()
    return history


def _measure(model, loss_fn, metric, X, y, history):
    """Append loss and metric on the validation set to the history, and note the best epoch."""
    prediction = predict(model, X)
    history.val_loss.append(loss_fn(prediction, y))
    if metric is not None:
        history.val_metric.append(metric(prediction, y))
    best = math.nan if history.best_epoch is None else history.val_loss[history.best_epoch]
    if math.isnan(best) or history.val_loss[-1] < best:
        history.best_epoch = len(history.val_loss) - 1


def predict(model: Module, X: np.ndarray) -> np.ndarray:
    """Return the model's output for X, with dropout off; the model's mode is the same afterwards.

    Parameters
    ----------
    model : Module
    X : ndarray of shape (samples, ...)

    Returns
    -------
    ndarray of shape (samples, ...)

    Examples
    --------
    >>> from nnlib import Dropout
    >>> predict(Dropout(0.9, rng=np.random.default_rng(0)), np.ones((1, 3)))
    array([[1., 1., 1.]])
    """
    mode = model.training
    model.eval()
    try:
        return model(X)
    finally:
        model.train(mode)


def evaluate(model: Module, metric: Callable, X: np.ndarray, y: np.ndarray) -> float:
    """Measure a model: a loss or any other function of predictions and targets.

    Parameters
    ----------
    model : Module
    metric : callable
        ``metric(prediction, target)`` returns a number: a `Loss`, `accuracy`, or your own.
    X, y : ndarray
        Inputs and targets.

    Returns
    -------
    float

    Examples
    --------
    >>> from nnlib import Step, xor
    >>> X, y = xor()
    >>> evaluate(Step(), lambda prediction, target: float(np.mean(prediction[:, :1] == target)), X, y)
    0.5
    """
    return metric(predict(model, X), y)


def accuracy(scores: np.ndarray, target: np.ndarray, *, threshold: float = 0.0) -> float:
    """Return the share of right decisions, between 0 and 1.

    Parameters
    ----------
    scores : ndarray of shape (batch, classes), or of the shape of target
        Logits. With several classes the largest score decides; with one score a sample, whether it reaches the
        threshold.
    target : ndarray of int, shape (batch,), or of 0 and 1, shape (batch, 1)
    threshold : float, default 0
        0 for logits, 0.5 for probabilities.

    Raises
    ------
    ValueError
        If the shapes do not belong together.

    Examples
    --------
    >>> accuracy(np.array([[0.1, 2.0], [3.0, 0.0]]), np.array([1, 1]))
    0.5
    >>> accuracy(np.array([[-1.0], [4.0]]), np.array([[0.0], [1.0]]))
    1.0
    """
    scores, target = np.asarray(scores), np.asarray(target)
    if scores.shape == target.shape:
        decision = scores >= threshold
    elif scores.ndim == 2 and scores.shape[1] > 1 and target.shape == scores.shape[:1]:
        decision = scores.argmax(axis=1)
    else:
        raise ValueError(
            f"accuracy: expected scores (batch, classes) with labels (batch,), or equal shapes; "
            f"got {scores.shape} and {target.shape}"
        )
    return float(np.mean(decision == target))


def confusion_matrix(target: np.ndarray, predicted: np.ndarray, *, classes: int | None = None) -> np.ndarray:
    """Count how often each class was taken for each other.

    Parameters
    ----------
    target, predicted : ndarray of int, shape (batch,)
        True and predicted classes.
    classes : int, optional
        How many there are; by default as many as occur.

    Returns
    -------
    ndarray of int, shape (classes, classes)
        Rows are true classes, columns predicted ones; the diagonal is right.

    Raises
    ------
    ValueError
        If the shapes differ or a class is out of range.

    Examples
    --------
    >>> confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]))
    array([[1, 1],
           [0, 1]])

    Notes
    -----
    Chapter 8.
    """
    target, predicted = np.asarray(target), np.asarray(predicted)
    if target.ndim != 1 or target.shape != predicted.shape:
        raise ValueError(f"confusion_matrix: expected two arrays of shape (n,), got {target.shape}, {predicted.shape}")
    both = np.concatenate([target, predicted]).astype(int)
    if classes is None:
        classes = int(both.max(initial=-1)) + 1
    if both.min(initial=0) < 0 or both.max(initial=-1) >= classes:
        raise ValueError(f"confusion_matrix: expected classes in 0 ... {classes - 1}, got {both.min()} to {both.max()}")
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (target.astype(int), predicted.astype(int)), 1)
    return counts


class _ProgressBar:
    """One line on stderr that is drawn over itself, at most ten times a second."""

    def __init__(self, epochs):
        self.epochs, self.start, self.drawn = epochs, time.monotonic(), 0.0

    def update(self, done, history):
        now = time.monotonic()
        if now - self.drawn < 0.1 and done < self.epochs:
            return
        self.drawn = now
        seconds = now - self.start
        left = seconds / done * (self.epochs - done)
        filled = 20 * done // self.epochs
        text = f"[{'#' * filled:<20}] {done}/{self.epochs}  loss {history.loss[-1]:.4g}"
        if history.val_loss:
            text += f"  val_loss {history.val_loss[-1]:.4g}"
        sys.stderr.write(f"\r{text}  {done / max(seconds, 1e-9):.0f} epochs/s, {left:.0f} s left ")
        sys.stderr.flush()

    def close(self):
        sys.stderr.write("\n")
