"""Escapes and bombs: each is refused by the reader alone. Nothing is imported, opened, started or evaluated."""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.engine.expression import ExpressionError, parse

ROWS: list[Any] = json.loads((Path(__file__).parent / "hostile.json").read_text("utf-8"))
ATTACKS = [row if isinstance(row, str) else row["before"] + row["repeat"] * row["times"] + row["after"] for row in ROWS]
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


def test_a_hostile_text_is_refused_and_touches_nothing() -> None:
    for text in ATTACKS:
        with _watched() as events, pytest.raises(ExpressionError) as refusal:
            parse(text)
        error = refusal.value
        assert events == [], text[:60]
        assert 0 <= error.position <= error.position + error.length <= len(text), text[:60]
        assert len(str(error)) < 2500, text[:60]


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
