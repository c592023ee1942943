"""What a learner types as a prediction, read as it stands: ``my_prediction = 10 %`` needs no quotes.

Python makes 0 of ``0 and 0`` and a syntax error of ``10 %``. In a notebook IPython shows each cell to ``quoted`` before
it reads it as Python. The text of the cell stays as it is; a kernel that grades does the same, as it imports graders too.
"""

import ast
import io
import re
import tokenize

LINE = re.compile(r"(my_(?:\w+_)?prediction)[ \t]*=(?!=)[ \t]*(.*?)[ \t]*(\n?)$")
# What makes a right-hand side code that computes something, and no answer.
CODE = (ast.Attribute, ast.Subscript, ast.JoinedStr, ast.IfExp, ast.Lambda, ast.NamedExpr, ast.Await, ast.comprehension)


def quoted(lines: list[str]) -> list[str]:
    """The lines of a cell; free text on the right of ``my_prediction =`` or ``my_..._prediction =`` put in quotes.

    Only at the start of a line that begins a statement. Strings, None and whatever is code stay; so does a comment.
    """
    read: list[str] = []
    for line in lines:
        match = LINE.match(line)
        if match and begins_a_statement(read):
            name, right, end = match.groups()
            if not stays(right):
                answer, hash_, comment = right.partition("#")
                text = repr(answer.strip()) if answer.strip() else "None"
                line = f"{name} = {text}{'  ' * bool(hash_)}{hash_}{comment}{end}"
        read.append(line)
    return read


def begins_a_statement(before: list[str]) -> bool:
    """Whether what comes after these lines is a new statement, not the inside of a string or of brackets."""
    try:
        list(tokenize.generate_tokens(io.StringIO("".join(before)).readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    return not (before and before[-1].rstrip().endswith("\\"))


def stays(right: str) -> bool:
    """Whether the right-hand side of an assignment is left as it is: a string, None, or code."""
    if right.startswith(("[", "{", "!", "%", '"""', "'''")) or right.endswith("\\"):
        return True
    try:
        statements = ast.parse(f"answer = {right}").body
    except (SyntaxError, ValueError):
        # No Python: free text, unless it goes on in the next line.
        return any(right.count(opening) > right.count(closing) for opening, closing in ("()", "[]", "{}"))
    (first, *others) = statements
    if others or not isinstance(first, ast.Assign) or len(first.targets) > 1:
        return True
    if isinstance(first.value, ast.Constant) and isinstance(first.value.value, (str, type(None))):
        return True
    return any(
        isinstance(node, CODE) or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
        for node in ast.walk(first.value)
    )
