"""F#"""

from __future__ import annotations

from ..grammar import Grammar, words
from . import ocaml

_KEYWORDS = """abstract and as assert atomic base begin break checked class component const
constraint constructor continue default delegate do done downcast downto eager elif else end event
exception extern external false finally fixed for fun function functor global if in include
inherit inline interface internal lazy let let! match member method mixin module mutable namespace
new not null object of open or override parallel private process protected public pure rec return
return! sealed select sig static struct tailcall then to trait true try type upcast use use! val
virtual void volatile when while with yield yield!"""
_PUNCTUATION = r"""!= # & && ( ) * \+ , - -. -> . .. : :: := :> ; ;; < <- = > >] >} ? ?? [ [< [>
[| ] _ ` { {< | |] } ~ |> <| <>"""
_STATES = ocaml.states(
    r"[a-zA-Z][\w']*|``[^`\n\r\t]+``",
    words("n", {"k": _KEYWORDS} | ocaml.CLASSES),
    [(r"[\[\];,{}_()!$%&*+./:<=>?@^|~#-]+", words("o", p=_PUNCTUATION))],
    [("//.*", "c1")],
    [],
)

GRAMMAR = Grammar(_STATES)
tokens = GRAMMAR.tokens
