"""The embedded demo shop, served on loopback: `with serve("flawed") as shop: print(shop.url)`."""

from disputelint.checker.demo.server import DemoShop, serve

__all__ = ["DemoShop", "serve"]
