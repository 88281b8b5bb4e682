"""Runs alone in a child process with limits: turns one spreadsheet into JSON.

    python -I child.py xlsx FILE      (also ods)
    python -I child.py csv FILE

Prints {"sheet": name, "rows": [[cell, ...], ...], "first": n} with `first` the number of the first row printed;
a cell is a text, null, or [kind, text] with kind n (number), d (date), t (moment), b (truth). A refusal is
{"refused": code}. Imports nothing of the portal. A workbook with one cell at the far corner makes the parser ask for
half a terabyte and die: it dies here.
"""

import csv
import datetime
import io
import json
import pathlib
import resource
import sys

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 30
MAX_ROWS = 20_001  # 20,000 and their head
MAX_COLUMNS = 200
MAX_CELL = 5_000


class Refused(Exception):
    pass


def _cell(value):
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return ["b", "1" if value else "0"]
    if isinstance(value, int | float):
        return ["n", repr(value)]
    if isinstance(value, datetime.datetime):
        return ["t", value.isoformat()]
    if isinstance(value, datetime.date):
        return ["d", value.isoformat()]
    text = str(value)
    if len(text) > MAX_CELL:
        raise Refused("cell_too_long")
    return text


def read_workbook(path):
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(path)
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
            and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        if not names:
            raise Refused("empty")
        sheet = workbook.get_sheet_by_name(names[0])
    except calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except calamine.CalamineError as error:
        raise Refused("broken") from error
    if sheet.start is None:
        raise Refused("empty")
    if sheet.total_width > MAX_COLUMNS:
        raise Refused("too_many_columns")
    return {"sheet": names[0], "first": sheet.start[0] + 1, "rows": _rows(sheet.iter_rows())}


def read_csv(path):
    data = pathlib.Path(path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    csv.field_size_limit(MAX_CELL)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = _rows([_unguarded(value) for value in line] for line in lines)
    except csv.Error as error:
        raise Refused("cell_too_long" if "field larger" in str(error) else "broken") from error
    return {"sheet": "CSV", "first": 1, "rows": rows}


def _unguarded(value):
    """The text behind the apostrophe with which `write_csv` keeps a text from being run."""
    return value[1:] if value.startswith(("'=", "'+", "'-", "'@", "''")) else value


def _rows(source):
    """Rows with something in them keep their place; blank ones at the end go, too many are refused."""
    rows = []
    filled = 0
    for number, row in enumerate(source):
        if len(row) > MAX_COLUMNS:
            raise Refused("too_many_columns")
        cells = [_cell(value) for value in row]
        rows.append(cells)
        if any(cell is not None for cell in cells):
            filled = number + 1
        if filled > MAX_ROWS:
            raise Refused("too_many_rows")
    if not filled:
        raise Refused("empty")
    return rows[:filled]


def main(arguments):
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    task, path = arguments
    try:
        answer = read_csv(path) if task == "csv" else read_workbook(path)
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "too_complex"}
    except Exception:  # noqa: BLE001  # whatever a parser trips over, the file is at fault
        answer = {"refused": "broken"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
