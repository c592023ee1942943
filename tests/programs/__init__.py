"""Programs for audit: each case is what a user would hand to it, with the code it should be given (None: healthy).

The clearest program for each mistake stands on the mistake's page, graders/mistakes/; pages.py reads those.
"""

import linecache
import sys
import types
from dataclasses import dataclass


@dataclass
class Case:
    """One program: arguments for audit, made anew at each call of its function."""

    model: object  # a module, or a factory for a module or (module, optimizer)
    inputs: tuple
    target: object = None
    optimizer: object = None
    step: object = None
    evaluate: object = None
    frozen: tuple = ()
    reference: object = None


PROGRAMS = []  # (code or None, style, function)


def program(code, style):
    """Decorator: register a zero-argument function that makes a Case."""

    def register(function):
        PROGRAMS.append((code, style, function))
        return function

    return register


def run_script(name, text):
    """What a script defines, by name. Its lines can be looked up like those of a file."""
    module = types.ModuleType(name)
    module.__file__ = f"<{name}>"
    sys.modules[name] = module
    linecache.cache[module.__file__] = (len(text), None, text.splitlines(keepends=True), module.__file__)
    exec(compile(text, module.__file__, "exec"), vars(module))
    return vars(module)
