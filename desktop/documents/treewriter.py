"""The structure tree of a paper written into the file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from desktop.documents.tags import FieldMark, Mark, Tag


class TreeWriter:
    """Writes one tree; `widgets` are the signature fields by name."""

    def __init__(self, pdf: pikepdf.Pdf, widgets: Mapping[str, pikepdf.Object]) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._widgets = widgets
        self._by_mark: list[dict[int, pikepdf.Object]] = [{} for _ in self._pages]
        self._by_field: dict[str, pikepdf.Object] = {}
        self._by_name: dict[str, pikepdf.Object] = {}

    def write(self, root: Tag) -> None:
        """Write the tree, and the way back from marks and fields to their tags."""
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(root, tree)])
        numbers: list[pikepdf.Object | int] = []
        for at, (page, marks) in enumerate(zip(self._pages, self._by_mark, strict=True)):
            page.StructParents = at
            page.Tabs = Name.S
            numbers += [at, self._pdf.make_indirect(Array([marks[n] for n in sorted(marks)]))]
        for at, (name, element) in enumerate(self._by_field.items(), len(self._pages)):
            self._widgets[name].StructParent = at
            numbers += [at, element]
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        tree.ParentTreeNextKey = len(numbers) // 2
        if self._by_name:
            # By these names a checker of signatures knows a tagged field from a changed tree.
            named = sorted(self._by_name.items())
            pairs = [part for name, element in named for part in (String(name), element)]
            tree.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(pairs)))
        self._pdf.Root.StructTreeRoot = tree

    def _element(self, tag: Tag, parent: pikepdf.Object) -> pikepdf.Object:
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag.kind}"), P=parent)
        )
        for key, words in (
            ("/Lang", tag.language),
            ("/Alt", tag.alternative),
            ("/ID", tag.name),
            ("/ActualText", "".join(tag.actual)),
        ):
            if words:
                element[key] = String(words)
        if tag.name:
            self._by_name[tag.name] = element
        if tag.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name(f"/{tag.scope}"))
        kids = list(self._kids(tag, element))
        if len(kids) == 1:
            # A single kid stands alone: a checker of signatures knows a field by that path only.
            element.K = kids[0]
        elif kids:
            element.K = Array(kids)
        return element

    def _kids(self, tag: Tag, element: pikepdf.Object) -> Iterable[pikepdf.Object | int]:
        first = next((kid.page for kid in tag.kids if not isinstance(kid, Tag)), None)
        if first is not None:
            element.Pg = self._pages[first]
        for kid in tag.kids:
            if isinstance(kid, Tag):
                yield self._element(kid, element)
            elif isinstance(kid, FieldMark):
                self._by_field[kid.name] = element
                yield Dictionary(
                    Type=Name.OBJR, Pg=self._pages[kid.page], Obj=self._widgets[kid.name]
                )
            else:
                yield self._mark(kid, first, element)

    def _mark(self, mark: Mark, first: int | None, element: pikepdf.Object) -> pikepdf.Object | int:
        self._by_mark[mark.page][mark.number] = element
        if mark.page == first:
            return mark.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[mark.page], MCID=mark.number)
