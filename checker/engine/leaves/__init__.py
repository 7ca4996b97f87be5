"""One file per kind of leaf: what it asks of the storefront, and how sure the answer is."""
