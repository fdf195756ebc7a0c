"""Make and grade a small class in a process of its own: `python small_class.py DIRECTORY [--run-without-protection]`.

Prints, as JSON, the exit code, what it says, and everybody's points. One of the students looks into a file that is
none of theirs, and answers rightly only if that is refused.
"""

import json
import sys
from pathlib import Path

STUDENTS = ("right", "wrong", "blank", "reader", "broken")
READS = """
try:
    open({path!r}).close()
    w_nand = b_nand = None
except OSError:
    {right}
"""


def main(directory, *options):
    from course import ASSIGNMENT, RIGHT, Class, configuration, make_base

    from grading import batch, sandbox

    school = Class(make_base(Path(directory) / "base"), Path(directory) / "class")
    school.hand_in("right")
    school.hand_in("wrong", school.answered(RIGHT | {"scale": "def scale(x, a):\n    return x + a"}))
    school.hand_in("blank", school.release())
    secret = Path(directory) / "secret"
    secret.write_text("SECRET")
    reads = READS.format(path=str(secret), right=RIGHT["weights"])
    school.hand_in("reader", school.answered(RIGHT | {"weights": reads}))
    school.hand_in("broken", "{")
    config = configuration(school.root, run_without_protection="--run-without-protection" in options)
    summary = batch.grade_class(config, ASSIGNMENT)
    print(json.dumps(
        {
            "code": summary.exit_code, "problem": summary.problem, "layers": sorted(sandbox.working_layers()),
            "points": {s: school.marks(s) and sum(school.marks(s).values()) for s in STUDENTS},
        }
    ))  # fmt: skip


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main(*sys.argv[1:])
