"""audit: the same looking and diagnosing for anybody's model, in or out of the course."""

import html
import re

from graders import look, tell
from graders.program import observing
from graders.signs import OF_MODELS, OF_TRAINING, diagnose


def marked(words):
    """Words as HTML, with what stands in backticks as code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(words))


class Audit:
    """What an audit found. ``findings`` is a list of Finding, empty for a healthy model; it shows itself as text and HTML."""

    def __init__(self, name, findings, seen, notes=()):
        self.name, self.findings, self.seen, self.notes = name, findings, seen, notes

    def __bool__(self):
        return bool(self.findings)

    def _lines(self):
        parameters = self.seen.get("parameters")
        size = f": {self.seen['effective']:,} trained parameters looked at" if parameters is not None else ""
        count = len(self.findings)
        if not count:
            return f"{tell.PASSED} {self.name}: nothing found{size}"
        return f"{tell.FAILED} {self.name}: {count} finding{'s' if count > 1 else ''}{size}"

    def __repr__(self):
        lines = [self._lines()]
        for finding in self.findings:
            lines += tell.wrapped(finding.message, f"  {finding.code}  ")
            if finding.line:
                lines += tell.wrapped(finding.line, "        your line: ")
        for note in self.notes:
            lines += tell.wrapped(note, "  note: ")
        return "\n".join(lines)

    def _repr_html_(self):
        rows = "".join(
            f'<tr><th scope="row" style="text-align: left; vertical-align: top; padding: 0.3em 0.8em">{html.escape(f.code)}</th>'
            f'<td style="text-align: left; padding: 0.3em 0.8em">{marked(f.message)}'
            + (f"<br><code>{html.escape(f.line)}</code>" if f.line else "")
            + "</td></tr>"
            for f in self.findings
        )
        notes = "".join(f"<p>Note: {html.escape(note)}</p>" for note in self.notes)
        table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
        return f'<div role="status"><strong>{html.escape(self._lines())}</strong>{table}{notes}</div>'


def audit(model, *inputs, target=None, optimizer=None, step=None, evaluate=None, frozen=(), reference=None):
    """Look for parts of a model or of its training that silently do not learn, and name the mistakes.

    ``model`` is an nn.Module, or a zero-argument factory for one or for ``(module, optimizer)``; ``inputs`` are what it is
    called with. ``step(model, optimizer, x, y)`` and ``evaluate(model, x)`` are your own loop, watched (several inputs arrive
    as a tuple ``x``, ``y`` is ``target``). ``frozen`` are prefixes of parameter names that should not move; they match at a
    dot. ``reference`` is a factory for a correct model. Model, optimizer, seeds, grad mode and hooks are left as they were;
    what a closure of yours holds cannot be. Returns an Audit; a healthy model has no ``findings``.

    Raises TypeError if ``model`` or what the factory returns is no nn.Module.
    """
    look.refuse_while_looking("audit")
    frozen = (frozen,) if isinstance(frozen, str) else tuple(frozen)
    seen = observing.observe(model, inputs, target, optimizer, step, evaluate, frozen)
    right = observing.observe(reference, inputs, target, frozen=frozen) if reference is not None else None
    findings = diagnose(seen, right, {"all_learn": True}, (*OF_MODELS, *OF_TRAINING))
    notes = (
        ["Your step or evaluate may keep state of its own, which could not be put back."] if findings and step else []
    )
    error = seen.get("error")
    if error and not findings:
        notes.append(f"It raised {error['type']} ({error['phase']}): {error['text'][:200]}")
    return Audit(seen.get("class", {}).get("name") or "model", findings, seen, notes)
