"""The catalogue of mistakes: the words in which `graders` names what goes wrong in models and training code.

In each entry the first paragraph is the card, shown when a check fails; the others are the longer story that
hint() tells. A code with slashes stands for mistakes that look alike from outside and share one message.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One catalogued mistake: its code, its name, and what to tell the learner."""

    code: str
    name: str
    card: str  # may hold {where} and {what}, filled with what was seen
    more: str  # code stands on lines of its own, indented by four spaces
    section: str  # the lesson to reread


CATALOGUE: dict[str, Mistake] = {}


def _add(code, name, section, text):
    card, *more = (_one_line(paragraph) for paragraph in text.strip().split("\n\n"))
    CATALOGUE[code] = Mistake(code, name, card, "\n\n".join(more), section)


def _one_line(paragraph):
    return paragraph if paragraph.startswith("    ") else paragraph.replace("\n", " ")


# Sections of lesson 01
STEP = "01_layers: One step, number by number"
COMPUTE = "01_layers: Layers that only compute"

# Sections of lesson 02
SELF = "02_registration: What self.x = ... does"
LISTS = "02_registration: Lists that count"
FORWARD = "02_registration: A layer made inside forward"
TENSORS = "02_registration: Parameters of your own"
NAMES = "02_registration: Under the bonnet"
IDLE = "02_registration: Dicts that count, and idle layers"

# Registration -----------------------------------------------------------------------------------------------

_add(
    "R01",
    "layer created inside forward()",
    FORWARD,
    """
You build {what} inside forward(), so every call gets new random weights. The optimizer never sees them, and
state_dict() never saves them. Build the layer once, in __init__, and assign it to self.

Each call of forward() builds a layer, uses it once and drops it. The next call starts from new random
numbers. Gradients do reach the weights of that one call, but nobody keeps them. The model does not list the
layer, so no optimizer step can change it.

Send the same input through twice. Call model.eval() first, so that dropout plays no part:

    torch.equal(model(x), model(x))  # False

Make the layer in __init__. Then forward() uses that same object every time, and whatever the optimizer
changes is still there at the next call:

    self.out = nn.Linear(5, 3)  # in __init__
    return self.out(h)          # in forward
""",
)

_add(
    "R02",
    "layer created in forward() and assigned to self",
    FORWARD,
    """
Each call of forward() replaces {where} by new random weights. What parameters() lists afterwards is never
what the optimizer holds. Build the layer once, in __init__.

Assigning the layer to self does register it, so after one call it looks right in parameters(). But the next
call builds another layer under the same name and throws the last one away. The optimizer still holds the
weights that were there when you built it. No later layer is ever among them.

Compare the identity of one weight before and after a call:

    before = id(model.fc2.weight); model(x)
    print(before == id(model.fc2.weight))  # False

Move the line to __init__. In forward(), call the layer and do not build it:

    self.fc2 = nn.Linear(5, 3)  # in __init__, nowhere else
""",
)

_add(
    "R03",
    "layer created on the first forward() call",
    FORWARD,
    """
The first forward() call creates {where}. An optimizer built before that call never received those weights,
and a freshly built model cannot load them. Build the layer in __init__, or use nn.LazyLinear.

A layer that appears on the first call is registered from then on. But most programs build the optimizer
right after the model, so its list was made too early. The new weights get gradients, and nobody uses them.
Loading fails as well: a fresh model lacks the layer, so load_state_dict() reports unexpected keys.

Count before and after one call:

    print(len(list(model.parameters()))); model(x)
    print(len(list(model.parameters())))  # more than before

If the input size is not known yet, a lazy layer fills it in on the first call. It is registered from the
start:

    self.fc2 = nn.LazyLinear(3)  # in __init__
""",
)

_add(
    "R04",
    "layers in a plain Python list",
    LISTS,
    """
You keep {where} in a plain Python list. nn.Module does not look inside it, so parameters(), state_dict(),
to() and eval() all miss what it holds. Use nn.ModuleList.

nn.Module watches each assignment to self. A module or an nn.Parameter is entered in its tables. A list is
neither, so it is stored as it is, and nobody opens it. The same holds for a tuple. The layers still
compute, and gradients still reach them. But they keep their first random weights, because the optimizer was
never handed them.

See which names the model knows:

    print([name for name, _ in model.named_parameters()])

nn.ModuleList can be looped over like a list, and it is a module itself, so its layers are found:

    self.layers = nn.ModuleList([nn.Linear(8, 8), nn.Linear(8, 8)])
""",
)

_add(
    "R05",
    "layers in a plain Python dict",
    LISTS,
    """
You keep {where} in a plain dict. nn.Module does not look inside it, so parameters(), state_dict(), to() and
eval() all miss what it holds. Use nn.ModuleDict.

A dict is a fine home for layers that you pick by name. Python lets you call them from there, and gradients
reach them. But nn.Module enters only modules and Parameters in its tables. It stores a dict as it is and
never opens it. So the layers stay as random as they were on the first day, and a saved model does not hold
them.

Look for their names in what would be saved:

    print(list(model.state_dict()))

nn.ModuleDict works like a dict with text keys. It is a module, so its layers count:

    self.heads = nn.ModuleDict({"a": nn.Linear(5, 3)})
""",
)

_add(
    "R06",
    "Parameters in a plain list or dict",
    LISTS,
    """
You keep the Parameters of {where} in a plain list or dict. Each of them is a true nn.Parameter, but
nn.Module does not look inside, so none is registered. Use nn.ParameterList or nn.ParameterDict.

An nn.Parameter is registered at the moment when you assign it to self. If you assign a list, the list is
what nn.Module gets to see. It does not ask what the list holds. Autograd does not mind and fills in
gradients, but parameters() leaves these tensors out, so no optimizer moves them and no file keeps them.

Count what the model lists:

    print(sum(p.numel() for p in model.parameters()))

PyTorch has a list made for this, and a dict as well. The list also turns plain tensors into Parameters:

    self.ws = nn.ParameterList([torch.randn(5, 3)])
""",
)

_add(
    "R07",
    "tensor with requires_grad=True instead of nn.Parameter",
    TENSORS,
    """
Your tensor in {where} has requires_grad=True, so autograd fills in its gradient. But only an nn.Parameter
is registered: the optimizer never gets a plain tensor. Wrap it in nn.Parameter.

Two questions are easy to mix up. Does autograd track this tensor? That is what requires_grad says. Does the
model own it? That is what nn.Parameter says. Your tensor gets a gradient after backward(), and yet it is
missing from parameters(), from state_dict() and from what .to() moves. So the gradient lies there ready,
and nobody comes to use it.

Compare the two answers, after backward():

    print(model.w.grad)                              # filled in
    print([n for n, _ in model.named_parameters()])  # no w

A Parameter has requires_grad=True from the start, so you need not ask for it:

    self.w = nn.Parameter(torch.randn(5, 3))
""",
)

_add(
    "R08",
    "plain tensor instead of nn.Parameter",
    TENSORS,
    """
You stored {where} as an ordinary tensor. It takes part in forward(), but it gets no gradient, and it is
neither trained nor saved. Wrap it in nn.Parameter.

Your module can compute with any tensor, so nothing goes wrong at first. But a plain tensor has
requires_grad=False, so backward() passes it by. It is not in the tables of nn.Module either. That means no
training, no place in the file, and no move to another device or dtype. Each new model starts from other
random numbers, and loading a file does not change them.

Ask the tensor itself what it is. It answers Tensor and False:

    print(type(model.w), model.w.requires_grad)

One word makes it a weight of your model:

    self.w = nn.Parameter(torch.randn(5, 3))
""",
)

_add(
    "R09",
    "Parameter lost by an operation",
    TENSORS,
    """
An operation such as * 0.1 or .to(...) was applied to an nn.Parameter, and what {where} holds is the result:
an ordinary tensor. Nothing is registered. Move the operation inside the brackets.

Arithmetic on a Parameter does not change the Parameter. It returns a new tensor, computed from it. The same
goes for .half() and for .to() with another dtype or device. You assigned the result to self, so nn.Module
saw no Parameter. The original one sits hidden in the history of that result, where neither the optimizer
nor state_dict() finds it. Two telling signs are that copy.deepcopy(model) raises an error, and that a
second backward() often does.

Ask for the type, and whether it is a leaf:

    print(type(model.w), model.w.is_leaf)

Compute first, wrap last:

    self.w = nn.Parameter(torch.randn(5, 3) * 0.1)
""",
)

_add(
    "R10",
    "trainable weight registered as a buffer",
    "04_buffers_and_modes",
    """
You registered {where} as a buffer. A buffer is saved and moved with the model, but it is not in
parameters(), so no optimizer changes it. For numbers that should learn, use nn.Parameter.

Buffers are for state that belongs to a model and is not trained: a running mean, a mask, a table of
positions. They appear in state_dict(), and that can look like proof that all is well. But state_dict() and
parameters() are two lists, and an optimizer gets the second one. Your weight is in the first only. It has
no gradient, and it keeps its first values.

Compare the two lists:

    print([name for name, _ in model.named_parameters()])
    print([name for name, _ in model.named_buffers()])

Make it a Parameter instead. That is saved and moved as well:

    self.w = nn.Parameter(torch.randn(5, 3))
""",
)

_add(
    "R11",
    "nn.Parameter with its gradient switched off",
    TENSORS,
    """
You registered {where} with its gradient switched off. It is listed and saved, but it gets no gradient, so
no optimizer step moves it. If it should learn, leave out requires_grad=False.

The model owns this weight, so the registry looks right and the count of all parameters is right too. But
backward() skips tensors with requires_grad=False and leaves their .grad at None. An optimizer skips those
in turn. You can even hand it the weight: it takes it without a word and never changes it. Such a Parameter
is right for a constant, or for a frozen layer.

List what is switched off:

    print([n for n, p in model.named_parameters() if not p.requires_grad])

A Parameter has its gradient switched on unless you say otherwise:

    self.w = nn.Parameter(torch.randn(5, 3))
""",
)

_add(
    "R12",
    "layer that lives outside the module",
    SELF,
    """
forward() uses {where}, a variable from outside the class. The model does not own that layer, so it is not
trained, saved or moved with it. Create the layer in __init__ and assign it to self.

Python looks up a name in forward() wherever it can find it: in the function, around it, in the notebook. So
the layer computes, and backward() even fills in its gradient. But a module knows only what was assigned to
self. The optimizer asks the module, and never hears of your variable. Two models made from this class would
also share that one layer.

See what the model owns. The outside layer is not on the list:

    print(model)

Give the model its own layer, and use that one in forward():

    self.fc2 = nn.Linear(5, 3)  # in __init__
    return self.fc2(h)          # in forward
""",
)

_add(
    "R13",
    "super().__init__() missing or too late",
    SELF,
    """
Your __init__ assigns a layer or Parameter before nn.Module has made the tables that it belongs in. Call
super().__init__(), with both pairs of brackets, before everything else in __init__.

nn.Module keeps one table of Parameters and one of modules. Its own __init__ makes them. When you write an
__init__ for your class, Python runs yours in place of that one, so you have to call it. If a layer arrives
earlier, there is no table to enter it in, and PyTorch says so: "cannot assign module before
Module.__init__() call". This is a kind error, since it comes at once and names the cause.

It must be the first line of your constructor:

    def __init__(self):
        super().__init__()

Every layer that you assign after it finds its table ready.
""",
)

_add(
    "R14",
    "super().__init__() missing, without an error",
    SELF,
    """
super().__init__() never ran. You stored only lists, tensors or numbers, so building raised no error, but
the tables that parameters() reads do not exist. Call it first in __init__.

PyTorch notices a missing super().__init__() when you assign a module or a Parameter. Lists, plain tensors
and numbers are stored like any Python attribute, so nobody notices. The error comes later, far from its
cause: parameters() reports that there is no attribute _parameters, and a call to the model misses
_backward_hooks.

Try it on the object that you built:

    print("_parameters" in vars(model))  # False

Start the constructor with this line:

    def __init__(self):
        super().__init__()

Then look again at what you store. Layers in a list need nn.ModuleList, and tensors that learn need
nn.Parameter.
""",
)

