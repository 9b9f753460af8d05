"""Articles and manifests that were made to break a press, by name: what is replaced in a small issue."""

from __future__ import annotations

from collections.abc import Iterator

from tests.small_issue import HEAD, ISSUE

Parts = dict[str, str]
NUMBERS = (
    ".nan",
    ".inf",
    "-.inf",
    "nan",
    "1e999",
    "1" * 400,
    "0x" + "f" * 400,
    "1_000",
    "-0",
    "1:30:00",
    "07",
    "0o7",
    "\u0665",
    "\uff15",
    "true",
    "null",
    "~",
    "[5]",
    "{a: 5}",
    '"5"',
    "5.0",
    "+5",
    "'5 '",
    "1" * 5_000,
)
DATES = (
    "0000-01-01",
    "99999-01-01",
    "2023-02-30",
    "2023-13-01",
    "-2023-01-01",
    "2023-10-31T25:00:00",
    "1e9",
    ".inf",
    "2023-W05",
    "\u0662\u0660\u0662\u0663-10-31",
    "2023-10-31/2023-10-30",
    "9999-12-31/0001-01-01",
    "",
    "now",
)
NAMES = (
    "/etc/passwd",
    "..",
    "../..",
    "a/../../b",
    "con",
    "aux",
    "nul.md",
    "a\\b",
    "C:a",
    "a" * 300,
    "a b",
    ".",
    "~",
    "\u0661",
    "one\u200b",
    "One",
    "\u043ene",
    "one\u0301",
    "%2e%2e",
    "one.md",
    "",
    "a:b",
    "one\t",
    "$HOME",
    "`id`",
)


def manifests() -> Iterator[tuple[str, str]]:
    for at, number in enumerate(NUMBERS):
        yield f"number-{at}", ISSUE.replace("number: 5", f"number: {number}")
        yield f"limit-{at}", f"{ISSUE}mail:\n  attachment_limit: {number}\n"
    for at, day in enumerate(DATES):
        yield f"date-{at}", ISSUE.replace("2023-10-31", day)
        yield f"period-{at}", f"{ISSUE}period: {day}\n"
    for at, name in enumerate(NAMES):
        yield f"article-{at}", ISSUE.replace("[one]", f"['{name}']")
        yield f"layout-{at}", ISSUE.replace("layout: rocb", f"layout: '{name}'")
        yield f"cover-{at}", f"{ISSUE}cover: {{image: 'images/{name}', alt: A port at night}}\n"
    yield (
        "alias-bomb",
        "a: &a [x]\n"
        + "".join(f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}]\n" for n in range(30))
        + ISSUE,
    )
    yield "anchor", ISSUE.replace("title:", "title: &t")
    yield "merge", f"{ISSUE}<<: {{a: b}}\n"
    yield "tag-python", f"{ISSUE}covers: !!python/object/apply:os.system [id]\n"
    yield "tag-binary", f"{ISSUE}covers: !!binary aGk=\n"
    yield "tag-own", f"%TAG ! tag:x,2000:\n---\n{ISSUE}covers: !x y\n"
    yield "deep-flow", f"{ISSUE}covers: {'[' * 50_000}\n"
    yield "deep-closed", f"{ISSUE}covers: {'[' * 9_000}{']' * 9_000}\n"
    yield "deep-maps", f"{ISSUE}covers: {'{a: ' * 20_000}\n"
    yield "deep-block", ISSUE + "".join(" " * n + "a:\n" for n in range(500))
    yield "deep-items", f"{ISSUE}covers:\n  {'- ' * 20_000}a\n"
    yield "twice", ISSUE + "covers: x\n" * 5_000
    yield "keys-unknown", ISSUE + "".join(f"key{n}: x\n" for n in range(5_000))
    yield "key-list", f"{ISSUE}? [a, b]\n: c\n"
    yield "key-map", f"{ISSUE}? {{a: b}}\n: c\n"
    yield "key-long", f"{ISSUE}{'k' * 100_000}: x\n"
    yield "key-empty", f"{ISSUE}: x\n"
    yield "key-nul", f'{ISSUE}"a\\0b": x\n'
    yield "escape", f'{ISSUE}covers: "\\UFFFFFFFF"\n'
    yield "escape-surrogate", f'{ISSUE}covers: "\\ud800"\n'
    yield "line-long", f"{ISSUE}covers: {'x ' * 90_000}\n"
    yield "too-large", f"{ISSUE}covers: {'x ' * 400_000}\n"
    yield "documents", ISSUE + "---\n" * 1_000
    yield "directive", f"%YAML 9.9\n---\n{ISSUE}"
    yield "tabs", ISSUE.replace("  -", "\t-")
    yield "returns", ISSUE.replace("\n", "\r")
    yield "folded", f"{ISSUE}covers: >99999\n  x\n"
    yield "indicator", f"{ISSUE}covers: |0\n  x\n"
    yield "list", "- a\n" * 9_000
    yield "text", "words " * 9_000
    yield "empty", ""
    yield "comment", "#" * 90_000
    yield "sections", ISSUE.replace("  - articles: [one]", "  - articles: [one]\n" * 2_000)
    yield "articles-many", ISSUE.replace("[one]", "[" + ", ".join(f"a{n}" for n in range(3_000)) + "]")
    yield "articles-same", ISSUE.replace("[one]", "[" + "one, " * 3_000 + "one]")
    yield "lower", f"{ISSUE}lower: [{'x, ' * 5_000}x]\n"


