"""The Liquid template of a feed. Its page says which `collection`, `category` or `tags` it is for.

Source of the elements: RFC 4287, Atom; Media RSS for an entry's image.
"""

from __future__ import annotations

from liquidsite.plugins.generated import joined

_HEAD = """
    <?xml version="1.0" encoding="utf-8"?>
    {% if page.xsl %}
        <?xml-stylesheet type="text/xml" href="{{ '/feed.xslt.xml' | absolute_url }}"?>
    {% endif %}
    <feed xmlns="http://www.w3.org/2005/Atom" {% if site.lang %}xml:lang="{{ site.lang }}"
    {% endif %}>
    <generator uri="https://jekyllrb.com/" version="{{ jekyll.version }}">Jekyll</generator>
    {% assign own_url = page.url | absolute_url %}
    <link href="{{ own_url }}" rel="self" type="application/atom+xml" />
    <link href="{{ '/' | absolute_url }}" rel="alternate" type="text/html"{{ " " }}
    {% if site.lang %}hreflang="{{ site.lang }}"{{ " " }}{% endif %}/>
    <updated>{{ site.time | date_to_xmlschema }}</updated>
    <id>{{ own_url | xml_escape }}</id>
"""

_ABOUT = """
    {% assign name = site.title | default: site.name %}
    {% if page.collection != "posts" %}
        {% assign part = page.collection | capitalize %}
        {% assign name = name | append: " | " | append: part %}
    {% endif %}
    {% if page.category %}
        {% assign part = page.category | capitalize %}
        {% assign name = name | append: " | " | append: part %}
    {% endif %}
    {% if name %}<title type="html">{{ name | smartify | xml_escape }}</title>{% endif %}
    {% if site.description %}
        <subtitle>{{ site.description | xml_escape }}</subtitle>
    {% endif %}
    {% assign person = site.author %}
    {% if person %}
        <author>
        <name>{{ person.name | default: person | xml_escape }}</name>
        {% if person.email %}<email>{{ person.email | xml_escape }}</email>{% endif %}
        {% if person.uri %}<uri>{{ person.uri | xml_escape }}</uri>{% endif %}
        </author>
    {% endif %}
"""

_CHOICE = """
    {% if page.tags %}{% assign posts = site.tags[page.tags] %}
    {% else %}{% assign posts = site[page.collection] %}{% endif %}
    {% if page.category %}
        {% assign posts = posts | where: "categories", page.category %}
    {% endif %}
    {% unless site.show_drafts %}
        {% assign posts = posts | where_exp: "post", "post.draft != true" %}
    {% endunless %}
    {% assign posts = posts | sort: "date" | reverse %}
    {% assign most = site.feed.posts_limit | default: 10 %}
"""

_ENTRY = """
    <entry{% if post.lang %}{{ " " }}xml:lang="{{ post.lang }}"{% endif %}>
    {% assign title = post.title | smartify | strip_html | normalize_whitespace | xml_escape %}
    {% assign link = post.url | absolute_url %}
    <title type="html">{{ title }}</title>
    <link href="{{ link }}" rel="alternate" type="text/html" title="{{ title }}" />
    <published>{{ post.date | date_to_xmlschema }}</published>
    <updated>{{ post.last_modified_at | default: post.date | date_to_xmlschema }}</updated>
    <id>{{ post.id | absolute_url | xml_escape }}</id>
    {% assign short = post.feed.excerpt_only | default: site.feed.excerpt_only %}
    {% unless short %}
        <content type="html" xml:base="{{ link | xml_escape }}">
        <![CDATA[{{ post.content | strip }}]]></content>
    {% endunless %}
"""

_AUTHOR = """
    {% assign author = post.author | default: post.authors[0] | default: site.author %}
    {% assign author = site.data.authors[author] | default: author %}
    <author>
    <name>{{ author.name | default: author | default: "" | xml_escape }}</name>
    {% if author.email %}<email>{{ author.email | xml_escape }}</email>{% endif %}
    {% if author.uri %}<uri>{{ author.uri | xml_escape }}</uri>{% endif %}
    </author>
"""

_TERMS = """
    {% if post.category %}
        <category term="{{ post.category | xml_escape }}" />
    {% elsif post.categories %}
        {% for term in post.categories %}<category term="{{ term | xml_escape }}" />{% endfor %}
    {% endif %}
    {% for term in post.tags %}<category term="{{ term | xml_escape }}" />{% endfor %}
"""

_SUMMARY = """
    {% assign summary = post.description | default: post.excerpt %}
    {% if summary and summary != empty %}
        <summary type="html">
        <![CDATA[{{ summary | strip_html | normalize_whitespace }}]]></summary>
    {% endif %}
"""

_IMAGE = """
    {% assign image = post.image.path | default: post.image %}
    {% if image %}
        {% unless image contains "://" %}{% assign image = image | absolute_url %}{% endunless %}
        {% assign image = image | xml_escape %}
        <media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="{{ image }}" />
        <media:content medium="image" url="{{ image }}"
        {{ " " }}xmlns:media="http://search.yahoo.com/mrss/" />
    {% endif %}
"""

TEMPLATE = joined(
    f"""
    {_HEAD}{_ABOUT}{_CHOICE}
    {{% for post in posts limit: most %}}
        {_ENTRY}{_AUTHOR}{_TERMS}{_SUMMARY}{_IMAGE}
        </entry>
    {{% endfor %}}
    </feed>
    """
)
