"""Token: an experiment as a short, URL-safe string, so that a link holds everything and any server can answer it.

Form: the version character `1`, then base64url without padding of zlib of the experiment's JSON.
"""

from __future__ import annotations

import base64
import binascii
import zlib

import orjson

from app.service.experiment import Experiment
from app.service.reading import MalformedJson, read_json
from app.service.refusal import Fault, Refusal
from app.settings import Settings

_VERSION = "1"


def token_of(experiment: Experiment, settings: Settings) -> str | None:
    """The token of a canonical experiment; None where it would be too long for a link, or to be read again."""
    document = canonical_json(experiment)
    if len(document) > settings.inflated_bytes:
        return None
    packed = zlib.compress(document, 9)
    token = _VERSION + base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")
    return token if len(token) <= settings.token_characters else None


def read_token(token: str, settings: Settings) -> object:
    """The document in `token`; raises Refusal if it holds none, or more than it may inflate to."""
    if len(token) > settings.token_characters:
        raise Refusal([Fault(pointer="", code="too_long", arguments={"limit": settings.token_characters})])
    if not token.startswith(_VERSION):
        raise _unreadable()
    try:
        encoded = token[1:].encode("ascii")
        packed = base64.b64decode(encoded + b"=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
        inflater = zlib.decompressobj()
        document = inflater.decompress(packed, settings.inflated_bytes)
    except (UnicodeEncodeError, binascii.Error, zlib.error):
        raise _unreadable() from None
    if inflater.unconsumed_tail:
        raise Refusal([Fault(pointer="", code="too_long", arguments={"limit": settings.inflated_bytes})])
    if not inflater.eof or inflater.unused_data:
        raise _unreadable()
    try:
        return read_json(document)
    except MalformedJson:
        raise _unreadable() from None


def canonical_json(experiment: Experiment) -> bytes:
    """The experiment's one text form."""
    return orjson.dumps(experiment.model_dump(mode="json"))


def _unreadable() -> Refusal:
    return Refusal([Fault(pointer="", code="bad_token")])
