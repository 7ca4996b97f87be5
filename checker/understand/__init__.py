"""Pure functions over a snapshot: page kinds, language, technologies, facts."""
