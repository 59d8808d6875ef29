"""create_app: the only place where the parts are joined."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from app.api import catalogues, health, landscapes, learning, reference, share, stream, sweeps, trajectories
from app.api.departure import announce_departure
from app.api.guard import Guard
from app.api.logs import quieten
from app.api.metrics import Metrics
from app.api.pages import add_pages
from app.api.problems import answer_http_error, answer_refusal
from app.api.schemas import describe
from app.service.catalogues import optimizer_catalogue, schedule_catalogue
from app.service.computing import Computing
from app.service.messages import LANGUAGES
from app.service.objectives import objective_catalogue
from app.service.refusal import Refusal
from app.settings import Settings

_ABOUT = "Optimizers on test functions and typed formulas: every step's position and loss, over REST and a WebSocket."


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application with its own threads, metrics and caches."""
    settings = settings or Settings()
    quieten()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(_warm(app))
        with announce_departure(app.state.departure):
            yield
        await warming
        app.state.computing.close()

    app = FastAPI(
        title="Thalweg",
        version=version("thalweg"),
        description=_ABOUT,
        root_path=settings.base_path,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.state.computing = Computing(settings)
    app.state.metrics.watch(app.state.computing)
    app.state.departure = asyncio.Event()
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    api = APIRouter(prefix="/api/v1")
    for part in (catalogues, trajectories, landscapes, sweeps, learning, share, stream):
        api.include_router(part.router)
    app.include_router(api)
    app.include_router(health.router)
    add_pages(app, settings)
    app.include_router(reference.router)
    app.add_exception_handler(Refusal, answer_refusal)
    app.add_exception_handler(HTTPException, answer_http_error)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.origins),
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["*"],
            expose_headers=["Content-Location", "ETag", "Retry-After"],
        )
    app.add_middleware(Guard, settings=settings, metrics=app.state.metrics)
    return app


async def _warm(app: FastAPI) -> None:
    """Build what visitors would otherwise wait for, what is wanted first at first: piece by piece, between their requests."""
    for language in LANGUAGES:
        for catalogue in (optimizer_catalogue, schedule_catalogue, objective_catalogue):
            await app.state.computing.run(partial(catalogue, language))
    await app.state.computing.run(app.state.pages.pack)
    await app.state.computing.run(app.openapi)
