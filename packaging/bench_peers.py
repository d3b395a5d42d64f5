"""The programs that paper is laid out beside, as Debian names them."""

from __future__ import annotations

from setup_steps import Tool

LAYOUT_PEERS = (
    Tool("weasyprint", "weasyprint", "a peer: lays out HTML as PDF/A"),
    Tool("libreoffice-writer-nogui", "soffice", "a peer: a word processor without a window"),
    Tool("python3-uno", "/usr/lib/python3/dist-packages/uno.py", "speaks with that peer"),
)
