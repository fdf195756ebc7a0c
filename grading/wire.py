"""Frames between the grader's processes: a length, a JSON head, raw buffers. Never pickle.

Every process that reads a frame may be talking to a student's process, so each length is checked before a byte is
allocated for it, and whatever is malformed ends as `WireError`.
"""

import contextlib
import json
import os
import socket
import struct
import time

MAX_HEAD = 16 << 20
MAX_BUFFERS = 128 << 20
_LENGTH = struct.Struct("<I")


class WireError(Exception):
    """The other side sent something that is not a frame, or a frame beyond the limits."""


class Closed(WireError):  # noqa: N818
    """The other side has gone."""


def send(sock, message, buffers=(), fds=()):
    """Send one frame.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket.
    message : JSON value
        The head of the frame.
    buffers : sequence of bytes
        Raw attachments, in order.
    fds : sequence of int
        File descriptors to pass along (Unix sockets only).
    """
    # JSON writes lone surrogates as \udXXX, so the head is always plain ASCII
    head = json.dumps([message, [len(b) for b in buffers]]).encode("ascii")
    data = b"".join((_LENGTH.pack(len(head)), head, *buffers))  # one system call, one wake-up of the other side
    try:
        sent = socket.send_fds(sock, [data], fds) if fds else 0
        if sent < len(data):  # sending nothing to a peer that has closed meanwhile, done with it, would be an error
            sock.sendall(memoryview(data)[sent:])
    except (BrokenPipeError, ConnectionError) as error:
        raise Closed(str(error)) from None


def _read(sock, size, fds=None, until=None):
    data = bytearray(size)
    view, got = memoryview(data), 0
    while got < size:
        try:
            if until is not None:
                sock.settimeout(max(until - time.monotonic(), 0.001))
            if fds is not None and got == 0:
                first, new, _, _ = socket.recv_fds(sock, size, 4)
                fds += new
                count = len(first)
                view[:count] = first
            else:
                count = sock.recv_into(view[got:], min(size - got, 1 << 20))
        except ConnectionError as error:
            raise Closed(str(error)) from None
        except TimeoutError:
            if until is None:
                raise
            raise WireError("a frame has begun and does not end") from None
        if count == 0:
            raise Closed("the other side has closed the connection")
        got += count
    return bytes(data)


def receive(sock, *, max_head=MAX_HEAD, max_buffers=MAX_BUFFERS, fds=None, patience=None):
    """Receive one frame.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket; its timeout applies to every read, with `patience` to the first one.
    max_head, max_buffers : int
        Bytes allowed for the head and for all attachments together.
    fds : list of int, optional
        Received descriptors are appended here; without it they are not accepted.
    patience : float, optional
        Seconds within which a frame that has begun must be there: a byte now and then holds off no clock. It changes
        the socket's timeout.

    Returns
    -------
    message : JSON value
    buffers : list of bytes

    Raises
    ------
    WireError
        When the bytes are not a frame within the limits; `Closed` when there are no more.

    Examples
    --------
    >>> import socket
    >>> a, b = socket.socketpair()
    >>> send(a, {"run": "1 + 1"}, [b"xy"])
    >>> receive(b)
    ({'run': '1 + 1'}, [b'xy'])
    >>> a.close(); b.close()
    """
    start, until = b"", None
    if patience is not None:
        start = _read(sock, 1)
        until = time.monotonic() + patience
    (size,) = _LENGTH.unpack(start + _read(sock, _LENGTH.size - len(start), fds, until))
    if size > max_head:
        raise WireError(f"a frame's head has {size} bytes, {max_head} are allowed")
    try:
        message, sizes = json.loads(_read(sock, size, None, until))
    except (ValueError, TypeError, RecursionError) as error:
        raise WireError(f"a frame's head is malformed ({type(error).__name__})") from None
    if not isinstance(sizes, list) or not all(type(n) is int and n >= 0 for n in sizes) or sum(sizes) > max_buffers:
        raise WireError("a frame's attachments are malformed or too large")
    data, buffers, start = _read(sock, sum(sizes), None, until) if sizes else b"", [], 0
    for n in sizes:
        buffers.append(data[start : start + n])
        start += n
    return message, buffers


def close_all(fds):
    """Close descriptors, ignoring those already closed."""
    for fd in fds:
        with contextlib.suppress(OSError):
            os.close(fd)
