"""Files as they were in a revision of a git repository, which need not be one that is trusted."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.diff.git import Answer, git
from kdcat.errors import KdcatError
from kdcat.files import LONGEST_PATH
from kdcat.reading.source import Source, load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_SHA1 = 40
"""The letters of the name of an object by SHA-1; by SHA-256 it has more."""
_ALIKE = 0.5
"""The share of lines from which on a page is one that was renamed, as `git diff -M` has it."""
_MOST_GONE = 500
"""Of more pages that are gone, it is not looked for the one that another was."""

# A colon in braces belongs to the revision: `HEAD^{/fix: years}:catalog.md`.
_REVISION = re.compile(r"(?P<revision>(?:\{[^}]*\}|[^:{])+):(?P<file>.+)", re.DOTALL)
_FOUND = re.compile(rb"true\n(?P<object>[0-9a-f]{40,64})\n")
_ENTRY = re.compile(rb"(?P<mode>\d+) (?P<kind>\w+) (?P<object>[0-9a-f]{40,64})\t(?P<path>[^\0]+)\0")
_LINK = b"120000"
"""The mode of a symbolic link, whose content is the path that it leads to."""


def side(name: str, environment: Mapping[str, str]) -> Source:
    """Return one side of a comparison: a file, or `REVISION:FILE` of the file's git repository.

    A file of that very name goes before a revision.

    Args:
        name: A path, `-` for standard input, or such as `HEAD~20:catalog.md`.
        environment: The variables that git is run with, less those that are about git.

    Raises:
        KdcatError: There is no such file, revision or repository, or no git.
    """
    found = _REVISION.fullmatch(name)
    if not found or os.path.lexists(name):
        return load(name)
    return Source(name, _committed(name, found["revision"], found["file"], environment), None)


def file_of(name: str) -> str | None:
    """Return the path of the file that `REVISION:FILE` names; None of another name."""
    found = _REVISION.fullmatch(name)
    return found["file"] if found and not os.path.lexists(name) else None


def _committed(name: str, revision: str, file: str, environment: Mapping[str, str]) -> bytes:
    """The content that a file had in a revision."""
    if revision.startswith("-"):
        raise KdcatError(f"{name}: {revision!r} begins like an option and is no revision")
    real = os.path.realpath if len(file) <= LONGEST_PATH else os.path.abspath
    path = Path(real(file))
    # The file and its folder may be gone by now, and git must start in a folder that is there.
    folder = next(filter(os.path.isdir, _folders_above(path)))
    ask = partial(git, name, folder, environment)
    answer = ask("rev-parse", "--is-inside-work-tree", "--verify", "--quiet", revision)
    found = _FOUND.fullmatch(answer.out)
    if answer.code or not found:
        raise KdcatError(f"{name}: {_no_revision(revision, folder, answer)}")
    commit = found["object"].decode()
    listed = ask("ls-tree", "-z", commit, "--", path.relative_to(folder).as_posix())
    if listed.code:
        kind = ask("cat-file", "-t", f"{commit}^{{}}")
        if kind.out == b"blob\n":
            raise KdcatError(f"{name}: {revision!r} is a file and no revision")
        what = f"revision {revision!r}" if kind.code else f"a folder of revision {revision!r}"
        raise KdcatError(f"{name}: {_MISSING.format(what)}")
    entry = _ENTRY.fullmatch(listed.out)
    if not entry or entry["kind"] != b"blob":
        raise KdcatError(f"{name}: no file {file!r} in revision {revision!r}")
    if entry["mode"] == _LINK:
        raise KdcatError(f"{name}: {file!r} is a symbolic link in revision {revision!r}")
    # Not `git show`, nor any option of this: they run programs that the configuration names.
    content = ask("cat-file", "blob", entry["object"].decode())
    if not content.code:
        return content.out
    if ask("cat-file", "-t", entry["object"].decode()).code:
        what = f"the content of {file!r} in revision {revision!r}"
        raise KdcatError(f"{name}: {_MISSING.format(what)}")
    raise KdcatError(f"{name}: {content.said or f'git ended with status {content.code}'}")


def _folders_above(path: Path) -> Sequence[Path]:
    """The folders that a file may stand in, the innermost first; itself where there are none.

    Those of a longer path than any has are not tried: all of them take time with its square.
    """
    beginning = Path(str(path)[:LONGEST_PATH])
    return (*beginning.parents, beginning)


_MISSING = "{} is missing in the repository (is it a partial clone?), and kdcat fetches nothing"


def _no_revision(revision: str, folder: Path, answer: Answer) -> str:
    """Why git knows no such revision."""
    if answer.out.startswith(b"true\n"):
        # Git is silent on names it does not know, and speaks of objects it cannot read.
        return f"no revision {revision!r} in the git repository of {folder}" + (
            f" ({answer.said})" if answer.said else ""
        )
    if answer.said and any(os.path.lexists(above / ".git") for above in (folder, *folder.parents)):
        # It is not trusted, because it is another user's, or is damaged.
        return answer.said
    return f"{folder} is not in a git repository"


class PagesBefore(NamedTuple):
    """Pages as they were in a revision."""

    pages: list[Source | None]
    """Each page, under the name that it has now; None for one that was not there."""
    gone: list[Source]
    """The pages that were there and are not now."""


def pages_before(
    revision: str,
    sources: Sequence[Source],
    environment: Mapping[str, str],
    had: Callable[[Path], bool],
) -> PagesBefore:
    """Return pages as they were in a revision.

    A page that was not there is one that was renamed, if half of its lines are those of one that
    is gone.

    Args:
        revision: Such as `HEAD` or `origin/main`. `HEAD` before the first commit has no pages.
        sources: The pages as they are.
        environment: The variables that git is run with, less those that are about git.
        had: Whether a file that is gone was one of the pages.

    Raises:
        KdcatError: There is no such revision or repository, or no git; or a page is no file.
    """
    found: dict[int, Source] = {}
    left: list[Source] = []
    for top, numbers in _by_repository(revision, sources, environment).items():
        ask = partial(git, revision, top, environment)
        tree = _tree(revision, top, ask)
        read = partial(_blob, revision, ask)
        pages = {number: sources[number] for number in numbers}
        found |= _still_there(top, tree, pages, read)
        new = {number: page for number, page in pages.items() if number not in found}
        renamed, gone = _gone(top, tree, new, had, read)
        found |= renamed
        left += gone
    return PagesBefore([found.get(number) for number in range(len(sources))], left)


def _still_there(
    top: Path,
    tree: Mapping[str, str],
    pages: Mapping[int, Source],
    read: Callable[[str, str], bytes],
) -> dict[int, Source]:
    """Of pages those that are in a tree of files, as they are there."""
    found = {}
    for number, page in pages.items():
        entry = tree.get(_path(page).relative_to(top).as_posix())
        if entry:
            content = page.content
            if entry != _object_of(content, entry):
                content = read(page.name, entry)
            found[number] = Source(page.name, content, None)
    return found


def _gone(
    top: Path,
    tree: Mapping[str, str],
    new: Mapping[int, Source],
    had: Callable[[Path], bool],
    read: Callable[[str, str], bytes],
) -> tuple[dict[int, Source], list[Source]]:
    """What new pages were under another name, and the pages of a tree that are there no more."""
    endings = {_path(page).suffix for page in new.values()}
    lost = [name for name in tree if not os.path.lexists(top / name)]
    pages = {name for name in lost if had(top / name)}
    perhaps = [name for name in lost if Path(name).suffix in endings]
    contents = {name: read(name, tree[name]) for name in pages}
    renamed: dict[int, str] = {}
    if len(perhaps) <= _MOST_GONE:
        contents |= {name: read(name, tree[name]) for name in perhaps if name not in pages}
        renamed = _renamed(new, {name: contents[name] for name in perhaps})
    return (
        {
            number: Source(new[number].name, contents[name], None)
            for number, name in renamed.items()
        },
        [
            Source(os.path.relpath(top / name), contents[name], None)
            for name in lost
            if name in pages and name not in renamed.values()
        ],
    )


def _path(page: Source) -> Path:
    if page.path is None or not page.may_change:
        raise KdcatError(
            f"{page.name}: is no file of a repository, and so in no revision; name one that is"
        )
    return Path(os.path.realpath(page.path))


def _by_repository(
    revision: str, sources: Sequence[Source], environment: Mapping[str, str]
) -> dict[Path, list[int]]:
    """The numbers of pages by the top of the repository that they are in."""
    tops: dict[Path, Path] = {}
    found: dict[Path, list[int]] = {}
    for number, page in enumerate(sources):
        # A folder with a repository of its own begins with `.git`; git says what it makes of it.
        folder = _path(page).parent
        marked = next(
            (one for one in (folder, *folder.parents) if os.path.lexists(one / ".git")), folder
        )
        if marked not in tops:
            answer = git(page.name, folder, environment, "rev-parse", "--show-toplevel")
            if answer.code:
                raise KdcatError(f"{page.name}: {_no_revision(revision, folder, answer)}")
            tops[marked] = Path(os.path.realpath(os.fsdecode(answer.out.rstrip(b"\n"))))
        found.setdefault(tops[marked], []).append(number)
    return found


def _tree(revision: str, top: Path, ask: Callable[..., Answer]) -> dict[str, str]:
    """The files of a revision by their paths, less symbolic links; the names of their contents."""
    if revision.startswith("-"):
        raise KdcatError(f"{revision!r} begins like an option and is no revision")
    answer = ask("rev-parse", "--is-inside-work-tree", "--verify", "--quiet", revision)
    found = _FOUND.fullmatch(answer.out)
    if answer.code or not found:
        if revision == "HEAD" and answer.out == b"true\n" and not answer.said:
            return {}
        raise KdcatError(_no_revision(revision, top, answer))
    listed = ask("ls-tree", "-r", "-z", "--full-tree", found["object"].decode())
    if listed.code:
        raise KdcatError(f"{revision}: {_MISSING.format(f'a folder of revision {revision!r}')}")
    return {
        os.fsdecode(entry["path"]): entry["object"].decode()
        for entry in _ENTRY.finditer(listed.out)
        if entry["kind"] == b"blob" and entry["mode"] != _LINK
    }


def _object_of(content: bytes, like: str) -> str:
    """The name that git has for a content, as long as another one."""
    form = hashlib.sha1 if len(like) == _SHA1 else hashlib.sha256
    return form(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _blob(revision: str, ask: Callable[..., Answer], name: str, entry: str) -> bytes:
    content = ask("cat-file", "blob", entry)
    if content.code:
        what = f"the content of {name!r} in revision {revision!r}"
        raise KdcatError(f"{name}: {_MISSING.format(what)}")
    return content.out


def _renamed(pages: Mapping[int, Source], gone: Mapping[str, bytes]) -> dict[int, str]:
    """Which pages were those that are gone, as git tells it: half of the lines are the same."""
    lines = {name: Counter(content.split(b"\n")) for name, content in gone.items()}
    alike = []
    for number, page in pages.items():
        own = Counter(page.content.split(b"\n"))
        for name, others in lines.items():
            share = (own & others).total() / max(own.total(), others.total())
            alike.append((-share, number, name))
    found: dict[int, str] = {}
    for share, number, name in sorted(alike):
        if -share >= _ALIKE and number not in found and name not in found.values():
            found[number] = name
    return found
