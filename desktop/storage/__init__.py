"""The encrypted store. No Qt and no wording."""
