"""What the standard tags print, worked out from Liquid 4.0.4's rules."""

from __future__ import annotations

import pytest

from liquidsite import liquid
from liquidsite.liquid.registers import Registers
from liquidsite.liquid.tags import is_block

LISTS = {"xs": ["a", "b", "c"], "rows": [{"n": 1}, {"n": 2}], "hash": {"k": "v"}}


def lax(template: str, **variables: object) -> str:
    return liquid.render(template, {**LISTS, **variables}, error_mode="lax")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        # Whatever follows the first fragment is ignored; operators need white space.
        ("{% assign x = 1 2 3 %}{{ x }}", "1"),
        ("{% if xs.size==3 %}yes{% else %}no{% endif %}", "no"),
        ("{% if 'a' == 'a' nonsense %}yes{% endif %}", "yes"),
        ("{{ hash['k'] }}{{ hash.k! }}{{ xs[-1] }}{{ xs.last }}", "vvcc"),
        # `and` and `or` group from the right.
        ("{% if false and false or true %}yes{% else %}no{% endif %}", "no"),
        ("{% if true or false and false %}yes{% else %}no{% endif %}", "yes"),
    ],
)
def test_lax_expressions(template: str, expected: str) -> None:
    assert lax(template) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% for x in xs %}{{ x }}{% endfor %}", "abc"),
        ("{% for x in xs reversed %}{{ forloop.rindex }}{{ x }}{% endfor %}", "3c2b1a"),
        ("{% for x in xs limit:2 offset:1 %}{{ x }}{% endfor %}", "bc"),
        ("{%for x in xs limit:2%}{%endfor%}{%for x in xs offset:continue%}{{ x }}{%endfor%}", "c"),
        ("{% for x in 'text' %}{{ x }}{% endfor %}", "text"),
        ("{% for x in hash %}{{ x[0] }}={{ x[1] }}{% endfor %}", "k=v"),
        ("{% for x in none %}{% else %}nothing{% endfor %}", "nothing"),
        ("{%for x in xs%}{%for y in xs%}{{ forloop.parentloop.index }}{%endfor%}{%endfor%}",
         "111222333"),
        ("{% for x in xs %}{% if x == 'b' %}{% continue %}{% endif %}{{ x }}{% endfor %}", "ac"),
        ("{%for x in xs%}{%capture y%}{{ x }}{%break%}!{%endcapture%}{%endfor%}{{ y }}", "a"),
        ("1{% break %}2", "1"),
        ("{% for x in forloop %}{{ x }}{% endfor %}", ""),
        ("{% for x in xs %}{{ forloop | first }}{{ forloop | last }} {% endfor %}",
         "truefalse falsefalse falsetrue "),
    ],
)  # fmt: skip
def test_loops(template: str, expected: str) -> None:
    assert lax(template) == expected


def test_an_assigned_name_stays_hidden_behind_a_loop_variable() -> None:
    template = "{% for x in xs limit:1 %}{% assign x = 'set' %}{{ x }}{% endfor %}{{ x }}"
    assert lax(template) == "aset"


def test_a_cell_ends_at_a_break_and_the_row_goes_on() -> None:
    template = "{% tablerow x in xs cols:2 %}{{ x }}{% break %}!{% endtablerow %}after"
    assert lax(template) == (
        '<tr class="row1">\n<td class="col1">a</td><td class="col2">b</td></tr>\n'
        '<tr class="row2"><td class="col1">c</td></tr>\n'
    )


def test_every_equal_when_prints() -> None:
    template = "{% case 1 %}{% when 1, 2 %}a{% when 1 %}b{% else %}c{% endcase %}"
    assert lax(template) == "ab"


def test_cycle_groups() -> None:
    template = "{% cycle 1, 2 %}{% cycle 1, 2 %}{% cycle 'g': 1, 2 %}{% cycle xs[0], 2 %}"
    assert lax(template) == "121a"


def test_counters_stand_beside_assigned_variables() -> None:
    template = "{% assign n = 7 %}{% increment n %}{% increment n %}{% decrement n %}{{ n }}"
    assert lax(template) == "0117"


def test_counters_are_left_to_the_next_template_of_a_page() -> None:
    variables: dict[str, object] = {}
    template = liquid.Environment().parse(liquid.Source("{% increment n %}", "page"))
    host = liquid.Standalone({}, {})
    assert [template.render_with(variables, host) for _ in range(3)] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% if true %} \n {% endif %}", ""),
        ("{% if true %} x {% endif %}", " x "),
        ("{% for x in xs %} {% assign y = x %} {% endfor %}{{ y }}", "c"),
        ("{% if true %} {% capture y %} {% endcapture %}{% endif %}[{{ y }}]", "[ ]"),
        (" {%- if true -%} x {%- endif -%} ", "x"),
        ("a {{- 'b' -}} c", "abc"),
    ],
)
def test_blank_blocks_and_white_space_control(template: str, expected: str) -> None:
    assert lax(template) == expected


def test_raw_and_comment() -> None:
    assert lax("{% raw %}{{ x }}{% y %}{% endraw %}{% comment %}{% z %}{% endcomment %}") == (
        "{{ x }}{% y %}"
    )


def test_ifchanged() -> None:
    template = "{% for x in list %}{% ifchanged %}{{ x }}{% endifchanged %}{% endfor %}"
    assert lax(template, list=[1, 1, 2, 2, 1]) == "121"


def test_blocks_nested_deeper_than_python_allows() -> None:
    loops = (
        "{% for x in one %}" * 30 + "{{ x }}{{ forloop.parentloop.index }}" + "{% endfor %}" * 30
    )
    assert lax(loops, one=[5]) == "51"
    tests = "{% if true %}" * 99 + "in" + "{% endif %}" * 99
    assert lax(f"{{% for x in xs %}}{tests}{{% break %}}{{% endfor %}}") == "in"


def test_highlight() -> None:
    template = "{% highlight ruby %}\nputs 1\n{% endhighlight %}"
    assert liquid.render(template, config={"highlighter": "rouge"}) == (
        '<figure class="highlight"><pre><code class="language-ruby" data-lang="ruby">'
        '<span class="nb">puts</span> <span class="mi">1</span></code></pre></figure>'
    )
    assert '<code class="language-c--" data-lang="c++">a &lt; b</code>' in liquid.render(
        "{% highlight c++ %}a < b{% endhighlight %}", config={"highlighter": "none"}
    )


def test_registers_that_are_kept_let_cycles_go_on() -> None:
    source = "{% cycle 'a', 'b' %}{% for x in xs limit:1 offset:continue %}{{ x }}{% endfor %}"
    template = liquid.Environment().parse(liquid.Source(source, "layout"))
    host, registers = liquid.Standalone({}, {}), Registers()
    assert template.render_with({"xs": [1, 2]}, host, registers) == "a1"
    assert template.render_with({"xs": [1, 2]}, host, registers) == "b2"
    assert template.render_with({"xs": [1, 2]}, host) == "a1"


@pytest.mark.parametrize(("name", "has_end"), [("raw", True), ("if", True), ("include", False)])
def test_an_excerpt_knows_which_tags_have_an_end(name: str, has_end: bool) -> None:
    assert is_block(name) is has_end
