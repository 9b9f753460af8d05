"""Our own check that a finished PDF meets PDF/X-4 (ISO 15930-7), and prints as it should.

There is no free validator of PDF/X, so the claim rests on this alone.
"""

from collections.abc import Iterator
from dataclasses import replace

from rocbpress.assemble.objects import Box, entry, leaves, raw_items, resolve
from rocbpress.findings.finding import Finding
from rocbpress.layout.printer import MM, PrinterProfile
from rocbpress.preflight.paper import ink_rules
from rocbpress.preflight.paper.printed_file import PrintedFile, Rule, read_printed
from rocbpress.preflight.tagged.document import Tagged, read_and_check
from rocbpress.preflight.tagged.info_rules import fonts_are_embedded, metadata_agrees

_SLACK = 0.01  # points that rounding may take
_OTHER_CONDITION = "check the printer's profile"
_XMP = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "dc:title", "xmpMM:DocumentID",
        "xmpMM:VersionID", "xmpMM:RenditionClass", "pdf:Trapped")


def check_x4(pdf: bytes, printer: PrinterProfile) -> tuple[Finding, ...]:
    """What keeps a finished file from print; nothing, if it may claim PDF/X-4 for this printer.

    Findings name the page, and the article on it.
    """
    return read_and_check(pdf, lambda tagged: check_printed(tagged, printer))


def check_printed(tagged: Tagged, printer: PrinterProfile) -> tuple[Finding, ...]:
    """The same of a file that has been read."""
    printed = read_printed(tagged, printer)
    found = [finding for rule in RULES for finding in rule(printed)]
    pages = {page.label: printed.place(index)
             for index, page in reversed([*enumerate(printed.tagged.pages)])}
    return tuple(finding if finding.where.block else replace(
        finding, where=pages.get(finding.where.page, finding.where)) for finding in found)


