"""Logs: what callers do wrong is answered to them and is no event of the server's, so it leaves no traceback in the log."""

from __future__ import annotations

import logging

_CALLERS_MISTAKES = ("Invalid UTF-8 sequence received from client.",)
"""Texts that uvicorn logs with a traceback although it has closed the socket as RFC 6455 asks."""


class CallersMistakes(logging.Filter):
    """Leaves out records about malformed input."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(_CALLERS_MISTAKES)


def quieten() -> None:
    """Keep callers' mistakes out of the log; asking twice changes nothing."""
    logger = logging.getLogger("uvicorn.error")
    if not any(isinstance(present, CallersMistakes) for present in logger.filters):
        logger.addFilter(CallersMistakes())
