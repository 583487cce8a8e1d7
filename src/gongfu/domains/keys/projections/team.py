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
from gongfu.kernel.ledger.state import Rows


@projects(KeeperJoined, KeeperLeft, owns=(Keeper,))
def keepers(batch: Batch) -> None:
    """Keep the members of each community's team."""
    rows = Rows(Keeper, [(e.deed.keeper, community_of(e.deed.place)) for e in batch])
    for entry in batch:
        key = (entry.deed.keeper, community_of(entry.deed.place))
        if isinstance(entry.deed, KeeperJoined):
            rows.new(key, joined_on=entry.deed.on)
        else:
            rows[key].left_on = entry.deed.on
    rows.save()


@projects(KeeperAssigned, KeeperReleased, owns=(Care,))
def care(batch: Batch) -> None:
    """Keep who looks after whom."""
    rows = Rows(Care, [(entry.deed.elder, entry.deed.keeper) for entry in batch])
    for entry in batch:
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
