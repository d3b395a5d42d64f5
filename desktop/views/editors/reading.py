"""A finished record to read: labels and print, exact words in their blocks, rows as cards.

What was not answered stands in one short list at the end, not as empty boxes.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.answers import is_answered, is_asked, items_of, row_title, rows_of
from desktop.forms.conditions import holds
from desktop.forms.definition import Field, Form, Section, Shape
from desktop.forms.kinds import carried_from, printed
from desktop.forms.validation import is_missed
from desktop.forms.values import Answers, as_object, join
from desktop.views.editors.quote import WordsBlock, exact_mark, is_right_to_left
from desktop.views.editors.wording import said_date
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Box, Card, column, line
from desktop.views.parts.text import Heading, Label, Prose, sentence
from desktop.views.theme import Theme


class ReadView(QWidget):
    """The whole record, or the sections that are asked for, as print.

    `paths` gives the widget of a path, so that a page can scroll to it. A page that shows the
    sections one by one lists what is in `unanswered` itself.
    """

    def __init__(
        self,
        theme: Theme,
        form: Form,
        flat: Answers,
        sections: tuple[Section, ...] | None = None,
        parent: QWidget | None = None,
        *,
        list_unanswered: bool = True,
        headings: bool = True,
    ) -> None:
        super().__init__(parent)
        self.theme, self.form, self.flat, self._headings = theme, form, flat, headings
        self.paths: dict[str, QWidget] = {}
        self.sections: dict[str, QWidget] = {}
        self.unanswered: list[str] = []
        self._line: Prose | None = None  # the short answer that the next one may go on in
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(24))
        for section in sections or form.sections:
            if holds(section.when, flat):
                self._section(section)
        if list_unanswered:
            self._list_unanswered()
        for words in self.findChildren(Prose):
            # Some hundred answers would stand between the keyboard and what comes after them.
            words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _section(self, section: Section) -> None:
        heading = Heading(self.theme, f"{section.number} {section.title}")
        made = [
            widget
            for field in section.fields
            if (widget := self._field(field, "", section.title * self._headings)) is not None
        ]
        if not made:
            return
        self.sections[section.id] = heading
        self.body.addWidget(heading)
        heading.setVisible(self._headings)
        for widget in made:
            self.body.addWidget(widget)

    def _list_unanswered(self) -> None:
        if not self.unanswered:
            return
        words = sentence(f"“{label}”" for label in self.unanswered)
        self.body.addWidget(Heading(self.theme, "Not answered", 3))
        self.body.addWidget(Prose(self.theme, words, "hint", "muted", plain=True, content=True))

    def _field(self, field: Field, prefix: str, title: str = "") -> QWidget | None:
        """Return label and print of a field; None, and its name noted, when it has no answer."""
        path = join(prefix, field.id)
        if not field.joined:
            self._line = None
        if field.kind == "guidance" or not is_asked(field, self.flat, prefix):
            return None
        if not is_answered(self.flat, field, path):
            if not prefix and is_missed(self.form, field, self.flat):
                self.unanswered.append(field.label)
            return None
        if field.joined and self._line is not None:
            words = printed(field, self.flat.get(path))
            self._line.set_plain(f"{self._line.words()} {field.joined} {words}")
            self.paths[path] = self._line
            return None
        box = Box(column(self.theme.px(4)))
        layout = box.layout()
        assert layout is not None
        if field.label.casefold() != title.casefold():
            layout.addWidget(Label(self.theme, field.label, "label", wrap=True))
        for widget in self._content(field, path, prefix):
            layout.addWidget(widget)
        self.paths[path] = box
        return box

    def _content(self, field: Field, path: str, prefix: str) -> Iterator[QWidget]:
        if field.kind == "quote":
            yield quote_block(self.theme, field, self.flat, path)
        elif field.kind == "words":
            yield words_block(self.theme, str(self.flat.get(path) or ""), "")
        elif field.shape is Shape.ROWS:
            for number, row in enumerate(rows_of(self.flat, path), 1):
                title = row_title(field, self.flat, join(path, row))
                yield self._card(field, join(path, row), f"{number}  {title}".strip())
        elif field.shape is Shape.BLOCK and field.over is None:
            yield from self._parts(field, path)
        elif field.shape is Shape.BLOCK:
            for item in items_of(self.form, field, self.flat, prefix):
                if any(
                    is_answered(self.flat, p, f"{path}/{item.value}/{p.id}") for p in field.parts
                ):
                    yield self._card(field, join(path, item.value), item.label)
        elif field.shape is Shape.PER_ROW:
            for item in items_of(self.form, field, self.flat, prefix):
                words = printed(field.for_item(item), self.flat.get(join(path, item.value)))
                if words:
                    yield self._print(f"{item.label}: {words}")
        else:
            yield from self._value(field, path)

    def _value(self, field: Field, path: str) -> Iterator[QWidget]:
        value = self.flat.get(path)
        self._line = self._print(printed(field, value))
        yield self._line
        source = carried_from(field) if field.kind == "carried" else ""
        if source and as_object(value):
            row = Box(line(self.theme.px(8)))
            layout = row.layout()
            assert layout is not None
            layout.addWidget(Icon(self.theme, "link-2", "carried-fg", 16))
            layout.addWidget(Prose(self.theme, source, "hint", "carried", plain=True))
            yield row

    def _print(self, words: str) -> Prose:
        return Prose(self.theme, words, plain=True, content=True)

    def _card(self, field: Field, prefix: str, title: str) -> Card:
        card = Card(self.theme, padding=(12, 16), radius=8, gap=12)
        card.body.addWidget(Label(self.theme, title, "label", wrap=True))
        for widget in self._parts(field, prefix, leave=field.title_of):
            card.body.addWidget(widget)
        self.paths[prefix] = card
        return card

    def _parts(self, field: Field, prefix: str, leave: str = "") -> Iterator[QWidget]:
        for part in field.parts:
            long_title = "\n" in str(self.flat.get(join(prefix, part.id)) or "")
            if part.id == leave and part.kind in ("text", "person", "place") and not long_title:
                continue
            widget = self._field(part, prefix)
            if widget is not None:
                yield widget


def who_line(field: Field, flat: Answers, path: str) -> str:
    """Return who said it to whom, when, how and in which language, as one line."""
    found: list[str] = []
    for part in field.parts[1:]:
        value = flat.get(f"{path}/{part.id}")
        words = said_date(value) if part.kind == "date" else printed(part, value).strip()
        found.append(words[:1].lower() + words[1:] if part.kind == "choice" else words)
    return ", ".join(filter(None, found))


def quote_block(theme: Theme, field: Field, flat: Answers, path: str) -> WordsBlock:
    """Return the block of a quotation to read."""
    words = flat.get(f"{path}/words")
    return words_block(theme, words if isinstance(words, str) else "", who_line(field, flat, path))


def words_block(theme: Theme, words: str, who: str) -> WordsBlock:
    """Return exact words in their block, who and when below, and that they are exact."""
    block = WordsBlock(theme)
    block.body.addWidget(Prose(theme, words, plain=True, content=True))
    row = Box(line(theme.px(8)))
    layout = row.layout()
    assert layout is not None
    told = Label(theme, who, "hint", "words", wrap=True)
    layout.addWidget(told)
    layout.addWidget(Icon(theme, "lock", "words-fg", 16))
    layout.addWidget(exact_mark(theme))
    block.body.addWidget(row)
    block.mirror(is_right_to_left(words))
    return block
