"""The production set, held against what it names; and, with servers at hand, started."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.urls import resolve

from tests.zona.test_zi import free_port, until
from zona.env import BASE_DIR
from zona.statis import GzipManifestStaticFilesStorage

COMPOSE = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("setup", "web", "worker", "beat")
READ = re.compile(r"\b(?:env\.)?(?:text|flag|number|words)\(\s*\"([A-Z][A-Z0-9_]+)\"")
USED = re.compile(r"\$\{([A-Z_]+)(:\?)?")


def variables_of_example() -> list[str]:
    lines = (BASE_DIR / ".env.contoh").read_text().splitlines()
    return [line.partition("=")[0] for line in lines if line and not line.startswith("#")]


def variables_read_by_code() -> set[str]:
    floors = [BASE_DIR / name for name in ("zona", "evaluasi", "opd", "dasar")]
    return {
        name for floor in floors for path in floor.rglob("*.py") for name in READ.findall(path.read_text())
    }


def test_example_names_every_variable_once() -> None:
    compose = {name for name, _ in USED.findall((BASE_DIR / "docker-compose.yml").read_text())}
    caddy = set(re.findall(r"\{\$([A-Z_]+)\}", (BASE_DIR / "Caddyfile").read_text()))

    named, read = variables_of_example(), variables_read_by_code() | compose | caddy
    assert (set(named) - read, read - set(named)) == (set(), set())
    assert len(named) == len(set(named))


def test_example_has_no_secret() -> None:
    values = dict(
        line.split("=", 1) for line in (BASE_DIR / ".env.contoh").read_text().splitlines() if "=" in line
    )

    assert [values[name] for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_URL")] == ["", "", ""]


def test_the_set_is_complete() -> None:
    assert sorted(SERVICES) == ["beat", "postgres", "proxy", "redis", "setup", "web", "worker"]
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]


def test_every_variable_of_the_set_must_be_given() -> None:
    used = USED.findall((BASE_DIR / "docker-compose.yml").read_text())

    assert [name for name, required in used if not required] == []


@pytest.mark.parametrize("name", OURS)
def test_our_services_have_no_rights_to_spare(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == [f"data:{service['environment']['ZONA_DATA_DIR']}"]
    assert service["environment"]["ZONA_MODE"] == "produksi"


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_names_is_declared(name: str) -> None:
    service = SERVICES[name]

    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert set(service.get("depends_on", ())) <= set(SERVICES)
    volumes = {volume.partition(":")[0] for volume in service.get("volumes", ())}
    assert {volume for volume in volumes if not volume.startswith("./")} <= set(COMPOSE["volumes"])
    assert [
        volume for volume in volumes if volume.startswith("./") and not (BASE_DIR / volume).exists()
    ] == []


def test_servers_are_where_the_portal_looks_for_them() -> None:
    place = SERVICES["web"]["environment"]

    assert (
        urlsplit(place["DATABASE_URL"].replace("${", "").replace(":?", "").replace(" ", "")).scheme
        == "postgres"
    )
    assert "@postgres:5432/zona" in place["DATABASE_URL"]
    assert urlsplit(place["REDIS_URL"]).hostname == "redis"
    assert SERVICES["postgres"]["environment"]["POSTGRES_DB"] == "zona"
    assert "reverse_proxy web:8000" in (BASE_DIR / "Caddyfile").read_text()


def test_health_of_the_web_service_asks_a_real_address() -> None:
    code = SERVICES["web"]["healthcheck"]["test"][-1]

    compile(code, "healthcheck", "exec")
    assert resolve(urlsplit(re.search(r'"(http[^"]+)"', code)[1]).path).url_name == "sehat_siap"


def test_dockerfile_copies_what_exists_and_the_whole_portal() -> None:
    text = (BASE_DIR / "Dockerfile").read_text()
    sources = [word for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for word in line.split()]

    assert [source for source in sources if not (BASE_DIR / source).exists()] == []
    assert set(sources) == {
        "requirements/prod.txt", "manage.py", "gunicorn.conf.py",
        "zona", "evaluasi", "opd", "dasar", "templates", "static",
    }  # fmt: skip
    allowed = (BASE_DIR / ".dockerignore").read_text().split()
    assert {line[1:] for line in allowed if line.startswith("!")} == set(sources)
    assert "FROM python:3.11-" in text


def own_static_files() -> list[str]:
    root = BASE_DIR / "static"
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]


def command_of(service: str, port: int) -> list[str]:
    """The service's own command, with the programs of this environment and a port of ours."""
    program, *rest = SERVICES[service]["command"]
    return [
        f"{sys.prefix}/bin/{program}",
        *[word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in rest],
    ]


