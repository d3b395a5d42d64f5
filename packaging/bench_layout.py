"""Laying out paper, beside WeasyPrint and LibreOffice Writer on the same text: time and size.

The text is that of the three reference records. Ours is `build_paper`, whole: PDF/A-3a and PDF/UA-1
with tags and the record attached. The peers get one HTML file with headings and paragraphs, no
tables, grounds, headers or footers, the same typefaces, and wait in processes of their own, so that
no start is counted. WeasyPrint makes PDF/A-3b with the record attached (Debian's cannot tag what is
PDF/A); LibreOffice makes tagged PDF/A-3b and PDF/UA and attaches nothing. Both have less to do.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from bench_peers import LAYOUT_PEERS
from bench_player import Player
from bench_ratios import Extent, Result, compared
from bench_store import temporary_folder
from desktop.documents.blocks import Blocks
from desktop.documents.missing import missing_in
from desktop.documents.paper import build_paper, record_json
from desktop.documents.questions import Questions
from desktop.forms.answers import walk
from desktop.forms.definition import Section
from desktop.forms.kinds import printed
from desktop.resources import resource_path
from reference_records import Reference, reference_records
from setup_steps import missing_tools, say

GOAL = 0.1
LARGE = 100_000  # bytes of text from which on fewer rounds are enough
OF_THE_SYSTEM = "/usr/bin/python3"  # sees Debian's modules, as our environment does not
SCRIPTS = {
    "WeasyPrint": ("bench_layout_weasyprint.py", "weasyprint"),
    "LibreOffice": ("bench_layout_writer.py", "libreoffice-writer-nogui", "python3-uno"),
}
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
STYLE = (
    "@page{size:A4;margin:27mm 22mm 27mm 25mm}"
    "body{font-family:'Noto Sans';font-size:11pt;line-height:15pt;margin:0}"
)


def measure(extent: Extent) -> list[Result]:
    """Return the lines of this measurement; a peer that is not here is left out."""
    absent = {tool.package for tool in missing_tools(LAYOUT_PEERS)}
    results: list[Result] = []
    with temporary_folder() as folder:
        for reference in reference_records():
            _write_text(reference, folder)
        for peer, (script, *packages) in SCRIPTS.items():
            if absent.intersection(packages):
                say(f"Left out: {peer} is not installed.")
                continue
            with _waiting(script, folder) as player:
                for reference in reference_records():
                    results += _beside(extent, reference, peer, player, folder)
    return results


@contextlib.contextmanager
def _waiting(script: str, folder: Path) -> Iterator[Player]:
    """Start a peer that sees the typefaces of paper only."""
    fonts = folder / "fonts.conf"
    text = FONTS.format(fonts=resource_path("fonts", "paper"), cache=folder / "fonts")
    fonts.write_text(text, "utf-8")
    surroundings = {"FONTCONFIG_FILE": str(fonts), "HOME": str(folder), "PYTHONPATH": ""}
    with Player(
        script, str(folder), surroundings=surroundings, interpreter=OF_THE_SYSTEM
    ) as player:
        yield player


def _beside(
    extent: Extent, reference: Reference, peer: str, player: Player, folder: Path
) -> Sequence[Result]:
    html, pdf = folder / f"{reference.name}.html", folder / "peer.pdf"
    attached = folder / f"{reference.name}.json"
    sizes: dict[str, float] = {}

    def ours(_turn: int) -> float:
        began = time.perf_counter()
        paper = build_paper(reference.form, reference.answers, reference.facts)
        taken = time.perf_counter() - began
        sizes["ours"] = len(paper) / 1000
        return taken * 1000

    def theirs(_turn: int) -> float:
        told = player.ask(html=str(html), pdf=str(pdf), attached=str(attached))
        sizes[peer] = pdf.stat().st_size / 1000
        return told["ms"]

    rounds = extent.rounds if html.stat().st_size < LARGE else max(2, extent.rounds // 4)
    mine, other, ratios = compared(rounds, 1, ours, theirs)
    what = f"record {reference.name}"
    return (
        Result("lay out a paper", peer, mine, other, goal=GOAL, note=what, rounds=ratios),
        Result("size of a paper", peer, [sizes["ours"]], [sizes[peer]], unit="kB", note=what),
    )


# --- the same text for the peers --------------------------------------------------------------


def _write_text(reference: Reference, folder: Path) -> None:
    """Write a record's words as HTML, and the record that is to be attached."""
    form, answers, facts = reference.form, reference.answers, reference.facts
    lines = [
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">',
        f"<title>{escape(form.title)}</title><style>{STYLE}</style></head><body>",
        f"<h1>{escape(form.title)}</h1><p>{escape(facts.subject)}</p>",
        *(f"<p>{escape(label)}: {escape(words)}</p>" for label, words in facts.summary),
        *_answered(reference),
        "<h2>Not answered</h2>",
        *(f"<p>{escape(one.words)}</p>" for one in missing_in(Questions(Blocks(), form, answers))),
        "</body></html>",
    ]
    (folder / f"{reference.name}.html").write_text("\n".join(lines), "utf-8")
    (folder / f"{reference.name}.json").write_bytes(record_json(form, answers, facts))


def _answered(reference: Reference) -> Iterator[str]:
    """Yield headings and paragraphs of all that is answered, in the order of the form."""
    section: Section | None = None
    above = ""
    for slot in walk(reference.form, reference.answers):
        if slot.depth == 0:
            above = slot.field.label
        words = "" if slot.field.shape else printed(slot.field, reference.answers.get(slot.path))
        if not words.strip():
            continue
        if slot.section is not section:
            section = slot.section
            yield f"<h2>{section.number} {escape(section.title)}</h2>"
        if above:
            yield f"<h3>{escape(above)}</h3>"
            above = ""
        first, *more = words.strip().split("\n")
        label = f"{escape(slot.field.label)}: " if slot.depth else ""
        yield f"<p>{label}{escape(first)}</p>"
        yield from (f"<p>{escape(line)}</p>" for line in more)
