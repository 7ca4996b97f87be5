"""One file per family of facts."""
