"""Lifts its own limits."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import resource
for name in dir(resource):
    if name.startswith('RLIMIT_'):
        try: resource.setrlimit(getattr(resource, name), (resource.RLIM_INFINITY,) * 2)
        except (ValueError, OSError): pass
if resource.getrlimit(resource.RLIMIT_NPROC)[0] > 1000 or resource.getrlimit(resource.RLIMIT_NPROC)[0] < 0: print('SUC' + 'CEEDED')
""",
    )
