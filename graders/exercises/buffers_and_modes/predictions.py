"""The predictions of lesson 04."""

from graders.judge import prediction

prediction(
    "buffers_and_modes/looking",
    "Twenty batches of grey paper in train() under no_grad(). How well does the model read afterwards?",
    options={
        "as well as before": "Without gradients nothing can be learned, that is true: no parameter moved. But a BatchNorm in train() "
        "keeps a record of what it sees, and that needs no gradient. Its running mean wandered off to grey paper, and eval() "
        "uses it.",
        "a little worse": "You saw that something moves. It is more than a little: each batch takes a tenth of the record, so after "
        "twenty of them little of the old record is left. eval() takes digits for what they are against grey paper.",
        "far worse": "You saw it coming: a BatchNorm in train() keeps a record of whatever it is shown, with gradients or without, "
        "and eval() uses that record.",
    },
)
prediction(
    "buffers_and_modes/eval-step",
    "model.eval(), then backward() and step(). How many of six parameters change?",
    options={
        "0 of 6": "The name suggests it: evaluation, so nothing is learned. But eval() sets one flag, which Dropout and BatchNorm read. "
        "Gradients, backward() and the optimizer do not ask for it. What leaves parameters alone is requires_grad_(False).",
        "4 of 6": "You expected that the BatchNorm stands still. Its record does: the buffers did not move. Its weight and bias are "
        "parameters as those of a linear layer are, and a gradient reaches them in eval() too.",
        "6 of 6": "You saw it coming: the mode plays no part in backward() and step(). Only the buffers stood still, since a BatchNorm "
        "in eval() uses its record and leaves it as it is.",
    },
)
