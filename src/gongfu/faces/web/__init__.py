"""The pages: one folder a domain, plus shell, board, ledger and desk."""
