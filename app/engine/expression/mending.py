"""One repair for every mistake of one kind: of `x2 + y2` a reader finds one after the other, a writer made both at once.

Repairs are tried in turn, each on the text that the last one left. Where the next mistake is of another kind, or has no
repair, it stays: one step must not hide what it has not been asked about.
"""

from __future__ import annotations

from collections.abc import Callable

from app.engine.expression.errors import ExpressionError, Fix

MOST_REPAIRS = 8
MOST_READ = 1_000
"""Characters that are read again in all: who writes long texts waits no longer for a refusal."""


def mended(error: ExpressionError, text: str, read: Callable[[str], object]) -> Fix | None:
    """The repair of `error` in `text` with those of what `read` refuses for the same reason then."""
    whole = error.fix
    if whole is None:
        return None
    for _ in range(min(MOST_REPAIRS - 1, MOST_READ // len(text))):
        repaired = whole.applied(text)
        try:
            read(repaired)
        except ExpressionError as following:
            if following.fix is None or following.hint_code != error.hint_code:
                return whole
            whole = _joined(whole, following.fix, repaired)
        else:
            return whole
    return whole


def _joined(first: Fix, second: Fix, repaired: str) -> Fix:
    """Both as one repair of the text before the first; `repaired` is the text between them."""
    new_end = first.start + len(first.replacement)
    start, end = min(first.start, second.start), max(new_end, second.start + second.length)
    length = first.start + first.length + (end - new_end) - start
    stop = end + len(second.replacement) - second.length
    return Fix(start, length, second.applied(repaired)[start:stop])
