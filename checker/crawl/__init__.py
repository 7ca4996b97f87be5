"""The only code that touches a browser or a network: it turns a URL into a snapshot."""
