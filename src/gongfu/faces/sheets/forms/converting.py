"""Old .xls forms become .xlsx once, by LibreOffice where it is installed."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from gongfu.faces.sheets.reading.books import BrokenFile
from gongfu.faces.sheets.reading.files import File, Kind, file_of
from gongfu.kernel.refusals import BadInput

_SECONDS, _MEMORY, _LARGEST = 90, 4 * 1024**3, 100 * 1024**2


class NoConverter(BadInput):
    """The server cannot turn an .xls into an .xlsx."""

    code = "sheets.no-converter"
    words = _(
        "This is an old .xls form, and LibreOffice, which would turn it into .xlsx, is not"
        " installed here. Open it in Excel or WPS, save it as .xlsx, and send that."
    )


class MacroForm(BadInput):
    """A form with macros is not kept."""

    code = "sheets.macro-form"
    words = _("This form carries macros. Save it as .xlsx without them, and send that.")


def converter() -> str | None:
    """Return the path of LibreOffice, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_form(file: File) -> File:
    """Return a file that can be filled: an .xls as .xlsx.  Raises NoConverter, MacroForm."""
    if file.kind is Kind.XLS:
        return converted(file)
    if file.macros:
        raise MacroForm()
    return file


def converted(file: File) -> File:
    """Return an .xls as .xlsx; macros do not come along.  Raises NoConverter, BrokenFile."""
    program = converter()
    if program is None:
        raise NoConverter()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.xls"
        source.write_bytes(file.data)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--norestore", "--convert-to", "xlsx", "--outdir", folder, str(source)]
        try:
            subprocess.run(
                command, timeout=_SECONDS, capture_output=True, check=True, preexec_fn=_limit
            )
            data = source.with_suffix(".xlsx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise BrokenFile() from error
    return file_of(f"{Path(file.name).stem}.xlsx", data)


def _limit() -> None:
    """Give the converter limited memory, time and room."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST, _LARGEST))
