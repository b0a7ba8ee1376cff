"""Pure arithmetic on the earth's surface: datums and distances."""
