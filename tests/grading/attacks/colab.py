"""Comes back from Colab, without nbgrader's metadata: cells are known by their ids, nothing is lost."""

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    for cell in notebook.cells:
        cell["metadata"] = {"id": cell["id"], "outputId": "f00", "colab": {"base_uri": "https://localhost:8080/"}}
        del cell["id"]
    notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook["nbformat_minor"] = 0
