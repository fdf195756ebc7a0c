"""The grading engine: nbgrader keeps the books, this package runs untrusted notebooks safely, fairly and fast."""
