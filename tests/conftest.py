"""Settings that every test shares."""

from collections import Counter

from hypothesis import settings

# the same examples on every machine and every run: a red test is red for everybody
settings.register_profile("course", deadline=None, derandomize=True, database=None, max_examples=30)
settings.load_profile("course")


def pytest_terminal_summary(terminalreporter):
    """Print what the bank of answers showed (tests/exercises/test_bank.py), one line for each exercise.

    Each test leaves what it showed in its report, since with pytest-xdist the tests run in other processes.
    """
    ran, shown = Counter(), Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            if "test_bank.py" in report.nodeid and "answer_loses" in report.nodeid and report.when == "call":
                exercise, _, name = report.nodeid.partition("[")[2].rstrip("]").rpartition("-")
                ran[exercise, name.split("_")[0]] += 1
                for key, value in report.user_properties:
                    if key == "bank":
                        shown[tuple(value)] += 1
    if not ran:
        return
    terminalreporter.section("bank of answers")
    rows = [("exercise", "mistakes caught", "right answers kept", "causes named")]
    for exercise in sorted({exercise for exercise, _ in ran}):
        wrong, right = ran[exercise, "wrong"], ran[exercise, "right"]
        rows.append(
            (
                exercise,
                f"{shown[exercise, 'wrong', 'kept']} of {wrong}",
                f"{shown[exercise, 'right', 'kept']} of {right}",
                f"{shown[exercise, 'wrong', 'named']} of {wrong}",
            )
        )
    for name, *figures in rows:
        terminalreporter.write_line(f"{name:<20}" + "".join(f"{figure:>20}" for figure in figures))
