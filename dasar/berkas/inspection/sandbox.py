import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from dasar.berkas.inspection import child

WALL_SECONDS = 60


def run_in_child(
    task: str, *arguments: Path | int, script: str = child.__file__, seconds: float | None = None
) -> dict[str, Any]:
    """The answer of `script` for these files; {"refused": "too_complex"} if it died of its limits or hung."""
    command = [sys.executable, "-I", script, task, *map(str, arguments)]
    try:
        limit = seconds or WALL_SECONDS
        done = subprocess.run(command, capture_output=True, timeout=limit, check=False, env={})  # noqa: S603
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {"refused": "too_complex"}
