"""Text in ASCII letters, for `transliterated_header_ids`.

Ruby's kramdown asks the stringex gem, whose tables cover every script. Here Latin, Greek and
Cyrillic letters are written as it writes them; those of other scripts are left out.
"""

from __future__ import annotations

import unicodedata

_LATIN = (
    "ßss æae œoe øo đd ðd þth łl ıi ħh ŋng ſs ŧt ƒf ĸk ŉn ŀl ẞSs ÆAE ŒOE ØO ĐD ÐD ÞTh ŁL ĦH ŊNG ŦT"
)
_GREEK = "αa βb γg δd εe ζz ηe θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υu φph χkh ψps ωo"
_CYRILLIC = (
    'аa бb вv гg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ" '
    "ыy ь' эe юiu яia ёio іi їyi єie ґg ѓgj ќkj љlj њnj ћtsh ђdj џdzh јj ѕdz ўu"
)


def _table() -> dict[int, str]:
    pairs = [(entry[0], entry[1:]) for entry in f"{_LATIN} {_GREEK} {_CYRILLIC}".split()]
    upper = [(char.upper(), text.capitalize()) for char, text in pairs if len(char.upper()) == 1]
    return {ord(char): text for char, text in upper + pairs}


_TABLE = _table()


def transliterate(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    letters = unicodedata.normalize("NFKD", text).translate(_TABLE)
    return "".join(char for char in letters if not unicodedata.combining(char))
