"""Figures: what they draw is what the model holds, and the model is left as it was found."""

import copy
import html
import itertools
import random
import re
from xml.etree import ElementTree

import hiding
import numpy
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from graders import capstone, figures, look, marks
from graders.figures import (
    atlas,
    atlas_slider,
    certificate,
    curves,
    factory,
    flow_bars,
    frozen_paths,
    learning_curves,
    memory_map,
    module_tree,
    running_means,
    sheet,
    use_bars,
    what_moved,
)


class ListNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(6, 8)]
        self.out = nn.Linear(8, 3)

    def forward(self, x):
        return self.out(torch.relu(self.layers[0](x)))


class Tied(nn.Module):
    """An autoencoder whose decoder is the encoder, transposed."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(6, 4)
        self.bias = nn.Parameter(torch.zeros(6))

    def forward(self, x):
        return F.linear(torch.tanh(self.encoder(x)), self.encoder.weight.t(), self.bias)


class Twice(nn.Module):
    """One cell, used three times, and one layer that is never used."""

    def __init__(self):
        super().__init__()
        self.cell, self.act, self.spare = nn.Linear(6, 6), nn.Tanh(), nn.Linear(2, 2)

    def forward(self, x):
        for _ in range(3):
            x = self.act(self.cell(x))
        return x


class InForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(6, 5)

    def forward(self, x):
        return nn.Linear(5, 2)(self.hidden(x))


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        layers = nn.Linear(6, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 4), nn.Dropout(0.5)
        self.features = nn.Sequential(*layers).requires_grad_(False)
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        return self.head(self.features(x))


class CharModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding, self.rnn, self.out = nn.Embedding(9, 4), nn.GRU(4, 4, batch_first=True), nn.Linear(4, 9)
        self.out.weight = self.embedding.weight

    def forward(self, x):
        return self.out(self.rnn(self.embedding(x))[0])


class Untidy(nn.Module):
    """Changes buffers, attributes and every random state when it is called."""

    def __init__(self):
        super().__init__()
        self.norm, self.drop, self.calls, self.kept = nn.BatchNorm1d(6), nn.Dropout(0.5), 0, torch.zeros(6)
        self.register_buffer("mean", torch.zeros(6))

    def forward(self, x):
        self.calls, self.last = self.calls + 1, x
        self.mean = 0.9 * self.mean + 0.1 * x.mean(0)
        self.kept += 1
        random.random()
        numpy.random.rand()
        return self.drop(self.norm(x))


def mlp():
    return nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 3))


def cnn():
    block = [nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2)]
    block += [nn.Conv2d(8, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*block, nn.Flatten(), nn.Linear(64, 32), nn.Dropout(0.5), nn.Linear(32, 10))


X = torch.linspace(-1, 1, 30).view(5, 6)
MODELS = {
    "mlp": (mlp, X),
    "cnn": (cnn, torch.linspace(0, 1, 320).view(5, 1, 8, 8)),
    "list": (ListNet, X),
    "tied": (Tied, X),
    "twice": (Twice, X),
    "in forward": (InForward, X),
    "frozen": (Backbone, X),
    "characters": (CharModel, torch.arange(8).view(2, 4)),
}


@pytest.fixture(params=MODELS)
def case(request):
    torch.manual_seed(0)
    build, x = MODELS[request.param]
    return build(), x


def trained(model, x, steps=3):
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        model(x).square().mean().backward()
        optimizer.step()
    return model


def pictures(model, x):
    before = copy.deepcopy(model)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.1 * parameter.requires_grad)
    return [
        factory(model),
        factory(model, x),
        factory(model, x, before=before),
        module_tree(model),
        memory_map(model),
        what_moved(model, before),
    ]


def types(picture):
    return [machine["type"] for machine in picture.data["machines"]]


def kinds(picture):
    return {knob["name"]: knob["kind"] for machine in picture.data["machines"] for knob in machine["knobs"]}


# All figures


def drawing(picture):
    """The SVG of a picture, parsed: it is well-formed."""
    return ElementTree.fromstring(picture.svg)


def test_a_picture_shows_itself_with_its_alt_text_and_its_size():
    picture = factory(mlp())
    shown, svg = picture._repr_mimebundle_(), drawing(picture)
    assert svg.get("viewBox") == "0 0 {} {}".format(*picture.size)
    assert svg.get("role") == "img" and svg.get("aria-label") == picture.alt
    assert shown == {"text/html": picture.html, "text/plain": picture.alt} and repr(picture) == picture.alt


def test_a_picture_has_no_colours_but_those_of_the_page(case):
    """Light, dark and forced colours are told apart in one place; a colour of its own would be right on one of them."""
    for picture in pictures(*case):
        assert not re.search(r"#[0-9a-fA-F]{3,6}|rgb|white|black", re.sub(r'aria-label="[^"]*"', "", picture.svg))
        used = set(re.findall(r"[fs]-([a-z]+)", " ".join(e.get("class", "") for e in drawing(picture).iter())))
        assert used <= set(sheet.NAMES)
    for name in sheet.NAMES:
        assert picture.html.count(f"--w-{name}:") == 3, "light, dark and forced"


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("kinds", "page"), [(marks.COLOURS, "#FFFFFF"), (marks.ON_DARK, "#111111")])
def test_marks_can_be_seen_on_their_page(kinds, page):
    """WCAG 2.2, 1.4.11: at least 3 to 1 for what is drawn."""
    assert kinds.keys() == marks.MARKS.keys()
    for name, colour in kinds.items():
        low, high = sorted([luminance(colour), luminance(page)])
        assert (high + 0.05) / (low + 0.05) >= 3, name


@pytest.mark.parametrize("name", ["tied", "frozen"])
def test_the_same_model_gives_the_same_bytes(name):
    build, x = MODELS[name]
    model = build()
    twin = copy.deepcopy(model)
    for first, second in zip(pictures(model, x), pictures(twin, x)):
        assert first.html == second.html and first.alt == second.alt


def test_two_pictures_of_one_page_do_not_use_each_others_patterns():
    one, two = (re.findall(r'pattern id="([^"]+)"', atlas(w).svg) for w in (8, 16))
    assert one and not set(one) & set(two)


def assert_readable(picture):
    width, height = picture.size
    assert width <= 720, "a notebook in a window of 900 pixels would shrink it below 10 points"
    for text, left, top, right, bottom in picture.texts:
        assert 0 <= left <= right <= width and 0 <= top <= bottom <= height, f"{text} is cut"
    for (a, *one), (b, *two) in itertools.combinations(picture.texts, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] + 1 or two[3] <= one[1] + 1
        assert apart, f"{a} overlaps {b}"


def test_nothing_overlaps_and_nothing_is_cut(case):
    for picture in pictures(*case):
        assert_readable(picture)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 12])
def test_models_of_any_depth_are_readable(count):
    """Long names, big numbers, frozen and shared layers, mixed at will."""
    model = nn.Sequential()
    for n in range(count):
        model.add_module(f"a_very_long_name_of_layer_{n}", [nn.Linear(1200, 1200), nn.ReLU(), nn.Linear(3, 4)][n % 3])
        model[n].requires_grad_(n % 2 == 0)
    model.append(model[0])
    picture = factory(model)
    assert len(picture.data["machines"]) == count + 1
    assert_readable(picture)
    assert_readable(module_tree(model))


@pytest.mark.parametrize("draw", [factory, module_tree, lambda model: what_moved(model, {})])
@pytest.mark.parametrize("wrong", [3, None, nn.Linear, [nn.Linear(2, 2)], nn.Linear(2, 2).weight])
def test_only_modules_are_drawn(draw, wrong):
    with pytest.raises(TypeError, match=r"expects an nn\.Module"):
        draw(wrong)


def test_a_class_is_answered_with_the_way_out():
    with pytest.raises(TypeError, match=r"such as Net\(\)"):
        factory(nn.Linear)


def test_figures_do_not_work_while_an_answer_is_looked_at(monkeypatch):
    monkeypatch.setenv("GRADERS_LOOKING", "1")
    with pytest.raises(RuntimeError, match="write it yourself"):
        module_tree(mlp())


# The model stays as it was


def state(model):
    return {
        "values": {name: tensor.clone() for name, tensor in model.state_dict().items()},
        "ids": [id(item) for item in (*model.parameters(), *model.buffers(), *model.modules())],
        "grads": [None if p.grad is None else (id(p.grad), p.grad.clone()) for p in model.parameters()],
        "versions": [p._version for p in model.parameters()],
        "modes": [module.training for module in model.modules()],
        "requires_grad": [p.requires_grad for p in model.parameters()],
        "hooks": [len(module._forward_hooks) + len(module._forward_pre_hooks) for module in model.modules()],
    }


def same(one, two):
    if isinstance(one, torch.Tensor):
        return torch.equal(one, two)
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(same(one[key], two[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(two) and all(map(same, one, two))
    return one == two


@pytest.mark.parametrize("mode", [True, False])
def test_a_model_is_left_as_it_was_found(case, mode, monkeypatch):
    monkeypatch.setattr(figures.Sheet, "picture", lambda *_: None)  # laid out, not painted: faster
    model, x = case
    before = copy.deepcopy(model)
    trained(model, x).train(mode)
    found, seeds = state(model), (torch.get_rng_state(), random.getstate(), numpy.random.get_state()[1].tolist())
    loss = model(x).square().mean() if not mode else None
    for draw in (factory, module_tree, what_moved):
        draw(model, *{factory: [x], module_tree: [], what_moved: [before]}[draw])
    assert same(found, state(model)) and torch.is_grad_enabled()
    if mode:
        now = torch.get_rng_state(), random.getstate(), numpy.random.get_state()[1].tolist()
        assert same(seeds, now)
    else:
        loss.backward()  # what a graph still needs was not touched either


def test_an_untidy_forward_is_undone_also_when_it_fails():
    model = Untidy()
    found, attributes = state(model), {key: id(value) for key, value in vars(model).items()}
    seeds = torch.get_rng_state(), random.getstate(), numpy.random.get_state()[1].tolist()
    for x in (X, X[:, :3], "nothing"):
        try:
            factory(model, x)
        except Exception as error:
            assert x is not X, error
        assert same(found, state(model)) and model.calls == 0 and not hasattr(model, "last")
        assert attributes == {key: id(value) for key, value in vars(model).items()}
        assert not model.kept.any()
        assert same(seeds, (torch.get_rng_state(), random.getstate(), numpy.random.get_state()[1].tolist()))
    assert not torch.nn.modules.module._global_forward_hooks and not torch.nn.modules.module._global_forward_pre_hooks


# The factory


def test_machines_stand_in_the_order_in_which_they_run():
    class Backwards(nn.Module):
        def __init__(self):
            super().__init__()
            self.last, self.first = nn.Linear(5, 2), nn.Linear(6, 5)

        def forward(self, x):
            return self.last(self.first(x))

    model = Backwards()
    assert [m["name"] for m in factory(model).data["machines"]] == ["last", "first"]
    ran = factory(model, X).data["machines"]
    assert [(m["name"], m["in"], m["out"]) for m in ran] == [("first", (5, 6), (5, 5)), ("last", (5, 5), (5, 2))]


def test_knobs_show_real_numbers_then_and_now():
    model = mlp()
    before = copy.deepcopy(model)
    trained(model, X)
    for old in (before, before.state_dict()):
        knob = factory(model, X, before=old).data["machines"][0]["knobs"][0]
        now, then = model[0].weight.detach().flatten(), before[0].weight.detach().flatten()
        assert [i for i, _, _ in knob["hands"]] == [0, 14, 29]
        for i, value, former in knob["hands"]:
            assert (value, former) == (now[i].item(), then[i].item())
        assert knob["full"] == max(now.abs().max().item(), then.abs().max().item())


def test_functions_and_hidden_layers_get_machines_too():
    picture = factory(ListNet(), X)
    assert [(m["name"], m["type"], m["seen"]) for m in picture.data["machines"]] == [
        ("layers[0]", "Linear", False),
        ("relu(…)", "function", True),
        ("out", "Linear", True),
    ]
    assert picture.data["totals"] == {"trained": 27, "invisible": 56}
    assert "27 trained, 56 invisible to PyTorch" in picture.alt
    assert [m["name"] for m in factory(ListNet()).data["machines"]] == ["layers[0]", "out"]


def test_a_layer_made_in_forward_is_invisible():
    picture = factory(InForward(), X)
    assert picture.data["totals"] == {"trained": 35, "invisible": 12}
    assert list(kinds(picture).items())[2:] == [
        ("made in forward.weight", "invisible"),
        ("made in forward.bias", "invisible"),
    ]


def test_one_parameter_on_two_machines_is_linked_and_counted_once():
    for picture, where in ((factory(Tied(), X), [0, 2]), (factory(CharModel()), [0, 2])):
        [link] = picture.data["links"]
        assert link["machines"] == where and len(link["names"]) == 1
        assert "one knob on 2 machines" in picture.alt
    assert factory(Tied(), X).data["totals"] == {"trained": 34}


def test_a_layer_used_again_is_linked_and_an_idle_one_is_named():
    picture = factory(Twice(), X)
    assert picture.data["links"][0]["machines"] == [0, 2, 4]
    assert picture.data["totals"] == {"trained": 42}
    assert picture.data["idle"] == ["spare.weight", "spare.bias"]
    assert "one layer, used 3 times: cell" in picture.alt and "Idle in this pass: spare.weight" in picture.alt


def test_frozen_layers_and_buffers_are_told_apart():
    picture = factory(Backbone(), X)
    assert picture.data["totals"] == {"trained": 15, "frozen": 108, "buffer": 17}
    assert kinds(picture)["features.1.weight"] == "frozen" and kinds(picture)["features.1.running_var"] == "buffer"
    assert types(picture) == ["Linear", "BatchNorm1d", "ReLU", "Linear", "Dropout", "Linear"]


def test_the_alt_text_tells_how_many_knobs_turned():
    model = Backbone()
    before = copy.deepcopy(model)
    trained(model, X)
    assert "6 of 24 knobs drawn have turned since before." in factory(model, before=before).alt


def test_before_must_not_move_along_with_the_model():
    model = mlp()
    for before in (model, model.state_dict()):
        with pytest.raises(ValueError, match="deepcopy"):
            factory(model, before=before)
        with pytest.raises(ValueError, match="deepcopy"):
            what_moved(model, before)
    with pytest.raises(TypeError, match="not list"):
        what_moved(model, list(model.parameters()))


@pytest.mark.parametrize(
    ("model", "x", "total"),
    [
        (nn.Linear(6, 2), X, 14),
        (nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(6, 2)), nn.ReLU()), X, 16),
        (nn.MultiheadAttention(6, 2, batch_first=True), X.view(1, 5, 6), 168),
        (nn.LSTM(6, 4, num_layers=2), X, 352),
        (nn.Sequential(nn.Linear(6, 2), nn.Linear(2, 1)).to("meta"), X.to("meta"), 17),
    ],
    ids=["one layer", "parametrized", "attention", "many tensors", "meta"],
)
def test_unusual_layers(model, x, total):
    inputs = (x, x, x) if isinstance(model, nn.MultiheadAttention) else (x,)
    picture = factory(model, *inputs)
    assert picture.data["totals"]["trained"] == total
    for shown in (picture, factory(model), module_tree(model), what_moved(model, {})):
        assert_readable(shown)


def test_lazy_layers_are_drawn_without_numbers_and_not_run():
    model = nn.Sequential(nn.LazyLinear(3), nn.ReLU())
    assert_readable(factory(model))
    assert "no numbers yet" in module_tree(model).alt
    with pytest.raises(ValueError, match="call the model once"):
        factory(model, X)
    assert isinstance(model[0].weight, nn.UninitializedParameter)


def test_a_model_without_layers_is_an_error():
    with pytest.raises(ValueError, match="no layer"):
        factory(nn.Sequential())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 0.0])
def test_numbers_that_have_no_angle_do_no_harm(value):
    model = mlp()
    before = copy.deepcopy(model)
    nn.init.constant_(model[0].weight, value)
    assert_readable(factory(model, X, before=before))
    picture = what_moved(model, before)
    assert ("no finite numbers" in picture.data["rows"][0]["words"]) == (value != 0)


# The module tree


def test_the_tree_tells_what_is_registered_and_what_is_not():
    fruit = nn.Module()
    fruit.weight = torch.randn(3)
    fruit.banana = nn.Parameter(torch.randn(3))
    fruit.layers = [nn.Linear(3, 2)]
    fruit.kiwi = nn.Linear(3, 2)
    fruit.kiwi.extras = {"gate": nn.Linear(2, 2)}
    fruit.aliases = [fruit.kiwi]
    picture = module_tree(fruit)
    assert [(row["path"], row["depth"], row["kind"]) for row in picture.data["rows"]] == [
        ("model", 0, "trained"),
        ("banana", 1, "trained"),
        ("weight", 1, "invisible"),
        ("layers[0]", 1, "invisible"),
        ("kiwi", 1, "trained"),
        ("kiwi.extras['gate']", 2, "invisible"),
    ]
    assert "3 registered, 3 invisible to PyTorch" in picture.alt and "in a list, 8 numbers" in picture.alt
    found = {item["path"] for item in look.look_hidden(fruit)}
    assert found == {thing.path for thing in look.hidden_things(fruit)}, "seen as the checks see it"


def test_the_tree_links_what_is_shared():
    picture = module_tree(CharModel())
    assert picture.data["links"] == [{"rows": (1, 3), "words": "the same weight"}]
    assert picture.data["rows"][3]["parts"] == [("trained", "9 trained"), ("shared", "36 shared")]
    layer = nn.Linear(4, 4)
    picture = module_tree(nn.Sequential(layer, layer, layer))
    assert [link["rows"] for link in picture.data["links"]] == [(1, 2), (2, 3)]
    assert picture.data["rows"][0]["parts"] == [("trained", "20 trained")]


# The atlas


def test_the_atlas_counts_by_arithmetic():
    w = 64
    rows = {row["layer"]: (row["trained"], row["frozen"], row["buffer"]) for row in atlas(w).data["rows"]}
    assert rows["Linear(64, 64)"] == (w * w + w, 0, 0)
    assert rows["Linear(64, 64), frozen"] == (0, w * w + w, 0)
    assert rows["Conv2d(64, 64, 3)"] == (9 * w * w + w, 0, 0)
    assert rows["GRU(64, 64)"] == (3 * (2 * w * w + 2 * w), 0, 0)
    assert rows["BatchNorm1d(64)"] == (2 * w, 0, 2 * w + 1)
    assert rows["BatchNorm1d(64, affine=False)"] == (0, 0, 2 * w + 1)
    assert rows["Embedding(100, 64)"] == (100 * w, 0, 0)
    assert rows["PReLU(64)"] == (w, 0, 0)
    assert rows["ReLU()"] == rows["Dropout(0.5)"] == rows["Flatten()"] == (0, 0, 0)


def test_the_atlas_says_what_has_nothing_to_learn_and_draws_no_random_numbers():
    seed = torch.get_rng_state()
    picture = atlas(8)
    assert torch.equal(seed, torch.get_rng_state())
    assert "6 of 14 have nothing to learn" in picture.alt and "ReLU(): nothing to learn" in picture.alt
    assert sum(text == "nothing to learn" for text, *_ in picture.texts) == 6 + 1


@pytest.mark.parametrize("width", [1, 256, 4096])
def test_the_atlas_is_readable_at_any_width(width):
    assert_readable(atlas(width))


@pytest.mark.parametrize("width", [0, -3, 2.5, "64", None, True])
def test_the_atlas_needs_a_whole_width(width):
    with pytest.raises(ValueError, match="whole number"):
        atlas(width)


def test_the_slider_redraws_in_place_and_stays_away_while_a_notebook_is_executed(monkeypatch):
    class Handle:
        shown = ()

        def update(self, picture):
            self.shown = (*self.shown, picture.data["width"])

    handle = Handle()
    monkeypatch.setattr("IPython.display.display", lambda picture, display_id: handle)
    for name in ("NBGRADER_EXECUTION", "GRADERS_PROGRESS"):
        monkeypatch.delenv(name, raising=False)
    slider = atlas_slider(32)
    slider.value = 128
    assert handle.shown == (128,)
    for name in ("NBGRADER_EXECUTION", "GRADERS_PROGRESS"):
        with monkeypatch.context() as inside:
            inside.setenv(name, "memory")
            assert atlas_slider() is None


# What moved


def test_what_moved_measures_the_distance():
    model = Backbone()
    before = copy.deepcopy(model)
    trained(model, X)
    picture = what_moved(model, before)
    rows = {row["name"]: row for row in picture.data["rows"]}
    expected = (model.head.weight - before.head.weight).norm().item()
    assert rows["head.weight"]["distance"] == pytest.approx(expected)
    assert rows["head.weight"]["changed"] == (model.head.weight != before.head.weight).sum()
    assert (
        rows["features.0.weight"] | {"kind": "frozen", "distance": 0, "words": "did not move"}
        == rows["features.0.weight"]
    )
    assert rows["features.1.num_batches_tracked"]["distance"] == 3, "frozen is not unchanged"
    assert "5 of 11 tensors" in picture.alt and "features.0.weight (frozen): did not move" in picture.alt


def test_what_moved_knows_hidden_layers_only_from_a_copy():
    model = ListNet()
    before = copy.deepcopy(model)
    trained(model, X)
    rows = {row["name"]: row for row in what_moved(model, before).data["rows"]}
    assert rows["layers[0].weight"]["kind"] == "invisible" and rows["layers[0].weight"]["distance"] == 0
    rows = {row["name"]: row for row in what_moved(model, before.state_dict()).data["rows"]}
    assert rows["layers[0].weight"]["words"] == "not in before" and rows["out.weight"]["distance"] > 0


def test_what_moved_names_shared_tensors_and_other_shapes():
    model = CharModel()
    before = copy.deepcopy(model.state_dict())
    before["out.bias"] = torch.zeros(4)
    rows = {row["name"]: row["words"] for row in what_moved(model, before).data["rows"]}
    assert rows["out.weight"] == "is embedding.weight" and rows["out.bias"] == "was 4"
    with pytest.raises(ValueError, match="nothing can move"):
        what_moved(nn.ReLU(), {})


@pytest.mark.parametrize("place", hiding.PLACES)
def test_pictures_show_what_is_hidden_wherever_it_is(place):
    """As the checks and audit see it (test_look.py): one layer, invisible, made in forward() only where it is."""
    make, _ = hiding.PLACES[place]
    model = make()
    unseen = [m for m in factory(model, torch.randn(3, 4)).data["machines"] if not m["seen"]]
    assert [m["type"] for m in unseen] == ["Linear"]
    assert ("made in forward" in unseen[0]["name"]) == (place == "local of forward")
    rows = [row for row in module_tree(model).data["rows"] if row["kind"] == "invisible"]
    if place == "local of forward":
        assert not rows  # it exists only while forward() runs, and no picture of the model alone can show it
    else:
        (row,) = rows
        assert f"{hiding.HIDDEN} numbers" in " ".join(words for _, words in row["parts"])
    moved = what_moved(model, before=copy.deepcopy(model).state_dict())
    assert ("inner" in moved.alt.lower()) == (place != "local of forward")


# The memory map


def test_the_memory_map_leads_names_to_tensors():
    layer = nn.Linear(4, 4)
    picture = memory_map(nn.Sequential(layer, layer, layer))
    assert [name for name, _ in picture.data["names"]] == [f"{n}.{own}" for n in range(3) for own in ("weight", "bias")]
    assert [n for _, n in picture.data["names"]] == [0, 1] * 3 and picture.data["total"] == 20
    assert {t["kind"] for t in picture.data["tensors"]} == {"shared"}
    assert picture.told.startswith("6 names, 2 tensors, 20 numbers. One tensor under several names: 0.weight and")
    copies = memory_map(nn.Sequential(layer, copy.deepcopy(layer)))
    assert copies.data["total"] == 40 and copies.told == "4 names, 4 tensors, 40 numbers. Each tensor has one name."


def test_the_memory_map_tells_one_memory_under_two_parameters_from_one_parameter():
    model = CharModel()
    assert memory_map(model).data["one_memory"] == []
    model.out.weight = nn.Parameter(model.embedding.weight)
    picture = memory_map(model)
    assert "embedding.weight and out.weight are two tensors on one memory." in picture.told
    assert_readable(picture)
    with pytest.raises(ValueError, match="no tensors"):
        memory_map(nn.ReLU())


@pytest.mark.parametrize("count", [1, 5, 13, 40])
def test_the_memory_map_is_readable_for_any_number_of_names(count):
    layer = nn.Linear(3, 3)
    for layers in ([layer] * count, [nn.Linear(3, 3) for _ in range(count)]):
        assert_readable(memory_map(nn.Sequential(*layers)))
    model = nn.Module()
    model.a_rather_long_name_of_an_attribute_that_goes_on_and_on = nn.Sequential(nn.BatchNorm1d(3))
    assert_readable(memory_map(model))


# The uses of one parameter


def test_the_shares_of_the_uses_add_up():
    picture = use_bars([torch.tensor([3.0, 0.0]), torch.tensor([2.0, 1.0]), torch.tensor([-1.0, 0.0])])
    assert sum(picture.data["shares"]) == pytest.approx(1)
    assert picture.told == "Shares of the summed gradient: use 1: 71 %, use 2: 53 %, use 3: -24 %. Together 100 %."
    assert_readable(picture)
    drawing(picture)


@pytest.mark.parametrize("count", [1, 2, 12, 40])
def test_any_number_of_uses_is_readable(count):
    torch.manual_seed(count)
    picture = use_bars(torch.randn(count, 3, 4) + 0.3, name="step")
    assert sum(picture.data["shares"]) == pytest.approx(1)
    assert_readable(picture)


def test_uses_that_are_no_gradients_of_one_parameter_are_told():
    with pytest.raises(ValueError, match="one tensor for each use"):
        use_bars([])
    with pytest.raises(ValueError, match="one shape"):
        use_bars([torch.ones(2), torch.ones(3)])
    with pytest.raises(ValueError, match="cancel"):
        use_bars([torch.ones(2), -torch.ones(2)])


# Learning curves


def test_learning_curves_state_their_ends_and_take_the_colours_of_the_page():
    curves, loaded = (
        {"a list": [10, 50, 95.5], "a <ModuleList>": [9, 70, 97.6]},
        {"a list": 12.1, "a <ModuleList>": 97.6},
    )
    picture = learning_curves(curves, loaded)
    assert picture.told == "a list: 95.5 %, after loading 12.1 %; a <ModuleList>: 97.6 %, after loading 97.6 %."
    assert drawing(picture).get("aria-label") == picture.alt and picture.told in picture.alt
    assert not re.search(r"#[0-9a-fA-F]{6}", picture.svg) and "var(--w-invisible)" in picture.svg
    assert learning_curves(curves, loaded).html == picture.html


def test_running_means_state_where_they_got_to():
    picture = running_means([10, 12, 11], {"momentum 0.5": [0, 5, 8.5, 9.75], "momentum <0.1>": [0, 1, 2.1, 2.99]})
    assert picture.told == (
        "After 3 batches: momentum 0.5: from 0.0 to 9.75; momentum <0.1>: from 0.0 to 2.99. "
        "The last ten batches have a mean of 11.00."
    )
    assert drawing(picture).get("aria-label") == picture.alt and picture.told in picture.alt
    assert not re.search(r"#[0-9a-fA-F]{6}", picture.svg) and "var(--w-buffer)" in picture.svg


def test_curves_state_their_ends_and_want_a_value_at_each_place():
    lines = {"scratch": [[0.5, 0.7], [0.9, 0.9]], "features <frozen>": [[0.8, 0.8], [0.9, 0.8]]}
    picture = curves([2, 40], lines, "labels", "A task", kinds=("trained", "frozen"))
    assert picture.told == (
        "A task, from 2 to 40 labels, means of 2 seeds: scratch: 60 % to 90 %; features <frozen>: 80 % to 85 %."
    )
    assert drawing(picture).get("aria-label") == picture.alt and picture.told in picture.alt
    assert not re.search(r"#[0-9a-fA-F]{6}", picture.svg) and "var(--w-frozen)" in picture.svg
    with pytest.raises(ValueError, match="at each place"):
        curves([1, 2, 3], lines, "labels", "A task")


def test_frozen_paths_tell_how_far_a_frozen_weight_moved():
    picture = frozen_paths({"SGD": [3.0, 2.0, 2.0, 2.0], "<Adam>": [3.0, 2.5, 2.25, 2.75]}, frozen_at=1)
    assert picture.told == "How far the weight moved after it was frozen: SGD: not at all; <Adam>: by up to 0.25."
    assert drawing(picture).get("aria-label") == picture.alt and picture.told in picture.alt
    assert not re.search(r"#[0-9a-fA-F]{6}", picture.svg) and "■ SGD" in picture.svg and "● &lt;Adam&gt;" in picture.svg


def test_every_picture_has_a_caption_that_only_running_it_shows(case):
    model, x = case
    for picture in pictures(model, x):
        assert len(picture.told.split()) >= 4
        assert f'<p role="note">{html.escape(picture.told)}</p>' in picture.html
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 3).requires_grad_(False))
    before = copy.deepcopy(net)
    assert what_moved(trained(net, x if x.shape == (5, 6) else X), before).told == (
        "Parameters moved in Linear (0). Nothing to move in ReLU."
    )
    assert "None on Linear." in factory(net, X, before=before).told


def recorded(model, steps):
    """What the gradients of a model were after each of some backwards; every third clears them to zero instead."""
    record = []
    for step in range(steps):
        model.zero_grad(set_to_none=step % 2 == 0)
        if step % 3:
            model(X).square().mean().backward()
        record.append(figures.gradients_now(model))
    return record


@pytest.mark.parametrize("steps", [1, 3, 12, 200])
@pytest.mark.parametrize("build", [mlp, Twice, Backbone])
def test_the_strip_of_gradients_shows_each_step_and_names_what_never_had_one(build, steps):
    model = build()
    record = recorded(model, steps)
    picture = figures.grad_strip(model, record)
    assert picture.data["rows"] == {name: [step[name] for step in record] for name, _ in model.named_parameters()}
    silent = [name for name, words in picture.data["rows"].items() if "nonzero" not in words]
    assert picture.data["silent"] == silent and all(name in picture.alt for name in picture.data["rows"])
    assert ("at least once" in picture.told) == (not silent)
    assert_readable(picture)
    assert_readable(
        figures.grad_strip(model, record[:3], labels=["before", "after backward()", "later"][: len(record)])
    )


def test_none_zero_and_nonzero_have_marks_of_their_own():
    model = nn.Linear(2, 2)
    names = [name for name, _ in model.named_parameters()]
    drawn = {
        word: figures.grad_strip(model, [dict.fromkeys(names, word)]).svg.split('class="f-')[1:]
        for word in ("none", "zero", "nonzero")
    }
    assert len({tuple(shapes) for shapes in drawn.values()}) == 3


def test_a_gradient_is_none_zero_or_nonzero_whatever_its_sum_is():
    model = nn.ParameterList([torch.ones(2), torch.ones(2), torch.ones(2), torch.ones(2)])
    model[1].grad, model[2].grad, model[3].grad = torch.zeros(2), torch.tensor([1.0, -1.0]), torch.tensor([0.0, 1e-10])
    assert list(figures.gradients_now(model).values()) == ["none", "zero", "nonzero", "nonzero"]


def test_a_strip_says_what_it_cannot_draw():
    model = nn.Linear(2, 2)
    with pytest.raises(ValueError, match="at least one step"):
        figures.grad_strip(model, [])
    with pytest.raises(ValueError, match="not 'None'"):
        figures.grad_strip(model, [{"weight": "None"}])
    with pytest.raises(ValueError, match="2 labels for 1 steps"):
        figures.grad_strip(model, [{"weight": "none"}], labels=["a", "b"])


def test_flow_bars_tell_none_and_zero_from_a_small_gradient():
    """A bar is as long as the logarithm; none and zero have a mark and a word in the place of a bar."""
    flow = {"first.weight": 2e-9, "muted.weight": 0, "spare.weight": None, "out.weight": torch.tensor(0.5)}
    picture = flow_bars(flow)
    assert_readable(picture)
    assert picture.data["silent"] == ["muted.weight", "spare.weight"] and "Smallest gradient 2e-9" in picture.told
    assert_readable(flow_bars({f"layers.{n}.weight": 10.0**-n for n in range(40)}))
    assert_readable(flow_bars({"a.very.long.name.of.a.deeply.nested.module.weight": 1.0}))
    assert "No gradient at all" in flow_bars({"weight": None}).told
    with pytest.raises(TypeError):
        flow_bars([1.0])


def test_the_charts_of_the_clinic_are_readable():
    for letter in "ABCD":
        assert_readable(figures.patient_chart(3, letter))


# The certificate


def test_the_certificate_tells_what_each_part_did_and_does():
    broken, whole = capstone.example("list", "drift", "untied"), capstone.example()
    pair = []
    for program in (broken, whole):
        torch.manual_seed(0)
        model, _, step = program(capstone.old_model())
        step(torch.rand(32, 64), torch.tensor(program.classes)[torch.arange(32) % 10])
        pair.append(model)
    picture = certificate(*pair, title="Audit and rescue: patient 7")
    parts = {name: (before, after) for name, before, after in picture.data["parts"]}
    assert parts["middle"] == (("invisible", "not listed"), ("trained", "learns, 8,320"))
    assert parts["right"] == (("trained", "learns, 1,056"), ("shared", "one with left"))
    assert parts["backbone"][0] == parts["backbone"][1] == ("frozen", "frozen, 8,576")
    assert picture.told == "2 parts of 9 changed: right; middle."
    assert_readable(picture)
    drawing(picture)


def test_the_certificate_takes_the_learners_own_ledger():
    net = torch.nn.Sequential(torch.nn.Linear(2, 3))
    rows = [{"name": "0.weight", "numel": 6, "requires_grad": True, "grad": "zero"}]
    picture = certificate(net, net, ledger=lambda model: rows)
    assert picture.data["parts"] == [("0", ("none", "hears nothing, 6"), ("none", "hears nothing, 6"))]
    assert picture.told == "No part changed."
