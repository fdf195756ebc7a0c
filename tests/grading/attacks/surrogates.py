"""Writes lone surrogates and NUL into its sources."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(notebook, "scale", 'x = "\ud800\0"\ndef scale(x, a): return 0')
