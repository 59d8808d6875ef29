"""What can be wrong with a typed formula, and the sentence for each case.

    ValueError
    └── ExpressionError      the formula is refused: a stable `code`, the place in the typed text, a hint, a fix

All English sentences of the formula language are in the three tables below, keyed by code, with `{placeholders}` that
`arguments` fills. A caller that speaks another language renders its own template for the same code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Arguments: TypeAlias = dict[str, str | int | float]


class Fix(NamedTuple):
    """A repair of the typed text: replace `length` characters from `start` by `replacement`."""

    start: int
    length: int
    replacement: str

    def applied(self, text: str) -> str:
        """`text` after the repair."""
        return text[: self.start] + self.replacement + text[self.start + self.length :]


class ExpressionError(ValueError):
    """A formula that is refused: what is wrong, where in the typed text (in characters), and how to repair it."""

    def __init__(  # noqa: PLR0917
        self,
        code: str,
        arguments: Mapping[str, str | int | float] | None = None,
        position: int = 0,
        length: int = 0,
        hint: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        self.code = code
        self.arguments: Arguments = dict(arguments or {})
        self.position = position
        self.length = length
        self.hint_code = hint
        self.fix = fix
        super().__init__(filled(MESSAGES[code], self.arguments))

    @property
    def hint(self) -> str:
        """What to do, in English; empty if the message says it all."""
        return filled(HINTS[self.hint_code], self.arguments) if self.hint_code else ""


@dataclass(frozen=True)
class Note:
    """Something worth knowing about a formula that was accepted, for example how `x/2y` was read."""

    code: str
    arguments: Mapping[str, str | int | float] = field(default_factory=dict, hash=False)
    position: int = 0
    length: int = 0
    fix: Fix | None = None

    @property
    def text(self) -> str:
        """The note in English."""
        return filled(NOTES[self.code], self.arguments)


def filled(template: str, arguments: Mapping[str, str | int | float]) -> str:
    """`template` with each `{name}` replaced by `arguments[name]`; user text is only ever inserted, never interpreted."""
    return re.sub(r"\{(\w+)\}", lambda match: str(arguments[match[1]]), template)


MESSAGES = {
    "empty": "the formula is empty",
    "too_long": "a formula has at most {limit} characters, this one has {count}",
    "too_many_parts": "a formula has at most {limit} parts (numbers, names, operations); this one has more",
    "too_deep": "brackets, powers and fractions may be nested at most {limit} deep; this goes deeper",
    "too_many_terms": "written out, the sums of this formula have more than {limit} parts",
    "line_break": "a formula is one line, this one has a line break",
    "second_statement": "one formula is expected, a “;” begins a second one",
    "unexpected_character": "“{character}” is not part of the formula language",
    "text_not_allowed": "quoted text is not part of the formula language",
    "attribute_not_allowed": "a dot can only be a decimal point between digits",
    "malformed_number": "“{number}” is not a number",
    "unknown_name": "unknown name “{name}”",
    "unknown_function": "unknown function “{name}”",
    "missing_operand": "a number, a variable or a bracket is expected before “{found}”",
    "missing_operand_at_end": "the formula ends too early: a number, a variable or a bracket is missing after “{found}”",
    "missing_operator": "an operator is missing before “{found}”",
    "missing_argument": "“{function}” needs an argument, as in {example}",
    "argument_count": "number of arguments of “{function}”: {expected} expected, got {count}",
    "unclosed_bracket": "this “{bracket}” is never closed",
    "unexpected_closing": "nothing was opened that this “{bracket}” could close",
    "mismatched_bracket": "“{bracket}” is closed by “{found}”, “{expected}” is expected",
    "unexpected_comma": "a comma belongs between the arguments of a function",
    "inverse_function": "“{function}^-1” could be the inverse or the reciprocal",
    "function_power": "the power of a function name is a whole number, as in {function}^2(x)",
    "equation": "write only the formula, without “… =”",
    "declaration": "the left side names the variables, as in f(x, y) =",
    "declared_twice": "“{name}” is among the variables twice",
    "complex_number": "complex numbers are not part of the formula language",
    "comparison_outside_condition": "“{operator}” can only be in the condition of if(condition, then, otherwise)",
    "condition_expected": "the first argument of if is a comparison, as in if(x > 0, x, 0)",
    "undeclared_variable": "“{name}” is not among the variables {variables}",
    "mixed_variables": "“{name}” and “{other}” cannot be in one formula: use x, y, z or x1 … x10",
    "sum_index": "the first argument of sum is its index, a letter such as i that is not a variable",
    "sum_bounds": "the bounds of a sum are whole numbers, got {bound}",
    "sum_bounds_constant": "the bounds of a sum must not depend on “{name}”",
    "constant_not_finite": "this constant part is not a finite number",
    "unset_parameter": "the parameter “{name}” has no value",
    "parameter_not_finite": "the parameter “{name}” must be a finite number, got {value}",
}

HINTS = {
    "did_you_mean": "did you mean {suggestion}?",
    "insert_operator": "write {suggestion}",
    "write_product": "letters side by side are a product only for x, y, z: write {suggestion}",
    "close_bracket": "add “{closing}”",
    "remove_bracket": "remove it, or open a bracket before it",
    "remove_prefix": "functions are written without “{prefix}.”: {suggestion}",
    "function_names": "functions are sin, cos, tan, exp, log, sqrt, abs, min, max and those of the reference page",
    "decimal_point": "the decimal sign is a point: {suggestion}",
    "round_brackets": "use ( ) or [ ]",
    "inverse": "write {suggestion} for the inverse, or 1/{function}(x) for the reciprocal",
    "comparison_sign": "a comparison is written {suggestion}",
    "power_sign": "a power is written with ^, as in x^2",
    "right_side_only": "keep only the right-hand side",
    "variable_names": "variables are x, y, z or x1 … x10; other single letters are parameters",
    "shorter": "shorten the formula, or use sum(i, 1, 5, …)",
    "set_parameter": "give “{name}” a value, for example with a slider",
    "parameter_or_variable": "use {variables}, or a domain with more coordinates",
}

NOTES = {
    "implicit_product_after_division": "{typed} is read from the left, as {read}",
    "function_without_brackets": "{function} without brackets takes one factor: read as {read}",
    "unused_variable": "the formula does not depend on {name}",
}
