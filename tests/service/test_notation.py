"""The notation of update rules: every line of every docstring typesets, and the result is what the line says."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.documentation import documentation_of, rule_lines, spans
from app.service.notation import is_prose, typeset, unread

ENTRIES = [*OPTIMIZERS, *SCHEDULES]
LINES = [(cls.name, line) for cls in ENTRIES for line in rule_lines(cls)]


def formula(line: str) -> str:
    """The MathML of a line that is one formula."""
    (part,) = typeset(line)
    assert part.mathml, part.words
    return part.mathml


def read_back(mathml: str) -> str:
    """The text of MathML, with fractions, roots and indices as they would be typed."""
    root = ElementTree.fromstring(f"<math>{mathml}</math>")
    return _typed(root)


@pytest.mark.parametrize(("line", "typed"), [
    ("x ← x − η · g", "x←x−η⋅g"),
    ("m / (√v̂ + ε)", "{m}/{√{vˆ}+ε}"),
    ("η · m / (1 + a)", "η⋅{m}/{1+a}"),
    ("1/(γ·t)", "{1}/{γ⋅t}"),
    ("‖p‖/E‖N‖ − 1", "{‖p‖}/{E‖N‖}−1"),
    ("s′^(−p)", "s^{′}^{−p}"),
    ("a·b/c·d", "{a⋅b}/{c}⋅d"),
    ("β₁ᵗ⁺¹", "β_{1}^{t+1}"),
    ("μ_{t+1}", "μ_{t+1}"),
    ("η_max", "η_{max}"),
    ("0.96^(t·ψ)", "0.96^{t⋅ψ}"),
    ("γ^⌊t / T⌋", "γ^{⌊{t}/{T}⌋}"),
    ("∛v + 1e-15", "∛{v}+10^{−15}"),
    ("‖g‖² > |x|", "‖g‖^{2}>|x|"),
    ("(ρ − 4)(ρ − 2)·ρ∞", "(ρ−4)(ρ−2)⋅ρ_{∞}"),
    ("√max(v, ε₁²)", "√{max\u2061(v,ε_{1}^{2})}"),
    ("σ ← −½·g′", "σ←−½⋅g^{′}"),
    ("yᵀ·s ≤ ⟨m, x⟩", "y^{T}⋅s≤⟨m,x⟩"),
])  # fmt: skip
def test_a_formula_says_what_its_line_says(line: str, typed: str) -> None:
    assert read_back(formula(line)) == typed


def test_words_stay_words() -> None:
    parts = typeset("v ← μ·v + g,  at the first step v ← g")
    assert [part.words for part in parts] == ["", ",  at the first step ", ""]
    assert [part.words for part in typeset("x ← x + Δ(x)        a step of the inner optimizer")] == [
        "",
        "  a step of the inner optimizer",
    ]
    assert typeset("the rate stays as it is")[0].words == "the rate stays as it is"


def test_after_a_sign_one_word_is_a_name_and_the_next_are_words() -> None:
    name, words, _ = typeset("η_max/div at update 3")
    assert read_back(name.mathml) == "{η_{max}}/{div}"
    assert words.words == " at update "
    assert read_back(formula("w = (largest η so far)^r")) == "w=(largestηso far)^{r}"


def test_what_cannot_be_read_is_found() -> None:
    assert unread("x ← x − η · g") == []
    assert unread("x ← √ · (g") != []


def test_no_sign_of_markup_gets_through() -> None:
    markup = "".join(part.mathml for part in typeset("x < y > z, <script>alert(1)</script>"))
    assert "<script" not in markup
    assert "<mo>&lt;</mo>" in markup


@pytest.mark.parametrize(("name", "line"), LINES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(LINES)])
def test_every_line_of_a_rule_typesets_or_is_prose(name: str, line: str) -> None:
    parts = typeset(line)
    for part in parts:
        ElementTree.fromstring(f"<math>{part.mathml}</math>")
    assert not unread(line), f"{name}: {line}"
    assert is_prose(line) or any(_relates(part.mathml) for part in parts), f"{name}: {line}"


@pytest.mark.parametrize("cls", ENTRIES, ids=lambda cls: cls.name)
def test_every_docstring_comes_apart(cls: type[Any]) -> None:
    documentation = documentation_of(cls)
    assert documentation.rule
    assert documentation.paragraphs
    assert {"Convention", "Reference"} <= documentation.facts.keys()
    assert not re.search(r"Update rule:|Convention:", " ".join(documentation.paragraphs))


def test_references_can_be_followed() -> None:
    addresses = {
        span.words: span.address for span in spans("A 2015, arXiv:1412.6980; B, doi:10.1/x.2, jmlr.org/v12/a.")
    }
    assert addresses["arXiv:1412.6980"] == "https://arxiv.org/abs/1412.6980"
    assert addresses["doi:10.1/x.2"] == "https://doi.org/10.1/x.2"
    assert addresses["jmlr.org/v12/a"] == "https://jmlr.org/v12/a"
    assert [span.words for span in spans("as (torch.optim.Adam; else") if span.is_code] == ["torch.optim.Adam"]


def _relates(mathml: str) -> bool:
    return any(f"<mo>{sign}</mo>" in mathml for sign in ("←", "=", "≤", "≥", "&lt;", "&gt;", "→", "~", "∈"))


def _typed(node: ElementTree.Element) -> str:
    children = [_typed(child) for child in node]
    match node.tag:
        case "mfrac":
            return f"{{{children[0]}}}/{{{children[1]}}}"
        case "msqrt":
            return f"√{{{''.join(children)}}}"
        case "mroot":
            return f"∛{{{children[0]}}}"
        case "msub":
            return f"{children[0]}_{{{children[1]}}}"
        case "msup":
            return f"{children[0]}^{{{children[1]}}}"
        case "msubsup":
            return f"{children[0]}_{{{children[1]}}}^{{{children[2]}}}"
    return (node.text or "") + "".join(children)
