"""A false formula is found: LaTeX is read, its symbols are known, and both sides are computed.

`sources` finds the formulas, `read` makes trees of them, `symbols` knows what their letters mean,
`evaluate` gives a tree its value, `decide` compares the sides of each relation at many points.
"""
