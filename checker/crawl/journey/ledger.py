"""The amounts that a buyer meets at one step, read as everywhere: `understand.facts.amounts`."""

from disputelint.checker.understand.facts.amounts import amounts_of, context_of

__all__ = ["amounts_of", "context_of"]
