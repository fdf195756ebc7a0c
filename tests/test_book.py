"""The rendered book: whole, readable without a network, and honest about what it links to.

Most tests read the HTML of the strict build that `make test` makes first (or else of `make book`) and are skipped
when there is none. The others try the book's own Sphinx extensions on small inputs.
"""

import json
import re
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Comment

ROOT = Path(__file__).resolve().parent.parent
BUILDS = (ROOT / "_build" / "strict" / "_build" / "html", ROOT / "_build" / "html")
SITE = next((folder for folder in BUILDS if (folder / "book" / "index.html").exists()), None)

needs_build = pytest.mark.skipif(SITE is None, reason="no built book: run `make book` first")
sys.path.insert(0, str(ROOT / "book" / "_ext"))

MATHJAX_LIMIT = 4_000_000


def toc_pages():
    """Return the names of all pages in _toc.yml, in reading order."""

    def walk(entry):
        if "file" in entry:
            yield entry["file"]
        for key in ("parts", "chapters", "sections"):
            for child in entry.get(key, ()):
                yield from walk(child)

    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    return [toc["root"], *walk(toc)]


PAGES = toc_pages()
EXERCISES = [page for page in PAGES if page.startswith("exercises/")]
CHAPTERS = [page for page in PAGES if re.match(r"book/\d\d-", page)]


def html(page):
    """Return a built page, parsed."""
    return BeautifulSoup((SITE / f"{page}.html").read_text("utf-8"), "html.parser")


def article(page):
    """Return what the author wrote, without the theme's frame."""
    return html(page).select_one("article.bd-article")


def other_origin(address):
    """Tell whether an address leaves the site."""
    return bool(urlsplit(address).netloc) or address.startswith("//")


def external_sources(soup):
    """Return what a browser would load from other servers to show the page (links to click on do not count)."""
    tags = [(tag, "src") for tag in soup.select("script, img, iframe, source, video, audio, embed")]
    tags += [(tag, "data") for tag in soup.select("object")]
    tags += [(tag, "href") for tag in soup.select("link") if not {"canonical", "author"} & set(tag.get("rel", []))]
    found = [tag.get(name, "") for tag, name in tags if other_origin(tag.get(name, ""))]
    inline = "\n".join(tag.get_text() for tag in soup.select("script:not([src]), style"))
    return found + re.findall(r"(?:import|require|THEBE_JS_URL|url\()[^;\n]{0,80}https?://[^\s\"')]+", inline)


# The site as a whole -------------------------------------------------------------------------------------------------


@needs_build
def test_exactly_the_pages_of_the_toc_are_built():
    generated = {"genindex", "search", "index", "py-modindex", "prf-prf"}
    built = {path.relative_to(SITE).with_suffix("").as_posix() for path in SITE.rglob("*.html")}
    built = {page for page in built if not page.startswith(("_static/", "_modules/"))} - generated
    assert built == set(PAGES)


@needs_build
@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_nothing_from_other_servers(page):
    assert external_sources(html(page)) == []


def test_the_search_for_foreign_sources_finds_them():
    page = """<link rel="stylesheet" href="https://cdn.example/a.css"><script src="//cdn.example/b.js"></script>
    <script>const THEBE_JS_URL = "https://unpkg.example/thebe"</script><a href="https://example.org">fine</a>
    <style>@import url("https://fonts.example/f");</style><img src="local.svg">"""
    assert len(external_sources(BeautifulSoup(page, "html.parser"))) == 4


@needs_build
def test_the_stylesheets_load_nothing_from_other_servers():
    sheets = [path for path in (SITE / "_static").rglob("*.css") if "mathjax" not in path.parts]
    assert sheets
    loads = re.compile(r"(?:@import\s+|url\(\s*)[\"']?(?:https?:)?//[^\s\"')]+")
    assert {
        path.name: loads.findall(path.read_text("utf-8")) for path in sheets if loads.search(path.read_text())
    } == {}


