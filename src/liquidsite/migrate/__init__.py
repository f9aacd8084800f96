"""Moving a site over: what will differ, and proof of what does not."""
