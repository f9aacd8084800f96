"""The edits that people make to such a site: each takes the chance and the folder."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

from full_site import BIBLIOGRAPHY, post
from sample import Edit, post_name, word, write

# A post that a page links to by its name, and a document of each collection.
KEPT = ("2020-01-01-post-0.md", "a.md", "soup.md")
DAY = 86_400


def some(chance: random.Random, root: Path, *patterns: str) -> Path:
    found = (path for pattern in patterns for path in root.glob(pattern))
    return chance.choice(sorted(path for path in found if path.is_file()))


def remove(chance: random.Random, root: Path, *patterns: str, least: int = 0) -> None:
    found = sorted(path for pattern in patterns for path in root.glob(pattern))
    found = [path for path in found if path.name not in KEPT]
    if len(found) > least:
        chance.choice(found).unlink()


def set_matter(path: Path, **values: object) -> None:
    """Give the front matter of `path` these values; None takes one away."""
    _, matter, text = path.read_text().split("---\n", 2)
    lines = [line for line in matter.splitlines() if line.split(":")[0] not in values]
    lines += [f"{name}: {json.dumps(v)}" for name, v in values.items() if v is not None]
    path.write_text("\n".join(["---", *lines, "---", text]))


def set_config(root: Path, **values: object) -> None:
    path = root / "_config.yml"
    settings: dict[str, Any] = {**json.loads(path.read_text()), **values}
    settings = {name: value for name, value in settings.items() if value is not None}
    path.write_text(json.dumps(settings, indent=1))


def edit_body(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md", "_notes/*.md", "_recipes/*.md", "_drafts/*.md", "*.md")
    with path.open("a") as file:
        file.write(f"\nMore *text* {word(chance)}.\n")


def edit_excerpt(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md", "_drafts/*.md")
    path.write_text(path.read_text().replace("\n---\n", f"\n---\n{word(chance)} ", 1))


def edit_quoted(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "aaa.html", "zzz.html")
    path.write_text(f"---\nquoted: {chance.choice(['true', 'false'])}\n---\n{word(chance)}\n")


def edit_title(chance: random.Random, root: Path) -> None:
    patterns = (
        "_posts/*.md",
        "_notes/*.md",
        "_recipes/*.md",
        "_drafts/*.md",
        "a*.md",
        "index.html",
    )
    set_matter(some(chance, root, *patterns), title=word(chance))


def edit_date(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md", "_notes/*.md")
    dates = [None, f"202{chance.randint(0, 3)}-0{chance.randint(1, 9)}-11 10:00:00"]
    set_matter(path, date=chance.choice(dates))


def edit_groups(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    name = chance.choice(["tags", "categories", "category"])
    set_matter(path, **{name: chance.choice([["common"], [word(chance)], [], None])})


def edit_fields(chance: random.Random, root: Path) -> None:
    values = {
        "order": chance.randint(0, 9),
        "kind": chance.choice("xyz"),
        "mood": word(chance),
        word(chance): None if chance.random() < 0.1 else word(chance),
    }
    name = chance.choice(sorted(values))
    set_matter(some(chance, root, "_notes/*.md", "_recipes/*.md"), **{name: values[name]})


def edit_layout_of(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md", "_notes/*.md", "own.md", "about.md")
    set_matter(path, layout=chance.choice(["plain", "post", "extra", "none", None]))


def edit_permalink(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md", "_notes/*.md", "about.md", "aaa.html")
    set_matter(path, permalink=chance.choice([None, f"/{word(chance)}/", f"/{word(chance)}.html"]))


def move_linked(chance: random.Random, root: Path) -> None:
    path = chance.choice([root / "about.md", root / "_posts" / KEPT[0]])
    set_matter(path, permalink=f"/{word(chance)}/")


def edit_published(chance: random.Random, root: Path) -> None:
    paths = sorted(path for path in root.glob("_posts/*.md") if path.name not in KEPT)
    path = chance.choice([*paths, *root.glob("_drafts/*.md"), root / "own.md"])
    name = "draft" if path.parent.name == "_posts" and chance.random() < 0.3 else "published"
    set_matter(path, **{name: chance.choice([True, False, None])})


def edit_redirect(chance: random.Random, root: Path) -> None:
    value = chance.choice(["/who/", ["/old/", "/older.html"], f"/{word(chance)}/", None])
    set_matter(some(chance, root, "about.md", "own.md"), redirect_from=value)


def add_post(chance: random.Random, root: Path) -> None:
    number = chance.randint(1, 40)
    name = post_name(number)
    if chance.random() < 0.3:  # in the future, for a while
        name = name.replace("2020", str(chance.randint(2021, 2024)))
    write(root / "_posts" / name, post(number))


def remove_post(chance: random.Random, root: Path) -> None:
    remove(chance, root, "_posts/*.md", least=3)


def rename_post(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    if path.name not in KEPT:
        path.rename(path.with_name(f"{path.stem[:16]}-{word(chance)}.md"))


def add_draft(chance: random.Random, root: Path) -> None:
    write(root / f"_drafts/{word(chance)}.md", post(chance.randint(50, 60)))


def date_draft(chance: random.Random, root: Path) -> None:
    """A draft's date is that of its file, which may also go back."""
    if list(root.glob("_drafts/*.md")):
        stamp = 1_577_836_800 + chance.randint(0, 1000) * DAY
        os.utime(some(chance, root, "_drafts/*.md"), (stamp, stamp))


