"""parse: typed text → Formula, the value that everything else is derived from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.engine.expression.declaration import declaration
from app.engine.expression.errors import ExpressionError, Fix, Note
from app.engine.expression.lowering import check_constants
from app.engine.expression.mending import mended
from app.engine.expression.parser import Parser
from app.engine.expression.text import canonical
from app.engine.expression.tokens import Token, tokens
from app.engine.expression.tree import MAX_LENGTH, MAX_NESTING, Node, Sum, Symbol, children
from app.engine.expression.words import LETTERS, NUMBERED, VARIABLES, classified


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula that was read: its tree, the names in it, and what is worth telling about it.

    Two formulas are equal if their typed texts are.
    """

    text: str
    """As typed."""
    tree: Node
    variables: tuple[str, ...]
    """In the order of the coordinates: those of x, y, z found or declared, or x1 … xk up to the highest one."""
    parameters: tuple[str, ...]
    """Free letters, sorted."""
    canonical: str
    """The one spelling of this formula; parsing it gives the same tree and the same variables."""
    notes: tuple[Note, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formula) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


def parse(text: str) -> Formula:
    """Read `text`; raises ExpressionError with the place and a repair if it is not a formula."""
    read = _parse if len(text) <= MAX_LENGTH else _parse.__wrapped__
    try:
        return read(text)
    except ExpressionError as error:
        error.fix = mended(error, text, _parse.__wrapped__)
        raise


@lru_cache(maxsize=128)
def _parse(text: str) -> Formula:
    words = classified(tokens(text))
    declared, skipped = declaration(words)
    parser = Parser(words[skipped:], text)
    tree = parser.formula()
    symbols = _free_symbols(tree)
    _check_families([*(word for word in words[:skipped] if word.kind == "variable"), *_as_tokens(symbols)])
    found = {symbol.name for symbol in symbols}
    _check_recursion(symbols, words[:skipped])
    variables = _ordered({name for name in found if name in VARIABLES} | set(declared))
    _check_declared(symbols, declared)
    check_constants(tree)
    notes = [*parser.notes, *(Note("unused_variable", {"name": name}) for name in variables if name not in found)]
    return Formula(
        text=text,
        tree=tree,
        variables=variables,
        parameters=tuple(sorted(found - set(VARIABLES))),
        canonical=_canonical(parser, tree, variables),
        notes=tuple(notes),
    )


def _free_symbols(tree: Node) -> list[Symbol]:
    """Every variable and parameter of `tree` from left to right, without the indices of sums."""
    symbols: list[Symbol] = []
    pending: list[tuple[Node, frozenset[str]]] = [(tree, frozenset())]
    while pending:
        node, bound = pending.pop()
        if isinstance(node, Symbol):
            if node.name not in bound:
                symbols.append(node)
        elif isinstance(node, Sum):
            pending += [(node.body, bound | {node.index}), (node.upper, bound), (node.lower, bound)]
        else:
            pending += [(child, bound) for child in reversed(children(node))]
    return symbols


def _as_tokens(symbols: list[Symbol]) -> list[Token]:
    return [Token("variable", symbol.name, symbol.start, symbol.end) for symbol in symbols if symbol.name in VARIABLES]


def _check_families(variables: list[Token]) -> None:
    """Refuse x, y, z beside x1 … x10; `x2` beside letters was probably meant as a power."""
    letter = next((token for token in variables if token.text in LETTERS), None)
    numbered = next((token for token in variables if token.text in NUMBERED), None)
    if letter is None or numbered is None:
        return
    length = numbered.end - numbered.start
    arguments = {"name": numbered.text, "other": letter.text, "suggestion": f"x^{numbered.text[1:]}"}
    fix = Fix(numbered.start, length, arguments["suggestion"])
    raise ExpressionError("mixed_variables", arguments, numbered.start, length, "did_you_mean", fix)


def _check_declared(symbols: list[Symbol], declared: tuple[str, ...]) -> None:
    for symbol in symbols:
        if declared and symbol.name in VARIABLES and symbol.name not in declared:
            arguments = {"name": symbol.name, "variables": ", ".join(declared)}
            raise ExpressionError("undeclared_variable", arguments, symbol.start, symbol.end - symbol.start)


def _check_recursion(symbols: list[Symbol], left: list[Token]) -> None:
    """The name on the left side is not a parameter on the right: `f(x) = f(x)` is no formula."""
    for symbol in symbols:
        if left and symbol.name == left[0].text:
            arguments = {"name": symbol.name}
            raise ExpressionError(
                "unknown_function", arguments, symbol.start, symbol.end - symbol.start, "function_names"
            )


def _ordered(names: set[str]) -> tuple[str, ...]:
    if names & set(NUMBERED):
        return NUMBERED[: 1 + max(NUMBERED.index(name) for name in names)]
    return tuple(name for name in LETTERS if name in names)


def _canonical(parser: Parser, tree: Node, variables: tuple[str, ...]) -> str:
    """The canonical text; refuses a formula whose canonical text would be too long or too deep to be read again.

    Canonical text has a bracket where the typed one may have a sign, so it nests up to three times as deep.
    """
    text = canonical(tree)
    if variables != _ordered({symbol.name for symbol in _free_symbols(tree)} & set(VARIABLES)):
        text = f"f({', '.join(variables)}) = {text}"
    if len(text) > MAX_LENGTH:
        text = text.replace(" ", "")
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            "too_long", {"limit": MAX_LENGTH, "count": len(text)}, tree.start, tree.end - tree.start, "shorter"
        )
    if parser.deepest > MAX_NESTING // 3:
        _check_depth(text, tree)
    return text


def _check_depth(text: str, tree: Node) -> None:
    words = classified(tokens(text))
    try:
        Parser(words[declaration(words)[1] :], text).formula()
    except ExpressionError as error:
        raise ExpressionError(error.code, error.arguments, tree.start, tree.end - tree.start) from None
