"""What the families share: engines, parameters, docstrings, and arithmetic of many functions."""
