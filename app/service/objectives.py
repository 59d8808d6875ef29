"""Objectives of documents: a catalogue name or a typed formula becomes something with a value and a gradient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.engine.expression import (
    ExpressionError,
    Formula,
    compile_formula,
    mathml,
    parse,
)
from app.engine.objective import Objective
from app.engine.objectives import OBJECTIVES, CatalogueFunction, Place
from app.engine.objectives.formula import FormulaObjective
from app.service.documentation import cited
from app.service.experiment import CatalogueObjective, ObjectiveDocument, TypedObjective
from app.service.messages import keywords
from app.service.rates import suggested_rates
from app.service.reading import pointer_of, unknown_name
from app.service.refusal import Fault, Refusal

_POINTER = "/objective"
_BY_NAME = {function.name: function for function in OBJECTIVES}


@dataclass(frozen=True)
class Resolved:
    """An objective document with its defaults filled, and what it stands for."""

    document: ObjectiveDocument
    objective: Objective
    variables: tuple[str, ...]


def resolve_objective(document: CatalogueObjective | TypedObjective, pointer: str = _POINTER) -> Resolved:
    """The objective that `document` names or types; raises Refusal with pointers below `pointer`."""
    if isinstance(document, CatalogueObjective):
        return _from_catalogue(document, pointer)
    return _from_formula(document, pointer)


@cache
def objective_catalogue(language: str) -> list[dict[str, Any]]:
    """Every catalogue function as the API lists it, in `language`."""
    return [listed_objective(name, language) for name in _BY_NAME]


@cache
def listed_objective(name: str, language: str) -> dict[str, Any]:
    """The catalogue function `name` as the API lists it, in `language`."""
    return _listed(_BY_NAME[name], language)


def _from_catalogue(document: CatalogueObjective, pointer: str) -> Resolved:
    function = _BY_NAME.get(document.name)
    if function is None:
        raise Refusal([unknown_name(f"{pointer}/name", document.name, _BY_NAME)])
    unknown = [name for name in document.parameters if name not in function.parameters]
    if unknown:
        raise Refusal([unknown_name(f"{pointer}/parameters", name, function.parameters) for name in unknown])
    defaults = {name: parameter.default for name, parameter in function.parameters.items()}
    dimension = document.dimension or len(function.variables)
    if dimension not in function.dimensions:
        arguments = {"expected": ", ".join(map(str, function.dimensions)), "got": document.dimension}
        raise Refusal([Fault(pointer=f"{pointer}/dimension", code="wrong_dimension", arguments=arguments)])
    parameters = defaults | document.parameters
    try:
        objective = function.objective(parameters, dimension)
    except ExpressionError as error:
        raise Refusal([expression_fault(error, f"{pointer}/parameters")]) from None
    canonical = document.model_copy(update={"parameters": parameters, "dimension": dimension})
    return Resolved(canonical, objective, objective.variables)


def _from_formula(document: TypedObjective, pointer: str) -> Resolved:
    for index, (lower, upper) in enumerate(document.domain or ()):
        if not lower < upper:
            place = pointer + pointer_of("domain", index)
            raise Refusal([Fault(pointer=place, code="empty_interval", arguments={"lower": lower, "upper": upper})])
    formula = parsed(document, pointer)
    if document.domain is not None and len(document.domain) < len(formula.variables):
        arguments = {"expected": len(formula.variables), "got": len(document.domain)}
        raise Refusal([Fault(pointer=f"{pointer}/domain", code="wrong_dimension", arguments=arguments)])
    for letter in document.parameters:
        if letter not in formula.parameters:
            raise Refusal([unknown_name(f"{pointer}/parameters", letter, formula.parameters)])
    try:
        objective = FormulaObjective(document.expression, parameters=document.parameters, domain=document.domain)
    except ExpressionError as error:
        raise Refusal([expression_fault(error, f"{pointer}/expression")]) from None
    canonical = document.model_copy(update={"domain": objective.domain.tolist()})
    return Resolved(canonical, objective, objective.variables)


def parsed(document: TypedObjective, pointer: str) -> Formula:
    """The formula that was typed; raises Refusal with the place in it."""
    try:
        return parse(document.expression)
    except ExpressionError as error:
        raise Refusal([expression_fault(error, f"{pointer}/expression")]) from None


def expression_fault(error: ExpressionError, pointer: str) -> Fault:
    """The engine's refusal of a formula as a fault of the document."""
    return Fault(
        pointer=pointer,
        code=error.code,
        arguments=dict(error.arguments),
        catalogue="expression",
        position=error.position,
        length=error.length,
        hint=None if error.hint_code is None else f"hint.{error.hint_code}",
        fix=error.fix,
    )


def _listed(function: CatalogueFunction, language: str) -> dict[str, Any]:
    formula = parse(function.formula)
    parameters = {name: parameter.default for name, parameter in function.parameters.items()}
    compile_formula(formula, function.variables, parameters)
    return {
        "name": function.name,
        "title": function.title.in_language(language),
        "expression": function.formula,
        "mathml": mathml(formula, language),
        "variables": list(function.variables),
        "parameters": {
            name: {
                "default": parameter.default,
                "span": [parameter.lower, parameter.upper],
                "meaning": parameter.meaning.in_language(language),
            }
            for name, parameter in function.parameters.items()
        },
        "dimension": len(function.variables),
        "shape": None if function.shape is None else list(function.shape),
        "dimensions": sorted(function.dimensions),
        "beyond": {str(dimension): _beyond(function, dimension, language) for dimension in function.dimensions[1:]},
        "domain": [list(interval) for interval in function.domain],
        "start": list(function.start),
        "minima": _places(function.minima),
        "saddles": _places(function.saddles),
        "traits": list(function.traits),
        "source": cited(function.source, language),
        "notice": function.notice.in_language(language),
        "keywords": keywords(language, function.title, function.notice),
        "learning_rates": suggested_rates(function),
    }


def _beyond(function: CatalogueFunction, dimension: int, language: str) -> dict[str, Any]:
    """What is different in another dimension than the function's own."""
    objective = function.objective(dimension=dimension)
    return {
        "expression": objective.formula.text,
        "mathml": mathml(objective.formula, language),
        "variables": list(objective.variables),
        "domain": objective.domain.tolist(),
        "start": objective.start.tolist(),
        "minima": _places(function.minima_beyond.get(dimension, ())),
        "saddles": [],
    }


def _places(places: Sequence[Place]) -> list[dict[str, Any]]:
    return [{"point": list(point), "value": value} for point, value in places]
