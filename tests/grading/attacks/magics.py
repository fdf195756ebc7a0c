"""Uses shell and system magics."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
!cat /etc/passwd /etc/shadow
%system ls /
%env
%run /etc/passwd
%load_ext autoreload
%reset -f
""",
    )
