"""graders/seen.py describes what looking returns: whether every key of an answer stands there, with its type.

Asked of each answer of the corpus and of each program where the tests look at them anyway.
"""

import types
import typing
from functools import cache

hints_of = cache(typing.get_type_hints)


def misfits(value, wanted, path=""):
    """Where a value is not what its type says."""
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if typing.is_typeddict(wanted):
        hints = hints_of(wanted)
        if not isinstance(value, dict):
            return [f"{path}: {value!r} is no {wanted.__name__}"]
        absent = wanted.__required_keys__ - value.keys()
        found = [f"{path}.{key} is missing" for key in absent]
        for key, item in value.items():
            found += misfits(item, hints[key], f"{path}.{key}") if key in hints else [f"{path}.{key} is not described"]
        return found
    if origin in (typing.Union, types.UnionType):
        return min((misfits(value, one, path) for one in inner), key=len)
    if origin in (list, dict, tuple) and not isinstance(value, origin):
        return [f"{path}: {value!r} is no {origin.__name__}"]
    if origin is list:
        return [m for item in value for m in misfits(item, inner[0], path + "[]")]
    if origin is dict:
        return [m for item in value.values() for m in misfits(item, inner[1], path + "{}")]
    if origin is tuple:
        return [m for item, one in zip(value, inner) for m in misfits(item, one, path)]
    kinds = (int, float) if wanted is float else wanted
    fits = isinstance(value, kinds) and not (isinstance(value, bool) and wanted is not bool)
    return [] if fits else [f"{path}: {value!r} is no {wanted}"]
