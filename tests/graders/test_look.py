"""Looking leaves everything as it found it, whatever the learner's code does, and answers in plain data."""

import json
import os
import random
import sys
import warnings

import hiding
import numpy
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from graders import audit, judge, look
from graders.signs import diagnose


def seen(source, *args, inputs=None, **names):
    """What is seen of ``Net`` as this source text defines it."""
    namespace = {"torch": torch, "nn": nn, **names}
    exec(source, namespace)
    return look.answer(judge.model("Net", *args, inputs=inputs or [[4, 3]], seed=1), namespace)


NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 2)
    def forward(self, x):
        {line}
        return self.fc(x)
"""
WILD = [
    "pass",
    "torch.manual_seed(0); __import__('random').seed(0); __import__('numpy').random.seed(0)",
    "torch.set_grad_enabled(False)",
    "torch.set_default_dtype(torch.float64)",
    "torch.set_num_threads(2)",
    "__import__('warnings').simplefilter('error'); print('noise'); __import__('sys').stdout = None",
    "raise ValueError('mine')",
    "raise KeyboardInterrupt",
    "raise SystemExit",
]


def state():
    python, numpy_state = random.getstate(), numpy.random.get_state()
    return (
        torch.get_rng_state().tolist(),
        python,
        str(numpy_state),
        torch.is_grad_enabled(),
        torch.get_default_dtype(),
        torch.get_num_threads(),
        sys.stdout,
        sys.stderr,
        list(warnings.filters),
        nn.Module.__init__,
        nn.Parameter.__new__,
        dict(nn.modules.module._global_module_registration_hooks),
        os.environ.copy(),
    )


@pytest.mark.parametrize("line", WILD)
def test_everything_is_as_it_was(line):
    """Seeds, grad mode, dtype, threads, streams, warning filters, torch's own methods and hooks."""
    before = state()
    seen(NET.format(line=line))
    assert state() == before


@pytest.mark.parametrize("line", WILD)
def test_the_same_seed_gives_the_same_answer(line):
    first, second = (json.dumps(seen(NET.format(line=line))) for _ in range(2))
    without_ids = [json.loads(text) for text in (first, second)]
    for answer in without_ids:
        for item in answer.get("hidden", ()):
            item.pop("ids")
    assert without_ids[0] == without_ids[1]


class Unprintable:
    def __repr__(self):
        raise ValueError


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.builds(Unprintable),
        lambda inner: (
            st.lists(inner)
            | st.tuples(inner)
            | st.dictionaries(st.text() | st.integers(), inner)
            | st.sets(st.integers())
        ),
    )
)
def test_whatever_a_learner_returns_becomes_json(value):
    assert json.loads(json.dumps(look.plain(value), allow_nan=False)) == look.plain(value)


# A plain oracle for counts and ties: a tree is a list of parameter shapes and children; a shared part appears twice.
leaves = st.lists(st.integers(1, 5), min_size=1, max_size=3)
trees = st.recursive(
    leaves.map(lambda sizes: (sizes, [])), lambda inner: st.tuples(leaves, st.lists(inner, max_size=3)), max_leaves=6
)


def build(tree, shared):
    net = nn.Module()
    sizes, children = tree
    for i, size in enumerate(sizes):
        setattr(net, f"p{i}", nn.Parameter(torch.zeros(size), requires_grad=bool(size % 4)))
    for i, child in enumerate(children):
        setattr(net, f"c{i}", build(child, shared))
    if shared is not None:
        net.tied = shared
    return net


def total(tree):
    sizes, children = tree
    return sum(size for size in sizes if size % 4) + sum(map(total, children))


def nodes(tree):
    return 1 + sum(map(nodes, tree[1]))


@settings(max_examples=60, deadline=None)
@given(trees, st.booleans())
def test_counts_masks_and_ties_against_a_plain_oracle(tree, tie):
    shared = nn.Linear(2, 3) if tie else None
    net = build(tree, shared)
    registry = look.look_registry(net)
    assert registry["effective"] == total(tree) + (9 if tie else 0)
    assert sum(p["numel"] for p in registry["parameters"]) == sum(p.numel() for p in net.parameters())
    tied = [p for p in registry["parameters"] if len(p["names"]) > 1]
    assert len(tied) == (2 if tie and nodes(tree) > 1 else 0)
    assert all(len(p["names"]) == nodes(tree) for p in tied)
    assert not registry["hidden"]


@pytest.mark.parametrize("place", hiding.PLACES)
def test_checks_and_audit_see_what_is_hidden_wherever_it_is(place):
    """The nine places of tests/hiding.py; test_figures.py has the pictures."""
    make, code = hiding.PLACES[place]
    seen = look.answer(
        {"look": "model", "name": "make", "args": [], "inputs": [{"shape": [3, 4]}], "seed": 0}, {"make": make}
    )
    orphans = seen["forward"]["orphans"]
    assert sum(orphan["numel"] for orphan in orphans) == hiding.HIDDEN
    assert {orphan["fresh"] for orphan in orphans} == {place == "local of forward"}
    assert [finding.code for finding in diagnose(seen)] == [code]
    x, y = torch.randn(8, 4), torch.randint(2, (8,))
    assert [finding.code for finding in audit(make, x, target=y).findings] == [code]
    walked = list(look.hidden_things(make()))
    assert sum(t.numel() for thing in walked for t in thing.value.parameters()) == hiding.HIDDEN * bool(walked)
    assert bool(walked) == (place != "local of forward")


# Whole numbers go in, and ties are seen

TABLE = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb, self.out = nn.Embedding(7, 4), nn.Linear(4, 7, bias=False)
        {tie}
    def forward(self, tokens):
        assert not tokens.is_floating_point() and 0 <= tokens.min() <= tokens.max() < 7
        return self.out(self.emb(tokens))
"""
TIES = {
    "self.out.weight = self.emb.weight": (None, {"shared": [["emb.weight", "out.weight"]], "aliased": [], "equal": []}),
    "self.out.weight.data = self.emb.weight.data": ("T02/T04/T07", {"aliased": [["emb.weight", "out.weight"]]}),
    "self.out.weight.data.copy_(self.emb.weight)": ("T01/T05", {"equal": [["emb.weight", "out.weight"]]}),
    "pass": ("T03/T06", {"shared": [], "aliased": [], "equal": []}),
}


@pytest.mark.parametrize("tie", TIES)
def test_a_tie_is_seen_and_what_is_none_gets_its_name(tie):
    found = seen(TABLE.format(tie=tie), inputs=[{"whole": [3, 5], "below": 7}])
    code, told = TIES[tie]
    assert found["forward"]["shape"] == [3, 5, 7] and found["dtype"]["follows"]
    assert {key: found["tied"][key] for key in told} == told
    named = [finding.code for finding in diagnose(found, intent={"parameters": 28, "shared": 1})]
    assert named == ([code] if code else [])
    assert not diagnose(found, intent={"parameters": found["effective"]}), "nothing was to be shared"


def test_a_transposed_copy_is_a_copy():
    source = TABLE.format(tie="self.out.weight = nn.Parameter(self.emb.weight.detach().clone())")
    turned = source.replace("nn.Linear(4, 7, bias=False)", "nn.Linear(7, 4, bias=False)").replace(
        "clone())", "clone().T.contiguous())"
    )
    turned = turned.replace("self.out(self.emb(tokens))", "self.emb(tokens) @ self.out.weight")
    assert seen(turned, inputs=[{"whole": [3, 5], "below": 7}])["tied"]["equal"] == [["emb.weight", "out.weight"]]
