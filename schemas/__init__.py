"""JSON Schemas of everything that is read or written."""
