"""Changes locale, time zone, default encoding and print options, with right answers: nothing is lost."""

from attacks.tools import before

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    before(
        notebook,
        """
import locale, numpy, os, time
for name in ('de_DE.UTF-8', 'tr_TR.UTF-8', 'C'):
    try: locale.setlocale(locale.LC_ALL, name)
    except locale.Error: pass
os.environ['TZ'] = 'Asia/Kathmandu'
time.tzset()
numpy.set_printoptions(precision=1)
""",
    )