_add(
    "R15",
    "super().__init__() called a second time",
    SELF,
    """
super().__init__() ran a second time, after layers had been assigned. It made new, empty tables, and those
layers were lost. Call it once, as the first line of __init__.

The constructor of nn.Module makes empty tables for Parameters and modules. It does not check whether there
are some already. A second call puts new tables in place of the full ones, and PyTorch gives no warning.
Your layers are no longer listed, and self.fc is gone, since a registered layer lives in the table and
nowhere else.

Print the model after building it. The brackets are empty:

    print(model)

Keep the first call, drop the second. Look also for a call in a parent class or in a helper method:

    super().__init__()          # once, first
    self.fc = nn.Linear(5, 3)   # then the layers
""",
)

_add(
    "R16",
    "layer as a class attribute",
    SELF,
    """
You wrote {where} in the body of the class, outside __init__. All instances share that one object, and none
of them registers it, so nobody trains or saves it. Create it in __init__, with self. in front.

The body of a class runs once, when Python reads the class. A layer made there belongs to the class and not
to a model. forward() finds it as self.fc2, because Python looks in the class when the object itself has no
such name. But nothing was ever assigned to self, so nn.Module entered nothing in its tables: no training,
no place in the file.

Build two models and compare:

    a, b = Net(), Net()
    print(a.fc2 is b.fc2)  # True: one layer for both

In the constructor, each new model gets a layer of its own:

    self.fc2 = nn.Linear(5, 3)  # in __init__
""",
)

_add(
    "R17",
    "random weight drawn inside forward()",
    FORWARD,
    """
forward() draws new random weights on every call and keeps none of them, so there is nothing to train. Make
them once, in __init__, as an nn.Parameter.

A call such as torch.randn(...) gives a fresh tensor each time. Your model multiplies by it and forgets it.
No gradient is asked for, no name leads to it, and the next call draws again. The layers before it try to
learn while what follows them keeps changing. The loss hardly falls, and nobody could save the weights that
gave a good answer.

Even in eval mode the same input gives different answers:

    model.eval()
    print(torch.equal(model(x), model(x)))  # False

Draw the numbers once and let the model own them:

    self.w = nn.Parameter(torch.randn(5, 3))  # in __init__
    return h @ self.w                         # in forward
""",
)

_add(
    "R18",
    "nn.Parameter created inside forward()",
    FORWARD,
    """
forward() creates an nn.Parameter on each call. It gets a gradient, then it is dropped, and the next call
makes another. Create it once, in __init__, and assign it to self.

nn.Parameter marks a tensor as a weight, but a weight must stay in order to learn. An optimizer changes the
object that it was given when you built it. It cannot know objects that forward() makes later and throws
away. So each call works with new numbers, and what one step could have taught them is gone before the next
one begins.

Count what the model lists. The weight is missing:

    print(sum(p.numel() for p in model.parameters()))

Build it in the constructor and use it in forward():

    self.w = nn.Parameter(torch.randn(5, 3))  # in __init__
    return h @ self.w                         # in forward
""",
)

_add(
    "R19",
    "registered layer that forward() never uses",
    IDLE,
    """
forward() never uses {where}. No gradient ever arrives there, so nothing there moves. Call the layer in
forward(), or remove it if it is left over from an earlier idea.

Registering a layer and using it are two separate acts. Yours is listed in parameters(), it is counted, and
it is saved. But backward() goes back along the path that the input took, and this layer is not on it. Its
gradient stays None, and an optimizer passes over parameters whose gradient is None. The model is smaller
than its count suggests.

After one backward(), list what got no gradient:

    print([n for n, p in model.named_parameters() if p.grad is None])

Use the layer where you meant it to be:

    h = torch.relu(self.mid(h))  # in forward

Sometimes an idle branch is right, as in a router that picks one branch per call.
""",
)

_add(
    "R20",
    "one layer repeated instead of several layers",
    NAMES,
    """
Behind {where} stands one and the same object, with a single set of weights: [layer] * n repeats an object
and copies nothing. For separate ones, build each anew.

Python evaluates nn.Linear(5, 5) once and then puts the same object into the list three times. The list has
three places and one layer. Its weights are used three times in each call, and their gradients add up.
state_dict() shows all three names, and that can hide it. parameters() lists the weights once, so the count
is too small.

Count the different objects:

    print(len(layers), len(set(map(id, layers))))  # 3 1

A list comprehension runs nn.Linear(...) anew for each place:

    nn.ModuleList([nn.Linear(5, 5) for _ in range(3)])

Where you want one layer at several places, repeating it is the right tool.
""",
)

_add(
    "R21",
    "layer hidden in a plain helper object",
    LISTS,
    """
PyTorch cannot find {where}: the object that holds your layers is not an nn.Module, so nothing in it is
trained, saved or moved. Derive its class from nn.Module.

Registration works as a chain. The model knows its submodules, each of these knows its own, and so on. An
object of an ordinary class breaks the chain: nn.Module stores it as it would store a number and asks it
nothing. The layers inside compute as they should. They get gradients too, and keep their first weights all
the same.

Print the model. Your helper does not appear in it:

    print(model)

Make the helper a link in the chain. Its constructor must call super().__init__() as well:

    class Helper(nn.Module):
        ...
""",
)

_add(
    "R22",
    "layer kept in a local variable",
    SELF,
    """
You built {what} in __init__ but kept it in a local variable, which is gone when __init__ returns. The model
never hears of it. Put self. in front of the name.

A name without self. belongs to the function in which it stands. When __init__ is done, its local variables
are thrown away, and the layer with them. So forward() meets an AttributeError when it asks for self.fc2, or
a NameError when it asks for fc2. If forward() asks for neither, there is no error at all, and a layer is
missing in silence.

Look at what the model kept:

    print(model)

Assigning to self does both: it keeps the layer and it registers it:

    self.fc2 = nn.Linear(5, 3)  # in __init__
    return self.fc2(h)          # in forward
""",
)

_add(
    "R23",
    "same attribute name assigned twice",
    SELF,
    """
You assigned {where} twice in __init__. The second layer took the place of the first, and the first is lost.
Give each layer a name of its own.

An attribute holds one object. When you assign a second layer to the same name, nn.Module replaces the entry
in its table, as Python would do with any variable. There is no warning, since replacing a layer on purpose
is common: think of a new head for an old model. If forward() calls that name in two places, the same layer
runs twice, and both places share its weights.

Compare the layers that you wrote with the layers that are there:

    print([name for name, _ in model.named_modules()])

Two names make two layers:

    self.mid1 = nn.Linear(5, 5)
    self.mid2 = nn.Linear(5, 5)
""",
)

_add(
    "R24",
    "property or method that returns a new layer each time",
    FORWARD,
    """
Each time forward() asks for {where}, a property or method builds a new layer with new random weights. None
of them is ever trained. Build it once in __init__ and assign it to self.

A property looks like an attribute from outside, yet it runs code each time you read it. Yours builds a
layer and hands it out. Nobody keeps it, so the next read builds the next one. The model lists none of them.
Gradients reach each layer in turn, and they are thrown away along with it. No optimizer can improve what
does not stay.

Read it twice and compare:

    print(model.fc2 is model.fc2)  # False

An ordinary attribute, set once, gives you the same layer every time:

    self.fc2 = nn.Linear(5, 3)  # in __init__, in place of the property
""",
)

_add(
    "R25",
    "weights reset inside forward()",
    FORWARD,
    """
forward() overwrites {where} with fresh starting values on every call, and so undoes what the optimizer
learned. Set starting values once, in __init__.

Functions such as nn.init.normal_ change a tensor in place. The underscore at the end of the name says so.
In __init__ that is what you want: the layer exists, and you choose where it starts. In forward() it happens
at every call. The optimizer makes a step, the next call wipes it out, and training begins again from
nothing. In eval mode, too, the model answers differently each time.

Look whether a call changes the weights:

    before = model.fc2.weight.detach().clone(); model(x)
    print(torch.equal(before, model.fc2.weight))  # False

Move the line up, right after the layer is made:

    self.fc2 = nn.Linear(5, 3)      # in __init__
    nn.init.normal_(self.fc2.weight)
""",
)

_add(
    "R26",
    "constructor misspelt with single underscores",
    SELF,
    """
Your constructor is called _init_, with single underscores. Python never runs it, so the model has no
layers. Rename it to __init__, with two underscores on each side.

When you write Net(), Python looks for a method called __init__. It finds none in your class and takes the
one of nn.Module, which makes empty tables and no layers. Your _init_ is a method like any other, waiting
for a call that never comes. If your class takes arguments, you get a TypeError about them: the constructor
of nn.Module takes none.

See what the class defines:

    print("__init__" in vars(Net), "_init_" in vars(Net))  # False True

The right spelling has four underscores in all, two before and two after:

    def __init__(self):
        super().__init__()
""",
)

_add(
    "R15/R26",
    "model without any parameters",
    SELF,
    """
Your model has no parameters, although your code assigns layers. Either a second super().__init__() emptied
it, or the constructor is not spelt __init__ and never ran.

An optimizer says "optimizer got an empty parameter list" when it is handed nothing to train. Two slips in
the constructor lead here. One is a second call of super().__init__(): it makes new, empty tables after the
layers were entered in the old ones. The other is a name such as _init_, which Python does not know. Your
lines were then never run.

Print the model, and see whether the class has its constructor:

    print(model)                    # nothing in the brackets
    print("__init__" in vars(Net))  # should be True

Start it like this, with two underscores on each side, and call super() once only:

    def __init__(self):
        super().__init__()
""",
)

# Freezing ---------------------------------------------------------------------------------------------------

_add(
    "Z01",
    "requires_grad set on a module",
    "06_freezing",
    """
You set requires_grad on a module, {where}. A module has no such switch: Python made a new attribute, and
nothing was frozen. Call requires_grad_(False), with an underscore and brackets.

Python lets you invent attributes on almost any object. For a tensor, requires_grad is a real switch. For a
module it is a new name that nobody reads. There is no error and no warning, and the parameters inside keep
requires_grad=True. The optimizer goes on moving them.

Look at the parameters, not at the module:

    print([p.requires_grad for p in model.fc1.parameters()])  # [True, True]

The method with an underscore goes through all parameters of the module and sets the switch on each one. If
you mistype its name, you get an error, and that is a good reason to prefer it:

    model.fc1.requires_grad_(False)
""",
)

_add(
    "Z02",
    "requires_grad misspelt",
    "06_freezing",
    """
The name is requires_grad, with an s after require. PyTorch took your spelling as a new attribute, raised no
error, and froze nothing: {where} can still move. Correct the name.

This slip is so common that it can be found in many public projects. A tensor accepts attributes with any
name, so p.require_grad = False stores a value that nobody reads. The real switch stays on. You would notice
only by looking, since the model trains well. It has more freedom than you meant to give it.

Your new attribute can be seen on the parameter itself:

    print(vars(model.fc1.weight))  # {'require_grad': False}

The method leaves less room for slips, because a misspelt method raises an AttributeError:

    model.fc1.requires_grad_(False)
""",
)

_add(
    "Z03",
    "eval() used as freezing",
    "06_freezing",
    """
eval() changes how dropout and BatchNorm behave. It does not stop gradients, so the optimizer still changes
{where}. To freeze, call requires_grad_(False).

A module has a mode, and a parameter has a gradient switch. They are two separate things. eval() sets the
mode of the module and of all within it. Dropout then lets everything pass, and BatchNorm uses its stored
statistics. A linear layer does not care about the mode at all. In either mode, backward() fills in
gradients and an optimizer step uses them.

Look at both:

    print(model.fc1.training)              # False
    print(model.fc1.weight.requires_grad)  # True

Freezing is the business of the second one:

    model.fc1.requires_grad_(False)

A frozen part that holds BatchNorm or dropout often needs both.
""",
)

