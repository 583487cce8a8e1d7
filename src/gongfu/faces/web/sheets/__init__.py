"""Departments' sheets: taking workbooks in, and forms that fill themselves."""
