"""Photos as forms bring them: made small, their place and device removed."""

from __future__ import annotations

import io

from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError

from gongfu.kernel.refusals import BadInput

_PHOTO_BYTES, _PHOTO_SIDE = 8 * 1024 * 1024, 1280


class PhotoTooLarge(BadInput):
    """A photo may have up to 8 MB."""

    code = "web.photo-too-large"
    words = gettext_lazy(
        "The photo is larger than 8 MB. Choose a smaller one, or record the visit without it."
    )


class NoPhoto(BadInput):
    """A file that is no picture."""

    code = "web.no-photo"
    words = gettext_lazy("This file is not a picture. Choose a photo, or record without it.")


def photo_of(request: HttpRequest) -> bytes:
    """Return the photo made small, its place and device gone.  Raises PhotoTooLarge, NoPhoto."""
    file = request.FILES.get("photo")
    if file is None:
        return b""
    if (file.size or 0) > _PHOTO_BYTES:
        raise PhotoTooLarge()
    try:
        picture = Image.open(file).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise NoPhoto() from None
    picture.thumbnail((_PHOTO_SIDE, _PHOTO_SIDE))
    small = io.BytesIO()
    picture.save(small, "JPEG", quality=70)
    return small.getvalue()
