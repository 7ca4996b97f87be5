"""disputelint: a policy-as-code compliance linter for online storefronts."""

__version__ = "0.1.0"
