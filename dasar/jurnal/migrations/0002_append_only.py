"""The database itself refuses to change or remove what the journal holds, on both engines.

SQLite loses the triggers of a table that a later migration rebuilds; `verify_journal` and a test notice.
"""

from django.db import migrations

MESSAGE = "Jurnal hanya boleh ditambah"

SQLITE = [
    *(
        f"""CREATE TRIGGER jurnal_{table}_no_{event.lower()} BEFORE {event} ON jurnal_{table}
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        for table, event in (
            ("catatan", "UPDATE"),
            ("catatan", "DELETE"),
            ("segel", "UPDATE"),
            ("segel", "DELETE"),
            ("rantai", "DELETE"),
        )
    ),
    f"""CREATE TRIGGER jurnal_rantai_forward_only BEFORE UPDATE ON jurnal_rantai
        WHEN NEW.seq < OLD.seq OR NEW.stream <> OLD.stream
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
]

POSTGRESQL = [
    f"""CREATE FUNCTION jurnal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    *(
        f"""CREATE TRIGGER jurnal_{table}_no_{event.lower()} BEFORE {event} ON jurnal_{table}
            FOR EACH {"STATEMENT" if event == "TRUNCATE" else "ROW"} EXECUTE FUNCTION jurnal_refuse()"""
        for table, event in (
            ("catatan", "UPDATE"),
            ("catatan", "DELETE"),
            ("catatan", "TRUNCATE"),
            ("segel", "UPDATE"),
            ("segel", "DELETE"),
            ("segel", "TRUNCATE"),
            ("rantai", "DELETE"),
            ("rantai", "TRUNCATE"),
        )
    ),
    """CREATE TRIGGER jurnal_rantai_forward_only BEFORE UPDATE ON jurnal_rantai FOR EACH ROW
       WHEN (NEW.seq < OLD.seq OR NEW.stream <> OLD.stream) EXECUTE FUNCTION jurnal_refuse()""",
]


def install(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    """Only on the way back to an empty database: the tables themselves go in the step before."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION jurnal_refuse() CASCADE", params=None)
        return
    for name in ("no_update", "no_delete"):
        for table in ("catatan", "segel"):
            schema_editor.execute(f"DROP TRIGGER jurnal_{table}_{name}", params=None)
    for name in ("no_delete", "forward_only"):
        schema_editor.execute(f"DROP TRIGGER jurnal_rantai_{name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("jurnal", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
