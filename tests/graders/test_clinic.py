"""The clinic: patients are the same for the same seed, run, and show each fault alone."""

import itertools
import warnings

import pytest
import torch

from graders import clinic
from graders.figures import patient_chart

SEEDS = range(3)


def test_the_same_seed_draws_the_same_patient():
    one, other = clinic.admit(5, ["list"], "dropout"), clinic.admit(5, ["list"], "dropout")
    assert all(p.equal(q) for p, q in zip(one.model.parameters(), other.model.parameters()))
    assert clinic.program(5) != clinic.program(6)
    assert clinic.ward(8) == clinic.ward(8) != clinic.ward(9)


@pytest.mark.parametrize("code", clinic.CODES)
def test_each_fault_changes_the_program_and_it_still_runs(code):
    """Nothing complains: the faults raise no error, alone or beside each healthy kind that goes with them."""
    for seed, kind in itertools.product(SEEDS, clinic.KINDS):
        if not clinic.allowed((code, kind)):
            continue
        assert clinic.program(seed, [code], kind) != clinic.program(seed, (), kind)
        p = clinic.admit(seed, [code], kind)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broadcast is the one that PyTorch warns of
            p.step(p.batch)
            assert torch.isfinite(p.loss(p.batch))


def test_no_slot_is_left_open():
    for seed, fault, kind in itertools.product(SEEDS, clinic.FAULTS, clinic.KINDS):
        text = clinic.program(seed, [fault.code], kind)
        assert not set(fault.lines) - set(clinic.HEALTHY) - {"rate"}
        assert all(f"{{{slot}}}" not in text for slot in (*clinic.HEALTHY, "w", "act"))


def test_a_ward_has_one_healthy_patient_and_one_without_a_gradient():
    for seed in range(50):
        words = list(clinic.truths(seed).values())
        assert words.count("healthy") == 1 and len(set(words)) == 4
        assert {"detach", "dead"} & set(words) and set(words) <= set(clinic.WORDS)


def test_the_chart_shows_what_tells_each_fault():
    for seed in range(8):
        for letter, truth in clinic.truths(seed).items():
            seen = patient_chart(seed, letter).data
            meant = [row for row in seen["rows"] if row["meant"] == "learn"]
            still = [row for row in meant if not row["moved"]]
            signs = {
                "detach": any(row["gradient"][1] is None and not row["frozen"] for row in meant),
                "dead": any(row["gradient"] == (0, 0) for row in meant),
                "list": any(not row["listed"] for row in meant),
                "in-forward": not seen["same"],
                "frozen-head": any(row["frozen"] for row in meant),
                "stale-optimizer": any(row["listed"] and row["rate"] is None and not row["frozen"] for row in meant),
                "lr-0": any(row["rate"] == 0 for row in meant),
                "healthy": not still and seen["same"],
            }
            assert [word for word, shown in signs.items() if shown] == [truth], (seed, letter, truth)


def test_an_unknown_patient_is_told():
    with pytest.raises(ValueError, match="not 'E'"):
        patient_chart(8, "E")


def test_hidden_and_leaves_find_what_is_registered_nowhere():
    p = clinic.admit(1, ["list"])
    (layers,) = clinic.hidden(p.model).values()
    reached = {id(t) for t in clinic.leaves(p.loss(p.batch))}
    assert isinstance(layers, list) and {id(q) for layer in layers for q in layer.parameters()} <= reached
    assert not clinic.hidden(clinic.admit(1).model)
