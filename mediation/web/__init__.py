"""Pages, one module per actor."""