def publish_draft(chance: random.Random, root: Path) -> None:
    drafts = sorted(root.glob("_drafts/*.md"))
    if len(drafts) > 1:
        path = chance.choice(drafts)
        path.rename(root / "_posts" / f"2020-03-0{chance.randint(1, 9)}-{path.name}")


def unpublish_post(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    if path.name not in KEPT and len(list(root.glob("_posts/*.md"))) > 3:
        path.rename(root / "_drafts" / path.name[11:])


def add_document(chance: random.Random, root: Path) -> None:
    name = f"{chance.choice(['_notes', '_recipes'])}/{chance.choice(['', 'sub/'])}{word(chance)}"
    if chance.random() < 0.3:
        write(root / f"{name}.txt", word(chance))
    else:
        write(root / f"{name}.md", f"---\ntitle: {word(chance)}\nkind: x\n---\n{word(chance)}\n")


def remove_document(chance: random.Random, root: Path) -> None:
    remove(chance, root, "_notes/**/*.*", "_recipes/**/*.*", least=2)


def edit_layout(chance: random.Random, root: Path) -> None:
    with some(chance, root, "_layouts/*", "_themes/house/_layouts/*").open("a") as file:
        file.write(f"<!-- {word(chance)} {{{{ layout.mark }}}} -->\n")


def edit_layout_data(chance: random.Random, root: Path) -> None:
    set_matter(root / "_themes/house/_layouts/post.html", mark=word(chance))


def shadow_layout(chance: random.Random, root: Path) -> None:
    name = chance.choice(["plain", "post", "extra"])
    text = f"<b>{word(chance)} {{{{ page.title }}}}</b>{{{{ content }}}}"
    write(root / f"_layouts/{name}.html", chance.choice(["", "---\nmark: own\n---\n"]) + text)


def remove_layout(chance: random.Random, root: Path) -> None:
    remove(chance, root, "_layouts/*.html")


def edit_include(chance: random.Random, root: Path) -> None:
    with some(chance, root, "_includes/*", "_themes/house/_includes/*").open("a") as file:
        file.write(f"<i>{word(chance)}</i>")


def shadow_include(chance: random.Random, root: Path) -> None:
    name = chance.choice(["head", "foot", word(chance)])
    write(root / f"_includes/{name}.html", f"own {word(chance)} {{{{ site.footer }}}}")


def remove_include(chance: random.Random, root: Path) -> None:
    remove(chance, root, "_includes/*.html")


def edit_theme(chance: random.Random, root: Path) -> None:
    theme = root / "_themes/house"
    write(theme / "_data/theme.yml", f"word: {word(chance)}\n")
    write(theme / "assets/theme.css", word(chance))


def shadow_theme(chance: random.Random, root: Path) -> None:
    name = chance.choice(["_data/theme.yml", "assets/theme.css", "assets/page.html"])
    if (root / name).exists():
        (root / name).unlink()
    else:
        write(root / name, f"word: {word(chance)}\n")


def edit_data(chance: random.Random, root: Path) -> None:
    name, text = chance.choice([
        ("menu.json", json.dumps([{"name": word(chance), "n": chance.randint(0, 9)}])),
        ("table.csv", f"name,n\nx,{chance.randint(0, 9)}\n{word(chance)},2\n"),
        ("deep/down/words.yml", f"second: {{third: {word(chance)}}}\n"),
        ("deep/down/words.yml", f"first: {word(chance)}\nsecond: {{third: three}}\n"),
    ])  # fmt: skip
    write(root / "_data" / name, text)


def add_data(chance: random.Random, root: Path) -> None:
    name = chance.choice(["one", "two", word(chance)])
    ending, text = chance.choice([
        ("yml", f"word: {word(chance)}\n"),
        ("json", json.dumps({"word": word(chance)})),
        ("csv", f"word\n{word(chance)}\n"),
    ])  # fmt: skip
    for other in root.glob(f"_data/extra/{name}.*"):
        other.unlink()
    write(root / f"_data/extra/{name}.{ending}", text)


def remove_data(chance: random.Random, root: Path) -> None:
    remove(chance, root, "_data/extra/*")


def edit_setting(chance: random.Random, root: Path) -> None:
    name = chance.choice(["title", "footer", "unused", "unseen"])
    set_config(root, **{name: word(chance)})


def edit_settings(chance: random.Random, root: Path) -> None:
    """Those that the build itself reads."""
    values: dict[str, list[object]] = {
        "permalink": [None, "pretty", "/:year/:title.html"],
        "paginate": [2, 3],
        "timezone": ["UTC", "Europe/Berlin"],
        "future": [None, True],
        "show_drafts": [True, True, False],
        "exclude": [["left_out"], ["files"], ["zzz.html"]],
        "include": [None, ["_kept"]],
        "collections": [
            {"notes": {"output": True}, "recipes": {"output": False}},
            {"notes": {"output": True, "permalink": "/n/:name/"}, "recipes": {"output": True}},
            {"recipes": {"output": False, "sort_by": "order"}, "notes": {"output": False}},
        ],
        "defaults": [
            [{"scope": {"path": "", "type": "posts"}, "values": {"layout": "post"}}],
            [{"scope": {"path": ""}, "values": {"layout": "plain", "kind": "y"}}],
            [{"scope": {"path": "", "type": "notes"}, "values": {"mood": word(chance)}}],
        ],
    }
    name = chance.choice(sorted(values))
    set_config(root, **{name: chance.choice(values[name])})


def edit_plugin(chance: random.Random, root: Path) -> None:
    path = root / "_plugins/own.py"
    lines = path.read_text().split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("FILTER"))
    names, values = lines[at].split(" = ")
    words = values.split(", ")
    words[chance.randrange(5)] = f'"{word(chance)}"'
    lines[at] = f"{names} = {', '.join(words)}"
    path.write_text("\n".join(lines))


