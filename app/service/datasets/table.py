"""The user's own table: comma-separated text, some columns as features, one as label."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from app.engine.choice import Choice
from app.engine.hyperparameter import hyperparameter
from app.engine.text import Text
from app.service.datasets.cells import MOST_CHARACTERS, MOST_COLUMNS, Table, number_of, read_table, refused
from app.service.datasets.source import Part, Raw, Source
from app.service.reading import unknown_name
from app.service.refusal import Fault, Refusal

MOST_CLASSES = 100


class TableText(str):
    """The text of a table, of limited length."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "str", "max_length": MOST_CHARACTERS}


class ColumnName(str):
    """The name of a column."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "str", "max_length": 200}


class ColumnNames(tuple[str, ...]):
    """The names of some columns."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> dict[str, Any]:
        name = {"type": "str", "max_length": 200}
        return {
            "type": "tuple",
            "items_schema": [name],
            "variadic_item_index": 0,
            "max_length": MOST_COLUMNS,
            "strict": False,
        }


class Task(Choice):
    """What is predicted: a class or a number."""

    words = ("classification", "regression")
    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Csv(Source):
    """Csv: your own table, one example per line.

    The first line may name the columns; without names they are column1, column2, … Commas, semicolons or tabs separate them,
    whichever the first line has most of. Lines are counted in messages as an editor counts them.

    Convention:   classes are the different labels, in the order of their numbers or of the alphabet; a label of numbers is
                  a class too unless the task is regression
    Reference:    RFC 4180 for the form of the text; full-width digits and a byte-order mark are read as well
    """

    name: ClassVar[str] = "csv"
    title: ClassVar[Text] = Text("Your own table", "自分の表")
    idea: ClassVar[Text] = Text(
        "Comma-separated text: some columns as features, one as label.",
        "カンマ区切りのテキスト。特徴の列とラベルの列を選びます。",
    )
    japanese: ClassVar[str] = """
    1 行目には列の名前を書けます。名前がなければ column1、column2、… になります。区切りはカンマ、セミコロン、タブのうち、
    1 行目に最も多いものです。メッセージの行番号はエディターの行番号と同じです。

    Convention: ラベルの種類がクラスになり、数値ならその順、それ以外なら文字の順に並びます。数値のラベルも、回帰を選ばない
                かぎりクラスとして扱います
    """

    text: TableText = hyperparameter(TableText(""), Text("text", "テキスト"), Text("the table itself", "表のテキスト"))
    features: ColumnNames = hyperparameter(
        ColumnNames(()),
        Text("features", "特徴"),
        Text(
            "columns to predict from; none named: all but the label", "予測に使う列。指定しなければラベル以外のすべて"
        ),
    )
    label: ColumnName = hyperparameter(
        ColumnName(""),
        Text("label", "ラベル"),
        Text("column to predict; not named: the last one", "予測する列。指定しなければ最後の列"),
    )
    task: Task = hyperparameter(
        Task("classification"),
        Text("task", "課題"),
        Text(
            "classification: labels are classes; regression: they are numbers",
            "分類ではラベルはクラス、回帰では数値です",
        ),
    )

    def part(self, folder: Path, part: Part, pointer: str) -> Raw:
        return _read(self.text, self.features, self.label, self.task == "regression", pointer)


@lru_cache(maxsize=4)
def _read(text: str, features: tuple[str, ...], label: str, is_regression: bool, pointer: str) -> Raw:
    table = read_table(text, f"{pointer}/text")
    answer = _index(table, label, f"{pointer}/label") if label else len(table.names) - 1
    chosen = [_index(table, name, f"{pointer}/features/{index}") for index, name in enumerate(features)]
    chosen = chosen or [index for index in range(len(table.names)) if index != answer]
    for index, column in enumerate(chosen):
        if column == answer or column in chosen[:index]:
            place = f"{pointer}/features/{index}" if features else f"{pointer}/text"
            raise Refusal([Fault(pointer=place, code="repeated", arguments={"got": table.names[column]})])
    if not chosen:
        raise refused(f"{pointer}/text", "csv_one_column")
    inputs = np.array([[table.number(row, column) for column in chosen] for row in range(len(table.rows))])
    names = tuple(table.names[column] for column in chosen)
    if is_regression:
        targets = np.array([[table.number(row, answer)] for row in range(len(table.rows))])
        return Raw(inputs=inputs, targets=targets, features=names)
    labels, classes = _classes(table, answer)
    return Raw(inputs=inputs, targets=labels, classes=classes, features=names)


def _index(table: Table, name: str, pointer: str) -> int:
    if name not in table.names:
        raise Refusal([unknown_name(pointer, name, table.names)])
    return table.names.index(name)


def _classes(table: Table, column: int) -> tuple[Any, tuple[str, ...]]:
    """The label of each row `(n,)`, and the names of the classes in their order."""
    cells = [table.cell(row, column) for row in range(len(table.rows))]
    numbers = [number_of(cell) for cell in cells]
    if all(number is not None for number in numbers):
        values, labels = np.unique(np.array(numbers, dtype=np.float64), return_inverse=True)
        names = tuple(f"{value:.15g}" for value in values.tolist())
    else:
        names = tuple(sorted(set(cells)))
        place = {name: index for index, name in enumerate(names)}
        labels = np.array([place[cell] for cell in cells])
    if not 2 <= len(names) <= MOST_CLASSES:
        code = "csv_one_class" if len(names) < 2 else "csv_many_classes"
        arguments = {"column": table.names[column], "got": len(names), "limit": MOST_CLASSES}
        raise refused(table.pointer, code, **arguments)
    return labels.astype(np.int64), names
