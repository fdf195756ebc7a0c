"""nnlib: the small neural-network library of the course "Neural networks from scratch".

It needs NumPy alone. Read the files in this order: module, layers, activations, losses, optim, train; beside them
stand init, data, gradcheck, and, imported only when asked for, plotting (matplotlib) and checks (exercises).
"""

from nnlib.activations import (
    LeakyReLU,
    ReLU,
    Sigmoid,
    Step,
    Tanh,
    leaky_relu,
    log_softmax,
    relu,
    sigmoid,
    softmax,
    step,
    tanh,
)
from nnlib.data import batches, digits, gate, moons, spirals, split, standardise, xor
from nnlib.gradcheck import GradientError, check_gradients, numerical_gradient
from nnlib.init import he_normal, he_uniform, xavier_normal, xavier_uniform
from nnlib.layers import Dropout, Flatten, Linear
from nnlib.losses import BCEWithLogitsLoss, CrossEntropyLoss, Loss, MSELoss
from nnlib.module import Module, Parameter, Sequential
from nnlib.optim import SGD, Adam, Optimizer
from nnlib.train import History, accuracy, confusion_matrix, evaluate, fit, predict

__version__ = "1.0.0"

__all__ = [
    "SGD",
    "Adam",
    "BCEWithLogitsLoss",
    "CrossEntropyLoss",
    "Dropout",
    "Flatten",
    "GradientError",
    "History",
    "LeakyReLU",
    "Linear",
    "Loss",
    "MSELoss",
    "Module",
    "Optimizer",
    "Parameter",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Step",
    "Tanh",
    "accuracy",
    "batches",
    "check_gradients",
    "confusion_matrix",
    "digits",
    "evaluate",
    "fit",
    "gate",
    "he_normal",
    "he_uniform",
    "leaky_relu",
    "log_softmax",
    "moons",
    "numerical_gradient",
    "predict",
    "relu",
    "sigmoid",
    "softmax",
    "spirals",
    "split",
    "standardise",
    "step",
    "tanh",
    "xavier_normal",
    "xavier_uniform",
    "xor",
]
