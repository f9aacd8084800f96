"""Pieces of patterns that several grammars share. Grammars are ASCII unless they use these."""

LETTER = r"(?u:[^\W\d_])"
LETTERS = r"(?u:[^\W\d])"  # with the underscore
WORD = r"(?u:\w)"
ALNUM = r"(?u:[^\W_])"
UPPER = f"[A-Z{''.join(filter(str.isupper, map(chr, range(0xC0, 0x530))))}]"


def quoted(quote: str) -> str:
    """A string with backslash escapes; if all further quotes are escaped, the last one ends it."""
    return rf"{quote}(?s:(?:[^{quote}\\]|\\.)*+{quote}|.*{quote})"
