"""Reaching past the append-only triggers: for emptying the test database and for playing the forger.

The product has no such way. A TransactionTestCase empties all tables after the test (DELETE on SQLite, TRUNCATE
on PostgreSQL), which the triggers of the journal rightly refuse; and the tests of tampering act as a database
owner would.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def triggers_off() -> Iterator[None]:
    """Triggers do not fire inside the block and are back, unchanged, after it (PostgreSQL: a superuser's switch)."""
    away, back = ["SET session_replication_role = replica"], ["SET session_replication_role = DEFAULT"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            away, back = [f"DROP TRIGGER {name}" for name, _ in found], [sql for _, sql in found]
        for statement in away:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in back:
            cursor.execute(statement)
