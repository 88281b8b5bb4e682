"""Rows that the database itself keeps from being changed: a migration names the table, the act and the condition.

The same condition is written once and serves both engines (triggers on SQLite, a function and a trigger on
PostgreSQL). It may look at `OLD`, `NEW` and other tables. SQLite loses the triggers of a table that a later
migration rebuilds: such a migration installs them again, and the tests that break each rule notice when it does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.migrations import RunPython


@dataclass(frozen=True)
class Larangan:
    """One act (INSERT, UPDATE or DELETE) that a table refuses while `when` (SQL) is true."""

    table: str
    event: str
    when: str
    message: str

    @property
    def name(self) -> str:
        """The name of the trigger."""
        return f"{self.table}_frozen_{self.event.lower()}"


def same(*columns: str) -> str:
    """SQL that is true when none of these columns changes."""
    return " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)


def _sqlite(rule: Larangan) -> list[str]:
    return [
        f"""CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} WHEN ({rule.when})
            BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"""
    ]


def _postgresql(rule: Larangan) -> list[str]:
    row = "OLD" if rule.event == "DELETE" else "NEW"
    return [
        f"""CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {rule.when} THEN
                    RAISE EXCEPTION '{rule.message}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN {row};
            END $$""",
        f"""CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table}
            FOR EACH ROW EXECUTE FUNCTION {rule.name}()""",
    ]


def forbid(rules: Iterable[Larangan]) -> RunPython:
    """A migration step that makes the database refuse these acts, and takes the rules away on the way back."""
    rules = tuple(rules)

    def install(_apps: Any, editor: Any) -> None:
        make = {"sqlite": _sqlite, "postgresql": _postgresql}[editor.connection.vendor]
        for rule in rules:
            for statement in make(rule):
                editor.execute(statement, params=None)

    def remove(_apps: Any, editor: Any) -> None:
        on_postgresql = editor.connection.vendor == "postgresql"
        for rule in rules:
            if on_postgresql:
                editor.execute(f"DROP FUNCTION {rule.name}() CASCADE", params=None)
            else:
                editor.execute(f"DROP TRIGGER {rule.name}", params=None)

    return RunPython(install, remove)
