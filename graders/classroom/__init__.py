"""Grading a class with nbgrader: the judge stays outside, the kernel is only asked.

`nbgrader_config.py` puts three classes in nbgrader's own places; nothing else of nbgrader changes.

* `ClearSolutions` makes the learner's version: no placeholder at the top level of a cell.
* `Reader` reads a submission, whatever state it is in, and puts the cells' grading metadata right.
* `JudgedExecute` runs the notebook. Where the turn of a check cell comes, the kernel runs nothing but looking code that
  is sent with each question, and this process, which never runs learner code, writes the cell's outputs.
"""

from graders.classroom.reading import Reader
from graders.classroom.releasing import ClearSolutions
from graders.classroom.running import EVIDENCE, JudgedExecute, rejudged

__all__ = ["EVIDENCE", "ClearSolutions", "JudgedExecute", "Reader", "rejudged"]
