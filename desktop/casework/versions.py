"""The versions of a record, each with the author and time of what counts in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.casework.papers import kept_paper
from desktop.casework.record_views import GivenUp, PastAnswer, Reading, Version
from desktop.casework.session import Session, body_of
from desktop.forms.kinds import printed
from desktop.forms.values import Json
from desktop.storage.reading import Reader
from desktop.storage.revisions import Header

_Kept = tuple[Header, Header | None, dict[str, Json]]


def versions_of(session: Session, record: str) -> tuple[Version, ...]:
    """Return every version of a record, newest first: as they were written, whatever the clock.

    One with which a correction was given up has author and time of the version that it restores,
    and says who gave up what and when.
    """

    def look(reader: Reader) -> list[_Kept]:
        found = [header for header in reader.history(record) if header.form is not None]
        read = [(header, reader.body(header.id)) for header in found]
        return [(header, reader.restored(header, body), body) for header, body in read]

    versions = [_version(session, *kept) for kept in session.store.read(look).result()]
    return tuple(reversed(versions))


def _version(
    session: Session, header: Header, restored: Header | None, body: dict[str, Json]
) -> Version:
    counts, paper = restored or header, kept_paper(body)
    given_up = None
    if restored is not None:
        given_up = GivenUp(header.at, session.name_of(header.author), restored.id)
    return Version(
        header.id,
        counts.at,
        counts.author,
        session.name_of(counts.author),
        body_of(body, "state"),
        paper.version if paper is not None else 0,
        given_up,
    )


def past_answers(readings: Iterable[Reading], path: str) -> tuple[PastAnswer, ...]:
    """Return what an answer was in these versions, newest first as they are, repeats left out.

    Here it is told when words came back with a correction that was given up, and by whom.
    """
    past: list[PastAnswer] = []
    for reading in readings:
        kept, text = reading.version.given_up or reading.version, _printed_at(reading, path)
        if past and past[-1].text == text:
            past[-1] = replace(past[-1], at=kept.at, author_name=kept.author_name)
        elif text:
            past.append(PastAnswer(kept.at, kept.author_name, text))
    return tuple(past)


def _printed_at(reading: Reading, path: str) -> str:
    try:
        field = reading.form.field(path)
    except KeyError:
        return ""
    return printed(field, reading.flat.get(path))
