"""The way from a template's text to a Template: parse it, write Python, compile that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liquidsite.errors import LiquidsiteError, TemplateError, not_in, undecoded
from liquidsite.liquid.codegen import CodeWriter
from liquidsite.ruby.values import LiquidError, RubyError

from .failures import LimitReachedError, add_place, locate
from .nodes import Block
from .parser import Parser
from .source import Source
from .template import Template, compile_source

if TYPE_CHECKING:
    from .environment import Environment


def compile_template(env: Environment, source: Source, *, included: bool = False) -> Template:
    """Compile a template. Raises TemplateSyntaxError, or LimitError where blocks nest too deep."""
    if (bad := undecoded(source.text)) is not None:
        raise locate(RubyError(not_in("UTF-8")), source, bad, included=included)
    parser = Parser(env, source)
    try:
        env.limits.check_tags(parser.tags)
        body = parser.parse()
        # Many pages only print a variable or two: they differ in their texts, not in their code.
        code = CodeWriter(env, texts_apart=not any(isinstance(node, Block) for node in body.nodes))
        with code.function():
            body.emit(code)
        text, positions = code.source()
        made = compile_source(text), tuple(positions), tuple(code.texts)
    except LiquidError as failure:
        raise locate(failure, source, parser.position, included=included) from None
    except LiquidsiteError as error:
        add_place(error, source, parser.position)
        raise
    except (RecursionError, MemoryError, SyntaxError):
        # Python's own limits on nested expressions.
        raise _too_deep(source, parser.position, included) from None
    return Template(env, source, *made, tuple(parser.warnings), code.may_be_shared)


def _too_deep(source: Source, position: int, included: bool) -> TemplateError:
    return locate(LimitReachedError("Nesting too deep"), source, position, included=included)
