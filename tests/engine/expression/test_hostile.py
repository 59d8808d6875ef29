"""Escapes and bombs: each is refused at once, by the reader alone. Nothing is imported, opened, started or evaluated."""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import thread_time
from typing import Any

import pytest

from app.engine.expression import ExpressionError, parse

ROWS: list[Any] = json.loads((Path(__file__).parent / "hostile.json").read_text("utf-8"))
ATTACKS = [row if isinstance(row, str) else row["before"] + row["repeat"] * row["times"] + row["after"] for row in ROWS]
LIMIT_SECONDS = 0.050
WATCHED = ("open", "import", "compile", "exec", "subprocess", "os.", "socket", "ctypes", "object.__getattr__", "pickle")

_events: list[str] = []
_is_watching = False


def _hook(event: str, _: Any) -> None:
    if _is_watching and event.startswith(WATCHED):
        _events.append(event)


sys.addaudithook(_hook)


@contextmanager
def _watched() -> Iterator[list[str]]:
    """The audit events of the block; an audit hook can only be added for good, so it sleeps in between."""
    global _is_watching  # noqa: PLW0603
    _events.clear()
    _is_watching = True
    try:
        yield _events
    finally:
        _is_watching = False


def _label(text: str) -> str:
    return ascii(text[:24]) + (f"…{len(text)}" if len(text) > 24 else "")


@pytest.mark.parametrize("text", ATTACKS, ids=map(_label, ATTACKS))
def test_a_hostile_text_is_refused_fast_and_touches_nothing(text: str) -> None:
    seconds = []
    for _ in range(3):  # processor time, the fastest of three: what else the machine does is not the cost
        with _watched() as events:
            started = thread_time()
            with pytest.raises(ExpressionError) as refusal:
                parse(text)
            seconds.append(thread_time() - started)
        assert events == []
    error = refusal.value
    assert min(seconds) < LIMIT_SECONDS
    assert 0 <= error.position <= len(text)
    assert error.position + error.length <= len(text)
    assert len(str(error)) < 2500


def test_the_audit_hook_would_see_an_evaluation() -> None:
    with _watched() as events:
        eval(compile("1", "<test>", "eval"))
    assert events


def test_there_are_at_least_three_hundred_attacks() -> None:
    assert len(set(ATTACKS)) >= 300


def test_refusing_everything_leaves_no_memory_behind() -> None:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for text in ATTACKS:
            with pytest.raises(ExpressionError):
                parse(text)
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 1_000_000
    assert peak - before < 10_000_000
