"""Many shops in one command."""
