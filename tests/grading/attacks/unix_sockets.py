"""Looks for local services: X11, D-Bus, Docker, and abstract names."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import socket
for name in ('/var/run/docker.sock', '/run/docker.sock', '/run/dbus/system_bus_socket', '/tmp/.X11-unix/X0', chr(0) + '/tmp/.X11-unix/X0'):
    s = socket.socket(socket.AF_UNIX)
    try: s.connect(name); print('SUC' + 'CEEDED')
    except OSError as error: print(type(error))
""",
    )