def articles() -> Iterator[tuple[str, str]]:
    many = range(5_000)
    yield "headings", "## Heading\n\n" * 10_000
    yield "headings-named", "".join(f"## Heading {{#a{n}}}\n\n" for n in many)
    yield "headings-same-name", "## Heading {#a}\n\n" * 5_000
    yield "quotes", ">" * 5_000 + " a\n"
    yield "quotes-lines", "".join(">" * n + " a\n" for n in range(1, 400))
    yield "lists", "".join("  " * n + "- a\n" for n in range(400))
    yield "lists-line", "- " * 20_000 + "a\n"
    yield "lists-numbered", "1. " * 10_000 + "a\n"
    yield "list-long", "- a\n" * 50_000
    yield "list-loose", "- a\n\n" * 20_000
    yield "emphasis", "*a **b " * 20_000 + "\n"
    yield "emphasis-open", "**" * 50_000 + "a\n"
    yield "emphasis-mixed", "*_" * 40_000 + "a" + "_*" * 40_000 + "\n"
    yield "strike", "~~a" * 40_000 + "\n"
    yield "brackets", "[" * 50_000 + "a\n"
    yield "brackets-closed", "[" * 20_000 + "a" + "]" * 20_000 + "\n"
    yield "brackets-links", "[a](" * 30_000 + "\n"
    yield "pictures", "![a](" * 30_000 + "\n"
    yield "links", "[a](https://a.org) " * 10_000 + "\n"
    yield "links-nested", "[" * 500 + "a" + "](https://a.org)" * 500 + "\n"
    yield "definitions", "".join(f"[a{n}]: https://a.org/{n}\n" for n in range(8_000))
    yield "definitions-used", "".join(f"[a{n}]\n\n[a{n}]: https://a.org\n\n" for n in range(3_000))
    yield "definitions-same", "[a]: https://a.org\n" * 10_000 + "\n[a]\n"
    yield "backticks", "".join("`" * n + "a " for n in range(600)) + "\n"
    yield "backticks-open", "`a ``b " * 30_000 + "\n"
    yield "fences", "```\n" * 50_000
    yield "fence-open", "```map\n" + "a: b\n" * 50_000
    yield "fence-deep", "```map\ntitle: " + "[" * 50_000 + "\n```\n"
    yield "fence-nan", "```bars\ntitle: x\nrows:\n  - [a, .nan]\n  - [b, .inf]\n  - [c, 1e999]\n```\n"
    yield "fence-huge", "```bars\ntitle: x\nrows:\n  - [a, 1e308]\n  - [b, -1e308]\n```\n"
    yield "fence-digits", f"```bars\ntitle: x\nrows:\n  - [a, {'9' * 5_000}]\n```\n"
    yield "fence-rows", "```bars\ntitle: x\nrows:\n" + "  - [a, 1]\n" * 10_000 + "```\n"
    yield "map-place", "```map\ntitle: x\nplaces:\n  - {name: a, latitude: .nan, longitude: 1e999}\n```\n"
    yield "table-columns", "".join(f"|{cell * 10_000}\n" for cell in ("a|", "-|", "b|"))
    yield "table-rows", "|a|b|\n|-|-|\n" + "|c|d|\n" * 40_000
    yield "table-square", "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + ("|" + "b|" * 400 + "\n") * 400
    yield "table-pipes", "|" * 200_000 + "\n"
    yield "table-escapes", "|a|b|\n|-|-|\n|" + "\\|" * 90_000 + "|\n"
    yield "notes", "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(4_000))
    yield "notes-inline", "a^[b] " * 20_000 + "\n"
    yield "notes-nested", "a^[" * 20_000 + "b" + "]" * 20_000 + "\n"
    yield "notes-in-notes", "a[^0]\n\n" + "".join(f"[^{n}]: b[^{n + 1}]\n\n" for n in range(2_000))
    yield "note-loop", "a[^a]\n\n[^a]: b[^a]\n"
    yield "note-called-often", "a[^a] " * 20_000 + "\n\n[^a]: b\n"
    yield "notes-unused", "".join(f"[^{n}]: b\n" for n in range(8_000))
    yield "attributes", "a {" + ".b " * 50_000 + "}\n"
    yield "attributes-many", "[a]{.b} " * 20_000 + "\n"
    yield "attributes-open", "[a]{" * 30_000 + "\n"
    yield "attributes-braces", "{" * 90_000 + "\n"
    yield "attributes-values", "[a]{" + " ".join(f'lang="{n}"' for n in many) + "}\n"
    yield "boxes", '::: box "a"\n' * 10_000
    yield "boxes-colons", ":" * 100_000 + "\n"
    yield "boxes-nested", "".join(":" * (n + 3) + ' box "a"\n' for n in range(300))
    yield "html", "<div>" * 50_000 + "\n"
    yield "html-comment", "<!--" * 50_000 + "\n"
    yield "html-declaration", "<!A " * 50_000 + "\n"
    yield "html-cdata", "<![CDATA[" * 40_000 + "\n"
    yield "html-attributes", "<a " + "b='c' " * 40_000 + "\n"
    yield "autolinks", "<https://" * 40_000 + "\n"
    yield "addresses", "https://a.org/" * 30_000 + "\n"
    yield "addresses-mail", "a@" * 90_000 + "\n"
    yield "entities", "&#x" * 90_000 + "\n"
    yield "entities-large", "&#99999999999999; &#xffffffff; &#0; &#xd800; &#8238;\n"
    yield "entities-many", "&amp;" * 90_000 + "\n"
    yield "backslashes", "\\" * 400_000 + "\n"
    yield "rules", "---\n\n" * 50_000
    yield "rules-long", "-" * 400_000 + "\n"
    yield "setext", "a\n" * 60_000 + "===\n"
    yield "spaces", "a" + " " * 400_000 + "b\n"
    yield "tabs", "\t" * 400_000 + "a\n"
    yield "line", "word " * 90_000 + "\n"
    yield "too-large", "word " * 300_000 + "\n"
    yield "blank", "\n" * 400_000
    yield "nul", "a\0b\n"
    yield "controls", "a\x1b[31mred\x07\x08\n"
    yield "tag-letters", "a\U000e0041\U000e0042\U000e007f b\n"
    yield "accents", "a" + "\u0301" * 100_000 + "\n"
    yield "joiners", "a\u200d" * 50_000 + "\n"
    yield "quotes-typed", "\"a' " * 90_000 + "\n"
    yield "dashes", "-- " * 90_000 + "\n"
    yield "dollars", "$$a$$ " * 50_000 + "\n"
    yield "scripts", "a\u0e01\u4e00\u05d0" * 30_000 + "\n"
    yield "link-names", "[a](article:../../etc) [b](page:one#" + "x" * 5_000 + ")\n"
    yield "link-schemes", "[a](javascript:x) [b](file:///etc/passwd) [c](data:text/html,x) [d](//a.org)\n"
    yield "link-hosts", "[a](http://[) [b](http://[::1]:99999) [c](http://\u0661.1) [d](https://a:b@c)\n"
    yield "link-spaces", "[a](<https://a.org/\u202e>) [b](https://a.org/%00%0a)\n"
    for at, name in enumerate(NAMES):
        yield f"picture-{at}", f"![A port at night](<images/{name}>)\n"
        yield f"data-{at}", f"```map\ntitle: x\ndata: '{name}'\n```\n"


