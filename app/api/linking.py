"""One file of many modules: what a page of small JavaScript modules needs, in one answer instead of two hundred.

Each module becomes a function that runs once, when it is first used, and answers its exports; what only `import(…)` names
comes along and sleeps until then. Only the forms of import and export that static/js uses are known; any other raises.
Modules must not import each other in a circle, and an exported `const` must not wait for `await`, but in the first module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";$', re.MULTILINE)
_LATE_IMPORT = re.compile(r'import\("(\.[^"]+)"\)(?!\.)')  # with a dot behind it, a type is named
_EXPORT = re.compile(r"^export (?=(?:async function\*?|function\*?|class|const) (\w+))", re.MULTILINE)
_NOTHING = re.compile(r"^export \{\};\n", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_ONCE = "const once = (make) => {\n  let made;\n  return () => (made ??= make());\n};\n"


def link(first: str, read: Callable[[str], str]) -> str:
    """The text of module `first` with all that it imports; `read` gives the text of the module at a path.

    Raises ValueError for an import or export of a form that is not known.
    """
    numbers = {path: at for at, path in enumerate(_reached(first, read))}
    parts = [_ONCE]
    for path in list(numbers)[1:]:
        body, exported = _module(path, read(path), numbers)
        answer = ", ".join(exported)
        parts.append(f"const module{numbers[path]} = once(() => {{ // {path}\n{body}\nreturn {{ {answer} }};\n}});\n")
    parts.append(_module(first, read(first), numbers)[0])
    return "\n".join(parts)


def _reached(first: str, read: Callable[[str], str]) -> list[str]:
    """`first` and the paths of all modules that can be reached from it."""
    paths = [first]
    for path in paths:
        paths.extend(found for found in _imports(path, read(path)) if found not in paths)
    return paths


def _imports(path: str, text: str) -> Iterator[str]:
    named = [*(match[2] for match in _IMPORT.finditer(text)), *(match[1] for match in _LATE_IMPORT.finditer(text))]
    yield from dict.fromkeys(_beside(path, name) for name in named)


def _module(path: str, text: str, numbers: dict[str, int]) -> tuple[str, list[str]]:
    """The text of a module as the body of a function, and the names that it exports."""
    exported = [match[1] for match in _EXPORT.finditer(text)]
    text = _EXPORT.sub("", _NOTHING.sub("", text))
    text = _IMPORT.sub(lambda found: _taken(found[1], numbers[_beside(path, found[2])]), text)
    text = _LATE_IMPORT.sub(lambda found: f"Promise.resolve().then(module{numbers[_beside(path, found[1])]})", text)
    if unknown := _UNKNOWN.search(text):
        raise ValueError(f"{path} has an import or export that cannot be linked: {unknown[0]}")
    return text, exported


def _taken(names: str, number: int) -> str:
    """`{ a, b as c }` of a module, as constants."""
    return f"const {{{names.replace(' as ', ': ')}}} = module{number}();"


def _beside(path: str, name: str) -> str:
    return normpath(join(dirname(path), name))