def edit_static_file(chance: random.Random, root: Path) -> None:
    name, ext = chance.choice(["one", word(chance)]), chance.choice(["txt", "json"])
    write(root / f"files/{name}.{ext}", chance.choice([word(chance), f"[ {chance.random()} ]"]))


def touch(chance: random.Random, root: Path) -> None:
    """New times, forwards and back, for a file that stays as it is."""
    path = some(chance, root, "files/*", "_posts/*", "_notes/*.md", "*.html", "_data/*.*")
    stamp = 1_577_836_800 + chance.randint(0, 10_000) * 1000
    os.utime(path, (stamp, stamp))


def keep_stamp(chance: random.Random, root: Path) -> None:
    """Another text of the same size, with the time that the file had."""
    path = some(chance, root, "part.txt", "files/one.txt", "_posts/*.md", "_includes/*")
    stat, text = path.stat(), path.read_text()
    path.write_text(text[:-2] + chance.choice("xyz") + text[-1:])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def add_space(chance: random.Random, root: Path) -> None:
    with some(chance, root, "_posts/*.md", "*.md", "*.html", "_themes/house/_*/*").open(
        "a"
    ) as file:
        file.write(chance.choice(["\n", "  \n", " "]))


def remove_static_file(chance: random.Random, root: Path) -> None:
    remove(chance, root, "files/*.*", least=1)


def swap_kind(chance: random.Random, root: Path) -> None:
    """A static file, a page of the same URL, a folder with an index, or a Markdown page."""
    for path in (root / "swap.html", root / "swap.md"):
        if path.is_dir():
            (path / "index.html").unlink()
            path.rmdir()
        path.unlink(missing_ok=True)
    name, text = chance.choice([
        ("swap.html", "a static file"),
        ("swap.html", f"---\n---\n{word(chance)}\n"),
        ("swap.md", f"---\n---\n{word(chance)}\n"),
        ("swap.html/index.html", f"---\n---\n{word(chance)}\n"),
        ("swap.html/index.html", "a static file"),
    ])  # fmt: skip
    write(root / name, text)


def edit_part(chance: random.Random, root: Path) -> None:
    (root / "part.txt").write_text(f"{word(chance)} {{{{ site.{word(chance)} }}}}")


def entries(root: Path) -> list[str]:
    return (root / BIBLIOGRAPHY).read_text().strip().split("\n\n")


def set_entries(root: Path, found: list[str]) -> None:
    write(root / BIBLIOGRAPHY, "\n\n".join(found) + "\n")


