"""The predictions of lesson 06."""

from graders.judge import prediction

prediction(
    "freezing/old-task",
    "The features are frozen, a new head is trained on images from another camera, the old head comes back. The old task?",
    options={
        "as before": "You expected that what is frozen stays as it is. The weights did. The BatchNorms in the features keep a record "
        "of what they see, in buffers, and in train() each batch moves it, frozen or not.",
        "a little worse": "You suspected that something moves. It moved a lot: the record of each BatchNorm now describes images "
        "with pixels up to 16, and the old ones go up to 1.",
        "most is lost": "You saw it coming: frozen weights stand still, and the running mean and variance of each BatchNorm follow "
        "the new images.",
    },
)
prediction(
    "freezing/through",
    "The middle one of three layers is frozen. What does that change in the gradient of the first layer?",
    options={
        "there is none": "You expected that gradients stop at a frozen layer. They go through its computation as ever; only its own "
        "weights ask for none. A cut, such as .detach(), would stop them.",
        "it is smaller": "You expected that a frozen layer lets less through. Its numbers are the same, so what backward() multiplies "
        "by is the same: the gradient is equal to the last digit.",
        "it is the same": "You saw it coming: backward() multiplies by the same weights, whether they ask for a gradient or not.",
    },
)
prediction(
    "freezing/strategy",
    "Ten labelled examples of each of three classes, a network that can read digits. Which strategy is best?",
    options={
        "scratch": "You expected that a new task wants a new network. Thirty examples are few for a whole network; the trained "
        "features have seen many more digits.",
        "features": "You saw it coming: 30 examples are enough for a head, and few for a whole network. What the features know "
        "about digits is what this task needs.",
        "fine-tune": "You expected that it helps when everything may adapt. It adapts to 30 examples, and loses some of what the "
        "features knew. With other images, or more of them, it can be the best one.",
    },
)
