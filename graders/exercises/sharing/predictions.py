"""The predictions of lesson 05."""

from graders.judge import prediction

prediction(
    "sharing/heads",
    "Head B alone is trained. What does head A read afterwards?",
    options={
        "as before": "You expected that a layer keeps what it learned while another one is trained. It does. But there is no "
        "other one: [layer] * 2 is a list that names one layer twice, so training head B trained head A.",
        "a little fewer": "The damage is complete. There is one layer under two names, and it now answers the second task: for an "
        "image of a 3 both heads say 4.",
        "almost none": "You saw it coming: the list names one layer twice. What head B learns, head A has learned.",
    },
)
prediction(
    "sharing/three-layers",
    "nn.Sequential(*[nn.Linear(4, 4)] * 3): how many numbers in parameters()?",
    options={
        "20": "You saw it coming: one layer stands in three places. Its 4·4 + 4 numbers exist once, and parameters() lists each "
        "object once.",
        "48": "That would be three weights of 4·4, without their biases. But there is one layer, with one weight and one bias: "
        "20 numbers, however often it is used.",
        "60": "Three layers of 20 would be 60, and that is what the printed model looks like. But the list names one layer three "
        "times, and parameters() lists each object once.",
    },
)
