"""Read one workbook from standard input under limits, and write its cells as JSON lines.

Run as a script of its own: it imports nothing of ours.  One line a sheet, an object of its name,
whether it is hidden and its merged ranges; then one line a row, an array.  A cell is null, text,
number, truth, or [letter, text] for a date, a time or a span.  Macros and formulas are never run.
"""

from __future__ import annotations

import csv
import io
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

_MEMORY, _SECONDS = 512 * 1024 * 1024, 20
_PLAIN = (str, bool, int, float)
_LOCKED, _BROKEN, _TOO_MANY = 3, 4, 5
_MOST_CELLS = 20_000_000


def limit() -> None:
    """Give this process little memory and time, and no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def written(cell: Any) -> Any:
    """Return a cell as JSON can hold it."""
    if cell == "":
        return None
    if isinstance(cell, _PLAIN):
        return cell
    if isinstance(cell, datetime):
        return ["d", cell.isoformat()]
    if isinstance(cell, date):
        return ["d", f"{cell.isoformat()}T00:00:00"]
    if isinstance(cell, time):
        return ["t", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["s", str(int(cell.total_seconds()))]
    return str(cell)


def read_csv(data: bytes) -> None:
    """Write the one sheet of a CSV file: UTF-8, or GB 18030 as Excel in China saves it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(1 << 20)
    put({"name": "", "hidden": False, "merged": []})
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        put([cell or None for cell in row])


def put(line: Any) -> None:
    """Write one line."""
    import orjson

    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")


def read_workbook(data: bytes) -> None:
    """Write the sheets of an Excel workbook."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    kinds = python_calamine.SheetTypeEnum.WorkSheet
    for mark in book.sheets_metadata:
        if mark.typ != kinds:
            continue
        sheet = book.get_sheet_by_name(mark.name)
        if sheet.total_height * sheet.total_width > _MOST_CELLS:
            sys.exit(_TOO_MANY)
        hidden = mark.visible != python_calamine.SheetVisibleEnum.Visible
        ranges = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
        put({"name": mark.name, "hidden": hidden, "merged": ranges})
        before = [None] * (sheet.start or (0, 0))[1]
        for row in sheet.iter_rows():  # from row 1 on, but from the first column that is used
            put([*before, *map(written, row)])


def main() -> None:
    """Read what standard input holds; the one argument says whether it is csv."""
    limit()
    data = sys.stdin.buffer.read()
    try:
        if sys.argv[1] == "csv":
            read_csv(data)
        else:
            read_workbook(data)
    except Exception as error:
        sys.stderr.write(type(error).__name__)
        sys.exit(_LOCKED if "Password" in type(error).__name__ else _BROKEN)


if __name__ == "__main__":
    main()
