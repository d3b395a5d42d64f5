"""The window. Qt only: it sees casework, practice and forms, never the store."""
