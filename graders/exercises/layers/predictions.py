"""The predictions of lesson 01."""

from graders.judge import prediction

prediction(
    "layers/batchnorm",
    "nn.BatchNorm1d(4): how many tensors in parameters(), how many in state_dict()?",
    options={
        "0 and 0": "You expected that normalisation does not learn. But after it has normalized, the layer scales and shifts each "
        "feature, and both are trained: a weight and a bias. And it remembers means and variances, which are saved.",
        "2 and 2": "You saw the weight and the bias. The layer also keeps a running mean, a running variance and a counter. They "
        "are buffers: saved, but never trained, so they are in state_dict() and not in parameters().",
        "2 and 5": "You saw it coming: weight and bias are trained; running mean, running variance and a counter are buffers, saved "
        "but never trained.",
    },
)
