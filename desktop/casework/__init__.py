"""What people do: use cases that join the floors below."""
