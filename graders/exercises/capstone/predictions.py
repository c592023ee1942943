"""The predictions of lesson 09."""

from graders.judge import prediction

prediction(
    "capstone/monday",
    "A model with 98 % on Friday is saved and loaded into a new process: how many are right on Monday?",
    options={
        "98 %": "That is what saving is for, and what \"All keys matched\" seems to promise. It is said of the keys that are there.",
        "90 %": "Something is lost, and more than that: layers that are not in the state_dict start anew, with random numbers.",
        "below 70 %": "You saw it coming: layers that are in no state_dict start anew on Monday.",
    },
)
prediction(
    "capstone/accuracy",
    "Six faults, one at a time. For how many does the accuracy on the new task fall by 2 points or more?",
    options={
        "0": "You saw it coming: the other layers learn around each of them. Accuracy on the task at hand finds none.",
        "3": "So one would think. The other layers learn around each of them.",
        "6": "A network with a frozen, cut or random layer still learns: the other layers make up for it.",
    },
)
prediction(
    "capstone/rank",
    "2,344 new numbers in place of 26,122: how far is LoRA of rank 4 behind training everything, on mirrored digits?",
    options={
        "less than 3 points": "You saw it coming: the change that the new task asks for has a low rank.",
        "about 10 points": "Fewer numbers need not cost accuracy: the change that the new task asks for has a low rank.",
        "about 30 points": "So much it would be with the head alone, or nearly. A change of low rank in each layer does far more.",
    },
)
prediction(
    "capstone/average",
    "Eight networks in one: average their outputs, or average their weights. Which is right more often?",
    options={
        "outputs": "You saw it coming: unit 3 of one network and unit 3 of another do different things, so their mean does neither.",
        "weights": "Unit 3 of one network and unit 3 of another do different things: the mean of their weights does neither.",
        "the same": "It would be for linear networks. Here unit 3 of one and unit 3 of another do different things.",
    },
)
