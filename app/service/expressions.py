"""What can be said of a typed formula before anything runs on it: how it was read, what is worth knowing, where to begin."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.engine.expression import Formula, Note, gradient_mathml, gradient_text, mathml
from app.engine.expression.free_parameters import FreeParameter, free_parameters
from app.engine.expression.outlook import suggested_domain, suggested_start
from app.engine.expression.probe import Probe
from app.engine.expression.traits import Trait, traits_of
from app.engine.objectives.formula import FormulaObjective
from app.service.experiment import TypedObjective
from app.service.messages import sentence
from app.service.objectives import parsed, resolve_objective
from app.service.reading import read_document


def described_expression(value: Any, language: str) -> dict[str, Any]:
    """Canonical text, names, typeset forms, traits, a domain and a start for the document `value`; raises Refusal.

    Parameters without a value take their defaults for what has to be looked at with numbers; `unset_parameters` names them.
    """
    document = read_document(TypedObjective, value)
    formula = parsed(document, "")
    free = free_parameters(formula)
    values = {parameter.name: parameter.default for parameter in free} | document.parameters
    resolved = resolve_objective(document.model_copy(update={"parameters": values}), "")
    variables = resolved.variables
    probe = Probe(formula, variables, values, resolved.objective.domain)
    domain = resolved.objective.domain if document.domain is not None else suggested_domain(probe)
    usual = FormulaObjective(document.expression, values, domain).start
    whole = {parameter.name: values[parameter.name] for parameter in free if parameter.is_whole}
    return {
        "expression": formula.canonical,
        "variables": list(variables),
        "parameters": list(formula.parameters),
        "unset_parameters": [letter for letter in formula.parameters if letter not in document.parameters],
        "free_parameters": [_slider(parameter, document) for parameter in free],
        "mathml": mathml(formula, language),
        "gradient": list(gradient_text(formula, variables, whole)),
        "gradient_mathml": list(gradient_mathml(formula, variables, whole, language)),
        "dimension": len(variables),
        "domain": domain.tolist(),
        "start": suggested_start(probe, np.asarray(domain), usual).tolist(),
        "traits": [_trait(trait, language) for trait in traits_of(probe)],
        "notes": [_note(note, language) for note in _notes(formula)],
    }


def _slider(parameter: FreeParameter, document: TypedObjective) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "default": parameter.default,
        "span": [parameter.lower, parameter.upper],
        "type": "integer" if parameter.is_whole else "number",
        "value": document.parameters.get(parameter.name),
    }


def _notes(formula: Formula) -> list[Note]:
    """How the formula was read; that a variable is not used is among the traits."""
    return [note for note in formula.notes if note.code != "unused_variable"]


def _note(note: Note, language: str) -> dict[str, Any]:
    return {
        "code": note.code,
        "message": sentence(language, f"expression.note.{note.code}", **note.arguments),
        "position": note.position,
        "length": note.length,
    }


def _trait(trait: Trait, language: str) -> dict[str, Any]:
    taken = {} if trait.taken is None else {"taken": sentence(language, f"expression.taken.{trait.taken}")}
    return {
        "code": trait.code,
        "message": sentence(language, f"expression.trait.{trait.code}", **trait.arguments, **taken),
        "arguments": dict(trait.arguments),
    }
