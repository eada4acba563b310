"""A false formula is found: LaTeX is read, its symbols are known, and both sides are computed.

`sources` finds the formulas, `read` makes trees of them, `symbols` knows what their letters mean.
`names`, `operations` and `evaluate` give a tree its value with `functions`, the book's in exact numbers.
`decide` compares the sides of each relation, `check` goes through the book, `drill` through its slips.
"""
