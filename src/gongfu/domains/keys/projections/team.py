"""Keepers, whom they look after, and the agreements between them and elders."""

from __future__ import annotations

from gongfu.domains.keys.deeds import (
    AgreementEnded,
    AgreementSigned,
    KeeperAssigned,
    KeeperJoined,
    KeeperLeft,
    KeeperReleased,
)
from gongfu.domains.keys.models import Agreement, Care, Keeper
from gongfu.kernel.ledger.deeds import Batch, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.state import Rows, State
from gongfu.kernel.people.deeds import PersonErased


def _of_erased(batch: Batch, model: type[State], column: str) -> list[tuple[str, str]]:
    """Return the keys of the rows that name a person erased in the batch."""
    gone = [e.deed.person for e in batch if isinstance(e.deed, PersonErased)]
    if not gone:
        return []
    return list(model.objects.filter(**{f"{column}__in": gone}).values_list("pk", flat=True))


@projects(KeeperJoined, KeeperLeft, PersonErased, owns=(Keeper,))
def keepers(batch: Batch) -> None:
    """Keep the members of each community's team; who is erased has left."""
    members = [e.deed for e in batch if not isinstance(e.deed, PersonErased)]
    keys = [(deed.keeper, community_of(deed.place)) for deed in members]
    rows = Rows(Keeper, [*keys, *_of_erased(batch, Keeper, "person")])
    for entry in batch:
        if isinstance(entry.deed, PersonErased):
            for row in rows:
                if row.person == entry.deed.person:
                    row.left_on = row.left_on or entry.deed.on
            continue
        key = (entry.deed.keeper, community_of(entry.deed.place))
        if isinstance(entry.deed, KeeperJoined):
            rows.new(key, joined_on=entry.deed.on)
        else:
            rows[key].left_on = entry.deed.on
    rows.save()


@projects(KeeperAssigned, KeeperReleased, PersonErased, owns=(Care,))
def care(batch: Batch) -> None:
    """Keep who looks after whom; nobody after, or for, who is erased."""
    pairs = [e.deed for e in batch if not isinstance(e.deed, PersonErased)]
    keys = [(deed.elder, deed.keeper) for deed in pairs]
    gone = [*_of_erased(batch, Care, "elder"), *_of_erased(batch, Care, "keeper")]
    rows = Rows(Care, [*keys, *gone])
    for entry in batch:
        if isinstance(entry.deed, PersonErased):
            for row in rows:
                if entry.deed.person in (row.elder, row.keeper):
                    row.until = row.until or entry.deed.on
            continue
        key = (entry.deed.elder, entry.deed.keeper)
        if isinstance(entry.deed, KeeperAssigned):
            rows.new(key, since=entry.deed.on)
        else:
            rows[key].until = entry.deed.on
    rows.save()


@projects(AgreementSigned, AgreementEnded, owns=(Agreement,))
def agreements(batch: Batch) -> None:
    """Keep the written agreements."""
    rows = Rows(Agreement, [entry.deed.agreement for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, AgreementSigned):
            rows.new(
                deed.agreement,
                elder=deed.elder,
                keeper=deed.keeper,
                kin=deed.kin,
                signed_on=deed.on,
                until=deed.until,
            )
        else:
            rows[deed.agreement].ended_on = deed.on
    rows.save()
