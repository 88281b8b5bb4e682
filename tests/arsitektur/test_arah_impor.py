"""Every arrow runs downward: between the floors, and inside an app."""

from __future__ import annotations

import ast

import pytest

from tests.arsitektur.sumber import FLOORS, Module, modules

# Inside an app, lowest first. A module may import from its own layer and from lower ones.
LAYERS = (
    ("enums", "validators"),
    ("models",),
    ("permissions",),
    ("domain", "workbook"),
    ("forms", "api", "tasks", "management", "middleware", "adapter", "authentication", "http"),
    ("views",),
    ("urls",),
)
LAYER_OF = {name: index for index, names in enumerate(LAYERS) for name in names}
APPS = (
    "dasar.akun",
    "dasar.jurnal",
    "dasar.berkas",
    "dasar.pekerjaan",
    "opd",
    "evaluasi",
    "zona.laporan",
    "zona.publik",
)


def breaches_between_floors(module: Module) -> list[str]:
    own = FLOORS.index(module.name.split(".")[0])
    return [
        f"{module.name}:{line} imports {target}"
        for target, line in module.imports()
        if target.split(".")[0] in FLOORS and FLOORS.index(target.split(".")[0]) > own
    ]


def app_and_layer(name: str) -> tuple[str, int] | None:
    for app in APPS:
        if name.startswith(app + "."):
            layer = name[len(app) + 1 :].split(".")[0]
            return (app, LAYER_OF[layer]) if layer in LAYER_OF else None
    return None


def breaches_inside_app(module: Module) -> list[str]:
    here = app_and_layer(module.name)
    found = []
    for target, line in module.imports():
        there = app_and_layer(target)
        if here and there and here[0] == there[0] and there[1] > here[1]:
            found.append(f"{module.name}:{line} imports {target}")
    return found


def test_floors_import_only_downward() -> None:
    assert [breach for module in modules() for breach in breaches_between_floors(module)] == []


def test_layers_of_an_app_import_only_downward() -> None:
    assert [breach for module in modules() for breach in breaches_inside_app(module)] == []


def test_no_wildcard_imports_and_no_junk_drawers() -> None:
    junk = {"utils", "helpers", "common", "misc", "other", "tools"}
    found = [m.name for m in modules() if m.name.split(".")[-1] in junk]
    found += [
        f"{m.name} imports {target}" for m in modules() for target, _ in m.imports() if target.endswith(".*")
    ]
    assert found == []


def test_no_signals_among_ourselves() -> None:
    found = [
        f"{module.name}:{line} imports {target}"
        for module in modules()
        for target, line in module.imports()
        if target.startswith(("django.db.models.signals.", "django.dispatch"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "source", "check"),
    [
        ("dasar.probe", "from opd.models import Opd", breaches_between_floors),
        ("opd.domain.probe", "import evaluasi.models", breaches_between_floors),
        ("opd.models.probe", "from opd.domain.opd import create_opd", breaches_inside_app),
        ("opd.domain.probe", "from opd.views import x", breaches_inside_app),
    ],
)
def test_the_checks_can_fail(name: str, source: str, check: object, tmp_path: object) -> None:
    probe = Module(name, tmp_path, ast.parse(source))
    assert len(check(probe)) == 1
