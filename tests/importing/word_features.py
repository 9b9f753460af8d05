"""Passages of Word files in which words are easily lost, each with words of its own to be found again."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.importing.word_xml import cell, chart, diagram, field, p, r, row, t, table, text_box

_CHANGE = 'w:author="Reviewer Zeta" w:date="2023-07-01T10:00:00Z"'
# Of a feature: words that may stand in no article.
NEVER = {"changes": ("obsoletewording", "Reviewer Zeta"), "moved": ("Reviewer Zeta",),
         "comment": ("privateremark", "Commenter Omega"),
         "hidden": ("concealedword", "veiledword"), "deleted-paragraph": ("withdrawnsentence",),
         "field": ("HYPERLINK", "PAGEREF"), "if-field": ("elsebranch",)}
NUMBERING = ('<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
             'w:val="bullet"/>'
             '<w:lvlText w:val="·"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText '
             'w:val="o"/>'
             '</w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start '
             'w:val="4"/>'
             '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start '
             'w:val="1"/>'
             '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
             '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
             '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>')
_SEPARATOR = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
NOTES = (_SEPARATOR + '<w:footnote w:id="1">'
         + p(f"<w:r><w:footnoteRef/></w:r>{r(' A note on the quartzite sample.')}")
         + p("Its second paragraph speaks of feldspar.") + "</w:footnote>")
COMMENTS = ('<w:comment w:id="0" w:author="Commenter Omega" w:initials="CO" w:date="2023-07-01T10:00:00Z">'
            + p("Is this a privateremark, or may it be printed?") + "</w:comment>")
CHART = ('<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Seizures by '
         'harbour</a:t></a:r></a:p></c:rich></c:tx>'
         '</c:title><c:plotArea><c:barChart><c:barDir '
         'val="bar"/><c:ser><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f>'
         '<c:strCache><c:pt idx="0"><c:v>Tonnes</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef>'
         '<c:strCache><c:pt idx="0"><c:v>Malacca</c:v></c:pt><c:pt '
         'idx="1"><c:v>Lautoka</c:v></c:pt></c:strCache>'
         '</c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>12.5</c:v></c:pt><c:pt idx="1">'
         '<c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>')
DIAGRAM = ('<dgm:ptLst>' + "".join(
    f'<dgm:pt modelId="{at}" '
    f'type="{kind}"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>'
    for at, kind, words in ((1, "node", "Collect evidence"), (2, "node", "Weigh evidence"),
                            (3, "node", "Decide")))
    + '<dgm:pt modelId="0" type="doc"/></dgm:ptLst><dgm:cxnLst><dgm:cxn modelId="9" srcId="0" destId="1"/>'
    '<dgm:cxn modelId="10" srcId="0" destId="2"/><dgm:cxn modelId="11" srcId="2" destId="3"/></dgm:cxnLst>')


_EQUATION = ("<m:oMath><m:f><m:num><m:r><m:t>energy</m:t></m:r></m:num><m:den><m:r><m:t>massive</m:t></m:r>"
             "</m:den></m:f></m:oMath>")


def _merged(_: random.Random) -> str:
    return table(row("Port", "Tons", "Cases"),
                 row(cell("Mergedacross", '<w:gridSpan w:val="2"/>'), "9"),
                 row(cell("Mergeddown", '<w:vMerge w:val="restart"/>'), "4", "1"),
                 row(cell("<w:p/>", "<w:vMerge/>"), "6", "2"))


def _nested(_: random.Random) -> str:
    return table(row("Outer", cell(table(row("Innerone", "Innertwo"), row("Innerthree", "Innerfour")))),
                 row("Beside", cell(p("Twin one") + p("Twin two"))))


def _changes(_: random.Random) -> str:
    return p(r("The text was ") + f'<w:del w:id="1" '
             f'{_CHANGE}><w:r><w:delText>obsoletewording</w:delText></w:r>'
             f'</w:del><w:ins w:id="2" {_CHANGE}>{r("freshwording")}</w:ins>' + r(" by the editors in time."))


def _moved(_: random.Random) -> str:
    return (p(r("Before. ") + f'<w:moveFrom w:id="3" {_CHANGE}>{r("Wandering sentence.")}</w:moveFrom>')
            + p(r("After. ") + f'<w:moveTo w:id="4" {_CHANGE}>{r("Wandering sentence.")}</w:moveTo>'))


def _deleted_paragraph(_: random.Random) -> str:
    mark = f'<w:rPr><w:del w:id="5" {_CHANGE}/></w:rPr>'
    return (p(f'<w:del w:id="6" {_CHANGE}><w:r><w:delText>A withdrawnsentence stood '
              f'here.</w:delText></w:r></w:del>',
              "", mark) + p("What follows the deletion stays in place."))


def _complex_field(_: random.Random) -> str:
    nested = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
              + field("DOCPROPERTY Status", "codevalue")
              + '<w:r><w:instrText> = "x" "thenbranch" "elsebranch"</w:instrText></w:r>'
              '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("thenbranch")
              + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return p(r("The field shows ") + nested + r(" as its result here."))


FEATURES: dict[str, Callable[[random.Random], str]] = {
    "merged": _merged, "nested": _nested, "changes": _changes, "moved": _moved,
    "deleted-paragraph": _deleted_paragraph, "if-field": _complex_field,
    "box": lambda _: p(r("Anchorword before. ")
                       + text_box(p("Boxed hornblende stands aside.") + p("Boxed mica."))),
    "note": lambda _: p(r("The claim") + '<w:r><w:footnoteReference w:id="1"/></w:r>'
                        + r(" needs its source.")),
    "comment": lambda _: p('<w:commentRangeStart w:id="0"/>' + r("Commented passage")
                           + '<w:commentRangeEnd w:id="0"/>'
                           '<w:r><w:commentReference w:id="0"/></w:r>' + r(" goes on after it.")),
    "hidden": lambda _: p(r("Seen words, ") + r("concealedword ", "<w:vanish/>")
                          + r("veiledword ", '<w:rStyle w:val="Secret"/>') + r("seen again.")),
    "field": lambda _: p(r("Look at ") + field('HYPERLINK "https://example.org/a"', "linkedresult")
                         + r(" and at page ") + field("PAGEREF _Ref1 \\h", "17") + r(" of the annex.")),
    "simple-field": lambda _: p(f'<w:fldSimple w:instr=" AUTHOR ">{r("Simplefieldresult")}</w:fldSimple>'
                                + r(" is named by a field.")),
    "link": lambda _: p(r("The ") + f'<w:hyperlink r:id="link1">{r("anchoredlink")}</w:hyperlink>'
                        + r(" leads to the results.")),
    "ruby": lambda _: p(r("Read ") + f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('とうきょう')}</w:rt>"
                        f"<w:rubyBase>{r('東京')}</w:rubyBase></w:ruby></w:r>" + r(" aloud.")),
    "right-to-left": lambda _: p(r("مرحبا بالعالم من الجمارك", "<w:rtl/>"), "", "<w:bidi/>"),
    "chart": lambda _: p(chart("chart1")),
    "diagram": lambda _: p(diagram("data1")),
    "equation": lambda _: p(r("By the law ") + _EQUATION + r(" it follows.")),
    "symbol": lambda _: p(r("An arrow ") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
                          + r(" points on.")),
    "content-control": lambda _: '<w:sdt><w:sdtPr><w:alias w:val="Field"/></w:sdtPr><w:sdtContent>'
                                 + p("Controlled basalt stands in a control.") + "</w:sdtContent></w:sdt>",
    "inline-control": lambda _: p(r("Within ") + "<w:sdt><w:sdtPr/><w:sdtContent>" + r("inlinecontrol")
                                  + "</w:sdtContent></w:sdt>" + r(" the line goes on.")),
    "smart-tag": lambda _: p(r("In ") + '<w:smartTag w:element="place">' + r("Smarttagville")
                             + "</w:smartTag>" + r(" they met.")),
    "alternate": lambda _: p("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">" + t("Chosenbranch")
                             + "</mc:Choice><mc:Fallback>" + t("Chosenbranch")
                             + "</mc:Fallback></mc:AlternateContent></w:r>"),
    "breaks": lambda _: p(f"<w:r>{t('Line one')}<w:br/>{t('line two')}<w:tab/>{t('tabbed')}<w:noBreakHyphen/>"
                          f"{t('joined soft')}<w:softHyphen/>{t('ened')}</w:r>"),
    "split": lambda _: p(r("Im", "<w:b/>") + r("port") + r("ant", "<w:i/>") + r(" words are split over ")
                         + r("runs", "<w:b/><w:i/>") + r(", and none is lost.")),
    "drawn-text": lambda _: p('<w:r><w:pict><v:shape><v:textpath string="Wordart '
                              'banner"/></v:shape></w:pict></w:r>'),
    "markup": lambda _: p("::: box") + p("{.pull}") + p("[^1]: no note") + p("12. no list")
              + p("# no heading") + p("> no quote") + p("---") + p("| no | table |")
    + p("![no](picture.png)"),
    "custom": lambda _: p('<w:customXml w:element="x">' + r("Customword stays.") + "</w:customXml>"),
}
