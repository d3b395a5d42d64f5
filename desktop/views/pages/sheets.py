"""The printed sheets of the team: the recovery sheet and the sealed envelope.

A key is shown in numbered groups, printed straight to a printer (never to a file), or copied by
hand. The recovery sheet is then proved by typing two of its groups.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.views.parts import paint
from desktop.views.theme import Theme, paper_ink

ACROSS = 4


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper with a key: what it is called, what it is for, and where it goes."""

    title: str
    team: str
    key: str
    lines: tuple[str, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the key in order."""
        return tuple(group for group in self.key.replace(" ", "-").split("-") if group)


def recovery_sheet(team: str, key: str) -> Sheet:
    """Return the sheet that opens the store when a passphrase is forgotten."""
    return Sheet(
        "Recovery sheet",
        team,
        key,
        (
            "Whoever has this sheet and the laptop can open the team’s records.",
            "Keep it where only managers can go: a safe, or a locked drawer away from the laptop.",
            "On the lock screen choose “I have forgotten my passphrase” and type these groups.",
        ),
    )


def envelope_sheet(team: str, key: str) -> Sheet:
    """Return the sheet that holds the team's certificate authority."""
    return Sheet(
        "Sealed envelope: the team’s certificate authority",
        team,
        key,
        (
            "With this key new signatures can be issued for the team if every keeper has left.",
            "Put it into an envelope, seal it, sign across the flap, and write the date on it.",
            "Keep it apart from the recovery sheet, where a head of service can reach it.",
        ),
    )


class KeyCard(QLabel):
    """The groups of a key, four in a row, each with its number; `cover` hides all of them."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._name = theme, name
        self._groups: tuple[str, ...] = ()
        self._font = theme.font("section")
        self._font.setFeature(QFont.Tag("tnum"), 1)
        self._font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme.px(1.5))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_groups(())

    def show_groups(self, groups: tuple[str, ...]) -> None:
        """Show these groups; () shows none."""
        self._groups = groups
        spelled = ", ".join(f"{n}: {' '.join(group)}" for n, group in enumerate(groups, 1))
        self.setAccessibleName(f"{self._name}. {spelled}" if spelled else self._name)
        self.updateGeometry()
        self.update()

    @property
    def groups(self) -> tuple[str, ...]:
        """What is shown."""
        return self._groups

    def focus_radius(self) -> int:
        return self.theme.px(8)

    def sizeHint(self) -> QSize:
        rows = max(1, -(-len(self._groups) // ACROSS))
        return QSize(self.theme.px(640), self.theme.px(24 + rows * 52))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(360), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        plane, edge = theme.colour("window"), theme.colour("line")
        paint.plane(painter, self.rect(), px(8), plane, edge)
        across = (self.width() - px(32)) / ACROSS
        for at, group in enumerate(self._groups):
            x = px(16) + (at % ACROSS) * across
            y = px(16) + (at // ACROSS) * px(52)
            painter.setFont(theme.font("clock"))
            painter.setPen(theme.colour("muted"))
            top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(x, y, across, px(18)), top, str(at + 1))
            painter.setFont(self._font)
            painter.setPen(theme.colour("text"))
            painter.drawText(QRectF(x, y + px(18), across, px(26)), top, group)


# Printing


def printers() -> tuple[str, ...]:
    """Return the names of the printers of this laptop."""
    return tuple(QPrinterInfo.availablePrinterNames())


def print_sheet(sheet: Sheet, parent: QWidget) -> bool:
    """Ask which printer and print there, never to a file; False when the reader thinks better."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Sheet")
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.setWindowTitle("Print the sheet")
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
        return False  # a printer that makes files would leave the key on the disk
    painter = QPainter(printer)
    paint_sheet(painter, printer.pageLayout().paintRectPixels(printer.resolution()), sheet)
    painter.end()
    return True


def paint_sheet(painter: QPainter, page: QRect, sheet: Sheet) -> None:
    """Draw a sheet on paper in black; the page's margins are the printer's."""
    unit = page.width() / 640  # one pixel of the screen's column, whatever the resolution
    painter.setPen(paper_ink())
    y = _write(painter, page, 0.0, sheet.team, 18 * unit, bold=False)
    y = _write(painter, page, y + 4 * unit, sheet.title, 26 * unit, bold=True)
    y = _write_groups(painter, page, y + 28 * unit, sheet.groups, unit) + 28 * unit
    for text in sheet.lines:
        y = _write(painter, page, y, text, 15 * unit, bold=False) + 8 * unit


def _font(size: float, *, bold: bool) -> QFont:
    font = QFont("Atkinson Hyperlegible Next")
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _write(
    painter: QPainter, page: QRect, top: float, text: str, size: float, *, bold: bool
) -> float:
    """Write wrapped words and return where they end."""
    painter.setFont(_font(size, bold=bold))
    area = QRectF(page.x(), page.y() + top, page.width(), page.height() - top)
    used = painter.boundingRect(area, Qt.TextFlag.TextWordWrap, text)
    painter.drawText(area, Qt.TextFlag.TextWordWrap, text)
    return top + used.height()


def _write_groups(
    painter: QPainter, page: QRect, top: float, groups: tuple[str, ...], unit: float
) -> float:
    across, row = page.width() / ACROSS, 56 * unit
    for at, group in enumerate(groups):
        corner = QPoint(
            round(page.x() + (at % ACROSS) * across), round(page.y() + top + (at // ACROSS) * row)
        )
        painter.setFont(_font(12 * unit, bold=False))
        painter.drawText(corner, str(at + 1))
        painter.setFont(_font(24 * unit, bold=True))
        drop = QFontMetricsF(painter.font()).ascent() + 6 * unit
        painter.drawText(corner + QPoint(0, round(drop)), group)
    return top + row * -(-len(groups) // ACROSS)
