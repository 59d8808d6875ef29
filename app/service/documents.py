"""Documents: the strict shapes in which experiments arrive, derived from the engine's own dataclasses.

An optimizer's or schedule's fields become a pydantic model with a `name` that discriminates; bounds, defaults and
descriptions come from the field's metadata, so nothing is declared twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union

from pydantic import BaseModel, ConfigDict, Field, create_model

from app.engine.hyperparameter import MOST_PARTS, HyperparameterError

Built = TypeVar("Built")


class Document(BaseModel):
    """Base of all request documents: strict types, finite numbers, no unknown fields."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class NamedDocument(Document):
    """What the members of a `named_union` have in common."""

    name: str


@cache
def document_of(cls: Any, classes: tuple[Any, ...] = (), depth: int = 0) -> type[Document]:
    """The document model of an engine dataclass that has a `name` and hyperparameter fields, described in English.

    Where it holds parts, they are documents of those `classes` that fit, `depth` levels deep.
    """
    fields: dict[str, Any] = {"name": (Literal[cls.name], Field(description=(cls.__doc__ or "").partition("\n")[0]))}
    for field in dataclasses.fields(cls):
        kind = field.metadata.get("part")
        shape = type(field.default) if kind is None else _part_shape(field, _fitting(classes, kind), depth)
        fields[field.name] = (shape, Field(**_described(field)))
    return create_model(f"{cls.__name__}Document{depth or ''}", __base__=Document, **fields)


def named_union(classes: Sequence[Any], depth: int = 0, parts: Sequence[Any] | None = None) -> Any:
    """The discriminated union of the documents of `classes`, by `name`; those with parts only as long as there is `depth`.

    Parts are some of `parts`, or of the `classes` themselves.
    """
    chosen = [cls for cls in classes if depth or not _has_parts(cls)]
    within = tuple(classes if parts is None else parts)
    models = tuple(document_of(cls, within, depth) if _has_parts(cls) else document_of(cls) for cls in chosen)
    return Annotated[Union[models], Field(discriminator="name")]  # noqa: UP007


class BuildError(ValueError):
    """Settings that no document can refuse by itself: `cause` is the engine's reason, at `pointer` within the document."""

    def __init__(self, pointer: str, cause: HyperparameterError) -> None:
        super().__init__(str(cause))
        self.pointer, self.cause = pointer, cause


def builder(classes: Sequence[type[Built]]) -> Callable[[Document], Built]:
    """A function that turns a document of `named_union(classes)` into an instance of the right class, or raises BuildError."""
    by_name: dict[str, type[Built]] = {cls.name: cls for cls in classes}  # type: ignore[attr-defined]

    def build(document: Document, pointer: str = "") -> Built:
        settings = {name: built(value, f"{pointer}/{name}") for name, value in document if name != "name"}
        try:
            return by_name[document.name](**settings)  # type: ignore[attr-defined]
        except HyperparameterError as error:
            raise BuildError(pointer, error) from None

    def built(value: Any, pointer: str) -> Any:
        if isinstance(value, Document):
            return build(value, pointer)
        if isinstance(value, list):
            return tuple(built(entry, f"{pointer}/{index}") for index, entry in enumerate(value))
        return value

    return build


def schema_of(cls: Any, classes: Sequence[Any], language: str) -> dict[str, Any]:
    """JSON Schema of a class's document: label, meaning, symbol, scale and span of each hyperparameter.

    A part names the catalogue it is from and the entries that fit, so that no schema holds another.
    """
    schema = schema_in_words(document_of(cls), words_of(cls, language))
    for field in dataclasses.fields(cls):
        kind = field.metadata.get("part")
        if kind is not None:
            names = [entry.name for entry in _fitting(classes, kind)]
            schema["properties"][field.name] |= {"catalogue": kind.catalogue, "names": names}
    return schema


def schema_in_words(model: type[Document], words: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """JSON Schema of the document `model`, with these words for its fields."""
    schema = _schema_in_english(model)
    return schema | {"properties": {name: {**own, **words.get(name, {})} for name, own in schema["properties"].items()}}


def words_of(cls: Any, language: str) -> dict[str, dict[str, str]]:
    """Label and meaning of every hyperparameter of a class, as JSON Schema calls them."""
    return {field.name: _words(field, language) for field in dataclasses.fields(cls)}


def document(instance: Any) -> dict[str, Any]:
    """The document of an engine dataclass: its name and its settings, parts included."""
    settings = {field.name: _plain(getattr(instance, field.name)) for field in dataclasses.fields(instance)}
    return {"name": instance.name, **settings}


def merged(settings: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """`settings` with a `change` in it; of parts, only what the change names."""
    both = {name: (settings[name], value) for name, value in change.items() if name in settings}
    deeper = {
        name: merged(old, new) for name, (old, new) in both.items() if isinstance(old, dict) and isinstance(new, dict)
    }
    return {**settings, **change, **deeper}


def _words(field: dataclasses.Field[Any], language: str) -> dict[str, str]:
    """Label and meaning of a hyperparameter, as JSON Schema calls them."""
    label, meaning = field.metadata["label"], field.metadata["meaning"]
    return {"title": label.in_language(language), "description": meaning.in_language(language)}


@cache
def _schema_in_english(model: type[Document]) -> dict[str, Any]:
    return model.model_json_schema()


def _fitting(classes: Sequence[type[Any]], kind: type[Any]) -> tuple[type[Any], ...]:
    return tuple(cls for cls in classes if issubclass(cls, kind))


def _has_parts(cls: type[Any]) -> bool:
    return any("part" in field.metadata for field in dataclasses.fields(cls))


def _part_shape(field: dataclasses.Field[Any], fitting: Sequence[type[Any]], depth: int) -> Any:
    one = named_union(fitting, depth - 1) if depth else dict[str, Any]
    if isinstance(field.default, tuple):
        return Annotated[list[one], Field(min_length=1, max_length=MOST_PARTS)]  # type: ignore[valid-type]
    return one


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return document(value)
    return [_plain(entry) for entry in value] if isinstance(value, tuple) else value


def _described(field: dataclasses.Field[Any]) -> dict[str, Any]:
    """What pydantic's Field takes of an engine field: default, bounds, label and meaning."""
    settings = {name: value for name, value in field.metadata.items() if name not in {"label", "meaning", "part"}}
    words = _words(field, "en")
    if "part" in field.metadata:
        return {"default": _plain(field.default), "validate_default": True, **words}
    return {"default": field.default, **words, **settings}
