"""Releasing a lesson: the learner's version."""

import re

from nbgrader import preprocessors


class ClearSolutions(preprocessors.ClearSolutions):
    """Leaves the placeholder line only inside functions: at the top level of a cell it would raise when the cell runs."""

    def _replace_solution_region(self, cell, language):
        replaced = super()._replace_solution_region(cell, language)
        if replaced and cell.cell_type == "code":
            stub = re.escape(self.code_stub[language])
            cell.source = re.sub(rf"^{stub}$\n?", "", cell.source, flags=re.MULTILINE).rstrip("\n")
        return replaced
