"""Which lexer a name, options or the code itself select."""

from __future__ import annotations

import pytest

from liquidsite.highlight import Lexer, find_lexer, guess, to_html


def tag(name: str | None, code: str = "") -> str | None:
    lexer = find_lexer(name, code)
    return lexer.tag if lexer else None


def html(name: str, code: str) -> str:
    lexer = find_lexer(name)
    assert lexer is not None
    return to_html(code, lexer)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rb", "ruby"),
        ("bash", "shell"),
        ("zsh", "shell"),
        ("yml", "yaml"),
        ("c++", "cpp"),
        ("dockerfile", "docker"),
        ("text", "plaintext"),
        ("shell-session", "console"),
        ("rust,no_run", "rust"),
        ("Ruby", None),
        ("restructuredtext", None),
        ("", None),
    ],
)
def test_names_are_those_of_rouge(name: str, expected: str | None) -> None:
    assert tag(name) == expected


def test_options_follow_a_question_mark() -> None:
    assert find_lexer("php?start_inline=1&a=x&a=y&b") == Lexer(
        "php", {"start_inline": "1", "a": ["x", "y"], "b": True}
    )
    assert tag("nothing?a=1") is None


def test_php_begins_where_its_tag_is_unless_told_otherwise() -> None:
    assert html("php", "$a").startswith('<span class="nv">')
    assert html("php?start_inline=0", "$a") == "$a"
    assert html("php", "<b>$a</b>").startswith('<span class="nt">')


def test_console_takes_a_prompt_a_language_and_comments() -> None:
    assert '<span class="gp">%</span>' in html("console?prompt=%", "% ls\n")
    assert '<span class="c"># x\n</span>' in html("console?comments=true", "# x\n$ ls\n")
    assert '<span class="nb">puts</span>' in html("console?lang=ruby", "$ puts 1\n")


def test_erb_takes_a_parent() -> None:
    assert '<span class="nl">"a"</span>' in html("erb?parent=json", '{"a": <%= 1 %>}')


def test_plain_text_may_have_a_class() -> None:
    assert html("plaintext?token=Generic.Output", "a") == '<span class="go">a</span>'
    assert html("plaintext", "a < b") == "a &lt; b"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("#!/usr/bin/env ruby\nputs 1", "ruby"),
        ("#!/bin/sh\nls", "shell"),
        ("#! /usr/bin/python3.9\n", "python"),
        ("<!DOCTYPE html>\n<p>", "html"),
        ("<?xml version='1.0'?><a/>", "xml"),
        ("<?php echo 1;", "php"),
        ("%YAML 1.2\n---", "yaml"),
        ("--- a\n+++ b\n", "diff"),
        ("\\documentclass{article}", "tex"),
        ("# -*- mode: ruby -*-\nx", "ruby"),
        ("// vim: ft=javascript\n", "javascript"),
        ("puts 'hello'", "plaintext"),
        ("", "plaintext"),
    ],
)
def test_code_that_tells_its_language_is_guessed(code: str, expected: str) -> None:
    assert guess(code).tag == expected
    assert tag(None, code) == tag("guess", code) == expected


def test_languages_without_a_grammar_come_from_pygments() -> None:
    assert '<span class="mi">1</span>' in html("elm", "x = 1")


def test_blocks_within_blocks_end_somewhere() -> None:
    fences = ["`" * count for count in range(400, 3, -1)]
    code = "".join(f"{fence}markdown\n" for fence in fences) + "a\n"
    code += "".join(f"{fence}\n" for fence in reversed(fences))
    assert "a" in html("markdown", code)


def test_ruby_tells_symbols_from_keys_and_a_backslash_from_operators() -> None:
    tokens = Lexer("ruby").tokens
    assert tokens(":smile: x") == [("ss", ":smile"), ("p", ":"), ("", " "), ("n", "x")]
    assert tokens("{smile: x}") == [("p", "{"), ("ss", "smile: "), ("n", "x"), ("p", "}")]
    assert tokens("a\\|b") == [("n", "a"), ("p", "\\"), ("o", "|"), ("n", "b")]
