"""Figures in one style: the only file of nnlib that needs matplotlib.

Every function draws on ``ax``, or on a new figure if none is given, and returns the axes, so that a chapter can add
to it. Classes differ in colour *and* in marker; the colours are Okabe and Ito's, made for colour-blind readers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap, to_rgb

from nnlib.module import Module, Sequential
from nnlib.train import History, predict

__all__ = [
    "COLOURS",
    "MARKERS",
    "figure",
    "plot_activations",
    "plot_confusion",
    "plot_decision",
    "plot_gradients",
    "plot_images",
    "plot_learning_curves",
    "plot_line",
    "plot_network",
    "plot_points",
    "use_style",
]

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8A6D00", "#6A3D9A", "#444444", "#999999")
MARKERS = ("o", "^", "s", "D", "v", "P", "X", "*", "<", ">")

_STYLE = {
    "figure.figsize": (5, 3.2),
    "figure.facecolor": "none",  # the page shows through, light or dark
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "legend.framealpha": 0.0,
    "axes.prop_cycle": plt.cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.25,
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "font.size": 10,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "lines.linewidth": 2,
    "figure.constrained_layout.use": True,
    "svg.fonttype": "path",
    "svg.hashsalt": "nnlib",  # the same figure gives the same file
    "image.cmap": "cividis",
}


def use_style() -> None:
    """Set the book's style for all figures that follow; in a notebook, draw them as SVG.

    Examples
    --------
    >>> use_style()
    >>> plt.rcParams["axes.grid"]
    True
    """
    plt.rcParams.update(_STYLE)
    try:
        from IPython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:
        return
    if get_ipython() is not None:
        set_matplotlib_formats("svg")


def figure(columns: int = 1, *, wide: bool | None = None):
    """Make a figure of one of the two standard sizes, 5 x 3.2 or 8 x 3.2 inches.

    Parameters
    ----------
    columns : int, default 1
        How many plots stand side by side.
    wide : bool, optional
        The larger size; by default if there is more than one column.

    Returns
    -------
    (Figure, Axes) or (Figure, ndarray of Axes)

    Examples
    --------
    >>> fig, (left, right) = figure(2)
    >>> fig.get_size_inches().tolist()
    [8.0, 3.2]
    >>> plt.close(fig)
    """
    wide = columns > 1 if wide is None else wide
    with plt.rc_context(_STYLE):
        return plt.subplots(1, columns, figsize=(8 if wide else 5, 3.2))


def _axes(ax):
    return figure()[1] if ax is None else ax


def _classes(y):
    return np.asarray(y).ravel().astype(int)


def plot_points(X: np.ndarray, y: np.ndarray, *, ax=None, names: Sequence[str] | None = None, size: float = 40):
    """Draw points of the plane, each class in its colour and marker.

    Parameters
    ----------
    X : ndarray of shape (samples, 2)
    y : ndarray of shape (samples,) or (samples, 1)
        Whole numbers from 0.
    ax : Axes, optional
    names : sequence of str, optional
        A name for each class, for the legend.
    size : float, default 40
        The area of a marker in points².

    Returns
    -------
    Axes

    Examples
    --------
    >>> from nnlib import gate
    >>> ax = plot_points(*gate("AND"))
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['class 0', 'class 1']
    >>> plt.close("all")
    """
    ax = _axes(ax)
    labels = _classes(y)
    for k in np.unique(labels):
        here = labels == k
        name = names[k] if names else f"class {k}"
        ax.scatter(
            *X[here].T,
            s=size,
            c=COLOURS[k],
            marker=MARKERS[k],
            edgecolors="white",
            linewidths=0.6,
            label=name,
            zorder=3,
        )
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=5, borderaxespad=0.2)  # above: it hides no point
    return ax


def plot_line(w: np.ndarray, b: float, *, ax=None, label: str | None = None, arrow: bool = True, **style):
    """Draw the line on which a neuron with two inputs changes its mind, w·x + b = 0, inside the axes' limits.

    Parameters
    ----------
    w : ndarray of shape (2,)
        The weights, not both zero.
    b : float
        The bias.
    ax : Axes, optional
        Its limits are kept.
    label : str, optional
        For the legend.
    arrow : bool, default True
        Whether to draw w as an arrow from the line towards the side that fires.
    **style
        For matplotlib's ``plot``.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If both weights are zero: there is no line then.

    Examples
    --------
    >>> ax = plot_line(np.array([1.0, 1.0]), -1.5)
    >>> plt.close("all")
    """
    w = np.asarray(w, dtype=float).ravel()
    if w.shape != (2,) or not np.any(w):
        raise ValueError(f"plot_line: expected two weights, not both zero, got {w}")
    ax = _axes(ax)
    xlim, ylim = ax.get_xlim(), ax.get_ylim()
    foot = -b * w / (w @ w)  # the point of the line that is nearest to the origin
    along = np.array([-w[1], w[0]]) / np.linalg.norm(w)
    reach = 2 * (abs(xlim[0]) + abs(xlim[1]) + abs(ylim[0]) + abs(ylim[1]) + np.linalg.norm(foot))
    ends = np.array([foot - reach * along, foot + reach * along])
    style = {"color": COLOURS[8], "zorder": 2} | style
    ax.plot(*ends.T, label=label, **style)
    if arrow:
        middle = np.array([np.mean(xlim), np.mean(ylim)])
        start = middle - ((w @ middle + b) / (w @ w)) * w
        tip = start + 0.18 * min(np.ptp(xlim), np.ptp(ylim)) * w / np.linalg.norm(w)
        ax.annotate("", tip, start, arrowprops={"arrowstyle": "-|>", "color": style["color"], "lw": 1.8})
    ax.set(xlim=xlim, ylim=ylim)
    return ax


def plot_decision(model: Module | Callable, X: np.ndarray, y: np.ndarray, *, ax=None, steps: int = 201, **points):
    """Colour the plane by the class a model decides for, with the points on top.

    Parameters
    ----------
    model : Module or callable
        Maps (points, 2) to scores: (points, 1), where 0 and above means class 1, or (points, classes).
    X : ndarray of shape (samples, 2)
    y : ndarray of shape (samples,) or (samples, 1)
    ax : Axes, optional
    steps : int, default 201
        How fine the grid is.
    **points
        For `plot_points`.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from nnlib import gate
    >>> X, y = gate("AND")
    >>> ax = plot_decision(lambda points: points.sum(axis=1, keepdims=True) - 1.5, X, y)
    >>> plt.close("all")
    """
    ax = _axes(ax)
    margin = 0.15 * np.ptp(X, axis=0)
    (x_min, y_min), (x_max, y_max) = X.min(axis=0) - margin, X.max(axis=0) + margin
    across, up = np.linspace(x_min, x_max, steps), np.linspace(y_min, y_max, steps)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    scores = predict(model, grid) if isinstance(model, Module) else np.asarray(model(grid))
    if scores.ndim == 2 and scores.shape[1] > 1:
        classes, n = scores.argmax(axis=1), scores.shape[1]
    else:
        classes, n = (scores.ravel() >= 0).astype(int), 2
    # pale but opaque: a tint of each class's colour
    tints = ListedColormap([tuple(0.72 + 0.28 * np.array(to_rgb(colour))) for colour in COLOURS[:n]])
    image = classes.reshape(steps, steps)
    ax.imshow(
        image,
        origin="lower",
        extent=(x_min, x_max, y_min, y_max),
        cmap=tints,
        vmin=0,
        vmax=n - 1,
        aspect="auto",
        zorder=0,
    )
    for k in range(1, n):
        ax.contour(across, up, image >= k, levels=[0.5], colors=[COLOURS[8]], linewidths=1, zorder=1)
    ax.grid(False)
    return plot_points(X, y, ax=ax, **points)


def plot_activations(functions: Mapping[str, Callable], *, ax=None, z: np.ndarray | None = None):
    """Draw functions of one number on the same axes.

    Parameters
    ----------
    functions : mapping of str to callable
        Each maps an array to an array of the same shape.
    ax : Axes, optional
    z : ndarray of shape (points,), optional
        Where to draw; by default from -5 to 5.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from nnlib import relu, sigmoid
    >>> ax = plot_activations({"sigmoid": sigmoid, "ReLU": relu})
    >>> plt.close("all")
    """
    ax = _axes(ax)
    z = np.linspace(-5, 5, 501) if z is None else z
    for (name, function), dashes in zip(functions.items(), ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]):
        ax.plot(z, function(z), label=name, linestyle=dashes)
    ax.set(xlabel="$z$", ylabel="$a$")
    ax.legend()
    return ax


def plot_learning_curves(history: History | Mapping[str, Sequence[float]], *, ax=None, log: bool = False):
    """Draw how the loss falls, epoch by epoch.

    Parameters
    ----------
    history : History or mapping of str to sequence of float
        What `nnlib.train.fit` returned, or several curves by name.
    ax : Axes, optional
    log : bool, default False
        Whether the loss is drawn on a logarithmic scale.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = plot_learning_curves(History(loss=[0.7, 0.4, 0.3], val_loss=[0.7, 0.5, 0.6], best_epoch=1))
    >>> ax.get_xlabel()
    'epoch'
    >>> plt.close("all")
    """
    ax = _axes(ax)
    if isinstance(history, History):
        curves = {"training": history.loss} | ({"validation": history.val_loss} if history.val_loss else {})
        best = history.best_epoch
    else:
        curves, best = history, None
    for (name, values), dashes in zip(curves.items(), ["-", "--", "-.", ":"] * 3):
        ax.plot(np.arange(1, len(values) + 1), values, label=name, linestyle=dashes)
    if best is not None:
        ax.axvline(best + 1, color=COLOURS[8], linewidth=1, linestyle=":", label=f"best epoch: {best + 1}")
    ax.set(xlabel="epoch", ylabel="loss", yscale="log" if log else "linear")
    if len(curves) > 1 or best is not None:
        ax.legend()
    return ax


def plot_network(
    sizes: Sequence[int] | Sequential,
    *,
    labels: Sequence[str] | None = None,
    inputs: Sequence[str] | None = None,
    outputs: Sequence[str] | None = None,
    ax=None,
    most: int = 8,
):
    """Draw layers of neurons, left to right, every one joined to every one of the next layer.

    Parameters
    ----------
    sizes : sequence of int, or Sequential
        How many neurons each layer has, inputs first. From a model, the weights are drawn too: blue for positive,
        orange and dashed for negative, the thicker the larger.
    labels : sequence of str, optional
        A name below each layer.
    inputs, outputs : sequence of str, optional
        Names of the single inputs and outputs.
    ax : Axes, optional
    most : int, default 8
        Of a larger layer only so many neurons are drawn, with dots between.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = plot_network([2, 3, 1], labels=["input", "hidden", "output"])
    >>> plt.close("all")
    """
    weights = None
    if isinstance(sizes, Sequential):
        weights = [layer.weight.data for layer in sizes.layers if hasattr(layer, "weight")]
        sizes = [len(weights[0]), *(weight.shape[1] for weight in weights)]
        if max(sizes) > most:
            weights = None  # the drawn neurons are only some of them
    ax = _axes(ax)
    columns = []
    for x, size in enumerate(sizes):
        drawn = min(size, most)
        y = (drawn - 1) / 2 - np.arange(drawn, dtype=float)
        if size > most:
            middle = drawn // 2
            ax.text(x, y[middle], "⋮", ha="center", va="center", fontsize=14)
            y = np.delete(y, middle)
            ax.text(x + 0.12, y[0], f"{size}", ha="left", va="bottom", fontsize=8)
        columns.append(y)
    for x, (left, right) in enumerate(pairwise(columns)):
        largest = np.abs(weights[x]).max() or 1.0 if weights else 1.0
        for i, y_from in enumerate(left):
            for j, y_to in enumerate(right):
                weight = weights[x][i, j] / largest if weights else None
                ax.plot([x, x + 1], [y_from, y_to], zorder=1, **_edge_style(weight))
    for x, y in enumerate(columns):
        colour = COLOURS[0] if x == 0 else COLOURS[1] if x == len(columns) - 1 else COLOURS[2]
        ax.scatter(np.full(len(y), x), y, s=260, c="white", edgecolors=colour, linewidths=2, zorder=2)
    for names, x, offset, align in ((inputs, 0, -0.14, "right"), (outputs, len(columns) - 1, 0.14, "left")):
        for name, y in zip(names or (), columns[x]):
            ax.text(x + offset, y, name, ha=align, va="center")
    bottom = min(y[-1] for y in columns) - 0.75
    for x, label in enumerate(labels or ()):
        ax.text(x, bottom, label, ha="center", va="top")
    ax.set(xlim=(-0.6, len(columns) - 0.4), ylim=(bottom - 0.5, max(y[0] for y in columns) + 0.6))
    ax.axis("off")
    return ax


def _edge_style(weight):
    if weight is None:
        return {"color": COLOURS[9], "linewidth": 0.8}
    return {
        "color": COLOURS[0] if weight >= 0 else COLOURS[1],
        "linestyle": "-" if weight >= 0 else "--",
        "linewidth": 0.4 + 2.6 * abs(weight),
    }


def plot_gradients(model: Module, *, ax=None):
    """Draw the size of the gradient of every parameter, first layer on top.

    Parameters
    ----------
    model : Module
        After a backward pass.
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from nnlib import Linear
    >>> ax = plot_gradients(Sequential(Linear(2, 3, rng=np.random.default_rng(0))))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['layers.0.weight', 'layers.0.bias']
    >>> plt.close("all")
    """
    ax = _axes(ax)
    sizes = {name: np.sqrt(np.mean(parameter.grad**2)) for name, parameter in model.named_parameters()}
    ax.barh(range(len(sizes)), list(sizes.values()), color=COLOURS[0])
    ax.set_yticks(range(len(sizes)), list(sizes))
    ax.invert_yaxis()
    ax.set_xlabel("root mean square of the gradient")
    return ax


def plot_confusion(matrix: np.ndarray, *, names: Sequence[str] | None = None, ax=None):
    """Draw a confusion matrix with its counts.

    Parameters
    ----------
    matrix : ndarray of int, shape (classes, classes)
        From `nnlib.train.confusion_matrix`.
    names : sequence of str, optional
        A name for each class; by default its number.
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = plot_confusion(np.array([[5, 1], [0, 4]]))
    >>> plt.close("all")
    """
    ax = _axes(ax)
    names = names or [str(k) for k in range(len(matrix))]
    share = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    ax.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(matrix):
        if count:
            colour = "white" if share[row, column] > 0.5 else "black"
            ax.text(column, row, str(count), ha="center", va="center", color=colour, fontsize=8)
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="true")
    ax.grid(False)
    return ax


def plot_images(images: np.ndarray, *, titles: Sequence[str] | None = None, columns: int = 8):
    """Draw small pictures in rows.

    Parameters
    ----------
    images : ndarray of shape (count, height, width)
        0 is white, the largest value black.
    titles : sequence of str, optional
        One above each picture.
    columns : int, default 8
        How many in a row.

    Returns
    -------
    Figure

    Examples
    --------
    >>> fig = plot_images(np.zeros((3, 8, 8)), titles=["a", "b", "c"])
    >>> plt.close("all")
    """
    rows = -(-len(images) // columns)
    with plt.rc_context(_STYLE):
        fig, axes = plt.subplots(rows, columns, figsize=(8, 8 / columns * rows * 1.2), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for i, (ax, image) in enumerate(zip(axes.flat, images)):
        ax.imshow(image, cmap="gray_r")
        if titles:
            ax.set_title(titles[i], fontsize=9)
    return fig
