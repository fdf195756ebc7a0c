"""How we measure: one thread, contenders in turns, medians.

A contender is a function that makes everything ready and returns ``train(steps)``, which starts from the same initial
weights every time, takes that many steps, and returns the losses it met, one a step. This file imports no NumPy, so
that `one_thread` can be called before NumPy, torch or jax is loaded; they read these settings once, at import.
"""

from __future__ import annotations

import gc
import importlib.metadata
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

STEPS_COMPARED = 20  # so many losses of each contender are compared with the reference's
MAX_STEPS = 20_000
PEERS = ("numpy", "torch", "jax", "scikit-learn", "autograd", "micrograd")


@dataclass
class Contender:
    """One way to train the network.

    `kind` is "numpy" (by hand), "nnlib", "peer" or "floor" (no training, only the work that cannot be avoided).
    `follows` says that the arithmetic is the reference's, so that the losses must be the same.
    """

    name: str
    setup: Callable[[], Callable[[int], list[float]]]
    kind: str = "peer"
    follows: bool = True
    compiles: bool = False  # takes many seconds to get ready, left out by --quick


@dataclass
class Row:
    """What was measured of one contender: seconds per step in each round."""

    name: str
    kind: str
    train: Callable[[int], list[float]]
    steps: int
    loss_difference: float | None
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def one_thread() -> None:
    """Hold this process to one thread on one core; call it before importing anything that computes."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ[name] = "1"
    os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"
    os.environ["JAX_PLATFORMS"] = "cpu"
    if hasattr(os, "sched_setaffinity"):  # Linux; jax makes as many threads as it sees cores
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def machine() -> dict[str, str]:
    """Describe what the numbers depend on: processor, versions, and the kernel that NumPy's BLAS has chosen."""
    import numpy as np

    try:
        from threadpoolctl import threadpool_info

        blas = next(lib for lib in threadpool_info() if lib["user_api"] == "blas")
        description = {
            "blas": f"{blas['internal_api']} {blas['version']}",
            "kernel": blas.get("architecture", "unknown"),
        }
    except (ImportError, StopIteration):
        built_with = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
        description = {"blas": f"{built_with['name']} {built_with['version']}", "kernel": "unknown"}
    try:
        import torch

        mkl = "MKL" if torch.backends.mkl.is_available() else "no MKL"
        description["torch_blas"] = f"{mkl}, {torch.backends.cpu.get_cpu_capability()}"
    except ImportError:
        description["torch_blas"] = "not installed"
    return {"processor": _processor(), "python": platform.python_version(), **description, "versions": _versions()}


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _versions() -> str:
    found = []
    for name in PEERS:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def measure(
    contenders: list[Contender], *, rounds: int, seconds: float, quick: bool
) -> tuple[list[Row], dict[str, str]]:
    """Run every contender once in each round, and say which could not take part.

    Parameters
    ----------
    contenders : list of Contender
        The first is the reference that the others' losses are compared with.
    rounds : int
        How many runs of each; contender after contender within a round, so that a slow moment hits all alike.
    seconds : float
        About how long a run takes; the number of steps is chosen accordingly.
    quick : bool
        Leave out contenders that compile.

    Returns
    -------
    rows : list of Row
    missing : dict
        Names of contenders that did not take part, with the reason.
    """
    rows, missing, reference = [], {}, None
    for contender in contenders:
        if quick and contender.compiles:
            missing[contender.name] = "left out by --quick: compiling takes long"
            continue
        try:
            train = contender.setup()
            losses = train(STEPS_COMPARED)
        except Exception as error:
            if contender.kind in ("numpy", "nnlib"):
                raise
            missing[contender.name] = _reason(error)
            continue
        reference = reference or losses
        difference = largest_difference(losses, reference) if contender.follows else None
        steps = int(seconds / _time(train, STEPS_COMPARED))
        steps = min(max(steps, STEPS_COMPARED), MAX_STEPS)
        train(steps)  # warm-up: the next run of this length finds everything compiled and in cache
        rows.append(Row(contender.name, contender.kind, train, steps, difference))
    gc.collect()
    gc.freeze()  # what the libraries left in memory is no contender's rubbish
    for _ in range(rounds):
        for row in rows:
            row.seconds.append(_time(row.train, row.steps))
    gc.unfreeze()
    return rows, missing


def largest_difference(losses: list[float], reference: list[float]) -> float:
    """Return the largest relative difference of two trajectories of losses."""
    return max(abs(loss - expected) / abs(expected) for loss, expected in zip(losses, reference, strict=True))


def _time(train, steps: int) -> float:
    start = time.perf_counter()
    train(steps)
    return (time.perf_counter() - start) / steps


def _reason(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"{error.name} is not installed: pip install -e '.[bench]'"
    first_line = (str(error).strip().splitlines() or ["no message"])[0]
    return f"failed: {type(error).__name__}: {first_line[:120]}"
