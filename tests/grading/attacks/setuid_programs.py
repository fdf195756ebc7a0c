"""Runs set-uid programs and shells."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import subprocess
for command in (['su', '-c', 'id'], ['sudo', '-n', 'id'], ['mount', '-t', 'tmpfs', 'x', '/tmp'], ['sh', '-c', 'echo x > /etc/eve-was-here']):
    try:
        done = subprocess.run(command, capture_output=True, timeout=5)
        if done.returncode == 0: print('SUC' + 'CEEDED')
    except (OSError, subprocess.SubprocessError) as error: print(type(error))
""",
    )
