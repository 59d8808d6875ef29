"""Data flows one way: engine → service → api → main, and on the page server → state → panels, with charts and dom below."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

import pytest

from tests.project.sources import (
    CHECKOUT,
    files_under,
    javascript_code,
    javascript_imports,
    javascript_target,
    named,
    python_imports,
)

MAY_IMPORT = {
    "engine": {"engine"},
    "__init__": set(),
    "settings": set(),
    "locales": set(),
    "service": {"service", "engine", "settings", "locales"},
    "api": {"api", "service", "engine", "settings"},
    "main": {"api", "service", "engine", "settings"},
    "serving": {"main"},
    "cli": {"main", "api", "service", "engine", "settings"},
}
"""Which parts of app/ a part may import."""

IMPURE = {
    *("asyncio", "concurrent", "threading", "multiprocessing", "subprocess", "socket", "signal", "selectors"),
    *("os", "io", "pathlib", "shutil", "tempfile", "glob", "importlib", "pkgutil", "sqlite3", "pickle"),
    *("time", "datetime", "random", "secrets", "uuid", "logging", "urllib", "http", "sys", "ctypes"),
}
"""Parts of the standard library that the engine has no use for: clocks, files, threads, global random numbers."""

EDGE = {"fastapi", "starlette", "uvicorn", "jinja2", "plotly", "prometheus_client", "websockets"}
"""Packages of the edge: the service does not know HTTP."""

PAGE_MAY_IMPORT = {
    "server": {"server"},
    "state": {"state", "server"},
    "dom": {"dom"},
    "charts": {"charts", "state", "dom"},
    "panels": {"panels", "charts", "state", "dom"},
    "setting.js": {"state", "dom", "server"},
    "main.js": {"setting.js", "panels", "charts", "state", "dom", "server"},
    "reference.js": {"charts", "state", "dom", "server"},
    "types.js": set(),
}
"""Which folders of static/js a folder may import; shapes (types.js) are imported in comments only."""

PYTHON = files_under("app", suffix=".py")
PAGE = CHECKOUT / "static" / "js"
SCRIPTS = files_under("static/js", suffix=".js")


def test_a_module_imports_only_what_lies_before_it() -> None:
    for path in PYTHON:
        part = _part(path)
        for imported in python_imports(path.read_text(encoding="utf-8")):
            if imported.split(".")[0] != "app" or imported == "app":
                continue
            target = imported.split(".")[1]
            assert target in MAY_IMPORT[part], f"{named(path)} imports {imported}: {part} must not know {target}"


def test_a_layer_imports_only_the_packages_it_needs() -> None:
    for path in PYTHON:
        part, name = _part(path), named(path)
        packages = {imported.split(".")[0] for imported in python_imports(path.read_text(encoding="utf-8"))} - {"app"}
        if part == "engine":
            foreign = packages - sys.stdlib_module_names - {"numpy"}
            assert not foreign, f"{name} imports {foreign}: the engine is NumPy and the standard library"
            assert not packages & IMPURE, f"{name} imports {packages & IMPURE}: the engine has no clock and no files"
        if part == "service":
            assert not packages & EDGE, f"{name} imports {packages & EDGE}: the service does not know HTTP"


def test_the_engine_draws_no_random_number_from_global_state() -> None:
    for path in files_under("app/engine", suffix=".py"):
        drawn = re.findall(
            r"\bnp\.random\.(?!Generator|Philox|SeedSequence|BitGenerator|RandomState)\w+", path.read_text("utf-8")
        )
        assert not drawn, f"{named(path)}: {drawn}; generators are arguments"


def test_a_script_imports_only_what_lies_before_it() -> None:
    for path in SCRIPTS:
        here, name = PurePosixPath(path.relative_to(PAGE).as_posix()), named(path)
        for imported in javascript_imports(path.read_text(encoding="utf-8")):
            assert imported.startswith("."), f"{name} imports {imported}: there is no bundler and no package"
            target = javascript_target(here, imported)
            assert (PAGE / target).is_file(), f"{name} imports {imported}, which is not there"
            allowed = PAGE_MAY_IMPORT[here.parts[0]]
            assert target.parts[0] in allowed, f"{name} imports {imported}: {here.parts[0]} must not know {target}"


@pytest.mark.parametrize(
    ("pattern", "home", "why"),
    [
        (r"\bPlotly\b", {"charts"}, "only charts/ names Plotly"),
        (
            r"\bfetch\s*\(|\bWebSocket\s*\(|\bEventSource\b|\bXMLHttpRequest\b|\bsendBeacon\b",
            {"server"},
            "only server/ asks",
        ),
        (
            r"\b(?:document|window|localStorage|sessionStorage|HTML\w*Element|matchMedia|requestAnimationFrame)\b",
            {"dom", "charts", "panels", "main.js", "reference.js"},
            "server/ and state/ know no page",
        ),
        (
            r"\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b|\beval\s*\(|\bnew Function\b",
            set(),
            "never",
        ),
    ],
    ids=["plotly", "requests", "page", "markup"],
)
def test_a_name_stays_where_it_belongs(pattern: str, home: set[str], why: str) -> None:
    for path in SCRIPTS:
        if path.relative_to(PAGE).parts[0] in home:
            continue
        found = re.search(pattern, javascript_code(path.read_text(encoding="utf-8")))
        assert not found, f"{named(path)} names {found[0]}: {why}"


def test_the_scanner_sees_through_comments_and_texts() -> None:
    source = """
    // import "../charts/a.js"
    /** @typedef {import("../types.js").Run} Run
     * document */
    import { b } from "../state/b.js"; import "./c.js";
    const d = "document // not a comment"; const e = /["'/]/.test(d); const late = () => import("./f.js");
    """
    assert javascript_imports(source) == ["../state/b.js", "./c.js", "./f.js"]
    assert "document" not in javascript_code(source)
    assert "const late" in javascript_code(source)


def _part(path: Path) -> str:
    """Which of the parts of MAY_IMPORT a module belongs to."""
    part = path.relative_to(CHECKOUT / "app").parts[0].removesuffix(".py")
    assert part in MAY_IMPORT, f"{named(path)}: say in MAY_IMPORT what {part} may import"
    return part
