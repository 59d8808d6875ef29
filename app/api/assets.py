"""Static files, kept in memory: compressed once, addressed by a digest of them all, so that they may be cached for ever.

A page of two hundred small modules and twenty sheets would wait for as many answers; it gets one of each kind (`link_modules`,
`link_sheets`), put together when the server starts. The single files are there as well.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.api.linking import link

FOR_EVER = "public, max-age=31536000, immutable"
"""The caching of an address whose content never changes."""

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: plain, or packed with gzip for those who take that."""

    plain: bytes
    media_type: str

    @cached_property
    def packed(self) -> bytes:
        """The same, compressed."""
        return gzip.compress(self.plain, 6, mtime=0)

    def pack(self) -> None:
        """Compress it now, for those who will ask."""
        _ = self.packed

    def answer(self, headers: Headers) -> Response:
        """To be kept for ever, in the form that the request's `headers` ask for."""
        own = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        if "gzip" not in headers.get("accept-encoding", "") or self.media_type.startswith("font/"):
            return Response(self.plain, media_type=self.media_type, headers=own)
        return Response(self.packed, media_type=self.media_type, headers=own | {"Content-Encoding": "gzip"})


class Assets:
    """The files of a folder as an ASGI application; their paths are relative to it."""

    def __init__(self, folder: Path) -> None:
        self._assets: dict[str, Asset] = {}
        digest = sha256()
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            media_type = _TYPES.get(path.suffix, "text/plain; charset=utf-8")
            self._assets[name] = Asset(path.read_bytes(), media_type)
            digest.update(name.encode() + b"\0" + self._assets[name].plain)
        self.digest = digest.hexdigest()[:12]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET, and 404 where there is no such file."""
        if scope["type"] != "http" or scope["method"] != "GET":
            raise HTTPException(405)
        name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        if name not in self._assets:
            raise HTTPException(404)
        await self._assets[name].answer(Headers(scope=scope))(scope, receive, send)

    def pack(self, folder: str) -> None:
        """Compress what is in `folder` now."""
        for name, asset in self._assets.items():
            if name.startswith(folder):
                asset.pack()

    def link_modules(self, name: str, first: str) -> None:
        """Put at `name` the module `first` with all that it imports."""
        self._assets[name] = Asset(link(first, self._text).encode(), _TYPES[".js"])

    def link_sheets(self, name: str, sheets: Iterable[str]) -> None:
        """Put at `name` these style sheets, one after the other."""
        self._assets[name] = Asset("\n".join(map(self._text, sheets)).encode(), _TYPES[".css"])

    def _text(self, name: str) -> str:
        return self._assets[name].plain.decode()
