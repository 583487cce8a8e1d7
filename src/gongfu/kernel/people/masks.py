"""What may stand on a page in place of a name or number."""

from __future__ import annotations

import re

_DOUBLE_SURNAME = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|长孙|夏侯|宇文|轩辕|端木|南宫|独孤|西门|闻人|申屠"
)


def mask_name(name: str) -> str:
    """Return the surname and one star, which hides how long the name is: 周桂英 is 周*."""
    name = name.strip()
    surname = name[:2] if len(name) > 2 and _DOUBLE_SURNAME.match(name) else name[:1]
    return f"{surname}*" if name else ""


def mask_phone(phone: str) -> str:
    """Return the number with its middle hidden: 138****1234; of short ones the last 2 digits."""
    national = phone.removeprefix("+86")
    if len(national) == 11:
        return f"{national[:3]}****{national[-4:]}"
    return f"****{national[-2:]}" if national else ""


def mask_card(number: str) -> str:
    """Return the last four characters of an identity number, dots before them."""
    return f"···· {number[-4:]}" if number else ""


def mask_address(address: str) -> str:
    """Return nothing of an address but that there is one."""
    return "····" if address else ""


def mask_birthday(birthday: str) -> str:
    """Return the year of an ISO date of birth."""
    return birthday[:4]
