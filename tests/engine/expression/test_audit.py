"""From text to derivatives nothing is opened, imported, started or sent: a process of its own with an audit hook says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import CHECKOUT

CORPUS = Path(__file__).parent / "hostile.json"
HARMLESS = {
    "compile",  # of our own generated source, without a file
    "exec",
    "object.__getattr__",
    "code.__new__",
    "sys._getframe",
}
_SCRIPT = """
import json, sys
import numpy as np
from app.engine.expression import ExpressionError, compile_formula, gradient_mathml, gradient_text, mathml, parse
from app.engine.expression.free_parameters import free_parameters
from app.engine.expression.outlook import suggested_domain, suggested_start
from app.engine.expression.probe import Probe
from app.engine.expression.traits import traits_of

def everything(text):
    formula = parse(text)
    variables = formula.variables or ("x",)
    values = {parameter.name: parameter.default for parameter in free_parameters(formula)}
    program = compile_formula(formula, variables, values)
    with np.errstate(all="ignore"):
        for points in (np.ones(len(variables)), np.ones((len(variables), 3, 2))):
            program.value(points), program.value_and_gradient(points), program.hessian(points)
    mathml(formula), gradient_text(formula, variables), gradient_mathml(formula, variables)
    probe = Probe(formula, variables, values, np.repeat([[-5.0, 5.0]], len(variables), axis=0))
    suggested_start(probe, suggested_domain(probe), np.ones(len(variables)))
    return traits_of(probe)

rows = json.load(open(sys.argv[1], encoding="utf-8"))
attacks = [row if isinstance(row, str) else row["before"] + row["repeat"] * row["times"] + row["after"] for row in rows]
accepted = json.loads(sys.stdin.read())
events, is_watching = {}, True

def hook(event, arguments):
    if is_watching:
        events.setdefault(event, repr(arguments)[:200])

sys.addaudithook(hook)
refused = 0
for text in attacks:
    try:
        everything(text)
    except ExpressionError:
        refused += 1
for text in accepted:
    everything(text)
is_watching = False
print(json.dumps({"events": events, "refused": refused, "attacks": len(attacks)}))
"""
ACCEPTED = [
    "x^2/20 + y^2",
    "a*x^2 + b*y^2",
    "sum(i, 1, n, |x - i|) + if(x > y, log(x), tan(y))",
    "asin(x)^y + cbrt(x) + hypot(x, y) + atan2(y, x) + floor(x) + max(x, y, 3)",
    "ｓｉｎ（ｘ）＋√ｙ",
    "sum(i, 1, 500, sin(i*x))",
]


def test_no_file_import_process_or_socket_is_touched() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(CORPUS)],
        input=json.dumps(ACCEPTED),
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        check=True,
    )
    report = json.loads(finished.stdout)
    assert report["refused"] == report["attacks"] >= 300
    assert set(report["events"]) <= HARMLESS, report["events"]
    assert finished.stderr == ""
