"""Read settings from the environment; docs/operating.md lists them all."""

from __future__ import annotations

import importlib.util
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "GONGFU_"


def text(name: str, default: str = "") -> str:
    """Return the setting as text."""
    return os.environ.get(PREFIX + name, default)


def switch(name: str, *, default: bool = False) -> bool:
    """Return the setting as a switch: 1, true, yes, on."""
    value = os.environ.get(PREFIX + name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """Return the setting as a whole number."""
    return int(os.environ.get(PREFIX + name, default))


def listed(name: str, default: str = "") -> list[str]:
    """Return the setting as a list, written with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def named(name: str, default: str = "") -> dict[str, str]:
    """Return the setting as values by name, written `name=value` with spaces or lines between."""
    pairs = [part.partition("=") for part in text(name, default).split()]
    return {key: value for key, _equals, value in pairs if key and value}


def origin_of(address: str) -> list[str]:
    """Return the origin of a map's tiles, such as https://*.example, as a list of none or one."""
    parts = urlsplit(address.replace("{s}", "*"))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def folder_of(package: str) -> Path:
    """Return where a package lies, without importing it.  Raises LookupError."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise LookupError(package)
    return Path(found.submodule_search_locations[0])


def data_folder() -> Path:
    """Return the folder of everything a district keeps; it is made when missing."""
    folder = Path(text("DATA_DIR", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def kept_secret(folder: Path, name: str) -> str:
    """Return a secret that is made once and kept in the data folder, readable by its owner."""
    given = text(name.upper().replace("-", "_"))
    if given:
        return given
    path = folder / f"{name}.secret"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), "ascii")
        os.link(draft, path) if not path.exists() else None
        draft.unlink()
    return path.read_text("ascii")


def database(folder: Path) -> dict[str, Any]:
    """Return Django's description of the database: DATABASE_URL, or SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "gongfu.site.sqlite_backend",
            "NAME": str(folder / "gongfu.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            "TEST": {"NAME": str(folder / "tests.sqlite3")},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
