"""Departments' own Excel and Word: taken in with all errors named, filled by itself (一次填)."""
