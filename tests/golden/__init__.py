"""Sites of our own and what the real Jekyll makes of them."""
