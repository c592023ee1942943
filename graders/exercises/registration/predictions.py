"""The predictions of lesson 02."""

from graders.judge import prediction

prediction(
    "registration/list-bug",
    "The hidden layer sits in a Python list. Test accuracy?",
    options={
        "10 %": "You expected that a model with an invisible layer learns nothing. It learned: the last layer is registered, and "
        "it was trained on the random features that the invisible layer computes. Random features are often good enough, "
        "which is why nothing looks wrong.",
        "50 %": "You expected half of the damage. But a last layer that is trained well on many random features comes close "
        "to a network in which both layers learn. The bug costs almost nothing here, which is why nobody notices it.",
        "97 %": "You saw it coming: the last layer alone, trained on the random features of a layer that never moves, is "
        "enough for this task. The accuracy does not show the bug.",
    },
)
prediction(
    "registration/reload",
    "Saved, loaded into a fresh model, all keys matched. Test accuracy?",
    options={
        "the same": "All keys matched, so why not? Because state_dict() lists registered layers only. The hidden layer was never "
        "saved, the fresh model drew a new one, and the trained last layer now reads features it has never seen.",
        "a little lower": "The damage is complete. The last layer was trained for the features of one particular hidden layer; the "
        "fresh model has a new random one, so every weight of the last layer reads the wrong feature.",
        "about 10 %": "You saw it coming: the hidden layer was never saved, the fresh model drew a new one, and the trained "
        "last layer reads features it has never seen. One class in ten is right by chance.",
    },
)