def edit_entry(chance: random.Random, root: Path) -> None:
    found = entries(root)
    at = chance.randrange(len(found))
    field = chance.choice([
        f"title = {{{word(chance)}}}", f"year = {chance.randint(1990, 2010)}", "journal = house",
        "crossref = {k3}", f"note = {{{word(chance)}}}",
    ])  # fmt: skip
    if not found[at].startswith("@string"):
        name = field.split()[0]
        kept = [line for line in found[at][:-1].split(", ") if not line.startswith(name)]
        found[at] = ", ".join([*kept, field]) + "}"
    set_entries(root, found)


def edit_string(chance: random.Random, root: Path) -> None:
    found = [entry for entry in entries(root) if not entry.startswith("@string")]
    set_entries(root, [f"@string{{house = {{{word(chance)}}}}}", *found])


def add_entry(chance: random.Random, root: Path) -> None:
    key = chance.choice(["new", "k1", f"n{chance.randint(0, 3)}"])
    kind = chance.choice(["book", "article", "misc"])
    entry = f"@{kind}{{{key}, title = {{{word(chance)}}}, year = {chance.randint(1990, 2010)}}}"
    set_entries(root, [*entries(root), entry])


def move_entries(chance: random.Random, root: Path) -> None:
    found = entries(root)
    chance.shuffle(found)
    set_entries(root, found)


def remove_entry(chance: random.Random, root: Path) -> None:
    found = entries(root)
    if len(found) > 2:
        found.pop(chance.randrange(len(found)))
        set_entries(root, found)


def break_entry(chance: random.Random, root: Path) -> None:
    """An entry without its end, and then without it."""
    name = chance.choice([BIBLIOGRAPHY, "_bibliography/more.bib"])
    text = (root / name).read_text()
    broken = "@misc{broken, title = {Broken\n"
    fixed = text.replace(broken, "")
    write(root / name, fixed if fixed != text else text + broken)


def name_bibliography(chance: random.Random, root: Path) -> None:
    """A file of the name that a page gives, which comes before the one with `.bib`."""
    path = root / "_bibliography/more"
    if path.exists():
        path.unlink()
    else:
        write(path, f"@misc{{m, title = {{{word(chance)}}}}}\n")


def edit_citations(chance: random.Random, root: Path) -> None:
    keys = " ".join(chance.sample(["k0", "k1", "k2", "n0", "new"], 2))
    write(root / "cites.html", f"---\n---\n{{% cite {keys} %}}{{% reference k4 %}}")


def count(chance: random.Random, root: Path) -> None:
    """Pages that go on counting where others stopped, or no longer."""
    for name in ("b", "y"):
        path = root / f"{name}-counter.html"
        if path.exists():
            path.unlink()
        else:
            write(path, "---\n---\n{% increment visits %} {% increment visits %}\n")


def add_kept(chance: random.Random, root: Path) -> None:
    write(root / f"_kept/{chance.choice('ab')}.html", f"---\n---\n{word(chance)}\n")


def damage_output(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_site/*.html", "_site/**/*.*")
    path.write_text("damaged") if chance.random() < 0.5 else path.unlink()


def litter(chance: random.Random, root: Path) -> None:
    write(root / f"_site/{word(chance)}/litter.html", "nobody's")


EDITS: tuple[Edit, ...] = (
    edit_body, edit_excerpt, edit_quoted, edit_title, edit_date, edit_groups, edit_fields,
    edit_layout_of, edit_permalink, move_linked, edit_published, edit_redirect, add_post,
    remove_post, rename_post, add_draft, date_draft, publish_draft, unpublish_post, add_document,
    remove_document, edit_layout, edit_layout_data, shadow_layout, remove_layout, edit_include,
    shadow_include, remove_include, edit_theme, shadow_theme, edit_data, add_data, remove_data,
    edit_setting, edit_settings, edit_plugin, edit_static_file, touch, keep_stamp, add_space,
    remove_static_file, swap_kind, edit_part, edit_entry, edit_string, add_entry, move_entries,
    remove_entry, break_entry, name_bibliography, edit_citations, count, add_kept, damage_output,
    litter,
)  # fmt: skip

# What makes a build fail: the bytes of a file that is there.
FAULTS = (
    ("about.md", b"---\ntitle: \xff\xfe\n---\n"),
    ("own.md", b"---\ntitle: Own\n---\n{% nosuchtag %}\n"),
    ("data.html", b"---\n---\n{% include nosuch.html %}\n"),
    ("lists.html", b"---\n---\n{% if %}\n"),
    ("_data/menu.json", b"{"),
    ("_plugins/own.py", b"plugin = \n"),
    ("_config.yml", b"title: [\n"),
    ("links.md", b"---\n---\n{% link nosuch.md %}\n"),
    ("part.txt", b"{% raw %}"),
)
