"""A window that shows every component in every state."""
