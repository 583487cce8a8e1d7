"""Photos: as forms bring them, made small, place and device removed; and as pages show them."""

from __future__ import annotations

import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError

from gongfu.faces.web.shell.sealed_files import handed_out
from gongfu.kernel.refusals import BadInput

_PHOTO_BYTES, _PHOTO_SIDE, _SMALL_SIDE = 8 * 1024 * 1024, 1280, 360


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
    return _jpeg(picture, side=_PHOTO_SIDE)


def _jpeg(picture: Image.Image, *, side: int) -> bytes:
    """Return the picture as JPEG, neither side longer; nothing but its points is written."""
    picture.thumbnail((side, side))
    small = io.BytesIO()
    picture.save(small, "JPEG", quality=70)
    return small.getvalue()


def photo_answer(request: HttpRequest, image: bytes | None) -> HttpResponse:
    """Return a kept photo, small where the address asks so: an image and nothing else.

    No browser stores it, takes it for something else or opens it as a page.  Raises Http404.
    """
    if image is not None and request.GET.get("size") == "small":
        image = _jpeg(Image.open(io.BytesIO(image)), side=_SMALL_SIDE)
    return handed_out(image, kind="image/jpeg", name="photo.jpg")
