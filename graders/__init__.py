"""Checks that name the mistake: what learns in a PyTorch model, what does not, and why.

In a notebook: ``from graders import check, predict, hint, progress, summary``.
"""

import importlib

__version__ = "0.1.0"

# Each public name and the module that holds it, imported when first used: `import graders` itself costs nothing.
_HOME = {
    "check": "practice",
    "predict": "practice",
    "hint": "practice",
    "progress": "practice",
    "CheckFailed": "practice",
    "summary": "table",
    "audit": "program.auditing",
}
__all__ = list(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'graders' has no attribute {name!r}")
    return getattr(importlib.import_module(f"graders.{_HOME[name]}"), name)


def __dir__():
    return [*globals(), *__all__]
