"""Writes signatures.json: which keyword arguments the functions take that `Optimizer.elsewhere` names.

    python -m tests.golden.write_signatures          (needs torch, optax, keras, scipy, pytorch_optimizer or cma)

Functions of libraries that are not installed here keep what an earlier run has recorded: run it once per environment.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.engine.optimizers import OPTIMIZERS
from tests.golden.calls import library_functions_in

TARGET = Path(__file__).with_name("signatures.json")
os.environ.setdefault("KERAS_BACKEND", "torch" if importlib.util.find_spec("torch") else "jax")


def main() -> None:
    recorded: dict[str, Any] = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
    versions, signatures = recorded.get("versions", {}), recorded.get("signatures", {})
    named = {name for cls in OPTIMIZERS for entry in cls.elsewhere for name in library_functions_in(entry.code)}
    missing = []
    for name in sorted(named):
        library = name.partition(".")[0]
        if importlib.util.find_spec(library) is None:
            missing += [name] if name not in signatures else []
            continue
        signatures[name] = parameters_of(resolved(name))
        versions[library] = version(library).partition("+")[0]
    kept = {name: signatures[name] for name in sorted(signatures) if name in named}
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(parameters)}" for name, parameters in kept.items())
    heading = json.dumps(dict(sorted(versions.items())))
    TARGET.write_text(f'{{"versions": {heading},\n "signatures": {{\n{rows}\n }}}}\n', encoding="utf-8")
    print(f"{len(kept)} signatures; not installed here and not recorded: {missing or 'none'}")


def resolved(name: str) -> Any:
    """What the dotted `name` is."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(name)


def parameters_of(function: Any) -> list[str]:
    """The names of the parameters, with `*` before those that gather the rest."""
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    parameters = inspect.signature(function).parameters.values()
    return [stars.get(parameter.kind, "") + parameter.name for parameter in parameters]


if __name__ == "__main__":
    main()
