"""Exact words: a block of its own, the words first, then who, when and how.

Nothing in it is ever checked, marked or reworded.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.conditions import holds
from desktop.forms.definition import Field
from desktop.forms.kinds import printed
from desktop.forms.values import Answers, Json
from desktop.views.editors.area import TextArea
from desktop.views.editors.choice import ChoiceEditor
from desktop.views.editors.contract import Editor, Surroundings
from desktop.views.editors.dates import DateEditor
from desktop.views.editors.leaf import LeafEditor
from desktop.views.editors.textual import LongTextEditor, TextEditor
from desktop.views.editors.wording import said_date
from desktop.views.parts import paint
from desktop.views.parts.icon import Icon
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme

BAR = 4
PLACEHOLDERS = {"d": "d", "m": "m", "y": "year"}


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    for letter in text[:400]:
        if "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc":
            return True
        if letter.isalpha():
            return False
    return False


def exact_mark(theme: Theme) -> Label:
    """Return the two words that stand whole at the end of the line of who, when and how."""
    mark = Label(theme, "Exact words", "hint", "words")
    mark.setMinimumWidth(mark.words_width())
    return mark


class WordsBlock(QWidget):
    """The plane with the bar and the turned quotation mark; `body` holds what is inside."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(px(BAR + 16), px(12), px(16), px(12))
        row.setSpacing(px(12))
        self.mark = Icon(theme, "quote", "words-fg", 20, turn=True)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        row.addLayout(self.body, 1)

    def mirror(self, on: bool) -> None:
        """Put bar and mark at the right, for words written from right to left."""
        direction = Qt.LayoutDirection.RightToLeft if on else Qt.LayoutDirection.LeftToRight
        if self.layoutDirection() is direction:
            return
        self.setLayoutDirection(direction)
        m = self._row.contentsMargins()
        self._row.setContentsMargins(m.right(), m.top(), m.left(), m.bottom())
        self.mark.turn = not on
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, mirrored = QRectF(self.rect()), paint.mirrored(self)
        plane = paint.right_rounded(area, theme.px(8), mirrored=mirrored)
        painter.fillPath(plane, theme.colour("words-bg"))
        bar = QRectF(area)
        bar.setWidth(theme.px(BAR))
        if mirrored:
            bar.moveRight(area.right())
        painter.fillRect(bar, theme.colour("words-fg"))


class BlockArea(TextArea):
    """The words; the focus ring goes round the whole block."""

    def __init__(self, theme: Theme) -> None:
        self.block: QWidget | None = None
        super().__init__(theme, lines=1, bare=True)
        self.setProperty("ring", True)

    def focus_area(self) -> QRect:
        """Return the block that the ring surrounds."""
        if self.block is None:
            return self.rect()
        return QRect(self.mapFrom(self.block, QPoint(0, 0)), self.block.size())

    def focus_radius(self) -> int:
        return self.theme.px(8)


class WordsEditor(LongTextEditor):
    """Exact words alone; inside a quotation the block around them is the quotation's."""

    def build(self) -> None:
        super().build()
        self.area.setPlaceholderText(self.field.prompt)
        self.block: WordsBlock | None = None

    def make_area(self, lines: int) -> BlockArea:
        return BlockArea(self.theme)

    def stand_alone(self) -> None:
        """Draw the block here, for words that no quotation holds."""
        box = self.controls.layout()
        assert box is not None
        self.block = WordsBlock(self.theme)
        if isinstance(self.area, BlockArea):
            self.area.block = self.block
        self.block.body.addWidget(self.area)
        box.addWidget(self.block)

    def show_value(self, value: Json) -> None:
        super().show_value(value)
        self._mirror()

    def flush(self) -> None:
        super().flush()
        self._mirror()

    def _mirror(self) -> None:
        if self.block is not None:
            self.block.mirror(is_right_to_left(self.area.document().firstBlock().text()))


class LoneWordsEditor(WordsEditor):
    """Exact words as a question of their own."""

    def build(self) -> None:
        super().build()
        self.stand_alone()

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        assert (self.block is not None and self._print is not None) or not on
        if self._print is not None and self.block is not None:
            self.controls.setVisible(True)
            self.area.setVisible(not on)
            self.block.body.addWidget(self._print)


