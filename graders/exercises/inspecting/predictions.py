"""The predictions of lesson 03."""

from graders.judge import prediction

prediction(
    "inspecting/moments",
    "What stands in p.grad: new, after backward(), after zero_grad()?",
    options={
        "0, numbers, 0": "You expected that every parameter has a gradient, and that it starts at 0. There is none at first: "
        ".grad is None until backward() brings one, and zero_grad() takes it away again.",
        "None, numbers, 0": "You expected that zero_grad() writes zeros, as its name says and as it once did. Today it takes the "
        "tensor away, so that .grad is None as in a new model; zero_grad(set_to_none=False) writes zeros.",
        "None, numbers, None": "You saw it coming: there is no gradient until backward() brings one, step() leaves it where it is, "
        "and zero_grad() takes it away.",
    },
)
prediction(
    "inspecting/best-kept",
    "best = model.state_dict(), then training goes wrong, then best is loaded. Test accuracy?",
    options={
        "as good as the best": "You expected that state_dict() keeps what it was called for. It hands out the model's own tensors, "
        "not copies: they went on changing with the model, and loading them changed nothing. copy.deepcopy keeps them.",
        "in between": "You expected that a part of it was kept. Nothing was: state_dict() hands out the model's own tensors, and they "
        "went on changing with the model. copy.deepcopy(model.state_dict()) keeps them.",
        "as bad as the last": "You saw it coming: state_dict() hands out the model's own tensors, and they went on changing with the "
        "model. copy.deepcopy(model.state_dict()) keeps them.",
    },
)