_add(
    "Z04",
    "torch.no_grad() on a line of its own",
    "06_freezing",
    """
torch.no_grad() on a line of its own makes an object and drops it: nothing is switched off, nothing is
frozen. Use it in a with block, or freeze with requires_grad_(False).

torch.no_grad() builds a context manager. That is an object that switches gradients off when a with block
begins, and on again when it ends. Without a block it does neither. The line is valid Python, so no error
tells you. Your parameters were not touched, and the next forward() call is recorded as ever.

Ask right after that line:

    print(torch.is_grad_enabled())  # True

Even in a with block it would not freeze a layer for good. It only stops the recording inside that block. To
freeze, change the parameters:

    model.fc1.requires_grad_(False)
""",
)

_add(
    "Z05",
    "everything frozen, the head included",
    "06_freezing",
    """
Every parameter is frozen, the head included. Nothing is left to train, so backward() finds no way to any
weight and raises an error. Leave the head trainable.

backward() walks back from the loss to the parameters that ask for a gradient. If none asks, the loss has no
history to walk along. PyTorch then says that "element 0 of tensors does not require grad". It sounds odd,
but it means this: nothing here can learn. It happens when a loop freezes the whole model after the new head
was put in.

Count what is left:

    print(sum(p.requires_grad for p in model.parameters()))  # 0

Freeze everything, then open the part that should learn. Or freeze first and put in the new head afterwards:

    model.requires_grad_(False)
    model.head.requires_grad_(True)
""",
)

_add(
    "Z06",
    "frozen model, error silenced on the loss",
    "06_freezing",
    """
loss.requires_grad_(True) silences the error and mends nothing: every parameter is frozen, so no path leads
from the loss to a weight. Remove that line and unfreeze what should learn.

The error that you met was a helpful one. It told you that the loss has no history. Setting requires_grad on
the loss makes it a starting point of its own. backward() then works out the gradient of the loss with
respect to itself, which is 1, and stops there. No weight is reached, and the loss stays where it was.

Two signs tell you that this is what happened:

    print(loss.is_leaf)                                   # True
    print(all(p.grad is None for p in model.parameters()))  # True

Take the line out. Then open the part that should learn:

    model.head.requires_grad_(True)
""",
)

_add(
    "Z07",
    "frozen late, with gradients of zero in place of None",
    "06_freezing",
    """
You froze {where} after the optimizer had taken steps, and zero_grad(set_to_none=False) leaves a gradient of
zero there. Momentum or weight decay then keeps moving it. Call zero_grad() without that argument.

An optimizer skips a parameter only if its gradient is None. Zero is a number like any other. With a
gradient of zero, momentum from earlier steps still pushes. Adam has such a memory as well, and AdamW also
shrinks the weight a little at every step. requires_grad does not matter here, since a step looks at .grad
alone.

Watch one weight over a step:

    before = model.fc1.weight.clone(); optimizer.step()
    print((model.fc1.weight - before).abs().max())

zero_grad() sets gradients to None unless you say otherwise. So clear them that way when you freeze:

    model.fc1.requires_grad_(False)
    optimizer.zero_grad()
""",
)

_add(
    "Z08",
    "frozen, but an old gradient is still there",
    "06_freezing",
    """
An old gradient is still stored for {where}. Freezing does not delete it, and the optimizer applies it again
at every step. Set .grad to None when you freeze.

requires_grad_(False) says that no new gradient shall be computed. It does not touch the one that is there.
If you freeze after backward() and never clear the gradients, the last one stays for good. An optimizer step
reads .grad and does not ask where it came from. So a frozen weight wanders off in one direction, step after
step.

Find frozen parameters with a gradient:

    print([n for n, p in model.named_parameters()
           if not p.requires_grad and p.grad is not None])

Clear it once, at the moment of freezing. For a module there is a method that does so for all of its
parameters:

    model.fc1.requires_grad_(False)
    model.fc1.zero_grad()
""",
)

_add(
    "Z09",
    "loop variable rebound in place of freezing",
    "06_freezing",
    """
p = p.detach() gives the name p a new tensor and leaves the parameter in the model as it was. Nothing was
frozen: {where} can still move. Call p.requires_grad_(False).

In a loop, p is a name for one parameter after another. An assignment to p makes the name point elsewhere.
It does not reach into the model. The detached tensor has requires_grad=False, as you wished, but it is gone
with the next turn of the loop. The parameter never heard of it, and the optimizer goes on moving it.

Check after the loop:

    print([p.requires_grad for p in model.fc1.parameters()])  # [True, True]

All entries are still True. A method call is another matter. It changes the object itself, whatever name you
use for it:

    for p in model.fc1.parameters():
        p.requires_grad_(False)
""",
)

_add(
    "Z10",
    "inverted condition: the wrong part is frozen",
    "06_freezing",
    """
Your condition is the wrong way round. It froze {where}, which should learn, and left the other part to
train. Turn the test round.

Freezing by name needs one question for each parameter: does it belong to the part that should stay as it
is? Your loop answers the opposite. The loss may fall all the same, because the other part has room to
learn. But what you wanted to keep is being overwritten, and the new part keeps its random start.

Print what will learn, and compare it with your plan:

    print([n for n, p in model.named_parameters() if p.requires_grad])

One line sets every parameter in the right way. It switches on the head and switches off the rest:

    for n, p in model.named_parameters():
        p.requires_grad_(n.startswith("head."))
""",
)

_add(
    "Z11",
    "name filter that matches nothing",
    "06_freezing",
    """
Your test on the parameter names matched none of them, so nothing was frozen. Print the names first, and let
your code tell you how many it froze.

A filter by name works on text, and text that does not match raises no error. Perhaps the part is called
features and not backbone. Perhaps a wrapper put another name in front, such as module. or model. The loop
then runs through all parameters and freezes none of them, and training goes on as before.

Look at the names as they really are:

    print([name for name, _ in model.named_parameters()])

Freezing the module itself needs no text. If you mistype its name, you get an AttributeError at once:

    model.features.requires_grad_(False)
""",
)

_add(
    "Z12",
    "frozen middle part run under no_grad",
    "06_freezing",
    """
The frozen part runs under no_grad. No gradient flows back through it, so {where} cannot learn. Remove
no_grad: to freeze, requires_grad_(False) is enough.

Frozen and cut off are two different things. A frozen layer gets no gradient of its own, yet gradients can
flow through it to whatever lies before. Under no_grad nothing is recorded, so the path ends there. All
layers before the block are cut off, even those that ask for a gradient. If the frozen part comes first of
all, that does no harm and saves time. In the middle it starves what lies before.

After backward(), see who got nothing:

    print([n for n, p in model.named_parameters()
           if p.requires_grad and p.grad is None])

Freeze the part once and call it without the with block:

    self.frozen.requires_grad_(False)  # in __init__
    h = self.frozen(self.adapter(x))   # in forward
""",
)

_add(
    "Z13",
    "filter() iterator used up before the optimizer reads it",
    "06_freezing",
    """
The optimizer received an empty list. filter() gives an iterator that can be read only once, and something
read it before, a print for instance. Turn it into a list first.

An iterator hands out its items one by one and does not start again. When you count or print them with
list(...), they are used up. The optimizer comes second and finds nothing, hence "optimizer got an empty
parameter list". Your model is fine, and the parameters are as trainable as before. model.parameters()
behaves the same way: each call gives a fresh iterator, and each iterator is good for one reading.

Try it twice:

    ps = filter(lambda p: p.requires_grad, model.parameters())
    print(len(list(ps)), len(list(ps)))  # the second is 0

A list can be read as often as you like:

    ps = [p for p in model.parameters() if p.requires_grad]
""",
)

_add(
    "Z14",
    "unfrozen later, but not in the optimizer",
    "06_freezing",
    """
You switched requires_grad back on for {where}, but the optimizer never received those weights, so they
stand still. Hand them over with add_param_group.

When you built the optimizer, you gave it the trainable parameters of that moment. It keeps that list and
does not look at the model again. Unfreezing later means that backward() fills in gradients for the old
layers. But the optimizer steps only what is on its list, and clears only that as well, so those gradients
pile up unused.

Find the trainable parameters that the optimizer lacks:

    own = {id(p) for g in optimizer.param_groups for p in g["params"]}
    print([n for n, p in model.named_parameters() if id(p) not in own])

Add them when you unfreeze. A lower learning rate is often wise:

    model.fc1.requires_grad_(True)
    optimizer.add_param_group({"params": model.fc1.parameters()})
""",
)

_add(
    "Z15",
    "weight frozen, bias forgotten",
    "06_freezing",
    """
Only part of the layer is frozen: {where} can still move. Most layers have a weight and a bias, and each has
a switch of its own. Freeze the whole module in one call.

requires_grad belongs to a tensor, not to a layer. A linear layer holds two of them, so to freeze the weight
is half the work. The bias goes on learning, and through it the output of the layer changes. The count of
trainable numbers hints at this: a bias is small, so the count is near the one that you wanted, but not
equal to it. BatchNorm, too, has a weight and a bias.

List both switches:

    print({n: p.requires_grad for n, p in model.fc1.named_parameters()})

The method on the module reaches every parameter in it, however many there are:

    model.fc1.requires_grad_(False)
""",
)

_add(
    "Z16",
    "gradients set to zero in place of freezing",
    "06_freezing",
    """
You set gradients to zero, but {where} can still move: weight decay changes a weight even when its gradient
is zero, and so does leftover momentum. Freeze it with requires_grad_(False).

Zero and None look alike, yet an optimizer treats them differently. It skips a parameter whose gradient is
None. A gradient of zero is a number, so it goes through the whole update. AdamW then shrinks the weight a
little, as its weight decay is on by default. Momentum from former steps would push as well. And backward()
has done its work in vain at every step.

Watch one weight over a step:

    before = model.fc1.weight.detach().clone(); optimizer.step()
    print(torch.equal(before, model.fc1.weight))  # False with AdamW

Freeze before training starts. Then the gradient is None from the first step on:

    model.fc1.requires_grad_(False)
""",
)

_add(
    "Z17",
    "frozen BatchNorm whose statistics still move",
    "06_freezing",
    """
The weights of BatchNorm are frozen, but its running statistics in {where} still move with every batch in
train mode. requires_grad has no say in that. Put the layer in eval mode.

BatchNorm holds two kinds of state. Its weight and bias are parameters, and freezing stops them. Its running
mean and variance are buffers. forward() updates those in train mode, without any gradient and without the
optimizer. So a frozen backbone can forget its old task while not one weight has moved. Even no_grad does
not prevent it.

Compare the buffer around a call in train mode:

    before = bn.running_mean.clone(); model(x)
    print(torch.equal(before, bn.running_mean))  # False

In eval mode the statistics stand still, and the layer uses the stored ones. Say so after each
model.train():

    model.train()
    model.features.eval()
""",
)

_add(
    "Z18",
    "eval() on BatchNorm undone by model.train()",
    "06_freezing",
    """
You put {where} in eval mode, but model.train() switches every layer inside back to train mode, so the
running statistics move again. Call eval() on that part after each train().

A mode is passed down. model.train() sets the flag of the model and of all its submodules, whatever they
were set to before. It does not know that you wanted one of them to stay in eval mode. The usual training
loop calls train() at the start of each epoch, so your setting lasts until then. From there on, each batch
moves the stored mean and variance.

Look at the flag inside the loop:

    print(model.bn.training)  # True

Set it again each time:

    model.train()
    model.bn.eval()

Or let the model remember it. Override train(mode) so that it calls super().train(mode), then
self.bn.eval(), and returns self.
""",
)

