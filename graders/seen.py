"""What looking returns, as types: plain data, JSON throughout. look.py and program/ write it, claims and signs read it.

look.py itself imports nothing from here, since its source travels to kernels; tests/graders/test_seen.py holds the two
together. Names of parameters, buffers and modules are those of ``named_parameters()`` and its like, with dots.
"""

from typing import TypedDict


class Error(TypedDict):
    """An exception of the learner's code."""

    phase: str  # when it happened: source, build, parameters, eval, train, forward, backward, step, call, evaluate
    type: str
    text: str
    line: str | None  # the last line of the learner's own that it passed
    function: str | None
    ours: bool  # raised in a function of the exercise's, by what the learner's code returned
    stub: bool  # the placeholder line


class Tensor(TypedDict):
    """A parameter or a buffer, each object once."""

    names: list[str]  # all names of this one object
    shape: list[int]
    numel: int
    dtype: str
    trainable: bool
    mean: float | None  # None for one number, or for whole numbers
    std: float | None


class HiddenThing(TypedDict):
    """A module or tensor that PyTorch does not see."""

    path: str
    container: str  # attribute, list, tuple, dict, set, class, object
    kind: str  # module, parameter, leaf, nonleaf, constant
    type: str
    numel: int
    floating: bool
    line: str | None
    ids: list[int]


class ClassFacts(TypedDict, total=False):
    """What the class tells before anything is built; from ``name`` on, audit alone."""

    is_class: bool
    is_module: bool
    own_init: bool
    misspelt_init: bool
    forward_like: list[str]
    own_train: bool
    wrapped_forward: bool
    calls_super: bool
    name: str
    local_layers: list[str]
    assigned_twice: list[str]
    super_calls: int


class Lost(TypedDict):
    """A layer that the constructor made and that nothing leads to."""

    type: str
    numel: int
    line: str | None
    replaced: bool


class Build(TypedDict, total=False):
    """What the constructor did."""

    super_calls: int
    lost: list[Lost]
    twice: list[str]
    made_parameters: int  # where building raised


class Orphan(TypedDict, total=False):
    """A leaf that backward() fills and that is not registered; from ``path`` on, where its home is known."""

    fresh: bool  # another one in each call
    leaf: str
    numel: int
    shape: list[int]
    home: str | None  # attribute, outside
    path: str
    container: str
    kind: str
    type: str
    line: str | None


class Born(TypedDict):
    """A module or a Parameter that forward() made."""

    kind: str
    type: str
    numel: int
    registered: bool
    function: str | None
    line: str | None


class Forward(TypedDict):
    """Two calls in eval mode on the same input."""

    type: str
    shape: list[int] | None  # None if the output is no tensor
    dtype: str | None
    finite: bool
    requires_grad: bool
    zeros: bool
    nonnegative: bool
    rows_sum_to_one: bool
    same_twice: bool
    orphans: list[Orphan]
    born: list[Born]
    registry_grew: list[str]
    registry_changed: list[str]
    written: list[str]
    called_twice: list[str]
    inference: bool
    drawn_weights: bool
    renorms: bool
    parameter_calls: list[str]
    reset: list[str]
    unused: list[str]
    calls: list[str]


class Gradients(TypedDict, total=False):
    """After backward() from a random projection of the output; from ``stuck`` on, audit alone."""

    status: dict[str, str]  # none, zero, nonzero
    influence: dict[str, bool]
    moved: list[str]  # by one step of plain gradient descent
    stuck: list[str]
    alike: list[str]
    wrong: list[str]
    error: Error


class RoundTrip(TypedDict, total=False):
    """state_dict saved and loaded into a fresh twin."""

    same: bool
    keys: int
    error: Error


class Dtype(TypedDict, total=False):
    """A twin moved to float64; ``behind`` and ``stale`` by audit alone."""

    follows: bool | None
    affine: bool
    behind: list[str]
    stale: list[str]
    error: Error


class Missing(TypedDict, total=False):
    """No object of this name; ``because`` is how the answer's cell ended, where grading knows."""

    name: str
    similar: list[str]
    because: str


class WrongKind(TypedDict):
    name: str
    type: str


class Changed(TypedDict):
    """An argument that the learner's code changed, before and after, as text."""

    before: str
    after: str


class Surroundings(TypedDict):
    grad_enabled: bool
    default_dtype: str


class Optimizer(TypedDict):
    """The optimizer's tensors beside the model's parameters."""

    missing: list[str]
    trainable: list[str]
    own: int
    foreign: int
    views: int
    doubled: list[str]
    rates: list[float | None]


class Loss(TypedDict):
    """A tensor from which backward() started."""

    leaf: bool
    requires_grad: bool
    reaches: int  # how many registered leaves
    orphans: int
    orphan_parameters: list[list[int]]


class Returned(TypedDict, total=False):
    """What the user's step returned."""

    type: str
    leaf: bool
    requires_grad: bool
    finite: bool


class Step(TypedDict, total=False):
    """One training step of the user's, watched."""

    events: str  # Z zero_grad, B backward, G autograd.grad, S optimizer step, in order
    before_backward: dict[str, str] | None
    at_step: dict[str, str] | None
    steppers: list[str]  # own, other
    optimizers: list[int]
    losses: list[Loss]
    loss: Returned
    moved: list[str]
    replaced: list[str]
    distances: dict[str, float]
    buffers_moved: list[str]
    constants_moved: list[str]
    graphs_kept: list[str]
    entropy_of: list[str]
    calls: list[str]
    parameter_calls: list[str]
    training: bool | None
    flags: list[tuple[str, bool]]
    grad_enabled: bool
    error: Error


class Evaluated(TypedDict, total=False):
    """The user's evaluation, twice under different seeds."""

    training: bool | None
    flags: list[tuple[str, bool]]
    buffers_moved: list[str]
    grad_enabled_after: bool
    calls: list[str]
    training_after: bool
    outputs_equal: bool | None
    error: Error


class EvalCall(TypedDict, total=False):
    returns_self: bool
    deaf: list[str]
    error: Error


class Constant(TypedDict):
    path: str
    numel: int
    matters: bool  # whether the output depends on it


class Stray(TypedDict):
    """An attribute that looks like a switch and is none."""

    where: str
    on: str  # module, parameter
    name: str


class Tied(TypedDict):
    """Parameters that share: names of one object, pairs with one memory, pairs of equal values."""

    shared: list[list[str]]
    aliased: list[list[str]]
    equal: list[list[str]]


OfClass = TypedDict("OfClass", {"class": ClassFacts}, total=False)  # a keyword, so it cannot stand below


class Model(OfClass, total=False):
    """What a question about a model is answered with. Looking ends early where something raises."""

    name: str
    call: str
    build: Build
    parameters: list[Tensor]
    buffers: list[Tensor]
    effective: int  # trainable numbers, each once
    unsaved: list[str]
    repeated: list[list[str]]
    hidden: list[HiddenThing]
    tied: Tied
    forward: Forward
    gradients: Gradients
    round_trip: RoundTrip
    dtype: Dtype
    copies: bool
    surroundings: Surroundings
    error: Error
    missing: Missing
    wrong_kind: WrongKind
    not_a_module: str
    changed: Changed


class Program(Model, total=False):
    """What audit sees of a whole program."""

    frozen: list[str]
    setup: list[str]
    names: list[str]
    modes: dict[str, bool]
    stray: list[Stray]
    containers: dict[str, list[str]]
    optimizer: Optimizer | None
    mode_matters: bool
    eval_call: EvalCall
    constants: list[Constant]
    own_step: bool
    steps: list[Step]
    evaluate: Evaluated
    step_after_evaluate: Step
