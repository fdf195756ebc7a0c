"""Calls the file otherwise and adds another notebook: nothing is lost."""

import json

RIGHT = True
POINTS = 12
WRITES = True


def attack(notebook, folder, school):
    (folder / "p1 (final).ipynb").write_text(json.dumps(notebook))
    (folder / "notes.ipynb").write_text('{"nbformat": 4, "cells": []}')
    return None
