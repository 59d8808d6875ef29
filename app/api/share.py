"""Routes of sharing: an experiment as code for other programs, and a link to this server as a QR code."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import segno
from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.guard import read_body
from app.api.language import language_of
from app.api.problems import EdgeRefusal
from app.api.schemas import PROBLEMS, body_of
from app.service.code_export import exported_code
from app.service.experiment import Experiment
from app.service.preparation import prepare
from app.service.reading import read_json
from app.service.results import to_bytes

router = APIRouter(tags=["sharing"], responses=PROBLEMS)

LONGEST_LINK = 2900
"""Characters: what the largest QR code holds at the lowest level of correction is 2953 bytes."""
_LINK = {
    "name": "link",
    "in": "query",
    "required": True,
    "schema": {"type": "string"},
    "description": "Address of a page of this server",
}


@router.post("/code", openapi_extra=body_of(Experiment))
async def export_code(request: Request) -> Response:
    """An experiment as code that gives the same paths: for curl, pandas, torch and NumPy, or why there is none.

    Runs that torch or NumPy cannot walk in the same way are left out; `left_out` and comments name them with the reason.
    """
    body = await read_body(request)
    settings = request.app.state.settings
    origin = f"{request.url.scheme}://{request.url.netloc}"
    language = language_of(request)

    def written() -> bytes:
        return to_bytes(exported_code(prepare(read_json(body), settings), origin, language, settings.base_path))

    return Response(await request.app.state.computing.run(written), media_type="application/json")


@router.get(
    "/qr",
    openapi_extra={"parameters": [_LINK]},
)
async def draw_qr_code(request: Request) -> Response:
    """A link to this server as a QR code (SVG). Addresses of other servers are refused."""
    link = request.query_params.get("link", "")
    if len(link.encode()) > LONGEST_LINK:
        raise EdgeRefusal(422, "link_too_long", limit=LONGEST_LINK)
    if not _is_own(link, request):
        raise EdgeRefusal(422, "foreign_link", got=link[:80], expected=request.url.netloc)
    picture = await request.app.state.computing.run(lambda: _drawn(link))
    return Response(
        picture, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


def _is_own(link: str, request: Request) -> bool:
    """Whether `link` leads to a page of this server, over whatever scheme its proxy speaks."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    base = request.app.state.settings.base_path
    return (
        parts.scheme in {"http", "https"}
        and parts.netloc == request.headers["host"]
        and parts.path.startswith(f"{base}/")
        and link.isascii()
        and link.isprintable()
    )


def _drawn(link: str) -> bytes:
    """Paper and ink of its own: a reader wants dark on light, whatever the theme."""
    buffer = io.BytesIO()
    segno.make_qr(link, error="l", boost_error=False).save(
        buffer, kind="svg", border=4, scale=1, dark="#1d2730", light="#fff", xmldecl=False, svgns=True, omitsize=True
    )
    return buffer.getvalue()
