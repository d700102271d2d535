"""The rules: states, guards, clocks and numbers. No models, no HTTP, no database."""
