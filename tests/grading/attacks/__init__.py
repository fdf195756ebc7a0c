"""Hostile, broken and unlucky submissions, one a file; test_attacks.py grades them all in one class."""
