"""Runs alone in a child process with limits: turns every sheet of a workbook into JSON, values and formulas apart.

    python -I buku_child.py xlsx FILE      (also ods, which gives values only)

Prints {"sheets": [{"name", "hidden", "cells": [[row, column, value, formula], ...]}], "formulas": bool}; rows and
columns count from 1. A value is a text, null, or [kind, text] with kind n (number), d (date), t (moment), b (truth),
e (error); a formula is a text or null and is never evaluated. A refusal is {"refused": code}. Imports nothing of
the portal.
"""

import datetime
import json
import re
import resource
import sys

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 30
MAX_ROW = 20_001
MAX_COLUMN = 200
MAX_SHEETS = 100
MAX_CELLS = 200_000
MAX_TEXT = 20_000_000
ERROR = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)")


class Refused(Exception):
    pass


class Meter:
    """Counts what is handed over, so that the process that reads it stays small."""

    def __init__(self):
        self.cells = self.text = 0

    def take(self, row, column, *texts):
        if row > MAX_ROW:
            raise Refused("too_many_rows")
        if column > MAX_COLUMN:
            raise Refused("too_many_columns")
        self.cells += 1
        self.text += sum(len(text) for text in texts if isinstance(text, str))
        if self.cells > MAX_CELLS or self.text > MAX_TEXT:
            raise Refused("too_complex")


def plain(value):
    """A value as JSON can carry it."""
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
    return ["e", text] if ERROR.fullmatch(text) else text


def formula_text(cell):
    if cell.data_type != "f":
        return None
    return str(getattr(cell.value, "text", None) or cell.value or "=")


def sheet_cells(values, formulas, meter):
    """The filled cells of one sheet; both readings walk in step."""
    cells = []
    for value_row, formula_row in zip(values.iter_rows(), formulas.iter_rows(), strict=False):
        for value, cell in zip(value_row, formula_row, strict=False):
            formula = formula_text(cell) if cell.value is not None else None
            shown = plain(value.value)
            if shown is None and formula is None:
                continue
            meter.take(cell.row, cell.column, shown, formula)
            cells.append([cell.row, cell.column, shown, formula])
    return cells


def read_openpyxl(path):
    import openpyxl

    books = [
        openpyxl.load_workbook(path, read_only=True, data_only=only, keep_links=False)
        for only in (True, False)
    ]
    meter, sheets = Meter(), []
    for name in books[0].sheetnames[:MAX_SHEETS]:
        values, formulas = (book[name] for book in books)
        if not hasattr(values, "iter_rows"):
            continue  # a sheet that is only a chart
        for sheet in (values, formulas):
            sheet.reset_dimensions()  # what the file says of its size may be wrong
        hidden = values.sheet_state != "visible"
        sheets.append({"name": name, "hidden": hidden, "cells": sheet_cells(values, formulas, meter)})
    return {"sheets": sheets, "formulas": True}


def read_calamine(path):
    """Values only: for ODS, and for workbooks that a strict reader trips over."""
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(path)
    except calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except calamine.CalamineError as error:
        raise Refused("broken") from error
    meter, sheets = Meter(), []
    for told in workbook.sheets_metadata[:MAX_SHEETS]:
        if told.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(told.name)
        cells = calamine_cells(sheet, meter) if sheet.start is not None else []
        hidden = told.visible != calamine.SheetVisibleEnum.Visible
        sheets.append({"name": told.name, "hidden": hidden, "cells": cells})
    return {"sheets": sheets, "formulas": False}


def calamine_cells(sheet, meter):
    if sheet.total_width > MAX_COLUMN:
        raise Refused("too_many_columns")
    if sheet.total_height > MAX_ROW:
        raise Refused("too_many_rows")
    first_row, first_column = sheet.start[0] + 1, sheet.start[1] + 1
    cells = []
    for row, line in enumerate(sheet.iter_rows(), start=first_row):
        # iter_rows begins at the first filled column of the sheet, whichever row that is in
        for column, value in enumerate(line, start=first_column):
            shown = plain(value)
            if shown is not None:
                meter.take(row, column, shown)
                cells.append([row, column, shown, None])
    return cells


def read(task, path):
    if task == "ods":
        return read_calamine(path)
    try:
        return read_openpyxl(path)
    except (Refused, MemoryError):
        raise
    except Exception:  # noqa: BLE001  # odd styles and names are no reason to refuse what another reader can read
        return read_calamine(path)


def main(arguments):
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    task, path = arguments
    try:
        answer = read(task, path)
        if not any(sheet["cells"] for sheet in answer["sheets"]):
            answer = {"refused": "empty"}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "too_complex"}
    except Exception:  # noqa: BLE001  # whatever a parser trips over, the file is at fault
        answer = {"refused": "broken"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
