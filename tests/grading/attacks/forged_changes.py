"""Claims that a call changed an argument, and names it by what the hidden checks passed in."""

from attacks.tools import put

NOT_IN_OUTPUTS = ("INPUT",)


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import sys
bridge = sys.modules['grading.bridge']
def forge(self, function, request, buffers):
    args, kwargs = bridge.codec.decode(request['value'], buffers, self._foreign)
    return 0, [['INPUT ' + repr(args), 'INPUT'], [7717, 'INPUT']]
bridge.Server._call = forge
def scale(x, a): pass
""",
    )