_add(
    "Z19",
    "requires_grad set on p.data",
    "06_freezing",
    """
p.data gives a new tensor each time you ask for it. You switched requires_grad off on that one, and the
parameter itself, {where}, can still move. Call p.requires_grad_(False).

p.data shares its numbers with the parameter, and so it feels like the parameter. But as an object it is
separate, and it has requires_grad=False anyway. Your line set a switch that was already off, on a tensor
that nobody keeps. The next time you write p.data you get another one.

Ask both:

    p = model.fc1.weight
    print(p.data.requires_grad, p.requires_grad)  # False True

Leave .data out. The switch that counts sits on the parameter:

    p.requires_grad_(False)

In general it is wise to stay away from .data. It slips past autograd, and errors that autograd would report
go unseen.
""",
)

_add(
    "Z20",
    "requires_grad set on a tensor from state_dict()",
    "06_freezing",
    """
state_dict() hands out detached tensors. You switched requires_grad off on such a tensor, and the parameter
itself, {where}, can still move. Call requires_grad_(False) on the module.

state_dict() is made for saving. For each name it gives you a tensor that shares its numbers with the
parameter but has no part in autograd. Its requires_grad is False from the start. So your line changed
nothing, and the tensor went away with the dict. For the same reason a saved file does not remember what was
frozen.

Compare the two:

    print(model.state_dict()["fc1.weight"].requires_grad)  # False
    print(model.fc1.weight.requires_grad)                  # True

To freeze by name, ask for the parameters, not for the state. To freeze a whole layer, ask the layer:

    model.fc1.requires_grad_(False)
""",
)

_add(
    "Z21",
    "requires_grad set on parameters()",
    "06_freezing",
    """
parameters() gives an iterator, and an iterator has no requires_grad. Loop over it, or call
requires_grad_(False) on the module, which does the loop for you.

model.parameters() is not a list of weights and not one big weight. It is a generator, a thing that hands
out one parameter after another when you loop over it. Python does not let you add attributes to a
generator, so you get an AttributeError. That is lucky. The same line on a module would raise nothing and
freeze nothing.

See for yourself what it is:

    print(model.fc1.parameters())  # <generator object ...>

The switch sits on each parameter. Loop over them, or let the module do it:

    for p in model.fc1.parameters():
        p.requires_grad_(False)

    model.fc1.requires_grad_(False)  # the same
""",
)

_add(
    "Z22",
    "frozen, then switched back on by a later loop",
    "06_freezing",
    """
These weights were frozen, and then a later line switched requires_grad on for everything, {where} included.
Freeze after that line, or leave them out of it.

requires_grad is one switch per parameter, and the last line to set it wins. A loop such as "make all
parameters trainable" often hides in a helper function, a training script or a library that prepares the
model. It means well, and it undoes what you set before. A call of model.requires_grad_(True) does the same.
So the freezing worked, for a short while.

Print the switches right before training starts, not right after freezing:

    print([n for n, p in model.named_parameters() if p.requires_grad])

Put the freezing last, directly before you build the optimizer:

    model.requires_grad_(True)
    model.fc1.requires_grad_(False)
""",
)

_add(
    "Z04/Z09/Z11/Z19/Z20/Z22",
    "freezing that left no trace",
    "06_freezing",
    """
Your code meant to freeze {where}, but it left no trace: requires_grad is still True there, and the weights
can move. Call requires_grad_(False) on the module, as the last step before training.

Several lines look like freezing and change nothing that lasts. A bare torch.no_grad() is one. Others set
the switch on p.data, on a tensor from state_dict(), or on a loop variable that was bound anew. A filter by
name may match nothing. And a later line may switch everything on again. From outside, the model looks the
same in all these cases.

Ask the parameters, right before training:

    print([n for n, p in model.named_parameters() if p.requires_grad])

This call changes the parameters themselves, and a slip in it raises an error:

    model.fc1.requires_grad_(False)
""",
)

# Optimizer and loop -----------------------------------------------------------------------------------------

