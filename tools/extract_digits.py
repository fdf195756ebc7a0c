"""Write nnlib/_data/digits.npz from the digits that scikit-learn ships, so that nnlib needs NumPy alone.

Run it once, with scikit-learn installed:  python tools/extract_digits.py
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TARGET = Path(__file__).parents[1] / "nnlib" / "_data" / "digits.npz"


def main():
    """Extract, write, and say what was written."""
    data = load_digits()
    np.savez_compressed(TARGET, pixels=data.data.astype(np.uint8), labels=data.target.astype(np.uint8))
    print(f"{len(data.data)} digits, {TARGET.stat().st_size:,} bytes -> {TARGET}")


if __name__ == "__main__":
    main()
