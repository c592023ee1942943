# %% wrong TypeError: the layer sits in a list and the list is called
def my_lines() -> str:
    return "BEIMLKGC"


# %% wrong TypeError: indexes a layer that is not in a list
def my_lines() -> str:
    return "BEIMFKGN"


# %% wrong RuntimeError: sizes swapped, 4 -> 2 instead of 2 -> 4
def my_lines() -> str:
    return "BEIAFKGC"


# %% wrong TypeError: list assigned over the layer, the constructor raises
def my_lines():
    return "BEIMFLKGC"


# %% wrong AttributeError: no output layer
def my_lines() -> str:
    return "BEIMKGC"


# %% wrong AttributeError: no hidden layer
def my_lines() -> str:
    return "BEIFKGC"


# %% wrong NotImplementedError: forward forgotten
def my_lines() -> str:
    return "BEIMF"


# %% wrong IndentationError: constructor forgotten, IndentationError
def my_lines() -> str:
    return "BIMFKGC"


# %% wrong NameError: the line with def forward is missing, so its body runs in the constructor
def my_lines() -> str:
    return "BEIMFGC"


# %% wrong IndentationError: class line missing, IndentationError
def my_lines() -> str:
    return "EIMFKGC"


# %% wrong IndentationError: constructor line before the class line, IndentationError
def my_lines() -> str:
    return "EBIMFKGC"


# %% wrong IndentationError: super().__init__() above the constructor, IndentationError
def my_lines() -> str:
    return "BIEMFKGC"


# %% wrong IndentationError: constructor with an empty body, IndentationError
def my_lines() -> str:
    return "BEKGC"


# %% wrong IndentationError: body of forward above its def line, which is then left empty, IndentationError
def my_lines() -> str:
    return "BEIMFGCK"


# %% wrong UnboundLocalError: return before h exists
def my_lines() -> str:
    return "BEIMFKCG"


# %% wrong shape: the result is never returned
def my_lines() -> str:
    return "BEIMFKG"


# %% wrong NameError: h is never computed
def my_lines() -> str:
    return "BEIMFKC"


# %% wrong IndentationError: alphabetical order
def my_lines() -> str:
    return "".join(sorted("BEIMFKGC"))


# %% wrong IndentationError: all lines
def my_lines() -> str:
    return "ABCDEFGHIJKLMN"


# %% wrong letters: an unknown letter
def my_lines() -> str:
    return "BEIMFKGZ"


# %% wrong letters: a digit where a letter should be
def my_lines() -> str:
    return "BE1MFKGC"


# %% wrong letters: empty string
def my_lines() -> str:
    return ""


# %% wrong letters: returns nothing
def my_lines() -> str:
    answer = "BEIMFKGC"


# %% wrong letters: prints instead of returning
def my_lines():
    print("BEIMFKGC")


# %% wrong letters: returns how many lines
def my_lines() -> str:
    return 8


# %% wrong letters: returns the program instead of the letters
def my_lines() -> str:
    return """class TwoLayerNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 4)
        self.out = nn.Linear(4, 1)
    def forward(self, x):
        h = torch.relu(self.hidden(x))
        return self.out(h)
"""


# %% wrong letters: join is not called
def my_lines():
    return "".join


# %% wrong kind: not a function
my_lines = "BEIMFKGC"


# %% wrong exists: function under another name
def mylines() -> str:
    return "BEIMFKGC"


# %% wrong TypeError: wants an argument
def my_lines(lines) -> str:
    return "".join(letter for letter in "BEIMFKGC" if letter in lines)


# %% wrong KeyError: raises inside
def my_lines() -> str:
    letters = {"class": "B", "init": "EIMF"}
    return letters["class"] + letters["init"] + letters["forward"]


# %% wrong NotImplementedError: the learner's own NotImplementedError
def my_lines() -> str:
    raise NotImplementedError("todo")


# %% wrong letters: an object of a type of its own
def my_lines():
    return iter("BEIMFKGC")
