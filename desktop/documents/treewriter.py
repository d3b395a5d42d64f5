"""The structure tree of a paper written into the file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop.documents.pdffile import PdfFile, Ref, array, text
from desktop.documents.tags import FieldMark, Mark, Tag


class TreeWriter:
    """Writes one tree; `widgets` are the signature fields by name.

    A page finds its tags under its own number, counted from 0, in the tree of parents, and a field
    under the number that `parents` gives once the tree is written.
    """

    def __init__(self, file: PdfFile, pages: Sequence[Ref], widgets: Mapping[str, Ref]) -> None:
        self._file = file
        self._pages = pages
        self._widgets = widgets
        self._by_mark: list[dict[int, Ref]] = [{} for _ in pages]
        self._by_field: dict[str, Ref] = {}
        self._by_name: dict[str, Ref] = {}

    @property
    def parents(self) -> Mapping[str, int]:
        """The number of each field in the tree of parents."""
        return {name: at for at, name in enumerate(self._by_field, len(self._pages))}

    def write(self, root: Tag) -> Ref:
        """Write the tree, and the way back from marks and fields to their tags."""
        tree = self._file.reserve()
        top = self._element(root, tree)
        numbers: list[str] = []
        for marks in self._by_mark:
            elements = self._file.add(array(*(marks[number] for number in sorted(marks))))
            numbers.append(f"{len(numbers)} {elements}")
        numbers += [f"{at} {self._by_field[name]}" for name, at in self.parents.items()]
        parents = self._file.add(f"<< /Nums {array(*numbers)} >>")
        self._file.put(
            tree,
            f"<< {self._names()}/K [{top}] /ParentTree {parents} "
            f"/ParentTreeNextKey {len(numbers)} /Type /StructTreeRoot >>",
        )
        return tree

    def _names(self) -> str:
        """Return the entry that leads to the tags of fields.

        By these names, which stand first, a checker of signatures knows a tagged field from a
        changed tree.
        """
        if not self._by_name:
            return ""
        pairs = [f"{text(name)} {element}" for name, element in sorted(self._by_name.items())]
        return f"/IDTree {self._file.add(f'<< /Names {array(*pairs)} >>')} "

    def _element(self, tag: Tag, parent: Ref) -> Ref:
        element = self._file.reserve()
        written = [f"/A << /O /Table /Scope /{tag.scope} >>"] if tag.scope else []
        for key, words in (
            ("/ActualText", "".join(tag.actual)),
            ("/Alt", tag.alternative),
            ("/ID", tag.name),
            ("/Lang", tag.language),
        ):
            if words:
                written.append(f"{key} {text(words)}")
        if tag.name:
            self._by_name[tag.name] = element
        first = next((kid.page for kid in tag.kids if not isinstance(kid, Tag)), None)
        kids = [*self._kids(tag, first, element)]
        if kids:
            # A single kid stands alone: a checker of signatures knows a field by that path only.
            written.append(f"/K {kids[0] if len(kids) == 1 else array(*kids)}")
        written.append(f"/P {parent}")
        if first is not None:
            written.append(f"/Pg {self._pages[first]}")
        self._file.put(element, f"<< {' '.join(written)} /S /{tag.kind} /Type /StructElem >>")
        return element

    def _kids(self, tag: Tag, first: int | None, element: Ref) -> Iterator[str]:
        for kid in tag.kids:
            if isinstance(kid, Tag):
                yield self._element(kid, element)
            elif isinstance(kid, FieldMark):
                self._by_field[kid.name] = element
                page, widget = self._pages[kid.page], self._widgets[kid.name]
                yield f"<< /Type /OBJR /Pg {page} /Obj {widget} >>"
            else:
                yield self._mark(kid, first, element)

    def _mark(self, mark: Mark, first: int | None, element: Ref) -> str:
        self._by_mark[mark.page][mark.number] = element
        if mark.page == first:
            return f"{mark.number}"
        return f"<< /Type /MCR /Pg {self._pages[mark.page]} /MCID {mark.number} >>"
