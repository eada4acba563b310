"""The built site: what a server says with its files, and what search reads."""
