"""The walk product, cart, checkout, as a buyer does it, up to the pay control."""
