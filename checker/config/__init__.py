"""file + environment + flags → one frozen Config."""

from disputelint.checker.config.settings import (
    Access,
    Brand,
    Choice,
    Config,
    Crawl,
    FailOn,
    Gate,
    Journey,
    Override,
    Serve,
    Storefront,
    Waiver,
)

__all__ = [
    "Access",
    "Brand",
    "Choice",
    "Config",
    "Crawl",
    "FailOn",
    "Gate",
    "Journey",
    "Override",
    "Serve",
    "Storefront",
    "Waiver",
]
