"""One language a file. Each has `tokens(code, options)`: (short class, text) pairs in order."""
