"""Turn what a report says into files; nothing is decided here."""
