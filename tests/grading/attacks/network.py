"""Connects to the outside, by TCP and by UDP."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import socket
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    for family, to in ((socket.AF_INET, ('127.0.0.1', 53)), (socket.AF_INET6, ('::1', 53))):
        try:
            s = socket.socket(family, kind); s.settimeout(2); s.connect(to); s.send(b'x'); print('SUC' + 'CEEDED')
        except OSError as error: print(type(error))
""",
    )