@needs_build
def test_mathjax_is_served_from_the_site_and_is_small():
    folder = SITE / "_static" / "mathjax"
    files = [path for path in folder.rglob("*") if path.is_file()]
    # The last three are what the accessibility menu needs to speak a formula.
    for name in ("tex-chtml.js", "input/mml.js", "a11y/sre.js", "sre/mathmaps/en.json"):
        assert (folder / name).exists(), name
    assert len(list(folder.rglob("*.woff"))) > 10
    assert sum(path.stat().st_size for path in files) < MATHJAX_LIMIT
    scripts = [tag.get("src", "") for tag in html("book/notation").select("script")]
    assert any(source.endswith("mathjax/tex-chtml.js") for source in scripts)


@needs_build
def test_internal_links_lead_somewhere():
    anchors = {}
    for path in SITE.rglob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        anchors[path.relative_to(SITE).as_posix()] = ({tag["id"] for tag in soup.select("[id]")}, soup)
    broken = []
    for name, (own, soup) in anchors.items():
        for link in soup.select("a[href]"):
            address = urlsplit(link["href"])
            if address.scheme or address.netloc:
                continue
            target = unquote(urljoin(name, address.path)) if address.path else name
            ids = own if target == name else anchors.get(target, (set(), None))[0]
            missing_anchor = target.endswith(".html") and address.fragment and unquote(address.fragment) not in ids
            if not (SITE / target).exists() or missing_anchor:
                broken.append(f"{name}: {link['href']}")
    assert broken == []


# Each page -----------------------------------------------------------------------------------------------------------


@needs_build
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_heading_and_a_title(page):
    soup = html(page)
    assert len(soup.select("article h1")) == 1
    assert soup.title.get_text(strip=True)
    assert soup.html.get("lang") == "en"


@needs_build
def test_page_titles_differ():
    titles = [html(page).title.get_text(strip=True) for page in PAGES]
    assert len(set(titles)) == len(titles)


@needs_build
@pytest.mark.parametrize("page", PAGES)
def test_every_picture_has_a_text_alternative(page):
    assert [str(tag)[:200] for tag in html(page).select("img") if not tag.get("alt", "").strip()] == []


@needs_build
@pytest.mark.parametrize("page", ["book/index", *CHAPTERS])
def test_figures_are_numbered_scalable_and_say_what_they_show(page):
    body = article(page)
    figures = body.select("figure")
    assert figures, "a chapter carries its idea in at least one figure"
    for figure in figures:
        assert figure.select_one(".caption-number"), f"not numbered: {figure.get('id')}"
        assert len(figure.select_one(".caption-text").get_text(strip=True)) > 15
    for image in body.select("div.cell_output img"):
        assert image.find_parent("figure"), f"{image.get('src')} has no caption: use mystnb.figure"
        assert image["src"].endswith(".svg"), f"{image['src']} should be SVG"
        # Jupyter's own words for a figure describe nothing.
        assert not re.search(r"^(\.\./)*_images/|^<Figure|Figure size", image["alt"])


@needs_build
@pytest.mark.parametrize("page", PAGES)
def test_no_markup_is_left_raw(page):
    body = article(page)
    for tag in body.select("pre, code, script, style, .math, dt.sig"):
        tag.decompose()
    for comment in body.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    text = body.get_text()
    assert re.findall(r".{0,30}\$.{0,30}", text) == []
    assert re.findall(r"\{[a-z:]+\}`?.{0,30}", text) == []
    assert re.findall(r".{0,30}(?:\*\*\w[^*\n]*\*\*|:::|```).{0,30}", text) == []


@needs_build
@pytest.mark.parametrize("page", ["book/index", "book/before-you-start", *CHAPTERS])
def test_executed_pages_were_executed_without_remarks(page):
    body = article(page)
    assert body.select("div.cell"), "no code cell: is the jupytext header missing?"
    assert body.select("div.cell_output")
    assert body.select(".stderr, .traceback") == []


# The glossary --------------------------------------------------------------------------------------------------------


@needs_build
@pytest.mark.parametrize("page", PAGES)
def test_every_term_explains_itself(page):
    for link in article(page).select("a:has(.std-term)"):
        assert "glossary-term" in link["class"]
        assert len(link["title"]) > 20
        assert link["title"].endswith(".")
        assert not re.search(r"[$`\\]", link["title"]), "a tooltip is plain text"


