"""Places: where on the map things are, read from the resources."""
