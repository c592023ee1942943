"""The capstone's patients: drawn by number, each fault to be seen, and none of them without a way to pass."""

import collections

import pytest
import torch

from graders import capstone, clinic


def test_a_number_draws_one_patient_however_it_is_typed(capsys):
    assert str(capstone.patient(4711)) == str(capstone.patient(" 4711 ")) == str(capstone.patient("4711"))
    assert str(capstone.patient("S12a")) == str(capstone.patient("s12A"))
    assert capsys.readouterr().out == ""
    assert str(capstone.patient(None)) == str(capstone.patient(0))
    assert "patient 0" in capsys.readouterr().out


@pytest.mark.parametrize(("part", "count", "least"), [(1, 3, 15), (2, 9, 40)])
def test_the_sets_of_faults(part, count, least):
    sets = capstone.sets(part)
    assert len(sets) == len(set(sets)) >= least and all(len(set(codes)) == count for codes in sets)
    assert all(set(codes) <= set(clinic.FOURTEEN) for codes in sets)
    if part == 2:
        assert {code for codes in sets for code in codes} == set(clinic.FOURTEEN)


def test_numbers_draw_different_patients():
    """Two learners of forty seldom have the same program."""
    programs = collections.Counter(str(capstone.patient(number)) for number in range(40))
    assert len(programs) >= 36


@pytest.mark.parametrize("part", [1, 2])
def test_each_fault_changes_the_program_where_the_key_says_so(part):
    for number in map(str, range(60)):
        whole = capstone.Patient(number, part, ()).source
        for code, parts in capstone.places(number, part).items():
            ill = capstone.Patient(number, part, [code]).source
            changed = set(ill.splitlines()) ^ set(whole.splitlines())
            assert changed or sorted(ill) == sorted(whole), code  # a line that moves
            assert parts is None or any(name in ill for name in parts), code


@pytest.mark.parametrize("part", [1, 2])
def test_every_program_builds_and_steps(part):
    for n, codes in enumerate(capstone.sets(part)):
        program = capstone.Patient(str(n), part, codes)
        old = capstone.old_model()
        model, _, step = program(old, torch.rand(64)) if part == 2 else program(old)
        x, y = torch.rand(8, 64), torch.tensor(program.classes)[:8]
        step(x, y)
        assert model(x)[1].shape == (8, max(program.classes) + 1)
