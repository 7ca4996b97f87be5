"""What audits a storefront: crawl, snapshot, understand, engine, and what joins them."""
