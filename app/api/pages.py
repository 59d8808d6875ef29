"""Pages and static files: rendered from templates, every address versioned, nothing from another host."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.api.assets import Asset, Assets
from app.api.guide import commands_of_the_socket, errors_of, operations_of
from app.api.language import language_of
from app.service.catalogues import formula_functions
from app.service.experiment import usual_experiment
from app.service.messages import LANGUAGES, catalogue, sentence
from app.service.objectives import listed_objective
from app.service.preparation import prepare
from app.service.presets import FIRST_LEARNING, FIRST_VISIT
from app.settings import Settings

router = APIRouter(include_in_schema=False)

SCRIPTS = ("main", "reference", "panels/guide", "panels/reference_search")
"""The modules that pages begin with."""

SHEETS = {
    "base": "tokens base controls segmented header",
    "playground": (
        "layout panels cards curves race state transport overlays pickers map basins gallery history learning"
        " learning_data learning_views learning_examples slice_words slice phone sheet share qr compare embed forced_colors"
    ),
    "guide": "guide",
    "reference": "guide reference reference_index reference_live",
}
"""Which style sheets make up a page's, later ones over earlier ones."""

_COMPILE_ALL = b"//# allFunctionsCalledOnLoad\n"
"""Chromium compiles what begins with this beside the page, and not bit by bit while nothing else can happen: evaluating
Plotly holds the page up for a quarter of the time."""

_HERE = Path(__file__).resolve().parent.parent


def _shipped(name: str) -> Path:
    """A folder that lies inside the package in a wheel and beside it in a checkout."""
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name


class Pages:
    """Templates with what they need to know about this server."""

    def __init__(self, settings: Settings) -> None:
        self.assets = Assets(_shipped("static"))
        for script in SCRIPTS:
            self.assets.link_modules(f"linked/{script}.js", f"js/{script}.js")
        for page, sheets in SHEETS.items():
            self.assets.link_sheets(f"linked/{page}.css", (f"css/{name}.css" for name in sheets.split()))
        self.base_path = settings.base_path
        self._frame_ancestors = settings.frame_ancestors
        self._version, self.plotly_version = version("thalweg"), version("plotly")
        self._templates = Environment(
            loader=FileSystemLoader(_shipped("templates")), autoescape=True, undefined=StrictUndefined
        )

    @property
    def plotly_url(self) -> str:
        """Where the plotting library of the installed plotly package is served."""
        return f"{self.base_path}/vendor/plotly-{self.plotly_version}.min.js"

    def static(self, path: str) -> str:
        """The address of a static file."""
        return f"{self.base_path}/static/{self.assets.digest}/{path}"

    def pack(self) -> None:
        """Compress what every page needs, before somebody asks for it."""
        self.assets.pack("linked/")
        plotly_asset().pack()

    def render(self, template: str, language: str, **more: Any) -> HTMLResponse:
        """A page in `language`."""
        page_data = {
            "language": language,
            "languages": list(LANGUAGES),
            "messages": catalogue(language),
            "basePath": self.base_path,
            "plotlyUrl": self.plotly_url,
            "version": self._version,
            "frameAncestors": self._frame_ancestors,
            "defaultExperiment": FIRST_VISIT,
            "defaultObjective": listed_objective(FIRST_VISIT["objective"]["name"], language),
            "usualExperiment": usual_experiment(),
            "learningExperiment": FIRST_LEARNING,
        }
        text = self._templates.get_template(template).render(
            language=language,
            text=lambda key, **arguments: sentence(language, key, **arguments),
            static=self.static,
            base_path=self.base_path,
            plotly_url=self.plotly_url,
            page_data=page_data,
            **more,
        )
        return HTMLResponse(text, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})


def add_pages(app: FastAPI, settings: Settings) -> None:
    """Put pages and static files on `app`."""
    pages = Pages(settings)
    app.state.pages = pages
    app.mount(f"/static/{pages.assets.digest}", pages.assets, name="static")
    app.include_router(router)


@router.get("/")
async def playground(request: Request) -> Response:
    """The playground."""
    return _pages(request).render("playground.html", language_of(request))


@router.get("/api")
async def api_guide(request: Request) -> Response:
    """The API's documentation, rendered from its own description."""
    state, address = request.app.state, str(request.base_url).rstrip("/")
    example = await state.computing.run(lambda: prepare(FIRST_VISIT, state.settings))
    language, openapi = language_of(request), request.app.openapi()
    return _pages(request).render(
        "api_guide.html",
        language,
        operations=operations_of(openapi, address, (example.permalink or "").rpartition("/")[2], language),
        errors=errors_of(openapi, language),
        socket_address=f"{address.replace('http', 'ws', 1)}/api/v1/stream",
        socket_commands=commands_of_the_socket(language),
        formula_functions=formula_functions(language),
    )


@router.get("/favicon.ico")
async def favicon(request: Request) -> Response:
    """Browsers ask for it whatever the page says."""
    return RedirectResponse(_pages(request).static("icons/favicon.svg"))


@router.get("/vendor/plotly-{asked}.min.js")
async def plotly_library(request: Request, asked: str) -> Response:
    """plotly.js from the installed plotly package, compressed once."""
    if asked != _pages(request).plotly_version:
        return RedirectResponse(_pages(request).plotly_url)
    answer: Response = await request.app.state.computing.run(lambda: plotly_asset().answer(request.headers))
    return answer


def _pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


@cache
def plotly_asset() -> Asset:
    """plotly.js as the installed package has it, with the advice to compile all of it while it is loading."""
    return Asset(_COMPILE_ALL + (files("plotly") / "package_data" / "plotly.min.js").read_bytes(), "text/javascript")
