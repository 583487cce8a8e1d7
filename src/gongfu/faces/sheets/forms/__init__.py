"""Departments' own empty forms, bound once to figures and lists; then they fill themselves."""
