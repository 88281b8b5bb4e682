"""Nothing grows past what one can read: functions, views, modules, templates, tests, styles, scripts."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.arsitektur.sumber import ROOT, length, modules

MAX_FUNCTION, MAX_VIEW, MAX_MODULE, MAX_TEST_MODULE, MAX_TEMPLATE, MAX_ASSET = 40, 25, 400, 600, 150, 400


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(root: Path, pattern: str, most: int, *, skip: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{path.relative_to(root)}: {lines(path)} lines"
        for path in sorted(root.rglob(pattern))
        if lines(path) > most and not any(part in skip for part in path.parts)
    ]


def test_functions_are_short() -> None:
    found = []
    for module in modules():
        most = MAX_VIEW if ".views" in module.name else MAX_FUNCTION
        found += [
            f"{module.name}.{node.name}: {length(node)} lines"
            for node in module.functions()
            if length(node) > most
        ]
    assert found == []


def test_modules_are_short() -> None:
    assert [f"{m.name}: {m.lines} lines" for m in modules() if m.lines > MAX_MODULE] == []


def test_settings_are_short() -> None:
    assert lines(ROOT / "zona/settings.py") <= 250


def test_test_modules_are_short() -> None:
    assert too_long(ROOT / "tests", "*.py", MAX_TEST_MODULE) == []


def test_templates_are_short() -> None:
    assert too_long(ROOT / "templates", "*.html", MAX_TEMPLATE) == []


def test_styles_and_scripts_are_short() -> None:
    found = too_long(ROOT / "static", "*.css", MAX_ASSET, skip=("vendor",))
    assert found + too_long(ROOT / "static", "*.js", MAX_ASSET, skip=("vendor",)) == []


def test_the_measures_can_fail(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x\n" * 151)
    assert too_long(tmp_path, "*.html", MAX_TEMPLATE) == ["a.html: 151 lines"]
    body = "\n".join("    x = 1" for _ in range(40))
    node = ast.parse(f'def f():\n    """One\n    two."""\n{body}').body[0]
    assert length(node) == 41
