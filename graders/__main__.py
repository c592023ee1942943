"""In a shell: `python -m graders audit module:factory`, `... summary module:factory`, and `... explain R04`."""

import argparse
import importlib
import inspect
import os
import sys

HELP = """\
module:factory names something that can be called without arguments and returns
  a module                    def make(): return Net()
  (module, optimizer)         def make(): net = Net(); return net, torch.optim.SGD(net.parameters(), lr=0.1)
  a dict                      the keyword arguments of graders.audit, the inputs as a tuple: {"model": Net(),
                              "inputs": (x,), "target": y, "step": train_step, "evaluate": evaluate}
or a module that is built already. Modules in the current directory are found. The factory may be called several times.

examples
  python -m graders audit train:make --inputs 32,784
  python -m graders summary train:Net

exit code: {codes}."""
CODES = {
    "audit": "0 nothing was found, 1 something was found, 2 the audit could not look",
    "summary": "0, or 2 if there is nothing to show",
    "explain": "0, or 2 if no mistake has this code",
}


class BadInput(Exception):
    """What the command was given does not work; the message is the sentence to print."""


def main(arguments=None):
    """Run the command. Returns the exit code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a console that has no ✗ shows a question mark
    options = parser().parse_args(arguments)
    try:
        return {"audit": run_audit, "summary": run_summary, "explain": run_explain}[options.command](options)
    except BadInput as error:
        print(f"python -m graders {options.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser():
    wide = {"formatter_class": argparse.RawDescriptionHelpFormatter}
    codes = "; ".join(f"{name}: {words}" for name, words in CODES.items())
    top = argparse.ArgumentParser(
        prog="python -m graders",
        description="What learns in a PyTorch model, and what silently does not.",
        epilog=HELP.replace("{codes}", codes),
        **wide,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="{audit,summary,explain}")
    for name, words in (
        ("audit", "look for parts of a model or of its training that silently do not learn"),
        ("summary", "print the parameter table of a model"),
    ):
        command = commands.add_parser(
            name, help=words, description=words.capitalize() + ".", epilog=HELP.replace("{codes}", CODES[name]), **wide
        )
        command.add_argument("target", metavar="module:factory", help="what returns the model, such as train:make")
        command.add_argument(
            "--inputs",
            metavar="SHAPE",
            action="append",
            default=[],
            help="the shape of an input of random numbers, such as 4,3; once for each input of the model",
        )
    words = "tell about a mistake that audit or a check has named, with a program that makes it and one that does not"
    explain = commands.add_parser(
        "explain", help=words, description=words.capitalize() + ".", epilog=f"exit code: {CODES['explain']}."
    )
    explain.add_argument(
        "code", nargs="?", metavar="CODE", help="such as R04; left out, all codes and names are listed"
    )
    return top


def run_audit(options):
    from graders import audit

    inputs = random_inputs(options.inputs)
    thing = find(options.target)
    try:
        made = call(thing, options.target)
    except BadInput as error:
        # A model that cannot be built may have a mistake that audit knows by name.
        found = attempt(lambda: audit(thing, *inputs), str(error)) if callable(thing) else None
        if not found:
            raise
        print(found)
        return 1
    if isinstance(made, dict):
        keywords = checked(made, audit, options)
        inputs = keywords.pop("inputs", inputs)
        found = attempt(lambda: audit(keywords.pop("model"), *inputs, **keywords))
    else:
        found = attempt(lambda: audit(thing, *inputs))  # the factory itself: audit watches it build
    raised = found.seen.get("error")
    if raised and not found:
        hint = "" if inputs else "; give the shape of the model's input with --inputs, such as --inputs 4,3"
        raise BadInput(
            f"it could not be looked at: {raised['type']} in {raised['phase']}: {one_line(raised['text'])}{hint}"
        )
    print(found)
    return 1 if found else 0


def run_summary(options):
    import torch

    from graders import audit
    from graders.table import summary

    inputs = random_inputs(options.inputs)
    made = call(find(options.target), options.target)
    if isinstance(made, dict):
        keywords = checked(made, audit, options)
        made, inputs = keywords["model"], keywords.get("inputs", inputs)
        if not isinstance(made, torch.nn.Module) and callable(made):
            made = call(made, f'the "model" of {options.target}')
    if isinstance(made, tuple) and made:
        made = made[0]
    print(attempt(lambda: summary(made, *inputs)))
    return 0


def run_explain(options):
    from graders import mistakes

    if options.code is None:
        print("\n".join(listed(mistakes)), flush=True)
        return 0
    try:
        mistake = mistakes.find(options.code)
    except mistakes.Unknown as error:
        raise BadInput(str(error)) from None
    print("\n".join(explained(mistake, mistakes.group(mistake.code))), flush=True)
    return 0


def listed(mistakes):
    """The codes with their names, family by family."""
    from graders import tell

    for family in mistakes.FAMILIES:
        yield family
        for code in mistakes.codes():
            if mistakes.family(code) == family and "/" not in code:
                yield from tell.wrapped(mistakes.find(code).name, f"  {code}  ")
        yield ""
    yield "python -m graders explain R04 tells more about R04."


def explained(mistake, group):
    """A mistake's page for a terminal: card, story, the program with it and the one without."""
    from graders import judge, tell

    topic = mistake.section.partition(":")[0].partition("_")[2]
    title, *story = tell.prose(tell.story(mistake, judge.has_topic(topic))).splitlines()
    yield from (title, "", *tell.wrapped(mistake.card.format(where=mistake.where, what=mistake.what)), *story)
    if not mistake.named:
        yield from ("", "No check names it yet.")
    if group:
        yield from ("", "From outside it can look like others, and is then named with them:", f"{group}.")
    first, *others = mistake.code.split("/")
    if others:
        alike = (
            f"From outside {', '.join([first, *others[:-1]])} and {others[-1]} look alike. Each can be explained alone."
        )
        yield from ("", *tell.wrapped(f"{alike} The programs here are those of {first}."))
    for words, program in (("A program that makes it:", mistake.wrong), ("One that does not:", mistake.right)):
        yield from ("", words, "", *(f"    {line}".rstrip() for line in program.splitlines()))


