"""The record inside a paper, as JSON: what goes in, and how it is read again.

Its shape is described for outsiders in docs/record-json.md and resources/schemas/.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zlib
from dataclasses import dataclass
from typing import Final, cast

import pikepdf
from pikepdf import Name, Stream

from desktop.documents.facts import FactsUnusable, PaperFacts, PaperState
from desktop.forms import snapshot
from desktop.forms.answers import fold, unfold, walk
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted
from desktop.forms.values import Answers, Flat, Json, as_json, as_object, texts

ATTACHMENT_NAME: Final = "record.json"
SCHEMA: Final = "cst-desktop/record/1"
LARGEST_RECORD: Final = 16 * 1024 * 1024
"""Bytes of a record when it is unpacked: sixteen of the longest answers that a person can paste."""


class NoRecord(ValueError):
    """There is no readable record. The text says why in plain words and quotes nothing of it."""

    code = "documents.no_record"


class NotReadable(NoRecord):
    """A file is no PDF that can be looked into."""

    code = "documents.not_readable"


@dataclass(frozen=True)
class PaperRecord:
    """A record as it travels in a paper: the form it was written in, the answers, the facts."""

    form: Form
    answers: Flat
    facts: PaperFacts


def asked_answers(form: Form, answers: Answers) -> Flat:
    """Return the answers that stand on paper and in the attached record.

    What was kept under a question that is no longer asked stays in the store only: nothing
    travels in a file that its pages do not show. The settings that decided the record's words go
    with it.
    """
    paths = [setting.id for setting in form.settings]
    paths += [slot.path for slot in walk(form, answers)]
    return {path: answers[path] for path in paths if answers.get(path) is not None}


def record_json(form: Form, answers: Answers, facts: PaperFacts) -> bytes:
    """Return the attached record: canonical JSON, keys sorted, no spaces, UTF-8, NaN refused."""
    answered = _canonical(fold(form, asked_answers(form, answers)))
    told = _canonical(_facts_to_json(facts))
    written = snapshot.canonical(form)
    return _whole_characters(
        f'{{"answers":{answered},"form":{written},"paper":{told},"schema":"{SCHEMA}"}}'
    )


def read_record_json(data: bytes) -> PaperRecord:
    """Read what `record_json` gave; raises NoRecord.

    `record_json` of the result gives the same bytes again.
    """
    try:
        whole = as_object(as_json(json.loads(data)))
    except (ValueError, RecursionError) as fault:
        raise NoRecord("The record is no JSON.") from fault
    if whole.get("schema") != SCHEMA:
        raise NoRecord("The record has a shape that this version does not know.")
    try:
        form = snapshot.from_json(as_object(whole.get("form")))
        facts = _facts_from_json(as_object(whole.get("paper")))
    except (snapshot.SnapshotDamaged, FactsUnusable, KeyError, TypeError, ValueError) as fault:
        raise NoRecord("The record is not whole.") from fault
    answers = unfold(form, as_object(whole.get("answers")))
    return PaperRecord(fitted(form, answers), answers, facts)


def read_record(pdf: bytes) -> bytes:
    """Return the attached record of a paper, byte for byte; raises NoRecord, NotReadable.

    Trusts nothing: whether the paper is genuine is for verification to say.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
            if ATTACHMENT_NAME not in opened.attachments:
                raise NoRecord("This file holds no record.")
            stream = opened.attachments[ATTACHMENT_NAME].get_file().obj
            if not isinstance(stream, Stream):
                raise NoRecord("The record inside is damaged.")
            return unpacked(stream)
    except pikepdf.PasswordError as fault:
        raise NotReadable("This file is encrypted, which no paper of this program is.") from fault
    except NoRecord:
        raise
    # A stranger's file can make the library raise nearly anything.
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as fault:
        raise NotReadable("This file cannot be read as a PDF.") from fault


def unpacked(stream: Stream) -> bytes:
    """Return a stream's bytes; what would grow beyond all measure is refused, not unpacked.

    Raises NoRecord.
    """
    packed = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return packed
    if stream.get("/Filter") != Name.FlateDecode or "/DecodeParms" in stream:
        raise NoRecord("The record inside is packed in a way that no paper is.")
    inflate = zlib.decompressobj()
    try:
        data = inflate.decompress(packed, LARGEST_RECORD)
    except zlib.error as fault:
        raise NoRecord("The record inside is damaged.") from fault
    if inflate.unconsumed_tail or not inflate.eof:
        raise NoRecord("The record inside is larger than any record, or cut off.")
    return data


def _canonical(value: Json) -> str:
    """Return the one spelling of a JSON value."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _whole_characters(text: str) -> bytes:
    """Return a text as UTF-8; a lone surrogate becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


_WORDS = ("record_id", "child", "reference", "marking", "title", "subject", "author", "reason")


def _facts_to_json(facts: PaperFacts) -> dict[str, Json]:
    data: dict[str, Json] = {key: cast("Json", getattr(facts, key)) for key in _WORDS}
    data["version"] = facts.version
    data["state"] = facts.state.value
    data["made"] = facts.made.isoformat()
    data["summary"] = [[label, words] for label, words in facts.summary]
    data["signers"] = list(facts.signers)
    data["training"] = facts.training
    return data


def _facts_from_json(data: dict[str, Json]) -> PaperFacts:
    words = {key: _word(data[key]) for key in _WORDS}
    pairs = [texts(pair) for pair in _items(data["summary"])]
    if any(len(pair) != 2 for pair in pairs) or not isinstance(data["version"], int):
        raise TypeError
    return PaperFacts(
        record_id=words["record_id"],
        version=data["version"],
        state=PaperState(data["state"]),
        made=dt.datetime.fromisoformat(_word(data["made"])),
        child=words["child"],
        reference=words["reference"],
        marking=words["marking"],
        title=words["title"],
        subject=words["subject"],
        summary=tuple((label, text) for label, text in pairs),
        author=words["author"],
        signers=texts(data["signers"]),
        reason=words["reason"],
        training=data["training"] is True,
    )


def _word(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _items(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError
    return value
