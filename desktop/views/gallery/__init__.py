"""A window that shows every component in every state: the place where the look is judged."""
