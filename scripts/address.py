"""`make address URL=https://...`: the address of the public repository, and what follows from it.

The address stands in pyproject.toml; the block in README.md between the two comments `<!-- address -->` is made from it:
Binder's badge and the line that clones. Without an address the block says that there is none.

    python scripts/address.py URL       set it, or another one
    python scripts/address.py ""        take it out again
"""

import re
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(r'^(?:# )?Repository = "(.*)"$', re.M)
BLOCK = re.compile(r"(?<=<!-- address -->\n).*?(?=<!-- /address -->)", re.S)
NOT_SET = "not set"
NONE = "This copy names no public address yet, so every command below starts inside it.\n"
SOME = """\
[![Open the lesson on Binder](https://mybinder.org/badge_logo.svg)]({binder})

Binder opens the lesson in your browser, with nothing to install; **your work there is lost when it closes**, so
download it with *File > Download* before you leave. On your own machine, every command below starts inside a clone:

```
git clone {url} course && cd course
```
"""


def valid(url):
    """The address without a trailing slash. Raises ValueError, with the reason, if it is no address of a repository."""
    if re.search(r"[^\w.~:/-]", url, re.A):
        raise ValueError("an address has letters, digits and . ~ - / only: no spaces, queries or passwords")
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise ValueError("it must begin with https://")
    if "." not in (parts.hostname or ""):
        raise ValueError("it names no host, such as github.com")
    if len(names := parts.path.strip("/").split("/")) < 2 or not all(names):
        raise ValueError("it names no repository: https://HOST/OWNER/NAME")
    return url.rstrip("/").removesuffix(".git")


def binder(url, lesson):
    """Where Binder opens this lesson of that repository."""
    parts = urlsplit(url)
    path = parts.path.strip("/")
    if parts.hostname == "github.com":
        place = f"gh/{path}"
    elif parts.hostname == "gitlab.com":
        place = f"gl/{quote(path, safe='')}"
    else:
        place = f"git/{quote(url, safe='')}"
    return f"https://mybinder.org/v2/{place}/HEAD?urlpath={quote(f'lab/tree/work/{lesson}', safe='')}"


def written(project, readme, url, lesson):
    """The texts of pyproject.toml and README.md with this address; None stands for no address."""
    line = f'Repository = "{url}"' if url else f'# Repository = "{NOT_SET}"'
    block = SOME.format(url=url, binder=binder(url, lesson)) if url else NONE
    for pattern, text, name in ((LINE, project, "pyproject.toml"), (BLOCK, readme, "README.md")):
        if len(pattern.findall(text)) != 1:
            raise ValueError(f"{name} has lost the place for the address")
    return LINE.sub(lambda _: line, project), BLOCK.sub(lambda _: block, readme)


def main():
    if len(sys.argv) != 2:
        sys.exit("Say which address: make address URL=https://HOST/OWNER/NAME")
    lesson = min(path.relative_to(ROOT / "notebooks").as_posix() for path in ROOT.glob("notebooks/*/*.ipynb"))
    files = [ROOT / "pyproject.toml", ROOT / "README.md"]
    before = [path.read_text() for path in files]
    try:
        url = valid(sys.argv[1]) if sys.argv[1] else None
        after = written(*before, url, lesson)
    except ValueError as reason:
        sys.exit(f"{sys.argv[1]!r} was not taken: {reason}. Nothing was changed.")
    for path, old, new in zip(files, before, after):
        if old != new:
            path.write_text(new)
        print(f"{path.name}: {'the same as before' if old == new else 'changed'}")
    print(f"The address is {url or NOT_SET}.")


if __name__ == "__main__":
    main()
