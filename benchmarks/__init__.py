"""What is claimed about nnlib's speed, measured with one command: ``python -m benchmarks``."""
