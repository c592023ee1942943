"""What the text of a failed claim gives away: causes that several exercises of lesson 02 share."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graders.causes import told_by
from graders.claims import Claim

COMMON = (  # a pattern in "name of the claim: what was found", and the cause that it leaves no doubt about
    (
        r"shapes cannot be multiplied \(\d+x(\d+) and \d+x\1\)",
        "The two sizes are the wrong way round: nn.Linear(n_in, n_out), and x @ weight with a weight of (n_in, n_out).",
    ),
    (r"forward\(\) takes 1 positional argument", "self is missing: forward(self, x)."),
    (
        r'Module \[Module(List|Dict)\] is missing the required "forward"',
        "A ModuleList is no layer: loop over it, and call what it holds. nn.Sequential can be called.",
    ),
    (
        r"cannot assign 'torch\.\w+' as parameter",
        "Arithmetic turns a Parameter into an ordinary tensor, which cannot take its place: do it first, wrap it last.",
    ),
    (
        r"a leaf Variable that requires grad is being used in an in-place",
        "A Parameter cannot be changed in place: do the arithmetic on the plain tensor, then wrap it in nn.Parameter.",
    ),
    (r"'Parameter' object is not callable", "A Parameter is no layer: F.linear(x, self.weight, self.bias) uses it."),
    (
        r"'int' object has no attribute 'detach'",
        "nn.Parameter takes one tensor: nn.Parameter(torch.randn(n_out, n_in)).",
    ),
    (
        r"'ModuleDict' object has no attribute 'append'",
        "A ModuleDict is filled like a dict: self.branches[name] = layer.",
    ),
    (r"ModuleDict\.__init__\(\) takes", "nn.ModuleDict takes one dict: {name: layer, ...}."),
    (
        r"'str' object cannot be interpreted as an integer",
        "A ModuleList is asked by number; nn.ModuleDict keeps layers by name.",
    ),
    (
        r"same-twice: two calls",
        "Something is drawn at random in eval mode too: nn.Dropout knows the mode; what you draw does not.",
    ),
    (
        r"dtype: .* must have the same dtype",
        "Something has a fixed dtype: leave the dtype to the parameters and the input.",
    ),
)


def explained(claims: Iterable[Claim], *rules: tuple[str, str]) -> Iterator[Claim]:
    """The claims; a failed one gets the cause of the first of ``rules``, or of the common ones, whose pattern fits it."""
    for claim in claims:
        told = f"{claim.name}: {claim.found}"
        if claim.holds or claim.cause:
            yield claim
        else:
            yield replace(claim, cause=told_by(told, (*rules, *COMMON)))
