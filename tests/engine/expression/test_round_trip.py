"""Printing a tree and reading it again gives the same tree, however the text is disguised on the way."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.engine.expression import ExpressionError, Formula, parse
from app.engine.expression.mathml import document, row
from app.engine.expression.text import canonical
from app.engine.expression.tree import MAX_LENGTH, Node, Sum, children
from tests.engine.expression.trees import grown, trees

_RELAXED = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
WANTED = 10_000
_WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"}


def _formula(tree: Node) -> Formula:
    formula = _readable(tree)
    assume(formula is not None)
    assert formula is not None
    return formula


def _readable(tree: Node) -> Formula | None:
    """The formula of a random tree; those with infinite constants or sums within sums of one index are no formulas."""
    text = canonical(tree)
    if len(text) >= MAX_LENGTH // 2:
        return None
    try:
        return parse(text)
    except ExpressionError as error:
        if error.code in {"constant_not_finite", "sum_index", "too_many_terms"}:
            return None
        raise


def _disguised(text: str, coin: random.Random) -> str:
    """`text` with some characters as a Japanese keyboard gives them."""
    return "".join(_WIDE.get(letter, letter) if coin.random() < 0.4 else letter for letter in text)


@_RELAXED
@given(trees())
def test_parse_after_print_is_the_identity(tree: Node) -> None:
    formula = _formula(tree)
    assert formula.tree == tree
    assert formula.canonical.endswith(canonical(tree))


def test_ten_thousand_trees_come_back_from_their_text_plain_and_in_full_width() -> None:
    """Twenty trees an example: hypothesis takes longer to draw one than they take to be read."""
    read = 0

    @settings(_RELAXED, max_examples=WANTED // 20)
    @given(st.integers(0, 2**64))
    def read_twenty(seed: int) -> None:
        nonlocal read
        coin = random.Random(seed)
        found = 0
        while found < 20:
            tree = grown(coin, coin.randint(1, 4))
            formula = _readable(tree)
            if formula is None:
                continue
            found += 1
            assert formula.tree == tree
            again = parse(_disguised(formula.canonical, coin))
            assert (again.canonical, again.tree) == (formula.canonical, tree)
            assert _places(again.tree) == _places(formula.tree)
        read += found

    read_twenty()
    print(f"{read} random trees read back")
    assert read >= WANTED


@_RELAXED
@given(trees(), st.integers(0, 2**32), st.text("()|,+*/^=;'qz9", min_size=1, max_size=2))
def test_a_refusal_points_at_the_same_character_after_full_width_input(tree: Node, seed: int, damage: str) -> None:
    text, coin = _formula(tree).canonical, random.Random(seed)
    place = coin.randrange(len(text) + 1)
    damaged = text[:place] + damage + text[place:]
    plain, wide = _refusal(damaged), _refusal(_disguised(damaged, coin))
    assume(plain is not None)
    assert plain is not None
    assert wide is not None
    assert (wide.code, wide.position, wide.length) == (plain.code, plain.position, plain.length)
    assert (wide.fix is None) == (plain.fix is None)


@_RELAXED
@given(trees(), st.integers(0, 2**32))
def test_full_width_characters_change_neither_the_formula_nor_any_position(tree: Node, seed: int) -> None:
    formula = _formula(tree)
    coin = random.Random(seed)
    again = parse(_disguised(formula.canonical, coin))
    assert again.canonical == formula.canonical
    assert _places(again.tree) == _places(formula.tree)


@_RELAXED
@given(trees())
def test_every_part_knows_where_it_stands_in_the_text(tree: Node) -> None:
    formula = _formula(tree)
    pending = [formula.tree]
    while pending:
        node = pending.pop()
        assert 0 <= node.start < node.end <= len(formula.text)
        pending += children(node)


@_RELAXED
@given(trees(depth=3), st.text("()[]|,+-*/^<=.;'xyzai 12esincoq{}", max_size=6), st.integers(0, 10**6))
def test_a_damaged_formula_is_read_or_refused_and_its_fixes_come_to_an_end(tree: Node, damage: str, place: int) -> None:
    text = canonical(tree)
    place %= len(text) + 1
    damaged = text[:place] + damage + text[place + 1 :]
    for _ in range(40):
        error = _refusal(damaged)
        if error is None:
            return
        assert 0 <= error.position <= error.position + error.length <= len(damaged)
        if error.fix is None:
            return
        assert error.fix.applied(damaged) != damaged
        damaged = error.fix.applied(damaged)
    pytest.fail(f"the fixes of {text!r} never end")


def _refusal(text: str) -> ExpressionError | None:
    try:
        parse(text)
    except ExpressionError as error:
        return error
    return None


@_RELAXED
@given(trees())
def test_every_tree_can_be_typeset(tree: Node) -> None:
    assert document(row(tree)).startswith("<math display=")


def _places(tree: Node) -> list[tuple[str, int, int]]:
    places = [(type(tree).__name__, tree.start, tree.end)]
    for child in children(tree):
        places += _places(child)
    return places


def test_the_places_of_a_sum_cover_it() -> None:
    tree = parse("1 + sum(i, 1, 3, x^i)").tree
    (summed,) = [node for node in children(tree) if isinstance(node, Sum)]
    assert "1 + sum(i, 1, 3, x^i)"[summed.start : summed.end] == "sum(i, 1, 3, x^i)"
