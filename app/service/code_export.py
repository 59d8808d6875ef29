"""Code: one experiment as something to paste elsewhere, which then runs and gives the same numbers.

curl and pandas ask this server again; torch and NumPy walk the paths by themselves, or say why they cannot.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Any

from app.service.messages import sentence
from app.service.numpy_code import numpy_code
from app.service.preparation import Prepared
from app.service.results import to_bytes
from app.service.torch_code import torch_code
from app.service.walked_code import NotThere, Walkers, names_of

_JSON = "Content-Type: application/json"


def exported_code(prepared: Prepared, origin: str, language: str, base_path: str = "") -> dict[str, Any]:
    """The code by its name; `origin` is this server's address, as the caller sees it, without a path."""
    link = None if prepared.permalink is None else f"{origin}{prepared.permalink}"
    body = to_bytes(prepared.document)
    address = f"{link or f'{origin}{base_path}/api/v1/trajectories'}?format=csv"
    asked = {"curl": _curl(address, None if link else body), "pandas": _pandas(address, None if link else body)}
    walked = {"torch": lambda: torch_code(prepared), "numpy": lambda: numpy_code(prepared, language)}
    return {
        **{name: {"code": code, "refusal": None, "left_out": []} for name, code in asked.items()},
        **{name: _walked(write, prepared, link, language) for name, write in walked.items()},
        "permalink": link,
    }


def _walked(write: Callable[[], Walkers], prepared: Prepared, link: str | None, language: str) -> dict[str, Any]:
    """The program under its heading and above its origin; `left_out` says of which runs it has none, and why."""
    try:
        walkers = write()
    except NotThere as reason:
        return {"code": None, "refusal": _reason(reason, language), "left_out": []}
    names = names_of(prepared.labels)
    left_out = [
        sentence(language, "code.left_out", run=names[index], reason=_reason(reason, language))
        for index, reason in walkers.left_out.items()
    ]
    comments = "".join(f"# {line}\n" for line in left_out)
    origin = f"\n# {link}\n" if link else ""
    return {
        "code": f"{_heading(prepared, language)}{comments}\n{walkers.text}{origin}",
        "refusal": None,
        "left_out": left_out,
    }


def _reason(reason: NotThere, language: str) -> str:
    subject = "" if reason.subject is None else reason.subject.title.in_language(language)
    return sentence(language, reason.key, subject=subject, setting=reason.setting)


def _heading(prepared: Prepared, language: str) -> str:
    experiment = prepared.document
    objective = experiment["objective"]
    model = [objective[part]["name"] for part in ("model", "dataset", "loss")] if "model" in objective else []
    name = objective.get("name") or objective.get("expression") or ", ".join(model)
    about = sentence(language, "code.heading", name=name, steps=experiment["steps"], seed=experiment["seed"])
    stops = any(limit is not None for limit in experiment["stop"].values())
    lines = [
        about,
        *([sentence(language, "code.stops")] if stops else []),
    ]
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)


def _curl(address: str, body: bytes | None) -> str:
    """Without a body it is the permalink; an experiment that is too long for one is sent along."""
    sent = "" if body is None else f" -H {shlex.quote(_JSON)} -d {shlex.quote(body.decode())}"
    return f"curl {shlex.quote(address)}{sent}\n"


def _pandas(address: str, body: bytes | None) -> str:
    lines = ["import pandas", ""]
    if body is None:
        lines += [f"source = {address!r}"]
    else:
        lines = ["from urllib.request import Request, urlopen", "", *lines, f"body = {body!r}"]
        lines += [f"source = urlopen(Request({address!r}, body, {{'Content-Type': 'application/json'}}))"]
    lines += ["paths = pandas.read_csv(source)"]
    return "\n".join([*lines, "print(paths.groupby(['run', 'label'])['loss'].last())", ""])
