"""The course's autograder: nbgrader keeps the books, this package runs the notebooks."""
