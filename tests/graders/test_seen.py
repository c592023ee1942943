"""graders/seen.py describes what looking returns: every key of every answer stands there, with its type."""

import importlib
import pkgutil
import types
import typing

import corpus
import programs
import pytest
import torch

from graders import judge, look, seen
from graders.program import observing

for module in pkgutil.iter_modules(programs.__path__):
    importlib.import_module(f"programs.{module.name}")


def misfits(value, wanted, path=""):
    """Where a value is not what its type says."""
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if typing.is_typeddict(wanted):
        hints = typing.get_type_hints(wanted)
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


def test_every_answer_about_a_model_is_described():
    found = set()
    for answer in corpus.answers()[::3]:
        made = corpus.namespace(answer)

        def ask(question, made=made):
            told = look.answer(question, made)
            if question["look"] == "model":
                found.update(misfits(told, seen.Model))
            return told

        judge.judge(judge.find(answer.slug), ask, 0)
    assert not found


def test_every_program_is_described():
    found = set()
    for _, _, function in programs.PROGRAMS[::3]:
        torch.manual_seed(0)
        case = function()
        told = observing.observe(
            case.model, case.inputs, case.target, case.optimizer, case.step, case.evaluate, case.frozen
        )
        found.update(misfits(told, seen.Program))
    assert not found


@pytest.mark.parametrize("wrong", [{"name": 3}, {"nothing": 1}, {"parameters": [{"names": ["a"]}]}, {"effective": "3"}])
def test_what_is_not_described_is_noticed(wrong):
    assert misfits(wrong, seen.Model)
