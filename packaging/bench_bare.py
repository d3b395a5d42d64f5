"""A bare PySide6 window, as large as ours and with one line of words: what nobody can undercut.

bench_bare.py WIDTH HEIGHT
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

application = QApplication(sys.argv[:1])
window = QLabel("A bare window")
window.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.resize(int(sys.argv[1]), int(sys.argv[2]))
window.show()
sys.exit(application.exec())
