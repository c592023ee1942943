"""What graders/seen.py does not describe is noticed. What is seen of answers and programs is held to it where the tests look at
them: test_answers.py and test_audit.py."""

import pytest
from described import misfits

from graders import seen


@pytest.mark.parametrize("wrong", [{"name": 3}, {"nothing": 1}, {"parameters": [{"names": ["a"]}]}, {"effective": "3"}])
def test_what_is_not_described_is_noticed(wrong):
    assert misfits(wrong, seen.Model)
