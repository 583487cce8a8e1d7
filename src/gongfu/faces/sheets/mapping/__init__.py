"""Which part of a workbook is the table, and which of its columns is what."""
