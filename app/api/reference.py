"""The reference pages: an index that answers to words, kinds, families and traits, and a page for every registered entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.language import language_of
from app.api.pages import Pages
from app.service.preparation import prepare
from app.service.reference import (
    KIND_WORDS,
    KINDS,
    found,
    index,
    nearest,
    objective_page,
    optimizer_page,
    schedule_page,
    tags_of,
)
from app.service.refusal import Refusal
from app.settings import Settings

router = APIRouter(prefix="/reference", include_in_schema=False)

_PAGES: dict[str, tuple[str, Callable[[str, str], dict[str, Any]]]] = {
    "optimizers": ("reference_optimizer.html", optimizer_page),
    "schedules": ("reference_schedule.html", schedule_page),
    "objectives": ("reference_objective.html", objective_page),
}


@router.get("")
async def reference_index(request: Request) -> Response:
    """Every entry, or those that a search asks for: `?q=sign&kind=optimizers&tag=adaptive`."""
    language = language_of(request)
    asked = {name: request.query_params.get(name, "")[:100] for name in ("q", "kind", "tag")}
    entries = await request.app.state.computing.run(lambda: index(language))
    shown = {
        entry.key
        for entry in entries
        if (not asked["kind"] or entry.kind == asked["kind"]) and entry.has(asked["q"], asked["tag"])
    }
    return _pages(request).render(
        "reference_index.html",
        language,
        kind_words=KIND_WORDS,
        asked=asked,
        sections=[(kind, [entry for entry in entries if entry.kind == kind]) for kind in KINDS],
        tags=[(kind, tags_of(kind, language)) for kind in KINDS],
        shown=shown,
        total=len(entries),
    )


@router.get("/{kind}/{name}")
async def reference_entry(request: Request, kind: str, name: str) -> Response:
    """The page of one optimizer, schedule or function."""
    language = language_of(request)
    if kind not in KINDS or found(kind, name) is None:
        return _missing(request, kind, name, language)
    template, page = _PAGES[kind]
    settings: Settings = request.app.state.settings

    def made() -> tuple[dict[str, Any], str]:
        content = page(name, language)
        return content, _token(content.get("experiment"), settings)

    content, token = await request.app.state.computing.run(made)
    return _pages(request).render(template, language, token=token, kind=kind, kind_words=KIND_WORDS, **content)


def _missing(request: Request, kind: str, name: str, language: str) -> Response:
    response = _pages(request).render(
        "reference_missing.html", language, name=name[:80], nearest=nearest(kind, name[:80], language)
    )
    response.status_code = 404
    return response


def _token(experiment: dict[str, Any] | None, settings: Settings) -> str:
    """The token of an experiment, by which script and playground ask for it; empty where this server refuses it."""
    if experiment is None:
        return ""
    try:
        return (prepare(experiment, settings).permalink or "").rpartition("/")[2]
    except Refusal:
        return ""


def _pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages
