"""Declared once, derived everywhere: nothing that is written is left out of the place that lists it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import PurePosixPath
from typing import Any

import pytest

import app.api
import app.engine.objectives
from app.api.pages import SCRIPTS, SHEETS
from app.engine.datasets import DATASETS
from app.engine.directions import DIRECTIONS
from app.engine.initializers import INITIALIZERS
from app.engine.losses import LOSSES
from app.engine.models import MODELS
from app.engine.objectives import OBJECTIVES, CatalogueFunction
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.main import create_app
from app.service import commands
from app.service.documents import Document
from app.service.presets import FIRST_VISIT
from app.settings import Settings
from tests.project.sources import CHECKOUT, files_under, javascript_imports, javascript_target

REGISTRIES: dict[str, tuple[Any, ...]] = {
    "objectives": OBJECTIVES,
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
    "datasets": DATASETS,
    "directions": DIRECTIONS,
    "models": MODELS,
    "losses": LOSSES,
    "initializers": INITIALIZERS,
}


@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES.keys())
def test_names_are_unique_and_snake_case(registry: tuple[Any, ...]) -> None:
    names = [entry.name for entry in registry]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", name) for name in names)
    titles = [entry.title for entry in registry]
    assert len(set(titles)) == len(titles)


def test_no_row_of_the_functions_is_forgotten() -> None:
    rows = {
        (module.__name__, constant): value
        for module in _modules(app.engine.objectives)
        for constant, value in vars(module).items()
        if isinstance(value, CatalogueFunction) and f"{constant} = CatalogueFunction(" in inspect.getsource(module)
    }
    assert {row.name for row in rows.values()} == {function.name for function in OBJECTIVES}
    assert len(rows) == len(OBJECTIVES)
    for (module, constant), row in rows.items():
        assert constant == row.name.upper(), f"{module}.{constant} is called {row.name}"


def test_the_first_visit_names_what_exists() -> None:
    assert FIRST_VISIT["objective"]["name"] in {function.name for function in OBJECTIVES}
    assert {run["optimizer"]["name"] for run in FIRST_VISIT["runs"]} <= {optimizer.name for optimizer in OPTIMIZERS}


def test_no_route_is_forgotten() -> None:
    application = create_app(Settings())
    for module in _modules(app.api):
        router = getattr(module, "router", None)
        for route in router.routes if router else ():
            path = application.url_path_for(route.name, **dict.fromkeys(route.param_convertors, "1"))
            assert str(path).endswith(re.sub(r"\{\w+\}", "1", route.path)), (
                f"{module.__name__}: {route.path} is not served"
            )


def test_no_command_of_the_stream_is_forgotten() -> None:
    written = {
        cls
        for cls in vars(commands).values()
        if inspect.isclass(cls) and issubclass(cls, Document) and cls is not Document
    }
    assert set(commands.Command.__args__) == written
    names = [cls.model_fields["type"].annotation.__args__[0] for cls in commands.Command.__args__]
    assert len(set(names)) == len(names)


def test_every_script_is_reached_from_the_page() -> None:
    page = CHECKOUT / "static" / "js"
    templates = "".join(path.read_text(encoding="utf-8") for path in files_under("templates"))
    assert set(re.findall(r"linked/([\w/]+)\.js", templates)) == set(SCRIPTS)
    linked = [f"{name}.js" for name in SCRIPTS]
    waiting = [PurePosixPath(name) for name in [*linked, *re.findall(r"static\('js/([\w/]+\.js)", templates)]]
    reached: set[PurePosixPath] = set()
    while waiting:
        script = waiting.pop()
        if script not in reached:
            reached.add(script)
            source = (page / script).read_text(encoding="utf-8")
            waiting += [javascript_target(script, imported) for imported in javascript_imports(source)]
    shapes_only = {PurePosixPath("types.js")}
    written = {PurePosixPath(path.relative_to(page).as_posix()) for path in files_under("static/js", suffix=".js")}
    assert written - reached - shapes_only == set(), "no page loads these"


def test_every_style_sheet_is_linked() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in files_under("templates"))
    assert set(re.findall(r"linked/(\w+)\.css", templates)) == set(SHEETS)
    linked = [name for sheets in SHEETS.values() for name in sheets.split()] + re.findall(r"css/(\w+)\.css", templates)
    assert set(linked) == {path.stem for path in files_under("static/css", suffix=".css")}


def _modules(package: Any) -> list[Any]:
    return [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    ]
