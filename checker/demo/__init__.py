"""The embedded demo shop, served on loopback."""