def find(target):
    """The object that ``module:name`` names."""
    module, colon, name = target.partition(":")
    if not colon or not module or not name:
        raise BadInput(f"{target!r} is not of the form module:factory, such as train:make")
    if module.endswith(".py") or os.sep in module:
        dotted = module.removesuffix(".py").replace(os.sep, ".").strip(".")
        raise BadInput(f"{module} is a file; write its module, {dotted}:{name}")
    if os.getcwd() not in sys.path and "" not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and (module == error.name or module.startswith(error.name + ".")):
            raise BadInput(f"there is no module {error.name!r} here or among the installed packages") from None
        raise BadInput(f"importing {module} raised {told(error)}") from None
    except (Exception, SystemExit) as error:
        raise BadInput(f"importing {module} raised {told(error)}") from None
    for part in name.split("."):
        if not hasattr(found, part):
            raise BadInput(f"the module {module} has no {name!r}")
        found = getattr(found, part)
    return found


def call(thing, name):
    """What the factory returns; a module is taken as it is."""
    import torch

    if isinstance(thing, torch.nn.Module):
        return thing
    if not callable(thing):
        raise BadInput(f"{name} cannot be called: it is of type {type(thing).__name__}, not a factory or an nn.Module")
    try:
        made = thing()
    except (Exception, SystemExit) as error:
        raise BadInput(f"{name}() raised {told(error)}") from None
    module = made[0] if isinstance(made, tuple) and len(made) == 2 else made
    if not isinstance(module, (torch.nn.Module, dict)):
        raise BadInput(
            f"{name}() returned {type(made).__name__}, not a module, (module, optimizer) or a dict for audit"
        )
    return made


def checked(made, audit, options):
    """The dict that a factory returned, if audit can take it; its inputs as a tuple."""
    known = [name for name in inspect.signature(audit).parameters]
    if unknown := [str(key) for key in made if key not in known]:
        raise BadInput(f"{options.target}() returned a dict with {unknown[0]!r}; audit knows {', '.join(known)}")
    if "model" not in made:
        raise BadInput(f"{options.target}() returned a dict without 'model'")
    if "inputs" not in made:
        return dict(made)
    if options.inputs:
        raise BadInput(f"{options.target}() returns its own inputs; leave --inputs out")
    inputs = made["inputs"]
    return {**made, "inputs": tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)}


def random_inputs(shapes):
    """A tensor of normal random numbers for each shape, the same ones each time."""
    import torch

    generator, inputs = torch.Generator().manual_seed(0), []
    for text in shapes:
        try:
            inputs.append(torch.randn([int(size) for size in text.split(",")], generator=generator))
        except (ValueError, RuntimeError):
            raise BadInput(f"--inputs {text} is no shape such as 4,3") from None
    return inputs


def attempt(function, otherwise=None):
    """``function()``; what it raises becomes a sentence, so that exit code 1 always means a finding."""
    try:
        return function()
    except (Exception, SystemExit) as error:
        raise BadInput(otherwise or f"it raised {told(error)}") from None


def told(error):
    return f"{type(error).__name__}: {one_line(error)}"


def one_line(text):
    return " ".join(str(text).split())[:300]


if __name__ == "__main__":
    sys.exit(main())
