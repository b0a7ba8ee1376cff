"""The window: everything that needs Qt, and nothing that decides."""
