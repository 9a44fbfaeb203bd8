"""Trade-credit management for ERPNext."""

__version__ = "0.1.0"
