"""Programs for audit: each case is what a user would hand to it, with the code it should be given (None: healthy)."""

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
