"""The reference: what its index lists and its pages show, from the registries alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from app.engine.objectives import OBJECTIVES
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.catalogues import optimizer_catalogue, schedule_catalogue
from app.service.demonstrations import CURVE_BASE, objective_experiment, optimizer_experiment, rate_curve
from app.service.documentation import cited, documentation_of, spans
from app.service.elsewhere import LIBRARIES, code_of, left_out, namesakes
from app.service.messages import LANGUAGES, sentence
from app.service.notation import typeset
from app.service.objectives import objective_catalogue
from app.service.rate_picture import rate_picture
from app.service.value_words import limits_of, shown

KINDS: dict[str, Sequence[Any]] = {"optimizers": OPTIMIZERS, "schedules": SCHEDULES, "objectives": OBJECTIVES}

KIND_WORDS = {
    "optimizers": "reference.optimizers",
    "schedules": "reference.schedules",
    "objectives": "reference.objectives",
}
_OBJECTIVE_CAPTIONS = {
    1: "reference.live.objective.line",
    2: "reference.live.objective",
    3: "reference.live.objective.loss",
}
"""What the picture of a function of one, two or more coordinates shows."""
_PLACE_WORDS = {"minima": "reference.minima", "saddles": "reference.saddles", "maxima": "reference.maxima"}


@dataclass(frozen=True)
class Entry:
    """One line of the index."""

    kind: str
    name: str
    title: str
    idea: str
    tags: tuple[tuple[str, str], ...]
    """Family or traits: names, and their words."""
    haystack: str
    """Every word by which it is found, in both languages."""

    @property
    def key(self) -> tuple[str, str]:
        """What it is among all entries."""
        return self.kind, self.name

    def has(self, words: str, tag: str) -> bool:
        """Whether it answers a search for all of `words`, and bears `tag` if one is given."""
        wanted = folded(words).split()
        return all(word in self.haystack for word in wanted) and (not tag or tag in (name for name, _ in self.tags))


def folded(text: str) -> str:
    """`text` as it is compared: full-width and capital letters are small ones."""
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def index(language: str) -> tuple[Entry, ...]:
    """Every entry, in the order of the registries."""
    return tuple(_entry(kind, item, language) for kind, items in KINDS.items() for item in items)


def tags_of(kind: str, language: str) -> list[tuple[str, str]]:
    """The families, or traits, that entries of `kind` have, each once, in order of appearance; families in their own."""
    found = dict(tag for entry in index(language) if entry.kind == kind for tag in entry.tags)
    if kind == "optimizers":
        order = [family.key for family in type(OPTIMIZERS[0].family)]
        return sorted(found.items(), key=lambda tag: order.index(tag[0]))
    return list(found.items())


def found(kind: str, name: str) -> Any | None:
    """The registered `name`, or None."""
    return next((item for item in KINDS[kind] if item.name == name), None)


def nearest(kind: str, name: str, language: str) -> Entry | None:
    """The entry whose name is most like `name`, of `kind` if there is one; None if nothing is like it."""
    entries = sorted(index(language), key=lambda entry: entry.kind != kind)
    by_name = {entry.name: entry for entry in reversed(entries)}
    close = get_close_matches(folded(name), by_name, n=1, cutoff=0.5)
    return by_name[close[0]] if close else None


@cache
def optimizer_page(name: str, language: str) -> dict[str, Any]:
    """What the page of an optimizer shows."""
    cls = found("optimizers", name)
    assert cls is not None
    listed = _listed(optimizer_catalogue(language), name)
    return {
        "entry": _entry_of("optimizers", name, language),
        "documentation": documentation_of(cls, language),
        "hyperparameters": _hyperparameters(listed["schema"], language),
        "elsewhere": [
            {
                "title": LIBRARIES[place.library],
                "code": code_of(place, cls()),
                "difference": place.difference and place.difference.in_language(language),
                "left_out": [name for name in left_out(place, cls()) if name not in namesakes(place, cls())],
                "namesakes": [
                    sentence(
                        language,
                        "reference.namesake",
                        library=LIBRARIES[place.library],
                        name=name,
                        meant=meant,
                        meaning=listed["schema"]["properties"][meant]["description"],
                        other=listed["schema"]["properties"][name]["description"],
                    )
                    for name, meant in namesakes(place, cls()).items()
                ],
            }
            for place in cls.elsewhere
        ],
        "experiment": (experiment := optimizer_experiment(name)),
        "marks": _marks(experiment["objective"]["name"]),
        "caption": _caption(experiment["objective"]["name"], cls.title.in_language(language), language),
        "relatives": [
            entry for entry in index(language) if entry.kind == "optimizers" and entry.tags[0][0] == cls.family.key
        ],
    }


@cache
def schedule_page(name: str, language: str) -> dict[str, Any]:
    """What the page of a schedule shows."""
    cls = found("schedules", name)
    assert cls is not None
    settings, rates = rate_curve(cls)
    return {
        "entry": _entry_of("schedules", name, language),
        "documentation": documentation_of(cls, language),
        "hyperparameters": _hyperparameters(_listed(schedule_catalogue(language), name)["schema"], language),
        "curve": rate_picture(rates),
        "curve_base": CURVE_BASE,
        "curve_settings": ", ".join(f"{key} = {value}" for key, value in settings.items()),
        "relatives": [entry for entry in index(language) if entry.kind == "schedules"],
    }


@cache
def objective_page(name: str, language: str) -> dict[str, Any]:
    """What the page of a function shows."""
    cls = found("objectives", name)
    assert cls is not None
    listed = _listed(objective_catalogue(language), name)
    titles = {entry.name: entry.title for entry in index(language) if entry.kind == "optimizers"}
    return {
        "entry": _entry_of("objectives", name, language),
        "function": listed,
        "domain": " × ".join(f"[{shown(low)}, {shown(high)}]" for low, high in listed["domain"]),
        "start": f"({', '.join(shown(float(coordinate)) for coordinate in listed['start'])})",
        "source": spans(cited(cls.source, language)),
        "places": [
            {"kind": sentence(language, words), "point": ", ".join(map(shown, point)), "value": shown(value)}
            for kind, words in _PLACE_WORDS.items()
            for point, value in getattr(cls, kind)
        ],
        "rates": [(key, titles[key], shown(rate)) for key, rate in listed["learning_rates"].items() if key in titles],
        "experiment": objective_experiment(name),
        "marks": _marks(name),
        "caption": sentence(language, _OBJECTIVE_CAPTIONS[min(len(cls.variables), 3)]),
        "relatives": [entry for entry in index(language) if entry.kind == "objectives" and _alike(entry, cls.traits)],
    }


def _caption(name: str, title: str, language: str) -> str:
    """What the picture of a run on the function `name` shows: a map, or the loss alone where there are too many coordinates."""
    function = found("objectives", name)
    assert function is not None
    place = function.title.in_language(language)
    if len(function.variables) > 2:
        return sentence(language, "reference.live.loss", title=title, objective=place)
    return sentence(language, "reference.live.optimizer", title=title, objective=place)


def _marks(name: str) -> dict[str, Any]:
    """The places of a function that its picture marks."""
    cls = found("objectives", name)
    assert cls is not None
    lowest = min((value for _, value in cls.minima), default=None)
    minima = [point for point, value in cls.minima if value == lowest]
    return {"minima": minima, "saddles": [point for point, _ in cls.saddles], "lowest": lowest}


def _alike(entry: Entry, traits: Sequence[str]) -> bool:
    return bool(traits) and entry.tags[:1] != () and entry.tags[0][0] == traits[0]


def _entry_of(kind: str, name: str, language: str) -> Entry:
    return next(entry for entry in index(language) if (entry.kind, entry.name) == (kind, name))


def _entry(kind: str, item: Any, language: str) -> Entry:
    said = item.notice if kind == "objectives" else item.idea
    tags = tuple(_tags(kind, item, language))
    words = [item.name, item.name.replace("_", " "), *item.title, *said]
    words += [word for other in LANGUAGES for tag in _tags(kind, item, other) for word in tag]
    words += (
        [cited(item.source, other) for other in LANGUAGES]
        if kind == "objectives"
        else [documentation_of(item).headline]
    )
    return Entry(
        kind, item.name, item.title.in_language(language), said.in_language(language), tags, folded(" ".join(words))
    )


def _tags(kind: str, item: Any, language: str) -> list[tuple[str, str]]:
    if kind == "optimizers":
        return [(item.family.key, item.family.value.in_language(language))]
    if kind == "objectives":
        return [(trait, sentence(language, f"trait.{trait}")) for trait in item.traits]
    return []


def _listed(catalogue: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(entry for entry in catalogue if entry["name"] == name)


def _hyperparameters(schema: dict[str, Any], language: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "symbol": typeset(field.get("symbol", "")),
            "title": field["title"],
            "default": shown(field.get("default")),
            "range": limits_of(field, language),
            "meaning": field["description"],
        }
        for name, field in schema["properties"].items()
        if name != "name"
    ]
