from pathlib import Path

from django.core.management import call_command


def test_description_of_the_api_has_no_warning(tmp_path: Path) -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "skema.yml"))

    assert (tmp_path / "skema.yml").stat().st_size > 0
