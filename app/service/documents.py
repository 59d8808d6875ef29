"""Documents: the strict shapes in which experiments arrive, derived from the engine's own dataclasses.

An optimizer's or schedule's fields become a pydantic model with a `name` that discriminates; bounds, defaults and
descriptions come from the field's metadata, so nothing is declared twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, TypeVar, Union

from pydantic import BaseModel, ConfigDict, Field, create_model

Built = TypeVar("Built")


class Document(BaseModel):
    """Base of all request documents: strict types, finite numbers, no unknown fields."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class NamedDocument(Document):
    """What the members of a `named_union` have in common."""

    name: str


def document_of(cls: type[Any], language: str = "en") -> type[Document]:
    """The document model of an engine dataclass that has a `name` and hyperparameter fields, described in `language`."""
    fields: dict[str, Any] = {"name": (Literal[cls.name], Field(description=(cls.__doc__ or "").partition("\n")[0]))}
    fields |= {field.name: _model_field(field, language) for field in dataclasses.fields(cls)}
    return create_model(f"{cls.__name__}Document", __base__=Document, **fields)


def named_union(classes: Sequence[type[Any]]) -> Any:
    """The discriminated union of the documents of `classes`, by `name`."""
    models = tuple(document_of(cls) for cls in classes)
    return Annotated[Union[models], Field(discriminator="name")]  # noqa: UP007


def builder(classes: Sequence[type[Built]]) -> Callable[[Document], Built]:
    """A function that turns a document of `named_union(classes)` into an instance of the right class."""
    by_name: dict[str, type[Built]] = {cls.name: cls for cls in classes}  # type: ignore[attr-defined]

    def build(document: Document) -> Built:
        settings = document.model_dump()
        return by_name[settings.pop("name")](**settings)

    return build


def schema_of(cls: type[Any], language: str) -> dict[str, Any]:
    """JSON Schema of a class's document: label, meaning, symbol, scale and span of each hyperparameter."""
    return document_of(cls, language).model_json_schema()


def _model_field(field: dataclasses.Field[Any], language: str) -> tuple[Any, Any]:
    settings = dict(field.metadata)
    label, meaning = settings.pop("label"), settings.pop("meaning")
    title, description = label.in_language(language), meaning.in_language(language)
    return type(field.default), Field(default=field.default, title=title, description=description, **settings)
