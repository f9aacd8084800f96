---
# What the search knows: each section of each page. Pages come in the order of their names, and
# those that come later are not converted yet: the name of this file is later than theirs.
layout: null
---
window.sections = [
{%- assign first = true %}
{%- for group in site.data.navigation %}
{%- for name in group.pages %}
{%- assign other = site.pages | where: "name", name | first %}
{%- if other %}
{%- assign parts = other.content | replace: "<h1", "<h2" | replace: "</h1>", "</h2>" | replace: "<h3", "<h2" | replace: "</h3>", "</h2>" | replace: "<h4", "<h2" | replace: "</h4>", "</h2>" | split: '<h2 id="' %}
{%- for part in parts offset: 1 %}
{%- assign halves = part | split: "</h2>" %}
{%- assign id = part | split: '"' | first %}
{%- unless first %},{% endunless %}{% assign first = false %}
{"page": {{ other.title | jsonify }}, "title": {{ halves[0] | prepend: '<h2 id="' | strip_html | jsonify }}, "url": {{ name | replace: ".md", ".html" | append: "#" | append: id | jsonify }}, "text": {{ halves[1] | replace: "<br />", " " | strip_html | normalize_whitespace | jsonify }}}
{%- endfor %}
{%- endif %}
{%- endfor %}
{%- endfor %}
];
