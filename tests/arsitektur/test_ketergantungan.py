"""Every direct dependency is locked and has its reason written down."""

from __future__ import annotations

import re

from tests.arsitektur.sumber import ROOT

SETS = ("runtime", "prod", "test", "dev")
ROW = re.compile(
    r"^\| (?P<name>[\w.-]+) \| (?P<set>runtime|prod|test|dev) \| (?P<why>.{10,}) \|$", re.MULTILINE
)


def required(name: str) -> dict[str, str]:
    """Package and version rule of one set's own lines."""
    lines = (ROOT / f"requirements/{name}.in").read_text(encoding="utf-8").splitlines()
    found = [
        re.match(r"([\w.-]+)(?:\[[\w,]+\])?([=<>].*)", line) for line in lines if not line.startswith("-r")
    ]
    return {match[1]: match[2] for match in found if match}


def lock(name: str) -> str:
    path = "requirements.txt" if name == "runtime" else f"requirements/{name}.txt"
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_dependency_has_its_reason_once() -> None:
    table = (ROOT / "docs/keputusan/0003-ketergantungan.md").read_text(encoding="utf-8")
    written = [(row["name"], row["set"]) for row in ROW.finditer(table)]
    assert sorted(written) == sorted((package, name) for name in SETS for package in required(name))


def test_every_lock_holds_what_its_set_asks_for() -> None:
    for name in SETS:
        for package, rule in required(name).items():
            version = rule.removeprefix("==") if rule.startswith("==") else r"[\d.]+"
            assert re.search(rf"(?mi)^{package}(\[[\w,]+\])?=={version}[ ;\\]", lock(name)), package


def test_locks_agree_with_each_other() -> None:
    pinned = re.compile(r"(?m)^([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)")
    runtime = dict(pinned.findall(lock("runtime")))
    for name in SETS[1:]:
        found = dict(pinned.findall(lock(name)))
        assert {package: found.get(package) for package in runtime} == runtime


def test_locks_have_hashes_and_no_address() -> None:
    for name in SETS:
        text = lock(name)
        assert text.count("--hash=sha256:") >= len(re.findall(r"(?m)^\w", text)) > 0
        assert re.search(r"https?://|--index-url|--find-links|file:", text) is None
