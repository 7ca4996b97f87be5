"""Everything one crawl saw, on disk (WACZ): the only thing checks read."""
