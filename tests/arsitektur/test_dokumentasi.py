"""Public functions say what they guarantee, in typed signatures; nouns stand in the glossary once."""

from __future__ import annotations

import ast
import re

from django.apps import apps

from tests.arsitektur.sumber import FLOORS, ROOT, Module, modules

GLOSSARY = ROOT / "docs/glosarium.md"
ROW = re.compile(r"^\| `(?P<name>\w+)` \|")
OWN_APPS = FLOORS
MUST_EXPLAIN = (".domain", ".permissions", "dasar.izin", "dasar.writing", "zona.grafik")


def glossary_names() -> list[str]:
    rows = (ROW.match(line) for line in GLOSSARY.read_text(encoding="utf-8").splitlines())
    return [row["name"] for row in rows if row]


def model_names() -> set[str]:
    return {model.__name__ for model in apps.get_models() if model.__module__.split(".")[0] in OWN_APPS}


def test_every_model_stands_in_the_glossary_once() -> None:
    names = glossary_names()
    assert sorted(names) == sorted(set(names))
    assert set(names) == model_names()


def test_plural_names_are_not_english() -> None:
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OWN_APPS:
            assert model._meta.verbose_name_plural == model._meta.verbose_name, model.__name__


def unexplained(module: Module) -> list[str]:
    found = []
    for node in module.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        if ast.get_docstring(node) is None:
            found.append(f"{module.name}.{node.name}: no docstring")
        if node.returns is None or any(argument.annotation is None for argument in arguments):
            found.append(f"{module.name}.{node.name}: not typed")
    return found


def test_public_functions_of_the_domain_are_explained_and_typed() -> None:
    chosen = [m for m in modules() if any(part in m.name for part in MUST_EXPLAIN)]
    assert chosen
    assert [line for module in chosen for line in unexplained(module)] == []


def test_the_explanation_check_can_fail() -> None:
    probe = Module("opd.domain.probe", ROOT, ast.parse("def create_x(a):\n    return a"))
    assert unexplained(probe) == [
        "opd.domain.probe.create_x: no docstring",
        "opd.domain.probe.create_x: not typed",
    ]


def test_no_float_is_written_in_the_domain() -> None:
    found = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if ".domain" in module.name or ".models" in module.name
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float")
    ]
    assert found == []
