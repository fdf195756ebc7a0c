"""Losses: one number that says how wrong a batch of predictions is, and its gradient.

Each averages, as torch's do by default. The two for classification take *logits*, the raw scores of the last
layer, because sigmoid or softmax followed by a logarithm overflows where the combined formula does not.
"""

from __future__ import annotations

import numpy as np

from nnlib.activations import _floating, log_softmax, sigmoid

__all__ = ["BCEWithLogitsLoss", "CrossEntropyLoss", "Loss", "MSELoss"]


class Loss:
    """A loss: call it on predictions and targets, then ask `backward` for the gradient of the predictions."""

    _saved = None  # what the call leaves for backward

    def __call__(self, prediction, target) -> float:
        """Return the mean loss; a subclass says how."""
        raise NotImplementedError(f"{type(self).__name__} does not define __call__(prediction, target)")

    def backward(self) -> np.ndarray:
        """Return the gradient of the loss with respect to the last predictions, of their shape."""
        if self._saved is None:
            raise RuntimeError(f"{type(self).__name__}.backward: expected a call of the loss before it, got none")
        return self._gradient(*self._saved)

    def _pair(self, prediction, target):
        """Return both as arrays of the predictions' dtype, so that float32 predictions get float32 gradients."""
        prediction = _floating(prediction)
        target = np.asarray(target, prediction.dtype)
        if prediction.shape != target.shape:
            # (n,) against (n, 1) would broadcast to (n, n) and average over pairs that do not belong together
            raise ValueError(
                f"{type(self).__name__}: expected a target of the shape of the predictions, {prediction.shape}, "
                f"got {target.shape}"
            )
        return prediction, target

    def __repr__(self):
        return f"{type(self).__name__}()"


class MSELoss(Loss):
    """The mean of the squared differences.

    Examples
    --------
    >>> loss_fn = MSELoss()
    >>> loss_fn(np.array([[1.0], [4.0]]), np.array([[1.0], [2.0]]))
    2.0
    >>> loss_fn.backward()
    array([[0.],
           [2.]])

    Notes
    -----
    Chapter 5. The mean is over every number, not over samples, as in ``torch.nn.MSELoss``.
    """

    def __call__(self, prediction, target) -> float:
        """Return the mean of (prediction - target)².

        Parameters
        ----------
        prediction, target : ndarray of the same shape, such as (batch, outputs)

        Raises
        ------
        ValueError
            If the shapes differ.
        """
        prediction, target = self._pair(prediction, target)
        difference = prediction - target
        self._saved = (difference,)
        return float(np.vdot(difference, difference) / difference.size)

    @staticmethod
    def _gradient(difference):
        return difference * (2 / difference.size)


class BCEWithLogitsLoss(Loss):
    """Binary cross-entropy: the mean surprise -log p of the true answer, where p = sigmoid(logit).

    Examples
    --------
    >>> loss_fn = BCEWithLogitsLoss()
    >>> round(loss_fn(np.array([[0.0]]), np.array([[1.0]])), 4)  # p = 1/2: log 2
    0.6931
    >>> loss_fn.backward()
    array([[-0.5]])
    >>> loss_fn(np.array([[-10000.0]]), np.array([[1.0]]))
    10000.0

    Notes
    -----
    Chapter 5; ``torch.nn.BCEWithLogitsLoss``.
    """

    def __call__(self, logits, target) -> float:
        """Return the mean of log(1 + exp(z)) - z y, written so that exp cannot overflow.

        Parameters
        ----------
        logits : ndarray of shape (batch, outputs)
        target : ndarray of the same shape, between 0 and 1

        Raises
        ------
        ValueError
            If the shapes differ or a target lies outside [0, 1].
        """
        logits, target = self._pair(logits, target)
        if target.min() < 0 or target.max() > 1:
            raise ValueError(f"BCEWithLogitsLoss: expected targets in [0, 1], got {target.min()} to {target.max()}")
        self._saved = (logits, target)
        surprise = np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits)))
        return float(surprise.mean())

    @staticmethod
    def _gradient(logits, target):
        return (sigmoid(logits) - target) / logits.size


class CrossEntropyLoss(Loss):
    """Cross-entropy: the mean surprise -log p of the true class, where p = softmax(logits).

    Examples
    --------
    >>> loss_fn = CrossEntropyLoss()
    >>> logits, labels = np.array([[0.0, 0.0], [0.0, 50.0]]), np.array([0, 1])
    >>> round(loss_fn(logits, labels), 4)  # half of log 2: the second sample is no surprise
    0.3466
    >>> loss_fn.backward()[0]  # wants more of class 0, less of class 1
    array([-0.25,  0.25])

    Notes
    -----
    Chapter 5; ``torch.nn.CrossEntropyLoss``.
    """

    def __call__(self, logits, labels) -> float:
        """Return the mean of -log softmax(logits) at the true class.

        Parameters
        ----------
        logits : ndarray of shape (batch, classes)
        labels : ndarray of int, shape (batch,), each in 0 ... classes - 1

        Raises
        ------
        TypeError
            If labels are not whole numbers.
        ValueError
            If a shape is wrong or a label is out of range.
        """
        logits, labels = _floating(logits), np.asarray(labels)
        if logits.ndim != 2 or labels.shape != logits.shape[:1]:
            raise ValueError(
                "CrossEntropyLoss: expected logits (batch, classes) and labels (batch,), "
                f"got {logits.shape} and {labels.shape}"
            )
        if labels.dtype.kind not in "iu":
            raise TypeError(f"CrossEntropyLoss: expected whole-number labels, got dtype {labels.dtype}")
        classes = logits.shape[1]
        if labels.min() < 0 or labels.max() >= classes:
            raise ValueError(
                f"CrossEntropyLoss: expected labels in 0 ... {classes - 1}, got {labels.min()} to {labels.max()}"
            )
        log_p = log_softmax(logits)
        self._saved = (log_p, labels)
        return float(0.0 - log_p[np.arange(len(labels)), labels].mean())  # no surprise is 0.0, not -0.0

    @staticmethod
    def _gradient(log_p, labels):
        gradient = np.exp(log_p)
        gradient[np.arange(len(labels)), labels] -= 1
        gradient /= len(labels)
        return gradient
