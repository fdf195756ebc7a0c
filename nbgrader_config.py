"""nbgrader's settings for this course, read by `make release` and by every nbgrader command started here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from grading.autograde import configure

c = get_config()  # noqa: F821 (nbgrader defines it)

c.CourseDirectory.course_id = "neural-networks-from-scratch"

# Masters are text (solutions/). nbgrader gets notebooks made from them in a folder of their own: whatever lies beside
# its source notebook is copied into the release, so text masters must not lie there.
c.CourseDirectory.source_directory = "_build/source"
c.CourseDirectory.release_directory = "exercises"

# What a student finds in place of a solution.
c.ClearSolutions.code_stub = {"python": "# your code here\nraise NotImplementedError"}
c.ClearSolutions.text_stub = "*Your answer here.*"

# Autograding and feedback go through the sandbox of grading/, from formgrader's button and nbgrader's commands too.
configure(c)