def heads() -> Iterator[tuple[str, str]]:
    for at, number in enumerate((*NUMBERS[:9], *DATES[:8])):
        yield f"dates-{at}", HEAD.replace("---\n", f"---\ndates: {number}\n", 1)
        yield f"venue-{at}", HEAD.replace("---\n", f"---\nvenue: {{latitude: {number}, longitude: 1}}\n", 1)
    yield "no-end", "---\ntitle: One\n" + "a: b\n" * 9_000
    yield "only-rules", "---\n" * 9_000
    yield "title-long", HEAD.replace("One", "One " * 20_000)
    yield "title-marks", HEAD.replace("One", "'" + "*" * 20_000 + "'")
    yield "title-brackets", HEAD.replace("One", "'" + "[" * 20_000 + "'")
    yield "authors", HEAD.replace("---\n", "---\nauthors:\n" + "  - A\n" * 5_000, 1)
    yield (
        "links",
        HEAD.replace("---\n", "---\nlinks:\n" + "  - {title: a, url: 'https://a.org'}\n" * 3_000, 1),
    )
    yield "facts", HEAD.replace("---\n", "---\nfacts:\n" + "".join(f"  a{n}: b\n" for n in range(5_000)), 1)
    yield "language", HEAD.replace("---\n", f"---\nlanguage: {'x-' * 5_000}a\n", 1)
    yield "qr", HEAD.replace("---\n", f"---\nqr: https://a.org/{'a' * 5_000}\n", 1)


def texts() -> Iterator[tuple[str, Parts]]:
    """All of them: the parts that `make` of small_issue takes."""
    yield from ((f"manifest-{name}", {"issue": text}) for name, text in manifests())
    yield from ((f"article-{name}", {"body": text}) for name, text in articles())
    yield from ((f"head-{name}", {"head": text}) for name, text in heads())
