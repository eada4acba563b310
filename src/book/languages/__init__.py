"""Languages at the same paths: the way from one to another, and what keeps them saying the same."""
