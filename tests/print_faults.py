"""Changes to a print edition, each of which a printer would refuse."""

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.printed import painted, picture_of


def lab(pdf):
    pdf.pages[1].Resources.ColorSpace = Dictionary(L=Array([Name.Lab, Dictionary(WhitePoint=[.96, 1, .82])]))
    painted(b"/L cs 50 20 20 sc 0 0 9 9 re f")(pdf)


def rgb_photograph(pdf):
    picture_of(pdf).ColorSpace = Name.DeviceRGB


def rgb_mask(pdf):
    mask = pdf.make_stream(b"\0" * 3, Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                           BitsPerComponent=8, ColorSpace=Name.DeviceRGB)
    picture_of(pdf).SMask = mask


def form(pdf, content=b"", **entries):
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], **entries)
    pdf.pages[1].Resources.XObject.Made = made
    painted(b"/Made Do")(pdf)


def rgb_group(pdf):
    form(pdf, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))


def rgb_form(pdf):
    form(pdf, b"0 1 0 RG 0 0 m 5 5 l S")


def rgb_shading(pdf):
    pdf.pages[1].Resources.Shading = Dictionary(R=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB))
    painted(b"/R sh")(pdf)


COLOURS = [
    (painted(b"1 0 0 rg 0 0 5 5 re f"), "rgb-operator"), (rgb_form, "rgb-operator"), (lab, "rgb-space"),
    (painted(b"q BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q"), "rgb-image"),
    (rgb_photograph, "rgb-image"), (rgb_mask, "rgb-image"), (rgb_group, "rgb-group"),
    (rgb_shading, "rgb-shading"),
    (painted(b"1 1 .5 .6 k 0 0 5 5 re f"), "ink-limit"),
    (painted(b"/DeviceCMYK CS 1 1 .5 .6 SCN 0 0 5 5 re S"), "ink-limit"),
]


def no_intent(pdf):
    del pdf.Root.OutputIntents


def two_intents(pdf):
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def other_intent(pdf):
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = pikepdf.String("FOGRA39L Coated")


def three_inks(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 3


def box(name, *edges):
    def change(pdf):
        pdf.pages[1].obj[name] = Array(edges)
    return change


def no_trim(pdf):
    del pdf.pages[1].obj["/TrimBox"]


def script(pdf):
    tree = Dictionary(Names=[pikepdf.String("a"), Dictionary(S=Name.JavaScript, JS=pikepdf.String("1"))])
    pdf.Root.Names.JavaScript = tree


def action(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.URI, URI=pikepdf.String("https://a.b"))


def untrapped(pdf):
    del pdf.trailer.Info.Trapped


def without_metadata(pdf):
    del pdf.Root.Metadata


def other_claim(pdf):
    packet = pdf.Root.Metadata.read_bytes().replace(
        b"<pdf:Trapped>", b"<pdfxid:GTS_PDFXVersion>PDF/X-3</pdfxid:GTS_PDFXVersion><pdf:Trapped>", 1)
    pdf.Root.Metadata.write(packet)


REFUSED = [
    (no_intent, "intent-missing", ""), (two_intents, "intent-missing", ""),
    (other_intent, "intent-condition", ""), (three_inks, "intent-profile", ""),
    (no_trim, "box-missing", "1"), (box("/ArtBox", 0, 0, 9, 9), "box-art", "1"),
    (box("/BleedBox", -5, -9, 300, 410), "bleed-narrow", "1"),
    (box("/BleedBox", -9, -9, 300, 398.8), "bleed-narrow", "1"),
    (box("/MediaBox", -8, -30, 320, 440), "box-nesting", "1"),
    (script, "file-acts", ""), (action, "file-acts", ""), (untrapped, "trapping-unknown", ""),
    (without_metadata, "metadata-missing", ""), (other_claim, "claim-other", ""),
]


def shown(size, colour, ground=b""):
    """Text set on the second page with a font that is there."""
    def change(pdf):
        name = next(iter(pdf.pages[1].Resources.Font.keys())).encode()
        painted(b"q %s %s BT %s %d Tf 1 0 0 1 30 30 Tm <0001> Tj ET Q" % (ground, colour, name, size))(pdf)
    return change
