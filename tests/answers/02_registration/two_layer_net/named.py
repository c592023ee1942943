# %% wrong R13: super().__init__() left out
def my_lines() -> str:
    return "BEMFKGC"


# %% wrong R13: super().__init__() after the layers
def my_lines():
    return "BE MF I KGC"


# %% wrong R15: super().__init__() a second time after the layers
def my_lines():
    return "BEIMFIKGC"


# %% wrong R22: the hidden layer is a local variable
def my_lines() -> str:
    return "BEIDFKGC"


# %% wrong R01: the output layer is made in forward
def my_lines() -> str:
    return "BEIMKGH"


# %% wrong R01: output layer made in the constructor but another one in forward is used
def my_lines():
    letters = list("BEIMF")
    letters += list("KGH")
    return "".join(letters)


# %% wrong R04: the output layer sits in a list
def my_lines() -> str:
    return "BEIMLKGN"


# %% wrong G18: no ReLU
def my_lines() -> str:
    return "BEIMFKJC"


# %% wrong G18: the line with the ReLU is overwritten by the one without
def my_lines() -> str:
    return "BEIMFKGJC"


# %% wrong R23: the 4 -> 2 layer replaces the right one
def my_lines():
    return "BEIMAFKGC"
