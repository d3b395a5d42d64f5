"""Presenters: each fetches what its page shows and does what its page asks for."""
