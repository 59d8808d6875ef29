"""The formula language: what a person types → value, gradient and Hessian as NumPy code, and a typeset formula.

    text → tokens → words → tree (parser) → graph (lowering, algebra) → derivatives → code
                              ↘ canonical text, MathML
"""

from .errors import ExpressionError, Fix, Note
from .formula import Formula, parse
from .program import Program, compile_formula

__all__ = ["ExpressionError", "Fix", "Formula", "Note", "Program", "compile_formula", "parse"]
