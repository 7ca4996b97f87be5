"""Rules against facts: verdicts with their trace. Knows no HTML and no browser."""
