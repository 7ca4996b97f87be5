"""The one module that knows all stages."""
