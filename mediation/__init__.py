"""The nouns and the pages of the case-management system."""
