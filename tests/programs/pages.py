"""The two programs on each page of graders/mistakes/, run as they stand there.

A mistake is looked at without a reference, and beside the page's right program as the reference, as are the others here.
"""

from dataclasses import fields

from torch import nn

from graders import mistakes

from . import Case, program, run_script


def case(name, text, right):
    """A function that runs a script and makes a Case of what it calls as audit calls its arguments."""

    def model():
        made = run_script(f"{name}_reference", right)["model"]
        return made if isinstance(made, nn.Module) else made()

    def make():
        made = run_script(name, text)
        found = {field.name: made[field.name] for field in fields(Case) if field.name in made}
        inputs = found["inputs"]
        return Case(**{"reference": model, **found, "inputs": inputs if isinstance(inputs, tuple) else (inputs,)})

    make.__name__ = name
    return make


for code in mistakes.codes():
    mistake = mistakes.find(code)
    if mistake.named and "/" not in code:  # a group shows the programs of its first member
        program(code, "page")(case(f"{code}_wrong", mistake.wrong, mistake.right))
        program(None, "page")(case(f"{code}_right", mistake.right, mistake.right))
