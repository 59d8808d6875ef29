"""An optimizer has one name: its title is spelled alike in both languages and wherever a text speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.engine.objectives import OBJECTIVES
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.documentation import documentation_of
from app.service.messages import LANGUAGES, catalogue
from app.service.presets import PRESETS
from tests.project.sources import CHECKOUT

NAMES = {cls.title.en for cls in OPTIMIZERS if re.fullmatch(r"(?=.*[A-Z].*[A-Z])[A-Za-z-]+", cls.title.en)}


def test_a_title_in_latin_letters_is_the_same_in_both_languages() -> None:
    for cls in (*OPTIMIZERS, *SCHEDULES):
        assert cls.title.ja == cls.title.en or re.search(r"[^\x00-\x7fα-ωε̂]", cls.title.ja), cls.title


def test_every_text_spells_an_optimizer_as_its_title_does() -> None:
    said = "\n".join(_texts())
    for name in NAMES:
        found = set(re.findall(rf"(?<![\w.\"'`]){re.escape(name)}(?![\w(\"'`])", said, re.IGNORECASE))
        assert found <= {name, name.lower()}, f"{name} is also spelled {found}"
    assert {"RMSProp", "AdaGrad", "SGD"} <= NAMES


def _texts() -> Iterator[str]:
    for cls in (*OPTIMIZERS, *SCHEDULES):
        for language in LANGUAGES:
            documentation = documentation_of(cls, language)
            yield from (cls.idea.in_language(language), documentation.headline, *documentation.paragraphs)
            yield from (span.words for fact in documentation.facts.values() for span in fact if not span.is_code)
    for function in OBJECTIVES:
        yield from function.notice
    for preset in PRESETS:
        yield from (*preset.title, *preset.why)
    for language in LANGUAGES:
        yield from catalogue(language).values()
    for page in (*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").glob("*.md")):
        yield re.sub(r"(?s)```.*?```", "", page.read_text(encoding="utf-8"))
