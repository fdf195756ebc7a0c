"""Shows scripts as HTML, SVG and JavaScript, and in Markdown."""

from nbformat.v4 import new_markdown_cell

from attacks.tools import before

NOT_IN_OUTPUTS = ("XSSMARK",)


def attack(notebook, folder, school):
    before(
        notebook,
        """
    from IPython.display import HTML, SVG, Javascript, display
    display(HTML('<script>XSSMARK()</script>'), Javascript('XSSMARK()'), SVG('<svg onload="XSSMARK()"/>'))
    display({'text/html': '<img src=x onerror=XSSMARK()>', 'application/vnd.evil+json': 'XSSMARK'}, raw=True)
    """,
    )
    notebook.cells.append(
        new_markdown_cell("<script>XSSMARK()</script> [x](javascript:XSSMARK()) <img src=x onerror=XSSMARK()>")
    )
