"""What may be wrong in issue.yaml, and where it is reported."""

from tests.small_issue import ISSUE


def with_line(line, text):
    """The issue with one of its lines replaced."""
    lines = ISSUE.splitlines()
    lines[line - 1] = text
    return "\n".join(lines) + "\n"


MANIFESTS = [
    ("number-word", with_line(1, "number: five"), "value-number", 1, 9),
    ("number-comma", with_line(1, 'number: "5,000"'), "value-number", 1, 9),
    ("number-negative", with_line(1, "number: -5"), "value-range", 1, 9),
    ("number-other", with_line(1, "number: 6"), "number-differs", 1, 9),
    ("title-gone", with_line(2, "# nothing"), "key-missing", 1, 1),
    ("title-empty", with_line(2, "title:"), "value-missing", 2, 1),
    ("title-blank", with_line(2, 'title: ""'), "value-empty", 2, 8),
    ("title-list", with_line(2, "title: [a]"), "value-shape", 2, 8),
    ("key-typo", with_line(2, "titel: x"), "key-unknown", 2, 1),
    ("publisher-key", with_line(3, "publisher: ofice"), "publisher-unknown", 3, 12),
    ("publisher-part", with_line(3, "publisher: {name: x}"), "key-missing", 3, 12),
    ("publisher-extra", with_line(3, "publisher: {name: x, short: y, fax: 1}"), "key-unknown", 3, 32),
    ("date-order", with_line(4, "date: 09-10-2023"), "value-date", 4, 7),
    ("date-none", with_line(4, "date: 2023-02-30"), "value-date", 4, 7),
    ("date-number", with_line(4, "date: 1698710400"), "value-date", 4, 7),
    ("language", with_line(5, "language: English"), "value-language", 5, 11),
    ("layout", with_line(6, "layout: ../rocb"), "value-slug", 6, 9),
    ("sections-none", with_line(8, "  []"), "value-empty", 8, 3),
    ("section-bare", with_line(8, "  - one"), "value-shape", 8, 5),
    ("section-key", with_line(8, "  - artikels: [one]"), "key-unknown", 8, 5),
    ("articles-word", with_line(8, "  - articles: one"), "value-shape", 8, 15),
    ("articles-none", with_line(8, "  - articles: []"), "value-empty", 8, 15),
    ("slug-capital", with_line(8, "  - articles: [One]"), "value-slug", 8, 16),
    ("slug-hyphens", with_line(8, "  - articles: [a--b]"), "value-slug", 8, 16),
    ("article-missing", with_line(8, "  - articles: [one, two]"), "article-missing", 8, 21),
    ("article-twice", with_line(8, "  - articles: [one, one]"), "article-twice", 8, 21),
    ("foreword-missing", ISSUE + "foreword: fore\n", "article-missing", 9, 11),
    ("foreword-kind", ISSUE + "foreword: one\n", "article-kind", 9, 11),
    ("imprint-kind", ISSUE + "imprint: one\n", "article-kind", 9, 10),
    ("highlight", ISSUE + "highlights: [none]\n", "highlight-unknown", 9, 14),
    ("period-back", ISSUE + "period: 2023-09-30/2023-07-01\n", "value-date", 9, 9),
    ("period-three", ISSUE + "period: 2023-09-30/2023-10-01/2023-10-02\n", "value-date", 9, 9),
    ("period-half", ISSUE + "period: 2023-09-30/\n", "value-date", 9, 9),
    ("mail-bare", ISSUE + "mail: {attachment_limit: 5}\n", "value-size", 9, 26),
    ("mail-unit", ISSUE + "mail: {attachment_limit: 5 M}\n", "value-size", 9, 26),
    ("print-zero", ISSUE + "print: {signature: 0}\n", "value-range", 9, 20),
    ("print-key", ISSUE + "print: {signatures: 4}\n", "key-unknown", 9, 9),
    ("cover-alt", ISSUE + "cover: {image: images/opening.jpg}\n", "key-missing", 9, 8),
    ("cover-gone", ISSUE + "cover: {image: images/opning.jpg, alt: x}\n", "image-missing", 9, 16),
    ("cover-out", ISSUE + "cover: {image: ../../x.jpg, alt: x}\n", "image-outside", 9, 16),
    ("cover-name", ISSUE + "cover: {image: images/opening.jpg, alt: opening}\n", "alt-file-name", 9, 41),
    ("twice", ISSUE + "title: again\n", "key-twice", 9, 1),
    ("tab", ISSUE + "print:\n\tsignature: 4\n", "yaml-syntax", 10, 1),
    ("colon", ISSUE + "covers: Part: two\n", "yaml-syntax", 9, 9),
    ("open", ISSUE + "highlights: [one\n", "yaml-syntax", 9, 13),
    ("alias", ISSUE + "covers: &a x\nimprint: *a\n", "yaml-alias", 9, 9),
    ("bomb", "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n", "yaml-alias", 1, 4),
    ("tag", ISSUE + "covers: !!python/object:os.system x\n", "yaml-tag", 9, 9),
    ("deep", "[" * 50, "yaml-too-deep", 1, 14),
    ("two", ISSUE + "---\nnumber: 5\n", "yaml-documents", 9, 1),
    ("escape", ISSUE + 'covers: "\\uD800"\n', "text-control", 9, 9),
    ("escape-none", ISSUE + 'covers: "\\UFFFFFFFF"\n', "yaml-syntax", 1, 1),
    ("key-list", ISSUE + "[a]: b\n", "yaml-key", 9, 1),
    ("list", "- number\n", "value-shape", 1, 1),
    ("nothing", "", "value-missing", 1, 1),
    ("nul", ISSUE + "covers: a\0b\n", "text-control", 9, 10),
    ("override", ISSUE + "covers: a\u202eb\n", "text-direction", 9, 10),
    ("line-separator", ISSUE + "covers: a\u2028b\n", "text-control", 9, 10),
    ("long-word", ISSUE + f"covers: {'a' * 100_000}\n", "word-too-long", 9, 9),
    ("not-utf8", ISSUE.encode() + b"covers: caf\xe9\n", "text-encoding", 9, 12),
    ("huge", ISSUE + "# x\n" * 200_000, "file-too-large", 1, 0),
    ("large", ISSUE + "# x\n" * 60_000, "yaml-too-large", 1, 1),
]

