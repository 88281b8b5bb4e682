"""Templates have one style, as code has: `./zi rapikan` gives it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.arsitektur.sumber import ROOT


def unformatted(folder: Path) -> list[str]:
    paths = sorted(str(path) for path in folder.rglob("*.html"))
    done = subprocess.run(
        [Path(sys.executable).with_name("djade"), "--check", "--target-version", "5.2", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    return [line.removeprefix("Would reformat: ") for line in done.stderr.splitlines() if "Would" in line]


def test_templates_are_formatted() -> None:
    assert unformatted(ROOT / "templates") == [], "run ./zi rapikan (djade --target-version 5.2 FILE)"


def test_the_check_can_fail(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{% block isi %}\n<p>{{x}}</p>\n{% endblock %}\n")
    assert unformatted(tmp_path) == [str(tmp_path / "a.html")]
