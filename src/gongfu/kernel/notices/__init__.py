"""Notices: what a person should know, made with the deed, shown here and sent where they wish."""
