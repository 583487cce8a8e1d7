"""The command line: serve, demo, verify, replay, figure, import, export, backup, restore, doctor."""
