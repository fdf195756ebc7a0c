"""The repository's own tools, one room for each: see `python make.py`.

`jobs`, `environment`, `book`, `proof` and `shell` need the standard library alone, since they run before anything is
installed; `release` and `lint_text` run inside `.venv`.
"""
