"""Jekyll without Ruby: existing Jekyll sites, built unchanged."""

__version__ = "0.1.0"