@needs_build
def test_every_glossary_term_is_used():
    terms = {tag["id"] for tag in article("book/glossary").select("dl.glossary dt[id]")}
    links = [link["href"] for page in PAGES for link in article(page).select("a.glossary-term")]
    assert len(terms) > 20
    assert terms - {urlsplit(link).fragment for link in links} == set()


def test_first_sentence_ends_where_a_reader_would_end_it():
    from glossary_tooltips import first_sentence

    assert first_sentence("A slope of 0.5, e.g. of a\nroad. It rises.") == "A slope of 0.5, e.g. of a road."
    assert first_sentence("No full stop") == "No full stop"
    assert first_sentence("Is it one? Yes.") == "Is it one?"


# The exercises -------------------------------------------------------------------------------------------------------


@needs_build
@pytest.mark.parametrize("page", EXERCISES)
def test_an_exercise_page_offers_the_released_notebook(page):
    body = article(page)
    link = body.select_one(".exercise-box a.download-notebook")
    served = SITE / urljoin(f"{page}.html", link["href"])
    assert served.read_bytes() == (ROOT / f"{page}.ipynb").read_bytes()
    assert link.has_attr("download")
    targets = {urlsplit(tag["href"]).fragment for tag in body.select(".exercise-box a")}
    assert {"how-to-run", "how-to-submit"} <= targets


@needs_build
@pytest.mark.parametrize("page", EXERCISES)
def test_an_exercise_is_shown_unexecuted(page):
    body = article(page)
    assert body.select("div.cell_input")
    assert body.select("div.cell_output") == []


@needs_build
@pytest.mark.parametrize("page", EXERCISES)
def test_an_exercise_says_its_points(page):
    from exercise_pages import points

    machine, hand = points(json.loads((ROOT / f"{page}.ipynb").read_text("utf-8")))
    assert (machine, hand) == (90, 10)
    assert "100 points: 90 checked automatically, 10 for" in article(page).select_one(".exercise-box").get_text()


def test_points_are_counted_by_who_gives_them():
    from exercise_pages import points

    def cell(**nbgrader):
        return {"metadata": {"nbgrader": nbgrader}}

    cells = [
        {"metadata": {}},
        cell(grade=False, solution=True),
        cell(grade=True, solution=False, points=15),
        cell(grade=True, solution=False, points=2.5),
        cell(grade=True, solution=True, points=10),
        cell(grade=True, solution=False, task=True, points=4),
    ]
    assert points({"cells": cells}) == (17.5, 14)


# The wheel and the cache ---------------------------------------------------------------------------------------------


@needs_build
def test_the_site_serves_the_wheel_that_the_pages_name():
    from nnlib_wheel import wheel_name

    wheel = SITE / "_static" / "wheels" / wheel_name(ROOT)
    commands = [block.get_text() for block in article("book/before-you-start").select("pre")]
    assert any(f"/_static/wheels/{wheel.name}" in command for command in commands)
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("nnlib/")}
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "nnlib").rglob("*") if path.is_file()}
    assert held == {name for name in sources if "__pycache__" not in name}


def test_the_same_sources_give_the_same_wheel(tmp_path):
    from nnlib_wheel import build_wheel

    first, second = build_wheel(ROOT, tmp_path / "1"), build_wheel(ROOT, tmp_path / "2")
    assert first.read_bytes() == second.read_bytes()


def test_a_change_in_a_folder_changes_its_fingerprint(tmp_path):
    from fresh_execution import fingerprint

    (tmp_path / "a.py").write_text("x = 1")
    before = fingerprint(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    assert fingerprint(tmp_path) == before
    (tmp_path / "a.py").write_text("x = 2")
    assert fingerprint(tmp_path) != before


def test_references_of_docstrings_become_text():
    from docstring_references import as_text

    assert as_text("suits tanh [1]_ and ReLU [12]_.") == "suits tanh [1] and ReLU [12]."
    assert as_text(".. [2] K. He et al., 2015.") == "| [2] K. He et al., 2015."
    assert as_text("values[1] stays") == "values[1] stays"


def test_only_figures_wider_than_a_phone_are_marked_wide():
    from wide_figures import is_wide

    drawing = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="{}pt" height="230pt">'
    assert is_wide(drawing.format("576"))
    assert not is_wide(drawing.format("360"))
    assert not is_wide('<svg viewBox="0 0 64 64">')
