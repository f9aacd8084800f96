"""Long word lists, kept from the grammars that use them."""
