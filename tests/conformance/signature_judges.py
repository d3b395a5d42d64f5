"""Judges of signatures that are not ours: EU DSS, poppler's pdfsig, OpenSSL and bare pyHanko."""

from __future__ import annotations

import asyncio
import io
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from asn1crypto import x509
from judges import BRIEF, jars, program
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

CHECK = Path(__file__).with_name("oracles") / "dss" / "SignatureCheck.java"
NO_AIA = "warning BBB_XCV_AIA_PRES_ANS"
"""The certificates name no address to ask: there is none, and no network."""


@dataclass(frozen=True)
class Said:
    """What DSS says of one signature on one day. `day` is "now" or a date."""

    day: str
    field: str
    format: str
    indication: str
    complaints: frozenset[str]


def dss(
    papers: Sequence[Path], authority: Path, days: Sequence[str] = ()
) -> Mapping[Path, list[Said]]:
    """Return what DSS says of every signature by its own policy, now and on these days."""
    path = os.pathsep.join(map(str, jars("dss")))
    command = [program("java"), *BRIEF, "-Xmx768m", "-cp", path, str(CHECK), str(authority)]
    for day in days:
        command += ["--at", day]
    done = _run([*command, *map(str, papers)])
    assert done.returncode == 0, done.stderr
    found: dict[Path, list[Said]] = {paper: [] for paper in papers}
    for line in done.stdout.splitlines():
        paper, day, field, form, indication, *complaints = line.split("\t")
        found[Path(paper)].append(Said(day, field, form, indication, frozenset(complaints)))
    return found


def nss_store(folder: Path, authority: Path) -> Path:
    """Return a store of trusted certificates for pdfsig that holds this one."""
    store = folder / "nss"
    store.mkdir()
    named = ["-d", f"sql:{store}"]
    for command in (
        [program("certutil"), "-N", *named, "--empty-password"],
        [program("certutil"), "-A", *named, "-n", "team", "-t", "CT,C,C", "-i", str(authority)],
    ):
        done = _run(command)
        assert done.returncode == 0, done.stderr
    return store


_EMPTY = "field is not signed"


def pdfsig(paper: Path, store: Path) -> list[str]:
    """Return for each signature what pdfsig says: validity, trust, whether all is signed."""
    done = _run([program("pdfsig"), "-nssdir", f"sql:{store}", str(paper)])
    found: list[list[str]] = []
    for line in done.stdout.splitlines():
        if re.match(r"Signature #\d+", line):
            found.append([])
        elif found:
            found[-1].append(line.strip(" -"))
    return [_in_short(lines) for lines in found if not any(_EMPTY in line for line in lines)]


def _in_short(lines: Sequence[str]) -> str:
    text = "\n".join(lines)
    valid = "valid" if "Signature is Valid." in text else "not valid"
    trusted = "trusted" if "Certificate is Trusted." in text else "not trusted"
    whole = "whole" if re.search(r"^Total document signed", text, re.MULTILINE) else "part"
    return f"{valid}, {trusted}, {whole}"


def openssl(paper: Path, authority: Path, folder: Path) -> list[str]:
    """Return for each signature what OpenSSL finds wrong with it as CMS and CAdES, "" for nothing.

    What is signed is cut out of the file by the numbers that stand in it.
    """
    pdf = paper.read_bytes()
    found: list[str] = []
    for ranges, contents in _signatures(pdf):
        signed, container = folder / "signed.bin", folder / "container.der"
        signed.write_bytes(b"".join(pdf[at : at + size] for at, size in ranges))
        container.write_bytes(contents[: 4 + int.from_bytes(contents[2:4], "big")])
        command = [program("openssl"), "cms", "-verify", "-inform", "DER", "-binary"]
        command += ["-in", str(container), "-content", str(signed), "-purpose", "any"]
        command += ["-CAfile", str(authority), "-out", os.devnull]
        runs = (_run(command), _run([*command, "-cades"]))
        found.append("".join(one.stderr for one in runs if one.returncode != 0))
    return found


def _signatures(pdf: bytes) -> list[tuple[list[tuple[int, int]], bytes]]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        form = file.Root.get("/AcroForm")
        values = [one.get("/V") for one in form["/Fields"]] if form is not None else []
        return [
            (
                list(zip(*[iter(int(number) for number in value["/ByteRange"])] * 2, strict=True)),
                bytes(value["/Contents"]),
            )
            for value in values
            if value is not None
        ]


def pyhanko(pdf: bytes, authority: bytes) -> str:
    """Return what bare pyHanko says of all signatures of a file, in a word or two."""
    try:
        found = [
            asyncio.run(async_validate_pdf_signature(one, signer_validation_context=context))
            for one in PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
            if (context := _trusting(authority))
        ]
    except Exception as fault:
        return f"stops ({type(fault).__name__})"
    if not found:
        return "no signature"
    return ", ".join("valid" if one.bottom_line else "not valid" for one in found)


def _trusting(authority: bytes) -> ValidationContext:
    return ValidationContext(trust_roots=[x509.Certificate.load(authority)], allow_fetching=False)


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)
