"""A file before anything opens it: what it is by its bytes, what it declares, whether it may in."""

from __future__ import annotations

import enum
import io
import zipfile
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput

_MB = 1024 * 1024
_MOST_PARTS, _MOST_UNPACKED, _MOST_RATIO = 2000, 300 * _MB, 150
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_UTF16 = "utf-16-le"


class Kind(enum.StrEnum):
    """What a file is, by its bytes and not by its name."""

    XLSX = "xlsx"
    XLS = "xls"
    DOCX = "docx"
    CSV = "csv"


class File(NamedTuple):
    """A file that may be opened.  macros: it carries some, which nothing here runs."""

    name: str
    kind: Kind
    data: bytes
    macros: bool = False


class TooLargeFile(BadInput):
    """A workbook may have so many megabytes."""

    code = "sheets.too-large"
    words = _("The file is larger than %(most)s MB. Send it in parts, one sheet at a time.")


class Bomb(BadInput):
    """The file would unpack to far more than it is."""

    code = "sheets.bomb"
    words = _(
        "This file unpacks to far more than a form or a list can hold, so it was not opened."
        " Copy the rows into a new workbook and try again."
    )


class LockedFile(BadInput):
    """The workbook has a password."""

    code = "sheets.locked"
    words = _("This file is locked with a password. Save it without one and try again.")


class NotASheet(BadInput):
    """The file is none of those that can be read."""

    code = "sheets.not-a-sheet"
    words = _("This file cannot be read. Send an Excel workbook (.xlsx or .xls) or a .csv file.")


class OldWord(BadInput):
    """A .doc must be saved as .docx."""

    code = "sheets.old-word"
    words = _("This is an old Word file (.doc). Save it as .docx and send it again.")


def file_of(name: str, data: bytes) -> File:
    """Return the file with its kind.

    Raises TooLargeFile, Bomb, LockedFile, OldWord, NotASheet.
    """
    if len(data) > settings.GONGFU_SHEET_MEGABYTES * _MB:
        raise TooLargeFile(most=settings.GONGFU_SHEET_MEGABYTES)
    if data.startswith(b"PK"):
        return _zipped(name, data)
    if data.startswith(_OLE):
        return _compound(name, data)
    if b"\0" in data[:4096] or not data.strip():
        raise NotASheet()
    return File(name, Kind.CSV, data)


def _zipped(name: str, data: bytes) -> File:
    names = set(check_archive(data))
    macros = any(part.endswith("vbaProject.bin") for part in names)
    if "xl/workbook.xml" in names:
        return File(name, Kind.XLSX, data, macros)
    if "word/document.xml" in names:
        return File(name, Kind.DOCX, data, macros)
    raise NotASheet()


def check_archive(data: bytes) -> list[str]:
    """Return the names in a ZIP archive whose declared sizes are sane.  Raises Bomb, NotASheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise NotASheet() from None
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    overlapping = packed > len(data)
    swollen = unpacked > 10 * _MB and unpacked > _MOST_RATIO * max(packed, 1)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or overlapping or swollen:
        raise Bomb()
    return [part.filename for part in parts]


def _compound(name: str, data: bytes) -> File:
    """Judge an OLE file by the names of its streams, which stand in it as UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode(_UTF16) in data

    if holds("EncryptedPackage"):
        raise LockedFile()
    if holds("Workbook") or holds("Book"):
        return File(name, Kind.XLS, data, macros=holds("_VBA_PROJECT_CUR"))
    if holds("WordDocument"):
        raise OldWord()
    raise NotASheet()
