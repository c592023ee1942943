"""The predictions of lesson 07."""

from graders.judge import prediction

prediction(
    "optimizers/stale-head",
    "A new head is put in after the optimizer was made. 200 steps later: how many are right?",
    options={
        "about 33 %": "A head that never learns sounds like guessing. But it is random, not empty: the body below it learns to speak "
        "so that this head gets it right. So the percentage looks healthy, and hides that the head stands still.",
        "about 90 %": "You saw it coming: the body learns around a head that stands still. The percentage looks healthy, and hides it.",
        "an error": "Nothing is raised. The optimizer holds a list of tensors, and does not know that the model has other ones now. The "
        "body goes on learning, around a head that stands still.",
    },
)
prediction(
    "optimizers/loose-leaf",
    "A tensor that no module knows is handed to the optimizer. Does it train?",
    options={
        "no": "Registration decides what parameters() lists, and that is only the usual way to the optimizer. The optimizer asks for no "
        "module: a leaf with a gradient that it is handed, it moves.",
        "yes": "You saw it coming: the optimizer asks for no module. A leaf with a gradient that it is handed, it moves.",
        "an error": "The optimizer refuses tensors that are no leaves, but this one is a leaf. It asks for no module, and moves it.",
    },
)
prediction(
    "optimizers/frozen-moves",
    "A layer is frozen, and its gradients are zeros. How many of the four optimizers move it?",
    options={
        "none": "A gradient of zero says: do not go anywhere now. An optimizer that remembers earlier gradients, or that decays, goes "
        "somewhere all the same. Only without a gradient, None, is a parameter skipped.",
        "one": "More of them have something that works without a gradient: momentum, Adam's memory, decay. Only None makes them "
        "skip a parameter.",
        "three": "You saw it coming: momentum, Adam's memory and decay all work on a gradient of zero. Plain SGD alone has nothing "
        "of the kind.",
        "all four": "Nearly. Plain SGD takes the rate times the gradient, and nothing else: zero. Momentum, Adam's memory and decay go on.",
    },
)
prediction(
    "optimizers/forgotten-buffers",
    "Averaged weights, and BatchNorm's buffers left as they were at the start. How good is the shadow?",
    options={
        "better": "The averaged weights are worth that, as you will see. But in eval() BatchNorm rescales by its buffers, and these are "
        "from before the first step: every weight is right, and most answers are wrong.",
        "about as good": "The weights are even better than the last ones. But in eval() BatchNorm rescales by its buffers, and these "
        "are from before the first step: every weight is right, and most answers are wrong.",
        "far worse": "You saw it coming: in eval() BatchNorm rescales by its buffers, and these are from before the first step.",
    },
)
