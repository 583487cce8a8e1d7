"""Write what anyone may check: public parts, leaf hashes, the signed head, the schema.

`deeds.ndjson`: line i is the public part of record i, the very bytes that are hashed.  `leaves`:
the leaf hashes, 32 bytes each.  `checkpoint`: the signed head of exactly these records.
`schema.json`: the kinds with their quantities and units.  docs/export-format.md says more; the
columns of an export are written by `figures.store.exported`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gongfu.kernel.ledger import proofs
from gongfu.kernel.ledger.deeds import KINDS
from gongfu.kernel.ledger.encoding import shape
from gongfu.kernel.ledger.models import Record

_BATCH = 10_000


def write_export(folder: Path, *, tell: Callable[[int], None] | None = None) -> proofs.Head:
    """Write the export into `folder` and return its head; `tell` hears how many are done."""
    folder.mkdir(parents=True, exist_ok=True)
    head = proofs.head()
    with (folder / "deeds.ndjson").open("wb") as deeds, (folder / "leaves").open("wb") as leaves:
        for rows in rows_of(head.size):
            deeds.writelines(f"{public}\n".encode() for _number, public, _leaf in rows)
            leaves.writelines(leaf for _number, _public, leaf in rows)
            if tell:
                tell(rows[-1][0])
    (folder / "checkpoint").write_text(head.checkpoint, "utf-8")
    (folder / "schema.json").write_text(json.dumps(schema(), indent=1, sort_keys=True), "utf-8")
    return head


def rows_of(size: int, *, batch: int = _BATCH) -> Iterator[list[tuple[int, str, bytes]]]:
    """Yield number, public part and leaf hash of the first `size` records, some at a time."""
    for after in range(0, size, batch):
        rows = Record.objects.filter(number__gt=after, number__lte=min(size, after + batch))
        found = rows.order_by("number").values_list("number", "public", "leaf")
        yield [(number, public, bytes(leaf)) for number, public, leaf in found]


def schema() -> dict[str, Any]:
    """Return each kind with its version, what it says, its quantities with units, its codes."""
    return {
        kind: {
            "version": deed.version,
            "says": (deed.__doc__ or "").split("\n")[0],
            "quantities": {field.name: field.unit for field in shape(deed).quantities},
            "codes": [field.name for field in shape(deed).codes],
        }
        for kind, deed in sorted(KINDS.items())
    }
