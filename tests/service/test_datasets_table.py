"""The user's own table: what is tolerated, what is refused and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.engine.datasets.dataset import Dataset
from app.service.datasets.cells import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, number_of
from app.service.datasets.documents import DatasetDocument
from app.service.datasets.splits import load_split
from app.service.documents import Document
from app.service.reading import read_document
from app.service.refusal import Fault, Refusal

FLOWERS = "length,width,kind\n1.5,2,b\n3,4.25,a\n5,6,b\n"


class Holder(Document):
    """A document with a data set in it."""

    dataset: DatasetDocument


def read(text: str, **settings: Any) -> Dataset:
    document = read_document(Holder, {"dataset": {"name": "csv", "text": text, **settings}})
    return load_split(document.dataset, Path("nowhere")).train


def refused(text: str, **settings: Any) -> Fault:
    with pytest.raises(Refusal) as refusal:
        read(text, **settings)
    [fault] = refusal.value.faults
    assert "problem." not in fault.message("en")
    assert "{" not in fault.message("en") + fault.message("ja")
    return fault


def test_a_table_is_features_and_a_label() -> None:
    data = read(FLOWERS)
    assert data.features == ("length", "width")
    assert data.inputs.tolist() == [[1.5, 2], [3, 4.25], [5, 6]]
    assert data.classes == ("a", "b")
    assert data.targets.tolist() == [1, 0, 1]


def test_a_pair_can_be_chosen_and_any_label() -> None:
    data = read(FLOWERS, features=["width", "length"])
    assert data.features == ("width", "length")
    assert data.inputs[1].tolist() == [4.25, 3]
    numbers = read(FLOWERS, features=["length"], label="width", task="regression")
    assert numbers.classes == ()
    assert numbers.targets.tolist() == [[2], [4.25], [6]]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + FLOWERS,
        FLOWERS.replace("\n", "\r\n"),
        FLOWERS.replace("\n", "\r"),
        FLOWERS.replace(",", ";"),
        FLOWERS.replace(",", "\t"),
        FLOWERS.replace(",", "，"),
        FLOWERS.replace(",", " , "),
        FLOWERS.replace("\n", "\n\n \n,,\n"),
        FLOWERS.replace("1.5", "１．５").replace("4.25", "４.２5"),
        FLOWERS.replace("1.5", '"+15e-1"').replace("kind", '"kind"'),
        FLOWERS.rstrip(),
    ],
)
def test_what_editors_and_keyboards_make_of_it_is_read_the_same(text: str) -> None:
    data = read(text)
    assert data.inputs.tolist() == [[1.5, 2], [3, 4.25], [5, 6]]
    assert (data.features, data.classes) == (("length", "width"), ("a", "b"))


def test_a_header_is_optional() -> None:
    data = read(FLOWERS.partition("\n")[2])
    assert data.features == ("column1", "column2")
    assert len(data) == 3
    assert read("x,y,9\n1,2,1\n3,4,0\n").features == ("x", "y")
    assert read("x,,kind\n1,2,a\n3,4,b\n").features == ("x", "column2")


def test_labels_of_numbers_are_classes_in_their_order_unless_asked_otherwise() -> None:
    data = read("x,y\n1,10\n2,9\n3,10.0\n4,-1\n")
    assert data.classes == ("-1", "9", "10")
    assert data.targets.tolist() == [2, 1, 2, 0]
    assert read("x,y\n1,10\n2,9\n", task="regression").targets.tolist() == [[10], [9]]


def test_a_quoted_cell_may_hold_the_separator_and_lines() -> None:
    data = read('x,kind\n1,"a, or\nb"\n2,c\n')
    assert data.classes == ("a, or\nb", "c")
    assert refused('x,kind\n1,"a\nb"\ntwo,c\n').arguments["line"] == 4


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("-１２", -12),
        ("−3", -3),
        ("ー3", -3),
        ("1e3", 1000),
        (".5", 0.5),
        ("5.", 5),
        *((cell, None) for cell in ("", "1_000", "0x10", "nan", "inf", "1,5", "1 2", "１２個", "--1", "e5", "٣")),
    ],
)
def test_a_number_is_digits_of_any_width_and_nothing_else(cell: str, number: float | None) -> None:
    assert number_of(cell) == number


@pytest.mark.parametrize(
    ("text", "code", "arguments"),
    [
        ("", "csv_empty", {}),
        ("\ufeff\n , \n", "csv_empty", {}),
        ("x,y\n1,2\n3\n", "csv_ragged", {"line": 3, "expected": 2, "got": 1}),
        ("x,y,kind\n1,2,a\n3,,b\n", "csv_empty_cell", {"line": 3, "column": "y"}),
        ("x,y\n1,a\n2,\n", "csv_empty_cell", {"line": 3, "column": "y"}),
        ("x,y\n1,a\n\ntwo,b\n", "csv_no_number", {"line": 4, "column": "x", "got": "two"}),
        ("x,y\n1,a\nnan,b\n", "csv_no_number", {"line": 3, "column": "x", "got": "nan"}),
        ("x,y\n1,a\n1e999,b\n", "csv_too_big", {"line": 3, "column": "x", "got": "1e999", "limit": "1e+100"}),
        ('x,y\n1,a\n2,"b\n', "csv_unreadable", {"line": 3, "detail": "unexpected end of data"}),
        ('x,y\n1,a\n2,"b"c\n', "csv_unreadable", {"line": 3, "detail": "',' expected after '\"'"}),
        ("x,x,kind\n1,2,a\n3,4,b\n", "repeated", {"got": "x"}),
        ("x\n1\n2\n", "csv_one_column", {}),
        ("x,y\n1,a\n2,a\n", "csv_one_class", {"column": "y", "got": 1, "limit": 100}),
        (
            "x,y\n" + "".join(f"1,{n}\n" for n in range(101)),
            "csv_many_classes",
            {"column": "y", "got": 101, "limit": 100},
        ),
        ("1,2\n" * (MOST_ROWS + 1), "csv_many_rows", {"got": MOST_ROWS + 1, "limit": MOST_ROWS}),
        ("," * MOST_COLUMNS + "1\n", "csv_many_columns", {"got": MOST_COLUMNS + 1, "limit": MOST_COLUMNS}),
    ],
)
def test_what_cannot_be_read_is_named_with_line_and_column(text: str, code: str, arguments: dict[str, Any]) -> None:
    fault = refused(text)
    assert (fault.pointer, fault.code, fault.arguments) == ("/objective/dataset/text", code, arguments)


@pytest.mark.parametrize(
    ("settings", "pointer", "code"),
    [
        ({"features": ["lenght"]}, "/objective/dataset/features/0", "unknown_name"),
        ({"label": "species"}, "/objective/dataset/label", "unknown_name"),
        ({"features": ["length", "length"]}, "/objective/dataset/features/1", "repeated"),
        ({"features": ["kind"]}, "/objective/dataset/features/0", "repeated"),
        ({"task": "clustering"}, "/dataset/task", "wrong_type"),
        ({"task": "regression"}, "/objective/dataset/text", "csv_no_number"),
        ({"features": [1]}, "/dataset/features/0", "wrong_type"),
        ({"text": "x" * (MOST_CHARACTERS + 1)}, "/dataset/text", "too_long"),
        ({"text": "x,y\n1,a\n", "label": "x" * 201}, "/dataset/label", "too_long"),
        ({"text": "x,y\n1,2\n", "task": "regression", "validation": 0.5}, "/objective/dataset/validation", None),
    ],
)
def test_a_choice_that_does_not_fit_is_refused_at_its_place(
    settings: dict[str, Any], pointer: str, code: str | None
) -> None:
    fault = refused(**{"text": FLOWERS} | settings)
    assert (fault.pointer, fault.code) == (pointer, code or "nothing_to_set_aside")


def test_a_large_table_is_read_at_once() -> None:
    text = "x,y,kind\n" + "".join(f"{n},{n * n},{'ab'[n % 2]}\n" for n in range(MOST_ROWS))
    assert len(text) < MOST_CHARACTERS
    assert len(read(text)) == MOST_ROWS