class QuoteEditor(Editor):
    """The words with who, when and how; as print one line under the words."""

    def __init__(
        self, field: Field, path: str, surroundings: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, path, surroundings, parent)
        self._flat: Answers = {}
        self.block = WordsBlock(self.theme)
        self.column.addWidget(self.block)
        parts = {part.id: part for part in field.parts}
        self.words = WordsEditor(parts["words"], f"{path}/words", surroundings)
        if isinstance(self.words.area, BlockArea):
            self.words.area.block = self.block
        self.who = TextEditor(parts["who"], f"{path}/who", surroundings)
        self.when = DateEditor(parts["when"], f"{path}/when", surroundings)
        self.how = ChoiceEditor(parts["how"], f"{path}/how", surroundings)
        self.language = TextEditor(parts["language"], f"{path}/language", surroundings)
        self.parts: tuple[LeafEditor, ...] = (
            self.words,
            self.who,
            self.when,
            self.how,
            self.language,
        )
        self._build()

    def _build(self) -> None:
        px, theme = self.theme.px, self.theme
        self.block.body.addWidget(self.words)
        self.details = QWidget()
        self._grid = QGridLayout(self.details)
        self._grid.setContentsMargins(0, px(4), 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(8))
        self.block.body.addWidget(self.details)
        for part in (self.who, self.language):
            part.line.setPlaceholderText(part.field.label)
        self.who.line.setPlaceholderText("Who, and to whom")
        for name, box in self.when.boxes.items():
            box.setPlaceholderText(PLACEHOLDERS[name])
        if self.how.finder is not None:
            self.how.finder.setPlaceholderText(self.how.field.label)
        self._wide: bool | None = None
        self._lay_out(True)
        self.line = QWidget()
        row = QHBoxLayout(self.line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.told = Label(theme, "", "hint", "words", wrap=True)
        row.addWidget(self.told, 1)
        row.addWidget(Icon(theme, "lock", "words-fg", 16))
        row.addWidget(exact_mark(theme))
        self.block.body.addWidget(self.line)
        self.print = Prose(theme, content=True)
        self.block.body.insertWidget(0, self.print)
        self.print.hide()
        self.line.hide()
        for part in self.parts:
            self.adopt(part)
            part.edited.connect(self._part_edited)
        self._follow()

    def _lay_out(self, wide: bool) -> None:
        """Who, when and how in one line where there is room, else who above the others."""
        if wide == self._wide:
            return
        self._wide = wide
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        for part in self.parts[1:]:
            grid.removeWidget(part)
        grid.addWidget(self.who, 0, 0, 1, 1 if wide else 2, top)
        grid.addWidget(self.when, 0 if wide else 1, 1 if wide else 0, top)
        grid.addWidget(self.how, 0 if wide else 1, 2 if wide else 1, top)
        grid.addWidget(self.language, 2, 0, 1, 3 if wide else 2, top)
        for at, stretch in enumerate((1, 0, 0) if wide else (0, 1, 0)):
            grid.setColumnStretch(at, stretch)
        grid.setColumnMinimumWidth(2, self._how_room() if wide else 0)

    def _how_room(self) -> int:
        """Return the width in which every way of sharing can be read whole."""
        metrics = QFontMetricsF(self.theme.font("body"))
        longest = max(metrics.horizontalAdvance(o.label) for o in self.how.field.options)
        return ceil(longest) + self.theme.px(2 * 12 + 28)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self.width() >= self.theme.px(620))

    # Contract

    def set_values(self, flat: Answers) -> None:
        self._flat = flat
        for part in self.parts:
            part.set_values(flat)
        self._follow()

    def _part_edited(self, path: str, value: object, _typing: bool) -> None:
        self._flat = {**self._flat, path: value}  # type: ignore[dict-item]
        self._follow()

    def _follow(self) -> None:
        asked = holds(self.language.field.when, self._flat, self.path)
        self.language.setVisible(asked)
        words = self._flat.get(f"{self.path}/words")
        text = words if isinstance(words, str) else ""
        self.block.mirror(is_right_to_left(text))
        if self.read_only:
            self.print.set_plain(text or "Not answered")
            self.told.setText(self.who_line())

    def who_line(self) -> str:
        """Return who, when, how and in which language, as one line."""
        found = [printed(part.field, self._flat.get(part.path)).strip() for part in self.parts[1:]]
        found[1] = said_date(self._flat.get(self.when.path))
        if found[2]:
            found[2] = found[2][:1].lower() + found[2][1:]
        return ", ".join(filter(None, found))

    def set_problem(self, path: str, message: str | None) -> None:
        for part in self.parts:
            if part.path == path:
                part.set_problem(path, message)

    def own_paths(self) -> frozenset[str]:
        return frozenset((self.path, *(part.path for part in self.parts)))

    def set_read_only(self, on: bool) -> None:
        self.flush()
        self.read_only = on
        self.words.setVisible(not on)
        self.details.setVisible(not on)
        self.print.setVisible(on)
        self.line.setVisible(on)
        self._follow()

    def place(self) -> tuple[str, int] | None:
        return next((at for part in self.parts if (at := part.place())), None)

    def go_to(self, path: str, caret: int | None = None) -> bool:
        target = f"{path}/words" if path == self.path else path
        return any(part.go_to(target, caret) for part in self.parts)

    def pending(self) -> bool:
        return any(part.pending() for part in self.parts)

    def flush(self) -> None:
        for part in self.parts:
            part.flush()

    def buddy(self) -> QWidget | None:
        return self.words.buddy()

    def speak(self, name: str, help_text: str) -> None:
        self.spoken_name, self.spoken_help = name, help_text
        self.words.speak(f"{name}: exact words", help_text)
        for part in self.parts[1:]:
            part.speak(f"{name}: {part.field.label}", part.field.prompt)
