"""The papers: what is printed, stored, signed and verified."""
