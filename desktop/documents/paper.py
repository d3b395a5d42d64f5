"""Paper: form + answers + facts -> the bytes of one file. The one door into this floor's layout.

The file is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): tagged, fonts inside, the record as
`record.json` attached, one empty tagged signature field for each signature that the form asks for.
The same input gives the same bytes, so a paper can be made again and compared.
Nothing here reads a clock, a store or a screen, and nothing is written to a disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from desktop.documents.blank import BlankLayout
from desktop.documents.blocks import Blocks
from desktop.documents.facts import (
    AUTHOR,
    MANAGER,
    SIGNATURE_HEIGHT,
    SIGNATURE_WIDTH,
    BlankFacts,
    FactsUnusable,
    PaperFacts,
    PaperState,
    SignatureField,
    signature_fields,
)
from desktop.documents.finish import bare, finished
from desktop.documents.flow import flow
from desktop.documents.fontbook import FontBook
from desktop.documents.furniture import draw_furniture, furniture_of, furniture_of_blank
from desktop.documents.layout import Layout, heading_of
from desktop.documents.metadata import CREATOR, Properties, shortened
from desktop.documents.record import (
    NoRecord,
    PaperRecord,
    asked_answers,
    read_record,
    read_record_json,
    record_json,
)
from desktop.documents.sheets import Sheets
from desktop.documents.stamp import draw_stamp
from desktop.documents.uncovered import Uncovered, uncovered
from desktop.forms import snapshot
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted
from desktop.forms.plaintext import clean_text
from desktop.forms.values import Answers

__all__ = [
    "AUTHOR",
    "MANAGER",
    "SIGNATURE_HEIGHT",
    "SIGNATURE_WIDTH",
    "BlankFacts",
    "FactsUnusable",
    "NoRecord",
    "PaperFacts",
    "PaperRecord",
    "PaperState",
    "SignatureField",
    "Uncovered",
    "asked_answers",
    "blank_paper",
    "build_paper",
    "build_stamp",
    "read_record",
    "read_record_json",
    "record_json",
    "signature_fields",
    "uncovered",
]


def build_paper(form: Form, answers: Answers, facts: PaperFacts) -> bytes:
    """Return the paper of a record as the bytes of a PDF, unsigned.

    Prints every answer to a question that is asked; what is asked and not answered stands in one
    list at the end. Each page of a draft says DRAFT, each page of a training team TRAINING.
    """
    form = fitted(form, answers)
    blocks = Blocks()
    layout = Layout(form, answers, facts, blocks)
    sheets = Sheets(FontBook())
    flow(layout.strips(), sheets)
    title, kind = heading_of(form, answers, facts)
    draw_furniture(furniture_of(facts, title, kind), sheets, blocks.setter)
    record = record_json(form, answers, facts)
    properties = Properties(
        title=", ".join(_one_line(word) for word in (title, kind, facts.record_id) if word),
        author=_one_line(facts.author) or CREATOR,
        subject=f"Version {facts.version}, {facts.state.words}",
        made=facts.made,
        part=3 if facts.attach_record else 2,
        digest=hashlib.sha256(record).hexdigest(),
    )
    return finished(sheets, layout.root, properties, record if facts.attach_record else None)


def _one_line(words: str) -> str:
    return shortened(" ".join(clean_text(words).split()))


def blank_paper(form: Form, facts: BlankFacts, settings: Answers | None = None) -> bytes:
    """Return an empty copy of a form for writing by hand: every question, ruled space, boxes.

    `settings` are the authority's own (see `desktop.forms.fitting.settings_from`). Has no
    signature fields and no attached record.
    """
    form = fitted(form, settings or {})
    blocks = Blocks()
    layout = BlankLayout(form, facts, blocks)
    sheets = Sheets(FontBook())
    flow(layout.strips(), sheets)
    draw_furniture(furniture_of_blank(form, facts), sheets, blocks.setter)
    properties = Properties(
        title=_one_line(f"{facts.title or form.title}, empty copy"),
        author=_one_line(facts.author) or CREATOR,
        subject=f"Form {form.id}, version {form.version}",
        made=facts.made,
        part=2,
        digest=snapshot.digest(form),
    )
    return finished(sheets, layout.root, properties, None)


def build_stamp(lines: Sequence[str]) -> bytes:
    """Return the look of a signature as a PDF of one page, SIGNATURE_WIDTH by SIGNATURE_HEIGHT.

    The first line stands out (the name), the others are small (role, time, reason). Names in any
    script of the bundled fonts are shaped as on the paper itself.
    """
    return bare(draw_stamp(lines), (SIGNATURE_WIDTH, SIGNATURE_HEIGHT))