_add(
    "O01",
    "optimizer built for another model object",
    "07_optimizers",
    """
Your optimizer holds the weights of another model object, so its steps change nothing in this one. Build the
optimizer from the model that you train, after that model is complete.

An optimizer does not know your model. It holds a list of Parameter objects, the ones it was handed. If you
then run the line m = Net() again, the name m leads to a new model with new weights. The list still leads to
the old ones. In a notebook this happens quickly: you run the model's cell once more, and not the
optimizer's.

Count how many of its weights belong to your model:

    ids = {id(p) for p in model.parameters()}
    print(sum(id(p) in ids for p in optimizer.param_groups[0]["params"]))

Keep the two lines together, in this order:

    model = Net()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O02",
    "layer replaced after the optimizer was built",
    "07_optimizers",
    """
You replaced {where} after building the optimizer. The optimizer still holds the old layer, and the new one
never moves. Replace first, then build the optimizer.

A new layer brings new Parameter objects. The optimizer received its list before that, and nobody tells it
about the swap. It goes on with the old weights, which are no longer part of the model. These get no more
gradients, so nothing happens to them either. The rest of the model still learns, and this is why the loss
falls and hides the mistake.

Look for parameters that the optimizer lacks:

    own = {id(p) for g in optimizer.param_groups for p in g["params"]}
    print([n for n, p in model.named_parameters() if id(p) not in own])

Change the model first, and build the optimizer last:

    model.fc2 = nn.Linear(5, 10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O03",
    "optimizer given only part of the parameters",
    "07_optimizers",
    """
Gradients arrive for {where}, but the optimizer was never given those weights, so they stand still. Build it
with model.parameters(), or add a group for them.

An optimizer moves what is on its list and nothing else. A gradient alone changes no weight. If you hand
over model.fc2.parameters(), then fc1 takes part in every forward() and backward() call and keeps its first
random numbers. The loss falls a little, as the other layer makes the best of it. And since
optimizer.zero_grad() clears only its own list, the gradients of fc1 pile up.

Compare the two counts:

    print(sum(p.numel() for g in optimizer.param_groups for p in g["params"]))
    print(sum(p.numel() for p in model.parameters()))

To train the whole model, hand over the whole model:

    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O04",
    "same parameter listed twice in one group",
    "07_optimizers",
    """
The optimizer got {where} twice in one list, so every step is taken twice there. PyTorch gives only a
warning. Hand over each parameter once.

The optimizer walks along its list and updates each entry. If a parameter stands there twice, it is updated
twice, with the same gradient. With plain SGD it moves twice as far as the others, as if its learning rate
were doubled. With momentum or Adam the stored averages are touched twice as well. This comes about when you
add a layer to a list that holds it already.

Look for doubles:

    ps = optimizer.param_groups[0]["params"]
    print(len(ps), len(set(map(id, ps))))

model.parameters() lists each parameter once, even a shared one. If a layer needs another learning rate,
give it a group of its own:

    [{"params": rest}, {"params": head, "lr": 0.01}]
""",
)

_add(
    "O05",
    "same parameter in two groups",
    "07_optimizers",
    """
The optimizer refuses because {where} would be in two parameter groups. Each parameter may be in one group
only, with one learning rate. Leave it out of one of them.

Groups exist so that different parameters can have different settings. A parameter in two groups would get
two steps with two settings, so PyTorch says no: "some parameters appear in more than one parameter group".
The usual cause is model.parameters() as one group, since it holds every layer, and then a layer of the same
model as a second group.

Split the parameters so that none is left over and none comes twice. First give the one part a name:

    head = list(model.fc2.parameters())
    ids = {id(p) for p in head}

Then take the rest from the whole model:

    rest = [p for p in model.parameters() if id(p) not in ids]
    torch.optim.SGD([{"params": rest}, {"params": head, "lr": 1e-3}], lr=0.1)
""",
)

_add(
    "O06",
    "Parameter object replaced during training",
    "07_optimizers",
    """
During training you put a new nn.Parameter in place of {where}. The optimizer still holds the old object, so
the new one is never updated. Change the values in place, under torch.no_grad().

There is a difference between changing a tensor and replacing it. When you assign nn.Parameter(...) to the
same name, the model has a new object from then on. The optimizer's list has not changed. It still leads to
the old object, which no longer takes part in anything. So the weight moves by your own line, and never by
learning.

Compare the identity over one step of your loop:

    before = id(model.w)
    print(before == id(model.w))  # ask again after the step

Write into the object that is there. A method with an underscore at the end does that:

    with torch.no_grad():
        model.w.mul_(0.999)
""",
)

_add(
    "O07",
    "zero_grad() forgotten",
    "03_inspecting",
    """
Your loop never clears the gradients, so each backward() adds to those of all steps before. Call
optimizer.zero_grad() in every step, before backward().

backward() does not replace the numbers in .grad. It adds to them. That is useful when you want to sum the
gradients of several batches. Without zero_grad(), though, each step is driven by the sum of everything so
far. Steps grow longer and longer, and old gradients, which belong to old weights, still push. On a small
example the loss can even fall faster. On a harder one it tends to swing or blow up.

Print the size of a gradient before each backward(). It should be None:

    print(model.fc1.weight.grad)

Three lines make one step:

    optimizer.zero_grad(); loss.backward()
    optimizer.step()
""",
)

_add(
    "O08",
    "zero_grad() between backward() and step()",
    STEP,
    """
zero_grad() comes between backward() and step(), so the gradients are gone when the optimizer wants to use
them. Move zero_grad() before backward().

backward() works out the gradients and stores them with the parameters. step() reads them from there. Your
loop deletes them in between, by setting each one to None. The optimizer then finds nothing and passes over
every parameter. There is no error, because a parameter without a gradient is a normal thing to meet. The
loss stays where it is, step after step.

Print a gradient right before the step:

    print(model.fc1.weight.grad)  # None
    optimizer.step()

Clear at the start of a step or at its end, but not in the middle:

    optimizer.zero_grad(); loss.backward()
    optimizer.step()
""",
)

_add(
    "O09",
    "optimizer.step() forgotten",
    STEP,
    """
optimizer.step() is never called. The gradients are computed, but nobody applies them, so no weight changes.
Call it after backward().

A gradient is advice, not a change. backward() finds out for every weight in which direction the loss would
grow. The weights stay as they are. Only step() moves them, a little way in the other direction. Without it
your loop computes the same gradients for the same weights again and again. The loss changes from batch to
batch at most, and it does not fall.

Compare a weight before and after one turn of your loop:

    before = model.fc1.weight.detach().clone()
    print(torch.equal(before, model.fc1.weight))  # True, after the turn

The last line of the step does the learning:

    loss.backward()
    optimizer.step()
""",
)

_add(
    "O10",
    "loss.backward() forgotten",
    STEP,
    """
loss.backward() is never called. Without it no gradient is computed, and an optimizer step has nothing to
apply. Call it between the loss and optimizer.step().

The optimizer and the loss do not know each other. They meet in one place, the .grad of each parameter.
backward() writes there, and step() reads there. If nobody writes, .grad stays None, and step() passes over
each parameter without a word. So the loop runs smoothly, the loss is printed, and all weights keep their
first values.

Look at a gradient right before the step:

    print(model.fc1.weight.grad)  # None

One line is missing. Call it on the loss itself, not on loss.item(), which is a plain number without
history:

    loss.backward()
    optimizer.step()
""",
)

_add(
    "O11",
    "step() before backward()",
    STEP,
    """
step() runs before backward(), so it finds no gradient, or an old one from the turn before. The order that
learns is zero_grad(), backward(), step().

step() uses the gradients that are there when it is called. On the first turn there are none. What happens
later depends on zero_grad(). If it follows backward(), each new gradient is deleted before the next step()
could use it, and nothing ever moves. If it does not, each step uses a gradient of the turn before, one step
late. With plain optimizers that can go unnoticed.

Print a gradient right before the step:

    print(model.fc1.weight.grad)
    optimizer.step()

First compute the loss, then its gradients, then move. zero_grad() may stand at the very start or at the
very end:

    optimizer.zero_grad(); loss.backward()
    optimizer.step()
""",
)

_add(
    "O12",
    "optimizer built from state_dict()",
    "07_optimizers",
    """
The optimizer was built from state_dict(). Those tensors are detached and never get a gradient, so its steps
change nothing. Give it model.parameters().

state_dict() is a view for saving. Its tensors share their numbers with the parameters, and so they look
right when you print them. But they are other objects, and autograd does not know them. backward() fills in
.grad on the Parameters of the model. The optimizer looks at .grad of its own tensors, finds None, and
passes on. No error and no warning comes up, and the loss stays where it is.

Ask what the optimizer holds:

    p = optimizer.param_groups[0]["params"][0]
    print(type(p), p.requires_grad)  # Tensor, False

Hand over the Parameters themselves:

    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O13",
    "optimizer built from .data or .detach()",
    "07_optimizers",
    """
The optimizer was built from .data or .detach() tensors. They never get a gradient, so its steps change
nothing, and no error tells you. Give it model.parameters().

p.data and p.detach() both return a new tensor that shares its numbers with the parameter and has no part in
autograd. backward() fills in .grad on the parameter, not on that tensor. So the optimizer waits for
gradients that arrive at another address. It takes None for an answer at every step. Had you handed it
p.clone(), PyTorch would have raised an error, since a clone is not a leaf.

Ask what the optimizer holds:

    p = optimizer.param_groups[0]["params"][0]
    print(type(p), p.requires_grad)  # Tensor, False

Hand over the Parameters themselves:

    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O14",
    "load_state_dict(assign=True) after building the optimizer",
    "07_optimizers",
    """
load_state_dict(..., assign=True) put new Parameter objects into the model, and the optimizer still holds
the old ones. Load first, then build the optimizer.

Without assign=True, loading copies numbers into the parameters that are there. The objects stay the same,
and an optimizer can go on with them. With assign=True the loaded tensors take the place of the old
parameters. That saves memory, and it keeps the dtype of the file. But whoever holds the old objects is left
behind, and the optimizer is one of them.

See whether the object changed, with one line before loading and one after:

    before = id(model.fc1.weight)
    print(before == id(model.fc1.weight))  # False after such a load

Change the order, or leave assign=True out:

    model.load_state_dict(saved)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O15",
    "model copied after the optimizer was built",
    "07_optimizers",
    """
You copied the model after building the optimizer, and you train the copy. A deep copy has Parameters of its
own, which the optimizer does not hold. Build the optimizer from the copy.

copy.deepcopy makes a second model that shares nothing with the first. Its weights have the same values and
are other objects. The optimizer was given those of the first model, and it stays with them. When you
compute a loss with the copy, the gradients arrive in the copy. The optimizer sees none of them, and so
neither of the models moves.

Compare one weight of each:

    print(model.fc1.weight is original.fc1.weight)  # False

Copy first, and build the optimizer from the model that you really train:

    model = copy.deepcopy(original)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O16",
    "new optimizer built at every step",
    "07_optimizers",
    """
You build a new optimizer at every step, so momentum and the averages of Adam start from nothing each time.
Build it once, before the loop.

Many optimizers have a memory. Momentum adds up the directions of former steps. Adam keeps averages of each
gradient and of its square, and scales its steps by them. A new optimizer knows nothing of that. Adam then
moves nearly every weight by the full learning rate at every step, in one direction or the other, however
small its gradient is. The loss still falls, so this is easy to miss. Plain SGD without momentum has no
memory, and there you would see no difference.

Look at the memory at the start of a step. It should not be empty, except at the first:

    print(len(optimizer.state))

One line, placed before the loop:

    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
""",
)

_add(
    "O17",
    "parameters handed over without calling it",
    "07_optimizers",
    """
You handed over the method model.parameters itself. Add the brackets, model.parameters(), so that Python
calls it and the optimizer gets the parameters.

In Python a method is an object, too. Without brackets, model.parameters is the recipe and not the result.
The optimizer wants something that it can loop over, and a method is not such a thing. So it says that
"'method' object is not iterable". The same slip can happen with model.eval or optimizer.step. There it is
worse, because a line with a bare method does nothing and raises no error.

Compare the two:

    print(model.parameters)    # a bound method
    print(model.parameters())  # a generator of parameters

With the brackets it works as you meant it:

    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O18",
    "loss with weights of its own, left out of the optimizer",
    "07_optimizers",
    """
Your loss has weights of its own, {where}, and the optimizer does not hold them, so they stay as they
started. Hand them over together with those of the model.

Most losses only compute. Some are modules with Parameters: one that learns how to weigh two tasks, for
example, or one that learns a centre for each class. Those weights are not part of the model, so
model.parameters() does not list them. backward() fills in their gradients all the same. Nobody uses these,
and as optimizer.zero_grad() does not know them, nobody clears them.

See whether your loss has something to learn:

    print([name for name, _ in loss_fn.named_parameters()])

An optimizer takes parameters from as many modules as you like:

    both = [*model.parameters(), *loss_fn.parameters()]
    optimizer = torch.optim.SGD(both, lr=0.1)
""",
)

_add(
    "O19",
    "manual update that rebinds the loop variable",
    "07_optimizers",
    """
p = p - ... makes a new tensor and gives it the name p. The parameter in the model does not change, so
nothing is learned. Update it in place, under torch.no_grad().

A subtraction does not change its first number. It returns a result, and the line gives this result the name
p. One turn of the loop later p is the name of the next parameter, and the result is gone. The model kept
its own tensors throughout. To change a tensor that exists, you have to write into it: with p -= ..., or
with a method that ends in an underscore.

Check one weight after the loop:

    before = model.fc1.weight.detach().clone()
    print(torch.equal(before, model.fc1.weight))  # True, after the loop

Write into the parameter, while autograd looks away:

    with torch.no_grad():
        for p in model.parameters(): p -= lr * p.grad
""",
)

_add(
    "O20",
    "manual in-place update without no_grad",
    "07_optimizers",
    """
You change a parameter in place while autograd is recording, and PyTorch refuses. Put the update inside a
with torch.no_grad() block, where nothing is recorded.

A parameter is a leaf: the history of every loss starts there. If you write into it while autograd records,
the parameter would become a result of itself, with no clear start. PyTorch stops you: "a leaf Variable that
requires grad is being used in an in-place operation". The update is not meant to be part of the model's
computation anyway. It stands outside, and that is what no_grad says. An optimizer does the same within its
step().

Look at what is on:

    print(torch.is_grad_enabled(), p.is_leaf)  # True True

In the block you may write into parameters:

    with torch.no_grad():
        for p in model.parameters(): p -= lr * p.grad
""",
)

_add(
    "O01/O14/O15",
    "optimizer that holds other tensors than the model",
    "07_optimizers",
    """
The optimizer holds none of this model's parameters. It was built from other objects: an earlier model, the
original of a copy, or the state before load_state_dict(assign=True). Build it last, from the model that you
train.

An optimizer keeps a list of Parameter objects and never looks at the model again. Three things leave that
list behind. You may have built a new model under the same name. You may have copied the model and now train
the copy. Or you loaded weights with assign=True, which puts new Parameters in place of the old ones. In all
three, gradients arrive at objects that the optimizer does not know.

Count the ones it does know:

    ids = {id(p) for p in model.parameters()}
    print(sum(id(p) in ids for p in optimizer.param_groups[0]["params"]))  # 0

Get the model ready first. Then:

    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

_add(
    "O03/Z14",
    "trainable parameters that the optimizer lacks",
    "07_optimizers",
    """
Training leaves {where} unchanged: the optimizer does not hold those weights. Hand them over when you build
it, or add them later with add_param_group.

To learn, a parameter needs a gradient and an optimizer that holds it. The second is missing here. Perhaps
the optimizer was given one layer only. Perhaps it was given what was trainable at that time, and you
unfroze more later. Either way, its list stays as it was, and switching requires_grad on adds nothing to it.

Find the parameters that it lacks:

    own = {id(p) for g in optimizer.param_groups for p in g["params"]}
    print([n for n, p in model.named_parameters() if id(p) not in own])

Build the optimizer from all of them, or add the missing part to the one that you have:

    optimizer.add_param_group({"params": model.fc1.parameters()})
""",
)

_add(
    "O12/O13",
    "optimizer that holds detached tensors",
    "07_optimizers",
    """
The optimizer holds plain tensors, not Parameters: it was built from .data, .detach() or state_dict(). Those
never get a gradient, so nothing moves. Give it model.parameters().

Each of the three gives you tensors that share their numbers with the parameters. They print alike, and a
change in one shows in the other. But for autograd they are other objects, which it does not know.
backward() writes the gradient to the Parameter, and the optimizer reads .grad on its own tensor, where it
finds None. A tensor without a gradient is skipped at every step, and no error is raised.

Ask for the type and the switch:

    p = optimizer.param_groups[0]["params"][0]
    print(type(p), p.requires_grad)  # Tensor, False

Hand over the Parameters themselves:

    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
""",
)

# Gradient flow, loss, architecture --------------------------------------------------------------------------

_add(
    "G01",
    "detach() inside forward()",
    "08_gradient_flow",
    """
detach() in forward() cuts the path of the gradient. What lies before it, {where} included, shapes the
output but gets no gradient. Leave detach() out.

While forward() runs, autograd writes down how each tensor came about. backward() follows these notes from
the loss back to the weights. detach() returns the same numbers without the notes, so the way back ends
there. The layers after it learn. Those before it keep their first random weights, and the loss still falls
somewhat, which hides the cut.

After backward(), see who got nothing:

    print([n for n, p in model.named_parameters() if p.grad is None])

If you want to print or store a value, detach the copy and compute with the original:

    self.last = h.detach()  # for looking
    return self.fc2(h)      # for learning
""",
)

_add(
    "G02",
    ".data inside forward()",
    "08_gradient_flow",
    """
.data in forward() cuts the path of the gradient, without a word. What lies before it, {where} included,
shapes the output but gets no gradient. Use the tensor itself.

h.data gives the numbers of h without their history. backward() comes back from the loss as far as this
point and finds no way on. So everything before it stays as it was, and everything after it learns as usual.
Old code uses .data a lot, from a time before detach() and no_grad existed. Today there is hardly a reason
to write it.

Look at the history of both:

    print(h.grad_fn)       # how h was made
    print(h.data.grad_fn)  # None

Leave it out in forward():

    return self.fc2(h)

Where you do mean to cut, write detach(). Then a reader can see it.
""",
)

_add(
    "G03",
    "loss rebuilt from its number",
    "08_gradient_flow",
    """
torch.tensor(loss.item(), requires_grad=True) makes a new number without history. backward() runs on it and
reaches no weight. Call backward() on the original loss.

loss.item() is a plain Python number. It says how large the loss is, but not where it came from. Wrapping it
in a new tensor does not bring the history back. With requires_grad=True there is no error, since backward()
has a place to start. It is the place where it ends, too. All gradients stay None, and the model does not
change at all.

Two signs tell you so:

    print(loss.is_leaf, loss.grad_fn)  # True None
    print(model.fc1.weight.grad)       # None

Keep the tensor for learning and the number for the log:

    loss.backward()
    total += loss.item()
""",
)

_add(
    "G04",
    "NumPy inside forward()",
    "08_gradient_flow",
    """
forward() passes a tensor through NumPy, where autograd cannot follow. What lies before, {where} included,
shapes the output but gets no gradient. Do it with torch functions.

Autograd notes down what torch functions do. NumPy keeps no such notes. PyTorch does warn you: numpy() on a
tensor with history raises an error, and the text proposes detach().numpy(). That mends the error, not the
cause. When the array comes back as a tensor, it is a new start without a past, and all layers before it are
cut off.

Look at the tensor that comes back:

    print(h.grad_fn)  # None

Nearly every NumPy function has a twin in torch, often with the same name:

    h = torch.clip(h, 0, 1)        # for np.clip
    h = torch.where(h > 0, h, 0.)  # for np.where
""",
)

_add(
    "G05",
    "no_grad around layers that should learn",
    "08_gradient_flow",
    """
Part of forward() runs under torch.no_grad(), where nothing is recorded, so {where} can get no gradient.
Take the layers that should learn out of that block.

Under no_grad, autograd makes no notes. The numbers come out the same, only their history is missing. Later
layers, outside the block, are recorded again and learn. So the loss falls a little, and no error shows up.
But backward() cannot pass through a part that nobody wrote down. Neither the layers in the block nor those
before it get a gradient.

Ask the tensor that comes out of the block:

    print(h.requires_grad, h.grad_fn)  # False None

no_grad belongs around an evaluation, not inside a model:

    with torch.no_grad():
        scores = model(x)
""",
)

_add(
    "G06",
    "@torch.no_grad() left on forward()",
    "08_gradient_flow",
    """
forward() carries the decorator @torch.no_grad(). Nothing in it is recorded, so the output has no history
and backward() cannot start. Remove the line, and use no_grad where you evaluate.

A decorator changes each call of the function below it. This one switches recording off when forward()
begins, and puts things back when it ends. So no weight is ever connected to the loss. PyTorch then says
that "element 0 of tensors does not require grad". The sentence speaks of the loss: there is no way from it
to anything that could learn.

Ask the output:

    print(model(x).requires_grad)  # False

Delete the line above forward(). The decorator is at home on a function that only evaluates:

    @torch.no_grad()
    def accuracy(model, x, y): ...
""",
)

_add(
    "G07",
    "gradients switched off for the whole session",
    "08_gradient_flow",
    """
torch.set_grad_enabled(False), called as a plain function, switches gradients off until somebody switches
them on. So training after an evaluation fails. Use a with torch.no_grad() block.

Whether autograd records is one setting for all of your code. A bare call changes it and leaves it changed.
The evaluation works well. The next training step has nothing to record, and backward() raises an error that
seems to come from nowhere. In a notebook the setting outlives the cell, and this makes the search longer.

Ask for the setting:

    print(torch.is_grad_enabled())

Switch it on again for now:

    torch.set_grad_enabled(True)

A with block puts things back by itself, even if an error occurs inside it:

    with torch.no_grad():
        scores = model(x)
""",
)

_add(
    "G08",
    "loss computed on hard decisions",
    "08_gradient_flow",
    """
Your loss is computed from hard decisions such as argmax, and these have no gradient. Compute the loss from
the logits, and keep argmax for the accuracy.

argmax answers with a whole number: the class that won. If a weight changes a tiny bit, the same class wins,
and the answer does not move. So there is nothing that a gradient could tell, and autograd ends the history
there. The same goes for a comparison such as p > 0.5. Logits are different. They change a little with each
weight, and the loss can say which way is better.

Ask the tensor that enters your loss:

    print(scores.argmax(1).requires_grad)  # False

One tensor, two uses:

    loss = F.cross_entropy(scores, y)
    accuracy = (scores.argmax(1) == y).float().mean()
""",
)

_add(
    "G09",
    "rounding inside forward()",
    "08_gradient_flow",
    """
Rounding is flat nearly everywhere, so its gradient is zero, and there is nothing for {where} to learn from.
Leave it out of forward(), or let the gradient pass around it.

A gradient answers one question: if I turn this knob a tiny bit, what happens to the loss? round() swallows
tiny bits. The output stays on its step, so the answer is zero. Autograd is right, and yet nothing learns.
floor(), ceil() and sign() do the same. The gradient is zero here and not None, because the path is whole
but leads across flat ground.

After backward(), look at its size:

    print(model.fc1.weight.grad.abs().max())  # tensor(0.)

If rounding must be in the model, add the difference as a constant. Forward it rounds, and backward the
gradient passes as if it were not there:

    h = h + (h.round() - h).detach()
""",
)

_add(
    "G10",
    "in-place change of a tensor that autograd needs",
    "08_gradient_flow",
    """
forward() changes a tensor in place, and autograd still needed its old value, so backward() raises an error.
Make a new tensor: h = h + 1 in place of h += 1.

For some operations autograd keeps the output, since it needs that for the gradient. tanh, sigmoid, exp and
ReLU are among them. If you then write into the tensor, the kept value is no longer true. PyTorch counts the
changes of each tensor, notices this, and says that a variable "has been modified by an inplace operation".
It would rather stop than give you a wrong gradient.

With this mode on, a warning shows the line whose result was overwritten:

    torch.autograd.set_detect_anomaly(True)

Below that line, look for +=, *=, assignments to h[...] and methods with an underscore at the end. Then make
a new tensor:

    h = torch.tanh(self.fc1(x))
    h = h + 1
""",
)

_add(
    "G11",
    "Parameter made from a Parameter inside forward()",
    "08_gradient_flow",
    """
forward() wraps a result in nn.Parameter(...). That makes a new Parameter without history, so no gradient
reaches the weight it was computed from. Use the result as it is.

The name nn.Parameter suggests that the tensor will learn. But it makes a leaf, a tensor where history
begins. What was computed before is cut off. The gradient arrives at the new Parameter, which is gone after
the call. Your registered weight shapes the output and never hears how well it did. Scaling or masking a
weight needs no wrapper at all.

After backward(), ask the registered weight:

    print(model.w.grad)  # None

Compute with the product directly. It has a history, and the gradient finds its way through it:

    w = self.w * self.mask
    return h @ w
""",
)

_add(
    "G12",
    "dead ReLU layer",
    "08_gradient_flow",
    """
Every ReLU unit after {where} gives zero for every input, so no gradient comes back through it: the layer is
dead. Try a smaller learning rate or another start.

A ReLU lets positive numbers pass and turns negative ones into zero. Where it gives zero, its slope is zero
as well. A unit that is negative for every input gets no gradient, so nothing can wake it. One step that is
far too large can push a whole layer there, and so can a bias that starts far below zero. The output then is
the same for every input.

Count the units that are never on:

    h = torch.relu(model.fc1(x))
    print((h == 0).all(0).sum())

Build the layer anew and train it with gentler steps. LeakyReLU keeps a small slope below zero:

    torch.optim.SGD(model.parameters(), lr=0.01)
""",
)

_add(
    "G13",
    "all weights start at zero",
    "08_gradient_flow",
    """
All weights start at zero. A gradient goes back through the weights, and zero times anything is zero, so
none reaches {where}. Start from small random numbers.

With zeros everywhere, a hidden layer with ReLU gives zeros, and the output is the same for every input. The
last bias is the one thing that can still learn. For the weights of the last layer, the gradient is a
product with the hidden values: zero. For earlier layers it is a product with later weights: zero again. So
the network sits on a flat spot, and no step leads away.

Look at the gradients by size:

    print({n: p.grad.abs().max().item() for n, p in model.named_parameters()})

PyTorch's layers start from random numbers on their own. If you set them yourself, draw them:

    nn.init.kaiming_uniform_(self.fc1.weight)
    nn.init.zeros_(self.fc1.bias)  # zero is fine for a bias
""",
)

_add(
    "G14",
    "all weights start from the same number",
    "08_gradient_flow",
    """
All numbers in {where} are equal at the start, so the units compute the same and learn the same. They stay
copies of one another. Start from random numbers.

Units of a layer differ in nothing but their numbers. If these are equal, each unit gives the same answer,
gets the same gradient and makes the same step. After a thousand steps they are still equal. A layer of
fifty units then works like a layer with one. The loss falls as far as one unit can bring it, and this is
why you may not notice. Random numbers break the tie.

Count the different rows of the weight:

    print(len(model.fc1.weight.unique(dim=0)))  # 1

Draw the weights instead. A constant is fine for a bias:

    nn.init.normal_(self.fc1.weight, std=0.1)
    nn.init.zeros_(self.fc1.bias)
""",
)

_add(
    "G15",
    "softmax before CrossEntropyLoss",
    "08_gradient_flow",
    """
Your model ends in softmax, and CrossEntropyLoss takes a softmax of its input by itself. Applied twice, it
flattens every answer, and learning slows down. Return the raw logits.

Softmax turns any numbers into probabilities between 0 and 1. A second softmax sees numbers that lie close
together and makes them nearly equal. So the model can never be sure. With 3 classes its loss cannot fall
below 0.55, and with 10 classes not below 1.46. The accuracy can be good all the same, because the order of
the classes stays as it was.

See whether your outputs are probabilities already:

    print(model(x).sum(1))  # all ones

Return what the last layer gives. Apply softmax outside the model, where you want to read probabilities:

    loss = F.cross_entropy(model(x), y)
    probabilities = model(x).softmax(1)
""",
)

_add(
    "G16",
    "ReLU on the logits",
    "08_gradient_flow",
    """
A ReLU after the last layer turns each negative output (logit) into zero and blocks its gradient. Return the logits
as the last layer gives them.

Logits may be negative, and they should be. A strongly negative logit says: this class is out of the
question. A ReLU makes it zero, so the model cannot rule a class out. Where it gives zero, it also lets no
gradient through. If the logit of the right class is below zero, the loss calls for help and nobody hears
it. Training gets slower, and some classes may never recover.

Look at the smallest output:

    print(model(x).min())  # never below 0

Keep ReLU between the layers and leave the last one bare:

    h = torch.relu(self.fc1(x))
    return self.fc2(h)
""",
)

_add(
    "G17",
    "loss computed on detached predictions",
    "08_gradient_flow",
    """
Your loss is computed from detached predictions. backward() stops there and never reaches the model, so no
weight moves. Compute the loss from the output itself.

detach() returns the predictions without their history. When you add requires_grad_(), the error goes away,
because backward() has a place where it can write a gradient: the predictions. That is as far as it gets.
The optimizer looks at the parameters, and their gradients are None. So the loop runs to its end without an
error, and the loss stays where it was.

After backward(), ask both:

    print(out.grad is None)               # False
    print(model.fc1.weight.grad is None)  # True

Give the output to the loss as it is, and detach what you store:

    loss = F.cross_entropy(model(x), y)
    history.append(loss.item())
""",
)

_add(
    "G18",
    "no activation between linear layers",
    COMPUTE,
    """
Your linear layers follow each other with nothing in between. Together they compute no more than one linear
layer could. Put an activation such as ReLU between them.

A linear layer multiplies and adds. Doing that twice is again multiplying and adding, with other numbers. So
two linear layers draw the same straight boundaries as one, however wide they are. All their weights learn,
and the loss falls. But the model cannot bend. A ReLU has no weights and learns nothing itself. Yet it is
the bend that lets the layers around it do more.

A straight model gives the sum of its parts. In eval mode, with two inputs a and b and zero z:

    gap = model(a + b) + model(z) - model(a) - model(b)
    print(gap.abs().max())  # about 0

Put the bend between the layers:

    h = torch.relu(self.fc1(x))
    return self.fc2(h)
""",
)

_add(
    "G19",
    "result of a layer multiplied by zero",
    "08_gradient_flow",
    """
forward() computes with {where}, but then multiplies the result by zero or overwrites it. It cannot change
the output, and its gradient is zero. Let the result count.

A gradient says how much the loss would change if a weight changed. Your layer computes something, and a
zero behind it wipes that out. So no change of its weights can be felt at the output. Its gradient is zero
and not None, since the path is there and carries nothing. This often stays behind when somebody switches a
branch off for a test, with a factor or a mask.

Change the layer and see whether the output moves:

    before = model(x); nn.init.normal_(model.mid.weight)
    print(torch.equal(before, model(x)))  # True

Remove the factor. Or let it start at zero and learn, as a Parameter:

    self.scale = nn.Parameter(torch.zeros(1))  # in __init__
    h = h + self.scale * self.mid(h)           # in forward
""",
)

_add(
    "G20",
    "result of a layer thrown away",
    "08_gradient_flow",
    """
forward() throws away the result of {where}. The layer runs, but it cannot change the output, and no
gradient reaches it. Assign the result, as in h = self.mid(h).

A layer does not change its input. It returns a new tensor, and if you give that no name, it is gone. The
next line goes on with the old h, as if the layer were not there. Because it did run, a hook or a print
inside it makes it look alive. But the loss never depends on it, so its gradient stays None and the
optimizer passes it by.

After backward(), see who got nothing:

    print([n for n, p in model.named_parameters() if p.grad is None])

This slips in most often in a loop over layers. Each turn must hand its result to the next:

    for layer in self.layers:
        h = torch.relu(layer(h))
""",
)

_add(
    "G21",
    "inference_mode inside forward()",
    "08_gradient_flow",
    """
Part of forward() runs in torch.inference_mode(). Tensors made there can never take part in training. Take
it out of forward(), and use it where you only predict.

inference_mode is the stricter sister of no_grad. It records nothing, and it also marks the tensors that it
makes, so that autograd may not use them later. That saves some time in a program that only predicts. In
training, the next layer wants to keep its input for the gradient, and PyTorch stops with "Inference tensors
cannot be saved for backward". If all of forward() is inside, the error comes later, from backward().

Ask a tensor from that block:

    print(h.is_inference())  # True

Call the layers without it in forward(), and put it around the whole prediction:

    with torch.inference_mode():
        scores = model(x)
""",
)

_add(
    "G22",
    "torch.tensor() around an activation",
    "08_gradient_flow",
    """
torch.tensor(...) around an activation copies its numbers and drops its history, so no gradient reaches
{where}. Use the tensor as it is.

torch.tensor() is made for numbers that come from outside, such as a list. Handed a tensor, it copies the
values into a new one without a past. What comes before that line is cut off from the loss. PyTorch gives a
warning about it, and warnings are easy to overlook in a long output. What comes after it learns, so the
loss still falls a little.

Look at the history before and after:

    print(h.grad_fn)                # how h was made
    print(torch.tensor(h).grad_fn)  # None

An activation is a tensor already. To join several of them, use functions that keep the history:

    h = torch.stack([a, b])
    h = torch.cat([a, b], dim=1)
""",
)

_add(
    "G23",
    "gradient that misses a part",
    "08_gradient_flow",
    """
A plain number, perhaps from .item(), goes back into your computation. Autograd takes it for a constant, so
the gradient of {where} misses a part. Keep it as a tensor, unless you meant to stop it there.

Say you divide h by its own size. If a weight changes, then h changes and its size changes, too. The true
gradient counts both. With .item() the size becomes a Python number, and its part is left out. Nothing is
None and nothing is zero, so the usual signs are missing. The model learns, though in a slightly wrong
direction.

Compare with a tiny change of the input, in double precision:

    x = x.double().requires_grad_()
    torch.autograd.gradcheck(model.double(), x)  # raises an error

Leave the value a tensor:

    h = h / h.norm()  # no .item()

If you do want a constant, write .detach(), which says so.
""",
)

_add(
    "G24",
    "weight used through detach() or .data",
    "08_gradient_flow",
    """
forward() uses {where} through .detach(), .data or .item(). It takes part in the result, but no gradient
reaches it, so it never moves. Use the Parameter itself.

The weight is registered, it is counted, and the optimizer holds it. All the lists look right. But forward()
works with a version of it that has no history. For autograd this is a constant. So .grad stays None, and
each step passes over the weight. The bias beside it learns, and so do the layers before. You find this
pattern in older code for layers of one's own.

After backward(), compare the two neighbours:

    print(model.fc.weight.grad is None)  # True
    print(model.fc.bias.grad is None)    # False

Hand over the Parameter as it is:

    return F.linear(h, self.weight, self.bias)
""",
)

_add(
    "G01/G02/G04/G05/G22",
    "path of the gradient cut inside forward()",
    "08_gradient_flow",
    """
forward() cuts the path back to {where}: what lies there shapes the output, and yet no gradient reaches it.
Look for detach(), .data, NumPy, torch.tensor(...) or no_grad.

While forward() runs, autograd notes how each tensor came about. backward() follows these notes from the
loss to the weights. Five things make a tensor without notes: detach(), .data, a trip through NumPy,
torch.tensor(...) around a tensor, and a no_grad block. The numbers stay the same, so the output looks
right. All layers before the cut keep their first weights.

Print this after each layer in forward(). Where None comes up, there is the cut:

    print(h.grad_fn)

Use torch functions all the way, on the tensor itself:

    h = torch.relu(self.fc1(x))
    return self.fc2(h)
""",
)

# Buffers and modes ------------------------------------------------------------------------------------------

_add(
    "B01",
    "constant tensor as a plain attribute",
    "04_buffers_and_modes",
    """
You stored {where}, a constant tensor, as a plain attribute. model.to() leaves it behind, and state_dict()
does not hold it. Register it with register_buffer.

nn.Module knows two kinds of tensors: parameters, which learn, and buffers, which do not. A plain attribute
is neither. Your constant works until the model moves to a GPU or to another dtype. Then the layers are in
the new place and the constant is in the old one. That ends in an error, or in a result of the wrong dtype.
A saved model comes back without it, too.

Move the model and look:

    model.to(torch.float64)
    print(model.scale.dtype)  # still torch.float32

In __init__, register it. You read it as self.scale, as before:

    self.register_buffer("scale", torch.tensor([0.5, 2.0]))
""",
)

_add(
    "B02",
    "constant registered as a Parameter",
    "04_buffers_and_modes",
    """
You made {where} an nn.Parameter, although it is meant to stay as it is. It is in parameters(), so the
optimizer changes it. Use register_buffer.

Whatever is in parameters() is there to be trained. backward() gives your constant a gradient, and each step
moves it a little. The loss may even fall faster, because the model has one more knob to turn. But the
number no longer means what it should. With requires_grad=False it would stand still, until somebody calls
model.requires_grad_(True) and it starts to move again. A buffer is safe from that.

Compare it with the value that you gave it:

    print(model.scale)  # after some training

A buffer moves and is saved along with the model, and no optimizer ever gets it:

    self.register_buffer("scale", torch.tensor([0.5, 2.0]))
""",
)

_add(
    "B03",
    "buffer with requires_grad=True",
    "04_buffers_and_modes",
    """
A buffer, {where}, has requires_grad=True. It collects gradients, but no optimizer gets it, and zero_grad()
passes it by. Make it a Parameter, or switch its gradient off.

A buffer is state that is not trained. With requires_grad=True it sits between two chairs. backward()
computes a gradient for it and adds that to the last one, for nobody clears it. parameters() does not list
it, so it never moves. requires_grad_(False) on the model does not reach it either, because that method goes
through parameters only. The work is done and leads to nothing.

Ask the buffers:

    print({n: b.requires_grad for n, b in model.named_buffers()})

Decide what it is. If it should learn, the first line is right; if not, the second:

    self.s = nn.Parameter(torch.ones(3))
    self.register_buffer("s", torch.ones(3))
""",
)

_add(
    "B04",
    "needed state registered with persistent=False",
    "04_buffers_and_modes",
    """
A buffer, {where}, is registered with persistent=False, so state_dict() leaves it out, and a loaded model
starts from its first value again. Leave that argument out.

A buffer that is not persistent moves with the model and is not saved. That is right for a table that
__init__ can build again, such as positions or a mask. It is wrong for something that was measured or
counted during training. After loading there are fresh values in its place. load_state_dict() says that all
keys matched, since the name is missing on both sides. So nobody is told what is missing.

Compare the two lists:

    print([n for n, _ in model.named_buffers()])
    print(list(model.state_dict()))

Without the argument a buffer is saved:

    self.register_buffer("mean", torch.zeros(3))
""",
)

_add(
    "B05",
    "running statistic that keeps its history",
    "04_buffers_and_modes",
    """
A running statistic, {where}, drags along the history of every batch so far, so the second backward() raises
an error. Update it under torch.no_grad().

h.mean(0) has a history: it was computed from weights. If you mix it into the running mean, the mean has
that history too. The next batch builds on it. Its backward() then wants to go through the graph of the
batch before, which is gone. PyTorch says: "Trying to backward through the graph a second time". Memory
would also grow with each batch. copy.deepcopy(model) fails for the same reason.

Look at the statistic after one call:

    print(model.mean.requires_grad)  # True, and should be False

A statistic is looked at, not learned. So update it where nothing is recorded, and in place:

    with torch.no_grad():
        self.mean.lerp_(h.mean(0), 0.1)
""",
)

_add(
    "B06",
    "F.dropout that ignores eval()",
    "04_buffers_and_modes",
    """
F.dropout drops at random even after eval(): a function does not know the mode of your model. Pass
training=self.training, or use nn.Dropout.

eval() sets a flag, self.training, on your model and on all modules in it. nn.Dropout is a module and reads
its flag. F.dropout is a function. It has an argument training, which is True unless you say otherwise. So
it goes on dropping while you evaluate. Your scores come out lower than they could be, and they differ from
run to run.

Send one input through twice:

    model.eval()
    print(torch.equal(model(x), model(x)))  # False

Hand over the flag, or let a module do it. For the second, create it in __init__:

    h = F.dropout(h, 0.5, training=self.training)
    self.drop = nn.Dropout(0.5)
""",
)

_add(
    "B07",
    "dropout layer created inside forward()",
    "04_buffers_and_modes",
    """
forward() builds {what} anew on each call. A new module starts in train mode, and eval() has never reached
it, so it always drops. Create it in __init__ and assign it to self.

A dropout has no weights, so it may seem not to matter where it is made. But it has a mode. Each new module
begins with training=True. eval() goes through the modules that are registered at that moment and sets them
to False. The one that forward() makes comes later, so it knows nothing of that. Your evaluation is random
and scores too low.

Send one input through twice:

    model.eval()
    print(torch.equal(model(x), model(x)))  # False

Make it once, so that eval() and train() can find it:

    self.drop = nn.Dropout(0.5)  # in __init__
    h = self.drop(h)             # in forward
""",
)

_add(
    "B08",
    "evaluation without model.eval()",
    "04_buffers_and_modes",
    """
Your evaluation runs in train mode. Dropout still drops, and BatchNorm still uses each batch and updates its
statistics. Call model.eval() before you evaluate.

A model does not know whether you are training or testing. It has a flag, and you set it. In train mode
dropout switches off a part of the units, so answers are random and worse than they need be. BatchNorm in
train mode mixes the inputs of a batch, so one answer depends on its neighbours. torch.no_grad() changes
none of this, as it is about gradients only.

Print the flag in your evaluation:

    print(model.training)  # True

Set it before, and set it back after:

    model.eval()
    accuracy = evaluate(model)

When you go on training, call model.train().
""",
)

_add(
    "B09",
    "train() never called again after eval()",
    "04_buffers_and_modes",
    """
Your evaluation leaves the model in eval mode, and training goes on like that: no dropout, and BatchNorm
statistics that stand still. Call model.train() before you train on.

eval() sets the mode until somebody changes it. It does not end with the evaluation. The weights still
learn, since eval mode stops no gradient, so the loss keeps falling and nothing looks wrong. But from the
first evaluation on, dropout no longer protects against learning by heart. BatchNorm goes on with statistics
from the early steps, however much the layers before it change.

Print the flag inside the training loop:

    print(model.training)  # False after the first evaluation

Say at the start of each epoch what you are doing:

    model.train()
    for x, y in batches: step(x, y)
""",
)

_add(
    "B10",
    "model.training = False instead of eval()",
    "04_buffers_and_modes",
    """
model.training = False sets the flag of the model alone. The modules inside it stay in train mode, dropout
included. Call model.eval(), which reaches them all.

Each module has a training flag of its own, and it reads that one only. An assignment changes one flag. It
does not pass through the tree. Your model says that it is not training, while its dropout goes on dropping
and its BatchNorm goes on updating. The answers stay random. A look at model.training does not reveal it,
because that is the one flag which did change.

Look at all flags:

    print({name: m.training for name, m in model.named_modules()})

eval() walks through the tree and sets every flag. train() is its counterpart:

    model.eval()   # before you evaluate
    model.train()  # before you train on
""",
)

_add(
    "B11",
    "train() overridden without passing the mode on",
    "04_buffers_and_modes",
    """
Your own train() sets the flag of the model alone, so neither train() nor eval() reaches the modules inside.
Call super().train(mode) in it, and return self.

nn.Module.train(mode) does the walk through the tree: it sets the flag here, then calls train(mode) on each
child. eval() does nothing but call train(False). If you write your own train(), both go through yours. When
it leaves out the walk, the children never learn about the mode. And without return self, a line such as
model = model.eval() puts None into model.

Look at all flags after eval():

    print({name: m.training for name, m in model.named_modules()})

In your train(self, mode=True), let the parent do its part first. Add your own lines between these two:

    super().train(mode)
    return self
""",
)

_add(
    "B12",
    "running statistic as a plain attribute",
    "04_buffers_and_modes",
    """
A running statistic, {where}, is a plain attribute, so it is neither saved with the model nor moved by
model.to(). Register it with register_buffer in __init__.

Your model measures something during training and needs it later. While the program runs, an attribute does
the job. But state_dict() holds parameters and buffers, and nothing else. After loading, the statistic is
back at its first value, while the weights expect the measured one. All keys match, and the answers are
wrong. The same happens with .to(): the layers move and the statistic stays behind.

See what is saved:

    print(list(model.state_dict()))

Register it once, and then write into it in place:

    self.register_buffer("mean", torch.zeros(3))  # in __init__
    self.mean.lerp_(h.detach().mean(0), 0.1)      # in forward
""",
)

_add(
    "B13",
    "running statistic updated in eval mode",
    "04_buffers_and_modes",
    """
forward() updates {where} in eval mode as well, so each evaluation changes the model a little. Do the update
only while self.training is true.

An evaluation should look at a model and leave it alone. Yours writes the statistics of the test data into a
buffer. The answers then depend on what was evaluated before, and in which order. Evaluating twice gives two
results. It is also a quiet leak: the model takes in something about data that it should never have seen.
no_grad does not stop this, because no gradient is involved.

Compare the buffer around an evaluation:

    before = model.mean.clone(); model.eval(); model(x)
    print(torch.equal(before, model.mean))  # False

One condition keeps it to the training:

    if self.training:
        self.mean.lerp_(h.detach().mean(0), 0.1)
""",
)

_add(
    "B14",
    "list of buffers that goes stale",
    "04_buffers_and_modes",
    """
You keep references to buffers in {where}. model.to() puts new tensors in the place of the buffers, while
your list holds on to the old ones. Look the buffers up by name.

A parameter survives .to() as an object: PyTorch changes what is inside. With a buffer it is different.
.to() with another dtype or device makes a new tensor and enters it under the same name. Your list was
filled before that, so it still leads to the old tensor. Now there are two, and only one of them is saved
and kept up to date.

Move the model and compare:

    model.to(torch.float64)
    print(model.tables[0] is model.table0)  # False

Ask by name each time you need one. The name always leads to the present tensor:

    for i in range(3):
        table = getattr(self, f"table{i}")
""",
)

_add(
    "B15",
    "training loop called train()",
    "04_buffers_and_modes",
    """
Your method train() hides the train() of nn.Module, which sets the mode. eval() needs that one as well, and
so both fail. Give your training loop another name, such as fit.

nn.Module already has a method train(mode=True). It sets the training flag on the model and on all modules
in it. eval() calls train(False), and a parent module calls train(mode) on each child. With your method
under the same name, all of these calls land in yours. It wants data, gets a flag or nothing, and raises a
TypeError about missing arguments. If its arguments happen to fit, it is worse: there is no error, and the
mode never changes.

See whose method it is:

    print(model.train.__qualname__)  # Net.train, not Module.train

Rename yours, and the old one is back:

    def fit(self, x, y):
        self.train()
""",
)

# Sharing ----------------------------------------------------------------------------------------------------

_add(
    "T01",
    "tied by copying the values",
    "05_sharing",
    """
You copied the values of one weight into another, at {where}. They start equal and drift apart, since they
are two Parameters. Assign the Parameter itself.

Equal is not the same. After the copy both weights hold the same numbers, in two places. Each gets a
gradient of its own and makes its own step. From the first step on they differ. In a tied pair there is one
Parameter with two names. Its gradients from both uses add up, and one step moves it for both. You can see
it in the count, too: a tied weight counts once.

Ask for identity, not for equal values:

    print(model.out.weight is model.emb.weight)  # False

One assignment ties them. No copying is needed:

    self.out.weight = self.emb.weight  # in __init__
""",
)

_add(
    "T02",
    "tied through .data only",
    "05_sharing",
    """
You tied .data only. The Parameters at {where} share their memory, but they are still two, for the optimizer
and for .to(). Assign the Parameter itself.

With .data you made two Parameters look at one piece of memory. A change through one shows in the other, so
it feels like a tie. But each has its own gradient, and the optimizer steps both. Plain SGD gets the same
result as with a true tie. Adam does not, since it keeps separate averages and moves the memory twice. And
model.to() with another dtype gives each one memory of its own.

Ask for identity and for memory:

    a, b = model.out.weight, model.emb.weight
    print(a is b, a.data_ptr() == b.data_ptr())  # False True

Leave out .data on both sides:

    self.out.weight = self.emb.weight  # in __init__
""",
)

_add(
    "T03",
    "one side replaced after tying",
    "05_sharing",
    """
You tied {where}, and later one side got a new weight. The tie was between objects, so it went with the old
one. Tie again, after the last change.

A tie means that two names lead to one Parameter. It is not a rule that PyTorch remembers. If you assign a
new layer or a new Parameter to one name, the other name keeps the old object. There is no warning, since
each step on its own is fine. The model then has two weights that learn apart, and its count goes up. A
helper that resizes an embedding can do this without your seeing it.

Ask for identity at the end of __init__:

    print(self.out.weight is self.emb.weight)  # False

Make the tie the last step, when all layers are in place:

    self.emb = nn.Embedding(30, 8)
    self.out.weight = self.emb.weight
""",
)

_add(
    "T04",
    "tie broken by load_state_dict(assign=True)",
    "05_sharing",
    """
load_state_dict(..., assign=True) gave each name at {where} a Parameter of its own, so the tie is broken.
Tie again after loading, or leave assign=True out.

Without assign=True, loading copies numbers into the Parameters that are there. A tied one stays tied. With
assign=True, each name in the file gets a new Parameter. A tied weight has two names, so it becomes two
Parameters. They may still share their memory at first, and then everything looks well. But the count goes
up, Adam steps both, and .to() with another dtype parts them for good.

Ask for identity before and after loading:

    print(model.out.weight is model.emb.weight)

Load as usual, or repeat the tie afterwards. Then build the optimizer:

    model.load_state_dict(saved, assign=True)
    model.out.weight = model.emb.weight
""",
)

_add(
    "T05",
    "deep copies where sharing was wanted",
    "05_sharing",
    """
You made deep copies where one shared layer was wanted. The copies at {where} start equal, and then each
learns on its own. Put the same object in all places.

copy.deepcopy builds a new layer with new Parameters that hold the same values. At the start nobody can tell
the two apart by their numbers. But each place gets its own gradient and takes its own steps, so they drift
apart. A shared layer is one object under several names. It gets the gradients of all its uses, summed up,
and it counts once.

Count the places, and then the different objects:

    print(len(layers), len(set(map(id, layers))))  # equal: nothing is shared

To share, make one layer and use it again:

    layer = nn.Linear(5, 5)
    self.layers = nn.ModuleList([layer] * 3)
""",
)

_add(
    "T06",
    "separate layers where sharing was wanted",
    "05_sharing",
    """
You built separate layers where one shared layer was wanted. The weights at {where} start from different
numbers and learn apart. Build the layer once and call it in both places.

Two layers of the same shape are still two layers. In a model that compares two inputs, both inputs should
pass through the same encoder. With two encoders the same picture gives two different codes, and comparing
them means little. Each encoder also sees only half of the data. A shared one learns from both inputs,
because its gradients from the two calls add up. The model is smaller, too.

Send one input through both:

    print(torch.equal(model.left(x), model.right(x)))  # False

Make one and call it twice:

    self.encoder = nn.Linear(8, 4)             # in __init__
    a, b = self.encoder(x1), self.encoder(x2)  # in forward
""",
)

_add(
    "T07",
    "tied through a new nn.Parameter",
    "05_sharing",
    """
nn.Parameter(other.weight) makes a new Parameter on the same memory. For the optimizer it is another object,
and .to() can separate the two at {where}. Leave the wrapper out.

other.weight is a Parameter already. A second wrapper around it does not give you the same object. It makes
a new one that shares only the numbers. The model lists both, so the count is too high. Each gets its own
gradient, and an optimizer steps each of them. With plain SGD the result is that of a true tie. With Adam,
which keeps averages for each, it is not.

Ask for identity and for memory:

    a, b = model.out.weight, model.emb.weight
    print(a is b, a.data_ptr() == b.data_ptr())  # False True

Assign the Parameter as it is:

    self.out.weight = self.emb.weight  # in __init__
""",
)

_add(
    "T02/T04/T07",
    "two Parameters on one piece of memory",
    "05_sharing",
    """
The Parameters at {where} share their memory, but they are two objects: two gradients, two steps, and .to()
can part them. Assign the Parameter itself, after any loading.

This half tie comes about in three ways: by assigning .data, by wrapping a Parameter in nn.Parameter(...)
again, or by loading with assign=True. The numbers are shared, so they look tied. But the model counts both,
and the optimizer steps both. Plain SGD does not show the difference. Adam does, since it keeps averages for
each of them. And .to() with another dtype gives each one memory of its own.

Ask for identity and for memory:

    a, b = model.out.weight, model.emb.weight
    print(a is b, a.data_ptr() == b.data_ptr())  # False True

Let both names lead to one object:

    model.out.weight = model.emb.weight
""",
)

_add(
    "T01/T05",
    "copies where sharing was wanted",
    "05_sharing",
    """
The weights at {where} hold equal values and are two objects, so they drift apart as soon as they learn.
Where you want to share, use the same object, not a copy.

Copying values, or making a deep copy, gives you a second weight that looks like the first. It has its own
gradient and takes its own steps. After one step the two differ. Sharing means one object under two names.
The gradients of all its uses add up there, and one step moves it everywhere at once. The count of
parameters tells the two apart: what is shared counts once.

Ask for identity, since equal values prove nothing:

    print(model.out.weight is model.emb.weight)  # False

Assign the Parameter, or use the whole layer again:

    self.out.weight = self.emb.weight
    self.layers = nn.ModuleList([layer] * 3)
""",
)

_add(
    "T03/T06",
    "separate weights where sharing was wanted",
    "05_sharing",
    """
The weights at {where} should be one and are two, with different values, and each learns on its own. Use one
object in both places, and tie after the last change.

There are two ways to get here. Perhaps two layers of the same shape were built from the start. Or there was
a tie, and one side got a new weight later. A tie is not a rule that PyTorch remembers: it lasts while both
names lead to the same object. Now each weight gets its own gradient, from its own use alone, and the count
is higher than you meant it to be.

Ask for identity:

    print(model.out.weight is model.emb.weight)  # False

Call one layer in both places, or make the tie the last line of __init__:

    a, b = self.encoder(x1), self.encoder(x2)
    self.out.weight = self.emb.weight
""",
)
