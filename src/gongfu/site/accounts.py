"""How allauth behaves here: an office opens accounts, and the key of a second step is sealed."""

from __future__ import annotations

import base64
import io

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from gongfu.kernel.people import keyrings

_OWNER, _FIELD = "second-step", "secret"


class ClosedSignup(DefaultAccountAdapter):
    """The way allauth asks whether a stranger may open an account: no."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an office opens accounts for people on its register."""
        return False


class SealedSecondStep(DefaultMFAAdapter):
    """The keys of authenticator apps and spare codes lie sealed, each under a key of its own."""

    def get_totp_issuer(self) -> str:
        """Return how the app on the phone calls us."""
        return f"共富 {self._get_site_name()}"

    def build_totp_svg(self, url: str) -> str:
        """Return the picture that the app scans, as SVG."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=4, border=2, xmldecl=False)
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Return a fresh wrapped key and the text sealed with it."""
        key, wrapped = keyrings.current().new_data_key(_OWNER)
        parts = (wrapped, key.seal_text(text, field=_FIELD))
        return ".".join(base64.b64encode(part).decode() for part in parts)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text that was sealed, or one from before they were.  Raises Unreadable."""
        if "." not in encrypted_text:
            return encrypted_text
        wrapped, sealed = (base64.b64decode(part) for part in encrypted_text.split("."))
        return keyrings.current().data_key(_OWNER, wrapped).open_text(sealed, field=_FIELD)
