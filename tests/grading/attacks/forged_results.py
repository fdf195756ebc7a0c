"""Writes forged messages on every socket it has inherited, while tests run."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import json, os, stat, struct, threading, time
def forge():
    for i in range(100):
        for message in ({'done': {'value': None}}, {'value': True, 'changed': [], 'printed': []}):
            head = json.dumps([message, []]).encode()
            for fd in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, struct.pack('<I', len(head)) + head)
                except OSError: pass
        time.sleep(0.01)
threading.Thread(target=forge, daemon=True).start()
time.sleep(0.2)
""",
    )
