"""The parts that this program is built from: their versions and licences, read from themselves."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import qVersion

from desktop.resources import resource_path
from desktop.views.pages.data import Component

NO_TEXT = (
    "The text of this licence is not installed with the part. It is on the part's own page, and "
    "in the source of this program."
)


@dataclass(frozen=True)
class _Part:
    """A distribution, how people call it, and its licence where its data does not say."""

    distribution: str
    name: str
    licence: str = ""


PARTS = (
    _Part("PySide6-Essentials", "Qt for Python", "LGPL-3.0"),
    _Part("shiboken6", "Shiboken", "LGPL-3.0"),
    _Part("sqlcipher3", "SQLCipher for Python", "Zlib"),
    _Part("cryptography", "cryptography", "Apache-2.0 or BSD-3-Clause"),
    _Part("argon2-cffi", "argon2-cffi", "MIT"),
    _Part("zxcvbn", "zxcvbn", "MIT"),
    _Part("appdirs", "appdirs", "MIT"),
    _Part("pikepdf", "pikepdf", "MPL-2.0"),
    _Part("pypdfium2", "PDFium for Python", "Apache-2.0 or BSD-3-Clause"),
    _Part("uharfbuzz", "HarfBuzz for Python", "Apache-2.0"),
    _Part("python-bidi", "python-bidi", "LGPL-3.0"),
    _Part("pyhanko", "pyHanko", "MIT"),
    _Part("asn1crypto", "asn1crypto", "MIT"),
)
OWN_FILES = (
    ("Atkinson Hyperlegible Next", "OFL-1.1", ("fonts", "AtkinsonHyperlegibleNext-LICENSE.txt")),
    ("Noto, the typefaces of paper", "OFL-1.1", ("fonts", "paper", "Noto-LICENSE.txt")),
    (
        "Droid Sans Fallback, for Chinese and Japanese",
        "Apache-2.0",
        ("fonts", "paper", "DroidSansFallback-LICENSE.txt"),
    ),
    ("sRGB2014, the colours of paper", "ICC", ("colour", "LICENCE.txt")),
    ("Lucide icons", "ISC", ("icons", "LICENSE.txt")),
    ("EFF word list", "CC BY 3.0 US", ("words", "LICENCE.txt")),
)


def components() -> tuple[Component, ...]:
    """Return every part with its version; parts that are not installed are left out."""
    found = [
        Component("Python", platform.python_version(), "PSF-2.0", _python_licence()),
        Component("Qt", qVersion() or "", "LGPL-3.0", _licence_of("PySide6-Essentials")),
    ]
    for part in PARTS:
        version = _version(part.distribution)
        if version:
            text = _licence_of(part.distribution)
            found.append(Component(part.name, version, part.licence, text))
    for name, licence, path in OWN_FILES:
        found.append(Component(name, "", licence, _read(resource_path(*path))))
    return tuple(found)


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _licence_of(distribution: str) -> str:
    try:
        files = metadata.files(distribution) or []
    except metadata.PackageNotFoundError:
        return NO_TEXT
    wanted = ("licen", "copying")
    texts = [
        _read(Path(str(one.locate())))
        for one in files
        if one.name.casefold().startswith(wanted) and one.suffix in {"", ".txt", ".md", ".rst"}
    ]
    return "\n\n".join(text for text in texts if text) or NO_TEXT


def _python_licence() -> str:
    for folder in (Path(sys.base_prefix), Path(sys.base_prefix) / "lib"):
        text = _read(folder / "LICENSE.txt")
        if text:
            return text
    return NO_TEXT


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
