"""Figures: drawn with Matplotlib, made into small SVG that follows the theme, put into pages."""
