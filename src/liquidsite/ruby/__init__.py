"""Ruby's semantics that show in output, on Python values. Knows nothing of sites."""
