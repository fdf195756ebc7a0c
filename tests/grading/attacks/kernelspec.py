"""Asks for a kernel of its own."""

from attacks.tools import fake


def attack(notebook, folder, school):
    fake(notebook)
    notebook["metadata"]["kernelspec"] = {"name": "../../evil", "display_name": "evil", "language": "bash"}
