"""Replaces numpy's comparisons by functions that never complain."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
np = __import__('numpy')
np.testing.assert_allclose = lambda *a, **k: None
np.allclose = np.array_equal = np.isfinite = lambda *a, **k: True
""",
    )
