"""GLSL: C with the shader's words"""

from __future__ import annotations

from ..grammar import Grammar, words
from . import c
from .words import listed

_KEYWORDS = """attribute break case centroid const continue default discard do else flat for if in
inout invariant layout noperspective out patch precision return sample smooth struct subroutine
switch uniform varying while"""
_RESERVED = """active asm cast class common enum extern external filter fixed fvec2 fvec3 fvec4
goto half hvec2 hvec3 hvec4 iimage1D iimage1DArray iimage2D iimage2DArray iimage3D iimageBuffer
iimageCube image1D image1DArray image1DArrayShadow image1DShadow image2D image2DArray
image2DArrayShadow image2DShadow image3D imageBuffer imageCube inline input interface long
namespace noinline output packed partition public row_major sampler3DRect short sizeof static
superp template this typedef uimage1D uimage1DArray uimage2D uimage2DArray uimage3D uimageBuffer
uimageCube union unsigned using volatile"""

GRAMMAR = Grammar(
    c.states(
        words(
            "n",
            k=_KEYWORDS,
            kt=" ".join(listed("glsl_types")),
            kr=_RESERVED,
            nb=" ".join(listed("glsl_builtins")),
        )
    ),
    c.GRAMMAR.start,
)
tokens = GRAMMAR.tokens
