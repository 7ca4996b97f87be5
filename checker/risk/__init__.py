"""Findings to the likelihood of each dispute reason."""
