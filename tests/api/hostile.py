"""Documents that nobody sends in good faith, as the bytes of a body. Every one has to be answered like any other mistake."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

SAFE: dict[str, Any] = {"objective": {"name": "sphere"}, "steps": 3, "runs": [{"optimizer": {"name": "sgd"}}]}


def _with(**parts: Any) -> bytes:
    return json.dumps(SAFE | parts).encode()


def _typed(expression: str, **more: Any) -> bytes:
    return _with(objective={"expression": expression} | more)


def _optimizer(**settings: Any) -> bytes:
    return _with(runs=[{"optimizer": {"name": "adam"} | settings}])


def _text(part: str) -> bytes:
    """The safe document with one more member, written as it is."""
    return json.dumps(SAFE).encode()[:-1] + b", " + part.encode("utf-8", "surrogatepass") + b"}"


_HUGE = ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1" + "0" * 5000]
_VALUES = [*_HUGE, "1e-400", "-0", "0x1", "+1", ".5", "01", "1.", "'1'"]
_PLACES = ["steps", "noise", "seed"]

NOT_JSON = [
    b"",
    b"\x00",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\x00}\x00",
    json.dumps(SAFE).encode("utf-16"),
    json.dumps(SAFE).encode("utf-32"),
    b"[" * 10_000,
    b"[" * 10_000 + b"]" * 10_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'{"objective": {"a":' + b"[" * 1_020 + b"]" * 1_020 + b"}}",
    b"{} {}",
    b"{}\x00",
    b'{"a": "\x01"}',
    b'{"a": "\xc0\xaf"}',
    b'{"a": "\xed\xa0\x80"}',
    b'{"a": "\\u12"}',
    b"<?xml version='1.0'?>",
    b"objective=sphere",
    b"---\n- yaml",
    b"\x80\x04\x95.",
    b"null",
    b"true",
    b"[]",
    b'"text"',
    b"0",
    b"-0.0",
]
NUMBERS = [_text(f'"{place}": {value}') for place in _PLACES for value in _VALUES]
SURROGATES = [
    _text('"label": "\\ud800"'),
    _text('"\\udfff": 1'),
    b'{"objective": {"expression": "\\ud83d"}, "runs": [{"optimizer": {"name": "sgd"}}]}',
    b'{"objective": {"name": "\\ude00"}, "runs": [{"optimizer": {"name": "\\ud800"}}]}',
    b'{"objective": {"name": "sphere", "parameters": {"\\ud800": 1}}, "runs": []}',
]
SHAPES = [
    *(
        _with(**{field: value})
        for field in SAFE
        for value in (None, True, 0, -1.5, "", "x", [], {}, [[]], [{}], [None])
    ),
    _with(runs=[SAFE["runs"][0]] * 5_000),
    _with(runs=[[]] * 50_000),
    _with(runs=[{}] * 50_000),
    _with(changes=[{}] * 50_000),
    _with(changes=[{"step": 1, "run": 0, "optimizer": {}}] * 900),
    _with(changes=[{"step": 1, "run": 0, "optimizer": {"learning_rate": True}}]),
    _with(changes=[{"step": 1, "run": 0, "optimizer": {f"h{index}": 1 for index in range(33)}}]),
    _with(start=[0.0] * 50_000),
    _with(start=[1e308, 1e308]),
    _with(start=[5e-324, -5e-324]),
    _with(**{f"field{index}": index for index in range(9_000)}),
    _with(**{"x" * 200_000: 1}),
    _with(objective={"name": "x" * 200_000}),
    _with(objective={"name": "sphere", "parameters": {f"p{index}": 1 for index in range(10_000)}}),
    _with(objective={"name": "sphere", "expression": "x"}),
    _with(objective={"name": "__class__"}),
    _with(objective={"name": "../../etc/passwd"}),
    _with(objective={"name": "sphere", "dimension": 2**62}),
    _with(steps=2**62),
    _with(steps=10**18, runs=[SAFE["runs"][0]] * 16),
    _with(record={"every": 2**53}),
    _with(record={"every": 2**60}),
    _with(seed=2**53),
    _with(noise=1e100),
    _with(noise=1e308),
    _with(stop={"loss": 1e308, "evaluations": 2**53}),
    _with(gradient={"method": "central", "h": 5e-324}),
    _with(runs=[{"optimizer": {"name": "sgd"}, "label": "\u202e\u2066\ufeff"}]),
    _with(runs=[{"optimizer": {"name": "sgd"}, "label": "\u0085"}]),
    _with(runs=[{"optimizer": {"name": "sgd"}, "clip": {"norm": 5e-324}}]),
    _with(runs=[{"optimizer": {"name": "sgd"}, "schedule": {"name": "exponential", "gamma": 1e308}}]),
    _with(runs=[{"optimizer": {"name": "sgd", "__class__": 1}}]),
    json.dumps(SAFE).encode()[:-1] + b', "steps": 5, "steps": -5}',
]
OPTIMIZERS = [
    _optimizer(**{field: value})
    for field in ("learning_rate", "beta1", "epsilon", "weight_decay")
    for value in (1e308, -5e-324, 2**63, True, "0.1", None, [], {})
]
FORMULAS = [
    _typed(text)
    for text in (
        "9**9**9",
        "9^9^9^9^9",
        "((((9^60)^60)^60)^60)",
        "(" * 900 + "x" + ")" * 900,
        "-" * 1_900 + "x",
        "+".join(["x"] * 900),
        "x^" * 900 + "x",
        "sin " * 400 + "x",
        "sum(i, 1, 100000000, x^i)",
        "sum(i, 1, 99, sum(j, 1, 99, sum(k, 1, 99, x)))",
        "__import__('os')",
        "x.__class__",
        "lambda: x",
        "exec(x)",
        "x; y",
        "x\ny",
        "x\x00y",
        "{x}",
        "{field}",
        "%s%n",
        "ｘ＾２",
        "x²³",
        "𝑥^2",
        "é",
        "\u202ex",
        "1e400*x",
        "1e-400*x",
        "0/0*x",
        "x/0",
        "log(-1)*x",
        "exp(exp(exp(x)))",
        "x" * 2_000,
        "",
        " ",
    )
] + [
    _typed("x + y", domain=[[-1e100, 1e100], [0, 5e-324]]),
    _typed("x + y", domain=[[-1e308, 1e308]] * 2),
    _typed("x + y", domain=[[0, 1]] * 50_000),
    _typed("x", domain=[[1, 0]]),
    _typed("a*x", parameters={"a": 1e308}),
    _typed("a*x", parameters={"x": 1}),
    _typed("a*x", parameters={"": 1}),
]

BODIES = NOT_JSON + NUMBERS + SURROGATES + SHAPES + OPTIMIZERS + FORMULAS

_BOMB = base64.urlsafe_b64encode(zlib.compress(b" " * 50_000_000, 9)).rstrip(b"=").decode()
_SMALL_BOMB = base64.urlsafe_b64encode(zlib.compress(b" " * 3_000_000, 9)).rstrip(b"=").decode()

TOKENS = [
    "1",
    "2eJw",
    "1====",
    "1!!!!",
    "1eJw",
    "1" + "A" * 100,
    "1" + "A" * 9_000,
    "%00",
    "%ff%fe",
    "1%F0%9F%98%80",
    "1" + _BOMB,
    "1" + _SMALL_BOMB,
    *("1" + base64.urlsafe_b64encode(zlib.compress(body, 9)).rstrip(b"=").decode() for body in NOT_JSON),
    "1" + base64.urlsafe_b64encode(zlib.compress(b"{}") + b"more").rstrip(b"=").decode(),
    "1" + base64.urlsafe_b64encode(zlib.compress(b"{}")[:-2]).rstrip(b"=").decode(),
]
"""What stands where a permalink's token is due."""

QUERIES = [
    "",
    "&&&",
    "=",
    "objective",
    "objective=",
    "objective=sphere&objective=beale",
    "objective=sphere&steps=1e9",
    "objective=sphere&steps=nan",
    "objective=sphere&steps=１００",
    "objective=sphere&steps=1_0",
    "objective=sphere&start=",
    "objective=sphere&start=,,,,",
    "objective=sphere&start=inf,nan",
    "objective=sphere&optimizer=",
    "objective=sphere&optimizer=" + ",".join(["sgd"] * 400),
    "objective=sphere&%ff=%ff",
    "objective=sphere&%00=%00",
    "objective=sphere&%ED%A0%80=1",
    "objective=sphere&name=adam",
    "objective=sphere&schedule.=1",
    "objective=sphere&parameters.=1",
    "objective=sphere&format=xml",
    "objective=sphere&format=json&format=csv",
    "objective=sphere&learning_rate=" + "9" * 5_000,
    "expression=",
    "expression=x%2B",
    "expression=x&domain=1",
    "expression=x&domain=1,2,3",
    "expression=x&domain=a,b",
    "expression=9^9^9^9",
    "expression=x^2&=" + "&".join(f"p{index}=1" for index in range(3_000)),
]
"""What stands in the query of the short form."""
