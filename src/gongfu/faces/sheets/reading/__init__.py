"""Workbooks read without trust: looked at from outside, then opened by a small child process."""

from gongfu.faces.sheets.reading.books import Book, Cell, Merged, Sheet, read_book
from gongfu.faces.sheets.reading.files import File, Kind, file_of

__all__ = ["Book", "Cell", "File", "Kind", "Merged", "Sheet", "file_of", "read_book"]
