"""The rows that verbs write beside the state, grouped like the rule book."""
