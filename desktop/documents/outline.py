"""The list of headings that a reader shows beside the pages (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.documents.metadata import shortened
from desktop.documents.pdffile import PdfFile, Ref, number, text
from desktop.documents.sheets import Bookmark

_ABOVE = 6.0  # points between the upper edge of the window and a heading that was asked for


@dataclass(eq=False)
class _Item:
    bookmark: Bookmark
    ref: Ref
    inside: list[_Item] = field(default_factory=list["_Item"])


def outline(file: PdfFile, bookmarks: Sequence[Bookmark], pages: Sequence[Ref]) -> Ref:
    """Put in the headings, those of sections closed over the ones inside; return their root."""
    root = file.reserve()
    items = _nested(file, bookmarks)
    for item, entries in _chained(items, root):
        _put(file, item, entries, pages)
        for inner, its in _chained(item.inside, item.ref):
            _put(file, inner, its, pages)
    ends = f"/First {items[0].ref} /Last {items[-1].ref}"
    file.put(root, f"<< /Type /Outlines {ends} /Count {len(items)} >>")
    return root


def _nested(file: PdfFile, bookmarks: Sequence[Bookmark]) -> list[_Item]:
    items: list[_Item] = []
    above = items
    for one in bookmarks:
        item = _Item(one, file.reserve())
        if one.level == 1:
            items.append(item)
            above = item.inside
        else:
            above.append(item)
    return items


def _chained(items: Sequence[_Item], parent: Ref) -> Iterator[tuple[_Item, str]]:
    """Yield each item with the entries that lead to its neighbours and to what it lies in."""
    for at, item in enumerate(items):
        before = f"/Prev {items[at - 1].ref} " if at else ""
        after = f"/Next {items[at + 1].ref} " if at + 1 < len(items) else ""
        yield item, f"/Parent {parent} {before}{after}"


def _put(file: PdfFile, item: _Item, entries: str, pages: Sequence[Ref]) -> None:
    one, held = item.bookmark, ""
    if item.inside:
        ends = item.inside[0].ref, item.inside[-1].ref
        held = f"/First {ends[0]} /Last {ends[1]} /Count -{len(item.inside)} "
    place = f"[{pages[one.page]} /XYZ 0 {number(round(one.top + _ABOVE, 2))} 0]"
    file.put(item.ref, f"<< /Title {text(shortened(one.title))} {entries}{held}/Dest {place} >>")
