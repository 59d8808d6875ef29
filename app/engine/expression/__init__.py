"""The formula language: what a person types → value, gradient and Hessian as NumPy code, and a typeset formula.

text → tokens → words → tree (parser) → graph (lowering, algebra) → derivatives → code
                          ↘ canonical text, MathML                 ↘ gradient as text and MathML
"""

from app.engine.expression.errors import ExpressionError, Fix, Note
from app.engine.expression.formula import Formula, parse
from app.engine.expression.gradient import gradient_mathml, gradient_text, mathml
from app.engine.expression.program import Program, compile_formula

__all__ = [
    "ExpressionError",
    "Fix",
    "Formula",
    "Note",
    "Program",
    "compile_formula",
    "gradient_mathml",
    "gradient_text",
    "mathml",
    "parse",
]
