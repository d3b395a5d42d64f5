"""Paper: from a finished record to a page."""
