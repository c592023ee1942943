"""The predictions of lesson 08."""

from graders.judge import prediction

prediction(
    "gradient_flow/first-layer",
    "Ten sigmoid layers: how much smaller is the gradient of the first layer than that of the last?",
    options={
        "10 times": "Each layer on the way back makes the gradient smaller. One layer alone takes off a factor of 6 or so, and "
        "there are ten of them, multiplied.",
        "1,000 times": "Right direction, and still far from it. A factor of about 6 for each of ten layers is multiplied, not added.",
        "millions of times": "You saw it coming: small factors are multiplied, layer by layer, and little is left at the first one.",
    },
)
prediction(
    "gradient_flow/relu",
    "ReLU in place of sigmoid, PyTorch's own start: how many test digits are right after 200 steps?",
    options={
        "about 10 %": "You saw it coming: with PyTorch's own start each ReLU layer still loses a factor of 2 to 4, and ten of them lose all.",
        "about 60 %": "That would be half a cure. ReLU loses less for each layer than sigmoid, and over ten layers it is still too much.",
        "about 95 %": "That is what most books say, and what a good start gives. ReLU alone, with PyTorch's own start, still loses "
        "a factor of 2 to 4 for each layer.",
    },
)
prediction(
    "gradient_flow/zeros",
    "One net starts with zeros in its last layer, one with zeros in its first. Which one learns?",
    options={
        "both": "One of them does. Zeros in the last layer go away in one step, since it gets a gradient itself. Zeros in the first one "
        "leave every hidden unit at 0, and no gradient comes back to it.",
        "the last at zero": "You saw it coming: the last layer gets a gradient itself, and after one step the layers before it get one too.",
        "the first at zero": "It is the other way round. With zeros in the first layer every hidden unit gives 0, and a ReLU at 0 sends "
        "nothing back.",
        "neither": "A gradient that is exactly 0 at the first step is no verdict. The last layer gets one itself, leaves zero, and "
        "from the second step on the layers before it get one too.",
    },
)
prediction(
    "gradient_flow/dead",
    "Most hidden units give 0 for every training image. How many test digits are right?",
    options={
        "about 10 %": "That would be so with all of them dead. The few that are left are enough for these digits.",
        "about 50 %": "It is more: the few units that are left carry the whole task, as a much smaller network would.",
        "above 90 %": "You saw it coming: what is left is a small network, and it is large enough for these digits.",
    },
)
