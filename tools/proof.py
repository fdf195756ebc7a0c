"""`make test` and `make test-all`: each step with its time, all of them even when one fails, a table at the end."""

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import book
from tools.environment import Environment
from tools.shell import BUILD, ROOT, command, elapsed, say

LOGS = BUILD / "logs"
PAGES = "tests/test_book.py"
NOTHING_COLLECTED = 5  # pytest's exit code


@dataclass
class Result:
    """How one step ended."""

    name: str
    passed: bool
    seconds: float


def run_step(name: str, step: Callable[[], int]) -> Result:
    """Run a step that returns an exit code, between two lines that name it and its time."""
    say(f"\n== {name}")
    since = time.monotonic()
    result = Result(name, step() == 0, elapsed(since))
    say(f"== {name}: {'passed' if result.passed else 'FAILED'} in {result.seconds:.1f} s")
    return result


def table(results: list[Result], seconds: float) -> str:
    """Return the closing table; steps that ran side by side make the total less than the sum."""
    width = max(len(result.name) for result in results)
    rows = [f"{r.name:<{width}}  {'passed' if r.passed else 'FAILED':<6}  {r.seconds:7.1f} s" for r in results]
    return "\n".join([*rows, f"{'together':<{width}}  {'':<6}  {seconds:7.1f} s"])


def without_progress(log: str) -> str:
    r"""Return a log without colours, blank lines and `reading sources... [ 40%]`, so that its warnings are found.

    Examples
    --------
    >>> without_progress("reading... [ 40%] book/index\n\nWARNING: this\n")
    'WARNING: this'
    """
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log)
    return "\n".join(line for line in plain.splitlines() if line.strip() and not re.search(r"\[ *\d+%\]", line))


class Background:
    """A command that runs beside the other steps, its output kept in a file and shown if it fails."""

    def __init__(self, arguments: list[str], log: Path, env: dict[str, str]):
        log.parent.mkdir(parents=True, exist_ok=True)
        self.log = log
        self._since = time.monotonic()
        with log.open("wb") as output:
            self._process = subprocess.Popen(arguments, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT)

    def wait(self, name: str) -> Result:
        """Wait for the end and show the output when it failed."""
        say(f"\n== {name} (started with the first step; its output is in {self.log})")
        while self._process.poll() is None:
            time.sleep(0.1)
        result = Result(name, self._process.returncode == 0, elapsed(self._since))
        if not result.passed:
            say(without_progress(self.log.read_text(encoding="utf-8", errors="replace")))
        say(f"== {name}: {'passed' if result.passed else 'FAILED'} in {result.seconds:.1f} s")
        return result

    def stop(self) -> None:
        """End the command if it still runs."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()


def lint(environment: Environment) -> int:
    """Run ruff, its formatter and the lint of our prose; return 0 when all three are content."""
    python = str(environment.python)
    return run_all(
        environment,
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "tools.lint_text"],
    )


def run_all(environment: Environment, *commands: list[str]) -> int:
    """Run each command in the checkout; return the largest exit code."""
    variables = environment.variables()
    return max(abs(subprocess.run(arguments, cwd=ROOT, env=variables).returncode) for arguments in commands)


def test(environment: Environment) -> int:
    """Prove what a change must keep: lint, releases, tests, and the book built strictly from nothing."""
    since = time.monotonic()
    python = str(environment.python)
    pytest = [python, "-m", "pytest", "-m", "not slow"]
    # The book executes one page at a time; beside it, on the other core, runs everything else.
    strict = Background(book.strict_command(environment), LOGS / "strict-book.log", environment.variables())
    try:
        results = [
            run_step("lint", lambda: lint(environment)),
            run_step("exercises", lambda: run_all(environment, [python, "-m", "tools.release", "--check"])),
            run_step("tests", lambda: run_all(environment, [*pytest, "-n", "2", f"--ignore={PAGES}"])),
            strict.wait("strict book"),
            run_step("pages", lambda: run_all(environment, [*pytest, PAGES])),  # reads the strict book
        ]
    finally:
        strict.stop()
    say("\n" + table(results, elapsed(since)))
    failed = [result.name for result in results if not result.passed]
    if failed:
        say(f"\nFailed: {', '.join(failed)}; the output is above. Mend it, then run {command('test')} again.")
        return 1
    say(f"\nAll passed. The strictly built book lies at {book.STRICT_HTML / 'index.html'}.")
    say(f"Next: {command('serve')} to read the book, {command('test-all')} for what needs a browser, root or time.")
    return 0


def test_all(environment: Environment) -> int:
    """Run the tests marked slow: those that need a browser, root or time."""
    arguments = [str(environment.python), "-m", "pytest", "-m", "slow"]
    code = subprocess.run(arguments, cwd=ROOT, env=environment.variables()).returncode
    if code == NOTHING_COLLECTED:
        say("There is no slow test, so there is nothing to fail.")
        return 0
    say(f"Slow tests: {'all passed' if code == 0 else 'FAILED, see above'}. Next: {command('test')} runs the others.")
    return code
