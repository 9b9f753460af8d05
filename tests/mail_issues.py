"""Issues to be mailed, in several languages, made without typesetting: the PDF is a blank page."""

from __future__ import annotations

import json
import shutil
import tomllib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from rocbpress.compose.context import Context
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.mailing.drafts import Mailing, make_drafts
from rocbpress.press.job import Result
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.workspace.workspace import Workspace
from tests.workspaces import ROOT

PUBLISHER = {"name": "The Regional Office, Suva", "short": "The Office",
             "address": "1 Harbour Road, Suva", "telephone": "+679 1234", "email": "office@example.org",
             "website": "https://www.example.org"}
WORDS = {
    "en": ("Officers of many ports met in the hall.", "They compared what they had seen there."),
    "th": ("เจ้าหน้าที่ศุลกากรจากหลายท่าเรือพบกัน",
           "พวกเขาเปรียบเทียบสิ่งที่ได้เห็น"),
    "ja": ("多くの港の税関職員が会議室に集まりました。",
           "見てきたことを比べ、よく似ていることが分かりました。"),
    "ar": ("اجتمع موظفو الجمارك من موانئ كثيرة في القاعة.",
           "قارنوا ما رأوه ووجدوا أنه متشابه."),
}
MAIL_WORDS = {
    "th": {"mail-number": "ฉบับที่ {number}",
           "mail-attached": "ฉบับเต็มแนบมาเป็น PDF {pages} หน้า",
           "mail-web": "อ่านบนเว็บ", "mail-leave": "ออกจากรายชื่อ", "page": "หน้า", "contents": "สารบัญ",
           "in-this-issue": "ในฉบับนี้"},
    "ja": {"mail-number": "第{number}号", "mail-attached": "全{pages}ページのPDFを添付しています。",
           "mail-web": "ウェブで読む", "mail-leave": "配信を停止する", "page": "ページ", "contents": "目次",
           "in-this-issue": "今号の内容"},
    "ar": {"mail-number": "العدد {number}", "mail-attached": "العدد كاملا مرفق بصيغة PDF في {pages} صفحة.",
           "mail-web": "اقرأ على الويب", "mail-leave": "مغادرة القائمة", "page": "صفحة",
           "contents": "المحتويات", "in-this-issue": "في هذا العدد"},
}


def blank_pdf(filling: bytes = b"") -> bytes:
    """A page of A4, and so many bytes more."""
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages[0].obj["/Filling"] = pdf.make_indirect(pikepdf.Stream(pdf, filling))
    pdf.save(out, static_id=True, compress_streams=False)
    return out.getvalue()


PDF = blank_pdf()
RESULT = Result(34, len(PDF), sha256(PDF).hexdigest(), ())


def write_issue(root: Path, number: int = 82, *, language: str = "en", layout: str = "rocb",
                publisher: dict[str, Any] | None = None,
                articles: dict[str, str] | None = None,
                letter: str | None = None, **keys: Any) -> Workspace:
    """An issue with a foreword and reports, in a workspace with layouts that know its language."""
    if not (root / "layouts").exists():
        shutil.copytree(ROOT / "layouts", root / "layouts")
        (root / "fonts").symlink_to(ROOT / "fonts")
        for path in root.glob("layouts/*/layout.toml"):
            written = path.read_text("utf-8")
            for code, spoken in MAIL_WORDS.items():
                written = with_words(written, code, spoken)
            path.write_text(written, "utf-8")
    folder, said = root / "issues" / str(number), WORDS[language]
    (folder / "articles").mkdir(parents=True)
    texts = articles or {
        slug: f"---\ntitle: {said[at % 2][:-1]}\nkind: report\ndates: 2023-07-03\n---\n{said[0]} {said[1]}\n"
        for at, slug in enumerate(("one", "two", "three"))}
    manifest = {"number": number, "title": "E-Newsletter", "publisher": {**PUBLISHER, **(publisher or {})},
                "covers": "July to September 2023", "language": language, "layout": layout,
                "highlights": [next(iter(texts))], "foreword": "foreword",
                "sections": [{"title": said[0][:-1], "articles": list(texts)}], **keys}
    letter = letter or f"---\ntitle: {said[0][:9]}\nkind: letter\n---\n{said[0]}\n\n{said[1]} {said[0]}\n"
    for slug, text in {"foreword": letter, **texts}.items():
        (folder / "articles" / f"{slug}.md").write_text(text, "utf-8")
    lines = (f"{key}: {json.dumps(value)}\n" for key, value in manifest.items() if key != "date")
    (folder / "issue.yaml").write_text("".join(lines) + f"date: {keys.get('date', '2023-10-31')}\n", "utf-8")
    return Workspace(root)


def context_of(workspace: Workspace, number: int = 82) -> Context:
    """What a mail of the issue is made of; each article starts on a page of its own."""
    manuscript = read_manuscript(workspace, number)
    layout = read_layout(workspace, manuscript.issue.layout)
    pages = {article.slug: str(at) for at, article in enumerate(manuscript.articles(), 3)}
    return Context(manuscript, layout, EDITIONS["mail"], pages, workspace.cache)


def mailing_of(workspace: Workspace, number: int = 82, pdf: bytes = PDF, hidden: Any = ()) -> Mailing:
    """The drafts of the issue, with this PDF."""
    result = Result(34, len(pdf), sha256(pdf).hexdigest(), ())
    return make_drafts(context_of(workspace, number), result, pdf, f"rocb-{number}.pdf", hidden)


def parsed(data: bytes) -> EmailMessage:
    """A draft as Python's parser reads it, in which it finds no defect."""
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        defects = [*part.defects, *(each for value in part.values() for each in value.defects)]
        assert defects == [], defects
    return message


def is_sound(data: bytes) -> bool:
    """Whether lines end in CR and LF, none has more than 78 octets, and all of them are ASCII."""
    lines = data.split(b"\r\n")
    return data.isascii() and not any(b"\n" in line or b"\r" in line or len(line) > 78 for line in lines)


def bodies(message: EmailMessage) -> tuple[str, str]:
    """Its text and its page."""
    return tuple(message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))


def with_words(layout: str, code: str, words: dict[str, str] | None = None) -> str:
    """The text of a layout.toml with a language, if it has it not, of these words; the others are English."""
    known = tomllib.loads(layout)["languages"]
    if code in known:
        return layout
    months = json.dumps([str(month) for month in range(1, 13)])
    said = known["en"]["words"] | (words or {})
    lines = (f"{name} = {json.dumps(word, ensure_ascii=False)}\n" for name, word in said.items())
    return f"{layout}\n[languages.{code}]\nmonths = {months}\n\n[languages.{code}.words]\n{''.join(lines)}"
