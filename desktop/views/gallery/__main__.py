"""`python -m desktop.views.gallery` opens the gallery."""

from __future__ import annotations

import sys

from desktop.views.gallery.command import run_gallery

if __name__ == "__main__":
    sys.exit(run_gallery(sys.argv[1:]))
