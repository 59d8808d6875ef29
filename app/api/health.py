"""Routes of operation: is the process alive, is it ready, what has it counted."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse

router = APIRouter(tags=["operation"])


@router.get("/healthz")
async def is_alive() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz", responses={503: {"description": "The server is going away."}})
async def is_ready(request: Request) -> JSONResponse:
    """The worker threads answer too, and the server is not going away."""
    if request.app.state.departure.is_set():
        return JSONResponse({"status": "going_away"}, 503)
    await request.app.state.computing.run(lambda: None)
    return JSONResponse({"status": "ready"})


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(request: Request) -> PlainTextResponse:
    """Counts of this worker process, in Prometheus' text form."""
    return PlainTextResponse(request.app.state.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
