"""Lint for prose: misspellings, American spellings, links that lead nowhere. `python -m tools.lint_text`.

It reads book/*.md, README.md, CONTRIBUTING.md and the Markdown cells of the masters. Code, mathematics and addresses
are left out before anything is judged. References that Sphinx resolves ({ref}, {eq}, {cite}) are the strict build's.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# American stem -> British stem, matched at the start of a word and in either case.
BRITISH = {
    "behavior": "behaviour",
    "cancel(?=ed|ing)": "cancell",
    "catalog(?!ue)": "catalogue",
    "center(?!ed|ing)": "centre",
    "center(?=ed|ing)": "centr",
    "color": "colour",
    "defense": "defence",
    "favor": "favour",
    "fiber": "fibre",
    "flavor": "flavour",
    "gray": "grey",
    "honor(?!ar)": "honour",
    "labor(?!at|io)": "labour",
    "neighbor": "neighbour",
}
DOUBLES_L = ["model", "label", "unlabel", "signal", "travel"]  # modelling, labelled
ENDS_IN_ISE = """
    author categor character custom denormal discret emphas factor final formal general initial linear local maxim
    memor minim normal optim organ parallel parameter parametr penal polar prior quant random real recogn regular
    reinitial renormal serial special stabil standard summar symbol synchron token unnormal util vector visual
"""
BRITISH |= {f"{stem}(?=ed|er|ing)": f"{stem}l" for stem in DOUBLES_L}
BRITISH |= {f"{stem}iz(?=[aei])": f"{stem}is" for stem in ENDS_IN_ISE.split()}
BRITISH |= {"analyz": "analys"}
AMERICAN = [(re.compile(rf"\b({stem})\w*", re.IGNORECASE), british) for stem, british in BRITISH.items()]

# What is not our prose, in the order in which it is blanked. Blanking keeps line numbers.
NOT_PROSE = [
    re.compile(r"\A---\n.*?\n---\n", re.DOTALL),  # the page's header
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"\$\$.*?\$\$", re.DOTALL),
    re.compile(r"(?<!\\)\$[^$\n]+\$"),
    re.compile(r"^:[\w-]+:.*$", re.MULTILINE),  # options of a directive
    re.compile(r"^%.*$", re.MULTILINE),  # MyST's comments
    re.compile(r"^\([\w:.-]+\)=\s*$", re.MULTILINE),  # labels
    re.compile(r"\[[^\]]*\]\(https?://[^)]*\)"),  # titles of others' works keep their spelling
    re.compile(r"<?https?://[^\s>)]+>?"),
    re.compile(r"</?[A-Za-z][^>]*>"),
]
FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,})\s*(?P<info>.*?)\s*$")
CODE = re.compile(r"(?!\{)|\{(code|code-block|code-cell|math|raw|eval-rst|literalinclude|mermaid|prf:algorithm)\}")
LINK = re.compile(r"!?\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)\s>]*)>?[^)]*\)")
LABEL = re.compile(r"^\(([\w:.-]+)\)=|^:(?:name|label):\s*(\S+)|\bid=\"([^\"]+)\"", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)


def blank(match: re.Match) -> str:
    """Return as many empty lines as the match has."""
    return "\n" * match.group().count("\n")


def without_code(text: str) -> str:
    r"""Return a text without fenced and inline code, its lines where they were; what a {note} says stays.

    Examples
    --------
    >>> without_code("```python\nx = 1\n```\ntext")
    '\n\n\ntext'
    """
    lines, fences, in_code = [], [], False
    for line in text.splitlines():
        found = FENCE.match(line.strip())
        if found and fences and not found["info"] and found["fence"].startswith(fences[-1]):
            fences.pop()
            in_code = False  # code holds no directives, so what closes last was the code itself
        elif found and not in_code:
            fences.append(found["fence"])
            in_code = bool(CODE.match(found["info"]))
        elif not in_code:
            lines.append(line)
            continue
        lines.append("")
    return re.sub(r"`[^`\n]+`", "", "\n".join(lines))


def prose(text: str) -> str:
    """Return a Markdown text without code, mathematics, addresses and comments, its lines where they were.

    Examples
    --------
    >>> prose("We center $x$ with `center`.")
    'We center  with .'
    """
    text = without_code(text)
    for pattern in NOT_PROSE:
        text = pattern.sub(blank, text)
    return text


def markdown_cells(text: str) -> str:
    """Return the Markdown of a py:percent notebook, all other lines empty."""
    lines, inside = [], False
    for line in text.splitlines():
        if line.startswith("# %%"):
            inside, line = line.startswith("# %% [markdown]"), ""
        lines.append(line.removeprefix("#").removeprefix(" ") if inside else "")
    return "\n".join(lines)


def american_spellings(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for each American spelling in a Markdown text."""
    for number, line in enumerate(prose(text).splitlines(), 1):
        for pattern, british in AMERICAN:
            for found in pattern.finditer(line):
                rest = found.group()[len(found.group(1)) :]
                yield number, f"{found.group()}: British spelling has {british}{rest}"


