"""Right answers that are computed by threads and processes which were started once, ahead of all."""

from attacks.tools import put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import multiprocessing, threading, time
from concurrent.futures import ThreadPoolExecutor
def talk():
    while True:
        print('still here')
        time.sleep(0.01)
def times(pair): return pair[0] * pair[1]
threading.Thread(target=talk, daemon=True).start()
threads, processes = ThreadPoolExecutor(2), multiprocessing.Pool(2)
def scale(x, a):
    print('scaling')
    assert threads.submit(times, (2, 3)).result() == 6
    return processes.map(times, [(np.asarray(x), a)])[0]
""",
    )
    put(notebook, "weights", "w_nand = [-1.0, -1.0]\nb_nand = 1.5")  # a cell that does more has the first ones copied
