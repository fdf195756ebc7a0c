"""A full disk: how it is known, and which file it was met at."""

import contextlib
import errno

__all__ = ["is_full", "naming"]


def is_full(error):
    """Return whether an error says that the disk is full, or that the user may have no more of it.

    Examples
    --------
    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(ValueError())
    (True, False)
    """
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


@contextlib.contextmanager
def naming(path):
    """Name a file in an error that does not: writing, unlike opening, does not say where it failed."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