def anchor(heading: str) -> str:
    """Return the anchor that a heading gets: lower case, words joined by hyphens.

    Examples
    --------
    >>> anchor("The line, and what it *draws*")
    'the-line-and-what-it-draws'
    """
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain.lower()))


def labels(text: str) -> set[str]:
    """Return the labels that a text sets for Sphinx or HTML."""
    return {name for match in LABEL.finditer(text) for name in match.groups() if name}


def anchors(text: str) -> set[str]:
    """Return everything on a page that a #fragment can point at."""
    return {anchor(heading) for heading in HEADING.findall(without_code(text))} | labels(text)


def pointed_at(file: str, page: Path, root: Path) -> Path | None:
    """Return the file that a link on a page means, or None; as in Sphinx `/` is the root and .md may be left out."""
    place = root / file.removeprefix("/") if file.startswith("/") else page.parent / file
    candidates = [place, place.with_name(f"{place.name}.md"), place.with_name(f"{place.name}.ipynb")]
    return next((path for path in candidates if path.exists()), None)


def broken_links(path: Path, text: str, known: set[str], root: Path = ROOT) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for each internal link of a Markdown text that leads nowhere.

    Parameters
    ----------
    path : Path
        The file, from which relative links start.
    text : str
        Its Markdown.
    known : set of str
        The labels of the whole book, which any page may use.
    root : Path
        The checkout.
    """
    for number, line in enumerate(without_code(text).splitlines(), 1):
        for target in LINK.findall(line):
            if re.match(r"[a-z][a-z0-9+.-]*:", target) or target in known or not target:
                continue  # another site, or a label
            file, _, fragment = target.partition("#")
            place = pointed_at(file, path, root) if file else path
            if place is None:
                yield number, f"link to {target}: there is no such file"
            elif fragment and fragment not in known and place.suffix == ".md":
                page = text if place == path else place.read_text(encoding="utf-8")
                if fragment not in anchors(page):
                    yield number, f"link to {target}: that page has no such heading or label"


def texts(root: Path) -> list[tuple[Path, str]]:
    """Return the files to read, each with its Markdown."""
    pages = [*sorted((root / "book").glob("*.md")), root / "README.md", root / "CONTRIBUTING.md"]
    found = [(path, path.read_text(encoding="utf-8")) for path in pages if path.exists()]
    masters = sorted((root / "solutions").glob("[0-9][0-9]-*/*.py"))
    return found + [(path, markdown_cells(path.read_text(encoding="utf-8"))) for path in masters]


def misspellings(paths: list[Path], root: Path) -> list[str]:
    """Return what codespell finds, one line each (its settings are in pyproject.toml)."""
    if not paths:
        return []
    names = [path.relative_to(root).as_posix() for path in paths]
    found = subprocess.run([sys.executable, "-m", "codespell_lib", *names], cwd=root, capture_output=True, text=True)
    if found.returncode and not found.stdout:
        raise RuntimeError(f"codespell did not run: {found.stderr}")
    return found.stdout.splitlines()


def lint(root: Path) -> list[str]:
    """Return every complaint about the prose of a checkout, as `file:line: message`."""
    files = texts(root)
    known = set().union(*(labels(text) for _, text in files))
    complaints = []
    for path, text in files:
        name = path.relative_to(root).as_posix()
        for number, message in sorted([*american_spellings(text), *broken_links(path, text, known, root)]):
            complaints.append(f"{name}:{number}: {message}")
    return complaints + misspellings([path for path, _ in files], root)


def main() -> int:
    """Print the complaints; return 1 if there are any."""
    complaints = lint(ROOT)
    for complaint in complaints:
        print(complaint)
    print(f"prose: {len(complaints) or 'no'} complaint{'' if len(complaints) == 1 else 's'}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
