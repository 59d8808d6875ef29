"""Negotiation: which of the result's forms the caller wants, by `?format=` or the `Accept` header."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import Request

from app.api.problems import EdgeRefusal

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "npz": "application/x-npz",
}


def wanted_format(request: Request, offered: Collection[str] = tuple(MEDIA_TYPES)) -> str:
    """One of those `offered`, `json`, `csv`, `ndjson` and `npz`; raises EdgeRefusal 406 for anything else."""
    asked = request.query_params.get("format")
    if asked is not None:
        if asked not in offered:
            raise EdgeRefusal(406, "unsupported", got=asked[:40], expected=", ".join(offered))
        return asked
    accepted = request.headers.get("accept", "*/*")
    by_type = {media.partition(";")[0]: name for name, media in MEDIA_TYPES.items() if name in offered}
    ranked = sorted((_weighed(part) for part in accepted.split(",")), key=lambda entry: -entry[0])
    for weight, media in ranked:
        if not weight > 0:
            continue
        if media in by_type:
            return by_type[media]
        if media in {"*/*", "application/*", "text/html"}:
            return "json"
        if media == "text/*":
            return "csv"
    raise EdgeRefusal(406, "unsupported", got=accepted[:80], expected=", ".join(by_type))


def _weighed(part: str) -> tuple[float, str]:
    media, *parameters = [piece.strip() for piece in part.split(";")]
    weights = [piece[2:] for piece in parameters if piece.startswith("q=")]
    try:
        return (float(weights[0]) if weights else 1.0), media.lower()
    except ValueError:
        return 0.0, media.lower()
