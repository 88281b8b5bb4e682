"""Every address, asked by every principal, answers as the matrix says; nothing foreign shows in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.arsitektur.dunia import CANARY, PRINCIPALS, Dunia, build
from tests.arsitektur.matriks import MATRIX


def names(resolver: URLResolver, namespace: str = "") -> list[str]:
    """Every named address below a resolver; an address without a name fails."""
    found: list[str] = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += names(pattern, inner)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"address without a name: {pattern.pattern}"
            found.append(namespace + pattern.name)
    return found


def code_of(response: object) -> str:
    location = response.headers.get("Location", "")
    return (
        "L"
        if response.status_code == 302 and location.startswith(reverse("account_login"))
        else str(response.status_code)
    )


def agrees(found: str, expected: str) -> bool:
    return (
        found in {"200", "201", "202", "204", "302", "303", "400", "409"}
        if expected == "ok"
        else found == expected
    )


def sign_in(dunia: Dunia) -> None:
    """A session for each principal that has an account: signing in anew for each question would double the time."""
    for principal, person in dunia.people.items():
        if person is not None:
            client = Client()
            client.force_login(person)
            dunia.sessions[principal] = client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[Dunia]:
    """The city is built once; every question asked of it is undone by `dunia`."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build()
        sign_in(built)
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def dunia(world: Dunia, django_db_blocker: object) -> Iterator[Dunia]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield world
        transaction.set_rollback(True)


def forms_without_token(body: bytes) -> int:
    """How many posting forms of a page carry no CSRF token: they would be refused in a browser."""
    forms = re.findall(rb'<form[^>]*method="post".*?</form>', body, re.DOTALL | re.IGNORECASE)
    return sum(b"csrfmiddlewaretoken" not in form for form in forms)


def ask(name: str, method: str, dunia: Dunia) -> list[str]:
    """What each principal is answered at this address; foreign text in an answer to `operator` fails."""
    arguments = MATRIX[name][0](dunia)
    answers = []
    for principal in PRINCIPALS:
        client = Client(raise_request_exception=True)
        if principal in dunia.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = dunia.sessions[principal]
        response = getattr(client, method)(reverse(name, kwargs=arguments))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if principal in {"operator", "kepala", "anonim"}:
            assert CANARY.encode() not in body, f"{name} shows foreign data to {principal}"
        unprotected = forms_without_token(body)
        assert unprotected == 0, f"{name}: {unprotected} forms without a CSRF token for {principal}"
        answers.append(code_of(response))
    return answers


@pytest.mark.django_db  # also makes pytest-django create the database, which `world` fills by itself
def test_every_address_is_in_the_matrix() -> None:
    assert sorted(MATRIX) == sorted(set(names(get_resolver())))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(MATRIX))
@pytest.mark.parametrize("method", ["get", "post"])
def test_address_answers_each_principal(name: str, method: str, dunia: Dunia) -> None:
    row = MATRIX[name][1 if method == "get" else 2]
    expected = ["405"] * len(PRINCIPALS) if row == "-" else row.split()
    if row == "-":
        expected[0] = "L"
    found = ask(name, method, dunia)
    wrong = [
        f"{principal}: {got}, expected {want}"
        for principal, got, want in zip(PRINCIPALS, found, expected, strict=True)
        if not agrees(got, want) and not (row == "-" and got in {"L", "405"})
    ]
    assert wrong == []


def test_the_comparison_can_fail() -> None:
    assert not agrees("200", "403")
    assert not agrees("500", "ok")
    assert not agrees("403", "ok")
    assert forms_without_token(b'<form method="post"></form>') == 1
