"""Findings to the file and line of a theme."""
