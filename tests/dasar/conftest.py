import pytest
from django.contrib.auth import get_user_model

from dasar.izin import Actor


@pytest.fixture
def siti(db) -> Actor:
    return Actor(get_user_model().objects.create(username="siti", name="Siti Aminah"), ())


@pytest.fixture
def budi(db) -> Actor:
    return Actor(get_user_model().objects.create(username="budi", name="Budi Santoso"), ())
