"""The description of the API is whole: no warning, filters told, and its examples are what it describes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The description as it is given out."""
    path = tmp_path_factory.mktemp("skema") / "skema.json"
    call_command("spectacular", validate=True, fail_on_warn=True, format="openapi-json", file=str(path))
    return json.loads(path.read_text())


def answers(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address with the description of its answer."""
    for path, operations in description["paths"].items():
        content = operations["get"]["responses"]["200"]["content"]
        if "/skema/" not in path:
            yield path, content["application/json"]


def problems(description: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    whole = schema | {"components": description["components"]}
    return [error.message for error in Draft202012Validator(whole).iter_errors(value)]


def test_examples_are_what_is_described(description: dict[str, Any]) -> None:
    told = {path: answer.get("examples", {}) for path, answer in answers(description)}
    assert [path for path, examples in told.items() if not examples] == []
    wrong = {
        path: problems(description, answer["schema"], example["value"])
        for path, answer in answers(description)
        for example in answer["examples"].values()
    }
    assert {path: found for path, found in wrong.items() if found} == {}


def test_pages_end_with_null_and_a_board_tells_what_may_be_asked(description: dict[str, Any]) -> None:
    one = {"count": 0, "next": None, "previous": None, "results": []}
    pages = {path: a["schema"] for path, a in answers(description) if "Paginated" in str(a["schema"])}
    assert len(pages) > 15
    assert {path for path, schema in pages.items() if problems(description, schema, one)} == set()
    asked = description["paths"]["/api/v1/papan-tahun/"]["get"]["parameters"]
    assert {item["name"] for item in asked} >= {"tahun", "tahap", "jumlah_tahun"}


def test_description_can_be_written_as_yaml(tmp_path: Path) -> None:
    call_command("spectacular", file=str(tmp_path / "skema.yml"))

    assert (tmp_path / "skema.yml").stat().st_size > 0
