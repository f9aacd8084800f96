"""Pieces of patterns that several grammars share. Grammars are ASCII unless they use these."""

LETTER = r"(?u:[^\W\d_])"
LETTERS = r"(?u:[^\W\d])"  # with the underscore
# Ruby's words have the marks that Indic scripts and Thai put on their letters; Python's have not.
WORD_CHARACTERS = r"\w\u0300-\u036f\u0900-\u0963\u0966-\u0e3a\u0e40-\u0e7f"
WORD = f"(?u:[{WORD_CHARACTERS}])"
ALNUM = r"(?u:[^\W_])"
_CASED = [chr(code) for code in (*range(0xB5, 0x530), *range(0x1E00, 0x2000))]
_CAPITALS = "".join(filter(str.isupper, _CASED))
_SMALL = "".join(filter(str.islower, _CASED))
UPPER = f"[A-Z{_CAPITALS}]"
LOWER = f"[a-z_{_SMALL}]"  # with the underscore
CASED = f"[A-Za-z_{_CAPITALS}{_SMALL}]"  # with the underscore; not the letters without case


def quoted(quote: str) -> str:
    """A string with backslash escapes; if all further quotes are escaped, the last one ends it."""
    return rf"{quote}(?s:(?:[^{quote}\\]|\\.)*+{quote}|.*{quote})"
