"""CST Desktop: offline, encrypted records for complex safeguarding teams."""

__version__ = "0.1.0"