def condition_is_named(printed: PrintedFile) -> Iterator[Finding]:
    """One output intent, for the printer's condition, with a profile of four inks (ISO 32000-1, 14.11.5)."""
    intents = [intent for raw in raw_items(entry(printed.tagged.catalog, "/OutputIntents"))
               if entry(intent := resolve(raw), "/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield Finding("intent-missing", "the file has no output intent"
                      if not intents else f"the file has {len(intents)} output intents")
        return
    named = str(entry(intents[0], "/OutputConditionIdentifier") or "")
    if named != printed.printer.condition:
        yield Finding("intent-condition", f"the output intent is “{named}”, not "
                      f"“{printed.printer.condition}”", hint=_OTHER_CONDITION)
    profile = entry(intents[0], "/DestOutputProfile")
    if entry(profile, "/N") != 4 or profile.get_data()[16:20] != b"CMYK":
        yield Finding("intent-profile", "the output intent has no CMYK profile", hint=_OTHER_CONDITION)


def boxes_are_there(printed: PrintedFile) -> Iterator[Finding]:
    """Every page has MediaBox, BleedBox and TrimBox, and no ArtBox (ISO 32000-1, 14.11.2)."""
    for index in range(len(printed.paintings)):
        for name in ("TrimBox", "BleedBox", "MediaBox"):
            if printed.box(index, f"/{name}") is None:
                yield Finding("box-missing", f"the page has no {name}", printed.place(index))
        if printed.box(index, "/ArtBox"):
            yield Finding("box-art", "the page has an ArtBox and a TrimBox", printed.place(index))


def boxes_are_nested(printed: PrintedFile) -> Iterator[Finding]:
    """TrimBox within BleedBox within MediaBox, with the printer's bleed on all sides."""
    wanted = printed.printer.bleed
    for index in range(len(printed.paintings)):
        media, bleed, trim = (printed.box(index, name) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
        if trim and bleed and (least := _margin(trim, bleed)) < wanted - _SLACK:
            yield Finding("bleed-narrow", f"the page has {least / MM:.1f} mm of bleed; the printer needs "
                          f"{wanted / MM:.1f} mm", printed.place(index))
        if bleed and media and _margin(bleed, media) < -_SLACK:
            yield Finding("box-nesting", "the BleedBox is larger than the MediaBox", printed.place(index))


def _margin(inner: Box, outer: Box) -> float:
    """The least distance from a box to the one round it."""
    return min(inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])


def nothing_lies_on_the_page(printed: PrintedFile) -> Iterator[Finding]:
    """No annotation within the bleed, save a printer's marks (ISO 15930-7)."""
    for index, page in enumerate(printed.tagged.pages):
        bleed = printed.box(index, "/BleedBox") or page.box
        for note in page.annotations:
            kind = str(entry(note.entries, "/Subtype")).lstrip("/")
            left, foot, right, head = note.box
            if kind not in ("PrinterMark", "TrapNet") and (
                    left < bleed[2] and right > bleed[0] and foot < bleed[3] and head > bleed[1]):
                yield Finding("annotation-in-bleed", f"a {kind} annotation is on the printed page",
                              printed.place(index), hint="write out links in a print edition")


def nothing_acts(printed: PrintedFile) -> Iterator[Finding]:
    """Neither actions nor scripts nor forms nor encryption (ISO 15930-7)."""
    catalog = printed.tagged.catalog
    if "/Encrypt" in printed.tagged.reader.trailer:
        yield Finding("file-encrypted", "the file is encrypted")
    for key in ("/AA", "/OpenAction"):
        if isinstance(entry(catalog, key), dict):
            yield Finding("file-acts", f"the file has an action for its opening ({key})")
    if any(leaves(entry(entry(catalog, "/Names"), "/JavaScript"), "/Names")):
        yield Finding("file-acts", "the file has scripts")
    if entry(catalog, "/AcroForm") is not None:
        yield Finding("file-acts", "the file is an interactive form")
    for index, page in enumerate(printed.tagged.pages):
        if "/AA" in page.entries:
            yield Finding("file-acts", "the page has an action (/AA)", printed.place(index))


def trapping_is_known(printed: PrintedFile) -> Iterator[Finding]:
    """/Info says whether the file is trapped (ISO 32000-1, 14.11.6)."""
    if entry(entry(printed.tagged.reader.trailer, "/Info"), "/Trapped") not in ("/True", "/False"):
        yield Finding("trapping-unknown", "the file does not say whether it is trapped")


def file_says_what_it_is(printed: PrintedFile) -> Iterator[Finding]:
    """The XMP packet has what PDF/X-4 needs, and claims no other version (ISO 15930-7)."""
    metadata = entry(printed.tagged.catalog, "/Metadata")
    packet = metadata.get_data() if metadata is not None else b""
    missing = [name for name in _XMP if f"<{name}>".encode() not in packet]
    if missing:
        yield Finding("metadata-missing", f"the XMP packet lacks {', '.join(missing)}")
    claimed, _, rest = packet.partition(b"<pdfxid:GTS_PDFXVersion>")[2].partition(b"</")
    if rest and claimed != b"PDF/X-4":
        yield Finding("claim-other", f"the file claims to be {claimed.decode('utf-8', 'replace')}")
    if printed.tagged.reader.pdf_header > "%PDF-1.6":
        yield Finding("version-late", f"PDF/X-4 needs PDF 1.6, not {printed.tagged.reader.pdf_header[5:]}")


def fonts_are_here(printed: PrintedFile) -> Iterator[Finding]:
    """Every font is embedded (ISO 15930-7)."""
    yield from fonts_are_embedded(printed.tagged)


def records_agree(printed: PrintedFile) -> Iterator[Finding]:
    """XMP and /Info say the same."""
    yield from metadata_agrees(printed.tagged)


RULES: tuple[Rule, ...] = (
    condition_is_named, boxes_are_there, boxes_are_nested,
    *ink_rules.RULES,
    nothing_lies_on_the_page, nothing_acts, fonts_are_here,
    trapping_is_known, file_says_what_it_is, records_agree,
)
