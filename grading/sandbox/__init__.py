"""The sandbox: what keeps a submission away from the machine, layer by layer.

`layers` holds what a process does to lock itself in, `probe` what this machine allows, `kernel` and `seccomp` the
system calls underneath. Without root, on Linux, everything works where the system lets users make namespaces.
"""

from . import cgroup, layers
from .layers import Limits, enter_house, lock_job, private_job, readable_paths
from .probe import PROTECTING, Layer, probe, working_layers

__all__ = [
    "PROTECTING",
    "Layer",
    "Limits",
    "cgroup",
    "enter_house",
    "layers",
    "lock_job",
    "private_job",
    "probe",
    "readable_paths",
    "working_layers",
]