@pytest.fixture
def production(tmp_path: Path, django_db_setup, django_db_blocker) -> Iterator[tuple[dict[str, str], int]]:
    """Web, worker and beat of the production set, on a database of their own."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS zona_uji_produksi WITH (FORCE)")
        cursor.execute("CREATE DATABASE zona_uji_produksi")
    server = settings.DATABASES["default"]
    account = f"{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        **SERVICES["web"]["environment"],
        "ZONA_DATA_DIR": str(tmp_path / "data"),
        "SECRET_KEY": "kunci-uji-" * 8 + "0123456789",
        "ZONA_HOSTS": "zona.example",
        "DATABASE_URL": f"postgres://{account}/zona_uji_produksi",
        "REDIS_URL": settings.REDIS_URL,
    }
    port = free_port()
    started: list[subprocess.Popen] = []
    try:
        subprocess.run(command_of("setup", port), env=environment, cwd=BASE_DIR, check=True)
        started += [
            subprocess.Popen(command_of(name, port), env=environment, cwd=BASE_DIR) for name in OURS[1:]
        ]
        yield environment, port
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(60)
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP DATABASE zona_uji_produksi WITH (FORCE)")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Host": "zona.example"} | headers
    )
    try:
        answer = urllib.request.build_opener(NoRedirect).open(request, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, dict(answer.headers), answer.read()


@pytest.mark.lambat
@pytest.mark.postgresql
@pytest.mark.redis
def test_production_processes_work_together(production: tuple[dict[str, str], int]) -> None:
    environment, port = production
    https = {"X-Forwarded-Proto": "https"}

    def all_well() -> bool:
        try:
            return b'"siap": true' in (body := ask(port, "/sehat/siap")[2]) and b'"pekerja": true' in body
        except OSError:
            return False

    until(all_well)
    assert ask(port, "/akun/masuk/")[1]["Location"] == "https://zona.example/akun/masuk/"
    status, headers, _ = ask(port, "/akun/masuk/", **https)
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert re.search(r"__Host-csrf=\w+;.*HttpOnly;.*Secure", headers["Set-Cookie"])
    manifest = json.loads((Path(environment["ZONA_DATA_DIR"]) / "statis" / "staticfiles.json").read_text())
    style = manifest["paths"]["css/base.css"]
    status, headers, _ = ask(port, f"/statis/{style}", **https, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in headers["Cache-Control"]
    assert ask(port, "/", **https | {"Host": "jahat.example"})[0] == 400
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--database", "default", "--fail-level", "WARNING"],
        env=environment, cwd=BASE_DIR, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr


def test_static_files_can_be_collected_with_hashed_names(tmp_path: Path) -> None:
    """A style that names a file which is not there stops the production set from starting."""
    storage = GzipManifestStaticFilesStorage(location=tmp_path, base_url="/statis/")
    found = {path: (FileSystemStorage(BASE_DIR / "static"), path) for path in own_static_files()}
    for path, (source, _) in found.items():
        with source.open(path) as file:
            storage.save(path, file)

    failed = [result for _, _, result in storage.post_process(found) if isinstance(result, Exception)]

    assert failed == []
