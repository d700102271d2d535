"""Measurements, run by `make bench`; they judge nothing and are not tests."""
