"""What Typst and XeLaTeX are told: a line for each kind of element, and the frame of the document."""

from __future__ import annotations

import re
from string import Template

from tests.bench.markup import Markup


def _typst_text(text: str) -> str:
    # As a string, nothing in it can be taken for markup.
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '";'


def _tex_text(text: str) -> str:
    # A word joiner is left out: TeX breaks no line where it stands, and the faces have no sign for it.
    return re.sub(r"[#$%&_{}]", r"\\\g<0>", text.replace("\u2060", ""))


def _templates(lines: dict[str, str]) -> dict[str, Template]:
    return {kind: Template(line) for kind, line in lines.items()}


TYPST = Markup(_typst_text, Template("#[#metadata(none)<$target>]"), _templates({
    "h1": "#heading(level: 1)[$inner]\n",
    "h2": "#heading(level: 2)[$inner]\n",
    "h3": "#heading(level: 3)[$inner]\n",
    "p.page": "#align(right)[#context counter(page).at(<$target>).first()]\n\n",
    "p.value": "#text(size: 22pt, weight: 700)[$inner]\n\n",
    "p": "\n\n$inner\n\n",
    "figcaption": "#block(sticky: true)[$inner]\n",
    "b": "#strong[$inner]",
    "em": "#emph[$inner]",
    "br": "#linebreak()",
    "a.page-ref": "#link(<$target>)[#context counter(page).at(<$target>).first()]",
    "a.inside": "#link(<$target>)[$inner]",
    "a": '#link("$target")[$inner]',
    "span.note": "#footnote[$inner]",
    "span.swatch": '#box(width: 14pt, height: 7pt, fill: rgb("$colour")) ',
    "svg.hidden": '#pdf.artifact(box(image("$number.svg", width: ${width}pt)))',
    "svg": '#box(image("$number.svg", width: ${width}pt, alt: "$alt"))',
    "ul.legend": "#grid(columns: (1fr,) * 4, row-gutter: 7.3pt, $inner)\n",
    "ul": "#list(marker: [–], $inner)",
    "ol": "#enum($inner)",
    "li": "[$inner],",
    "dl": "#terms($inner)",
    "dt": "terms.item([$inner],",
    "dd": "[$inner]),",
    "table": "#table(columns: (1fr,) * $columns, stroke: none, $inner)",
    "th": "[$inner],",
    "td": "[$inner],",
    "div.bar": '#rect(width: $share%, height: 10pt, fill: rgb("174d83"))',
    "blockquote": "#quote(block: true)[#text(size: 18pt)[$inner]]",
    "aside": '#block(fill: rgb("fff2dd"), inset: 14pt, width: 100%)[$inner]',
    "div.facts": '#block(fill: rgb("fff2dd"), inset: 14pt, width: 100%)[$inner]',
    "div.monogram": "#text(size: 42pt)[$inner]\n\n",
    "div.strip": "#pad(left: -168pt, grid(columns: 4, gutter: 14pt, $inner))",
    "div.fact": "[$inner],",
    "div.text": "#pad(left: 168pt)[$inner]",
    "figure.across": "#pad(left: -168pt)[$inner]",
    "div.columns": "#columns(2, gutter: 14pt)[$inner]",
    "div.flow": "#pagebreak(weak: true)\n$inner",
}), Template("""\
#set document(title: [$title])
#set page(paper: "a4", margin: (x: 52.63pt, top: 70pt, bottom: 71.88pt), numbering: "1")
#set text(font: ("Source Serif 4", "Noto Sans JP"), size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 7.3pt, spacing: 7.3pt, first-line-indent: 14pt)
#set footnote.entry(gap: 7.3pt)
#show heading: set text(font: "Source Sans 3", hyphenate: false)
#show heading: set par(justify: false)
#show heading.where(level: 1): set text(size: 32pt)
#show heading.where(level: 2): set text(size: 18pt)
$inner
"""))

XELATEX = Markup(_tex_text, Template(r"\phantomsection\label{$target}"), _templates({
    "h1": "\\section{$inner}\n",
    "h2": "\\subsection{$inner}\n",
    "h3": "\\subsubsection{$inner}\n",
    "p.page": "\\hfill\\pageref{$target}\n\n",
    "p.value": "{\\fontsize{22}{28}\\selectfont\\bfseries $inner\\par}",
    "p": "\n\n$inner\n\n",
    "figcaption": "\n\n$inner\\par\\nopagebreak\n",
    "b": r"\textbf{$inner}",
    "em": r"\emph{$inner}",
    "br": r"\newline{}",
    "a.page-ref": r"\pageref{$target}",
    "a.inside": r"\hyperref[$target]{$inner}",
    "a": r"\href{$target}{$inner}",
    "span.note": r"\footnote{$inner}",
    "span.script-jpan": r"{\japanese $inner}",
    "span.swatch": r"{\color[HTML]{$colour}\rule{14bp}{7bp}} ",
    "svg": r"\includegraphics[page=$number,width=${width}bp]{drawings.pdf}",
    "ul.legend": r"\begin{multicols}{4}\raggedright\begin{list}{}{}$inner\end{list}\end{multicols}",
    "ul": r"\begin{itemize}$inner\end{itemize}",
    "ol": r"\begin{enumerate}$inner\end{enumerate}",
    "li": "\\item{} $inner\n",
    "dl": r"\begin{description}$inner\end{description}",
    "dt": r"\item[{$inner}]",
    "dd": "$inner\n",
    "table": "\n\n\\begin{tabular}{*{$columns}{p{\\dimexpr\\linewidth/$columns-2\\tabcolsep}}l}"
             "$inner\\end{tabular}\n\n",
    "tr": "$inner\\\\\n",
    "th": "$inner&",
    "td": "$inner&",
    "div.bar": r"{\color[HTML]{174d83}\rule{\fpeval{$share/100}\linewidth}{10bp}}",
    "blockquote": r"\begin{quote}\fontsize{18}{24}\selectfont $inner\end{quote}",
    "aside": r"\begin{tinted}$inner\end{tinted}",
    "div.facts": r"\begin{tinted}$inner\end{tinted}",
    "div.monogram": "{\\fontsize{42}{42}\\selectfont $inner\\par}",
    "div.strip": "\\begin{adjustwidth}{-168bp}{0bp}$inner\\end{adjustwidth}\n",
    "div.fact": r"\begin{minipage}[t]{.24\linewidth}\raggedright $inner\end{minipage}",
    "div.text": r"\begin{adjustwidth}{168bp}{0bp}$inner\end{adjustwidth}",
    "figure.across": r"\begin{adjustwidth}{-168bp}{0bp}$inner\end{adjustwidth}",
    "div.columns": r"\begin{multicols}{2}$inner\end{multicols}",
    "div.flow": "\\clearpage\n$inner",
}), Template(r"""\documentclass[a4paper]{article}
\usepackage[left=52.63bp,right=52.63bp,top=70bp,bottom=71.88bp]{geometry}
\usepackage{fontspec,graphicx,xcolor,multicol,changepage,titlesec}
\usepackage[pdftitle={$title},pdflang=en,hidelinks]{hyperref}
\setmainfont{SourceSerif4}[Path=$fonts/source-serif-4/,Extension=.ttf,UprightFont=*_400Regular,
  BoldFont=*_600SemiBold,ItalicFont=*_400Regular_Italic,BoldItalicFont=*_600SemiBold_Italic]
\newfontfamily\sans{SourceSans3}[Path=$fonts/source-sans-3/,Extension=.ttf,UprightFont=*_400Regular,
  BoldFont=*_700Bold]
\newfontfamily\japanese{NotoSansJP_400Regular}[Path=$fonts/noto-sans-jp/,Extension=.ttf]
\titleformat*{\section}{\sans\bfseries\fontsize{32}{36}\selectfont\raggedright}
\titleformat*{\subsection}{\sans\bfseries\fontsize{18}{22}\selectfont\raggedright}
\titleformat*{\subsubsection}{\sans\bfseries\raggedright}
\newenvironment{tinted}{\begin{quote}\color[HTML]{043564}}{\end{quote}}
\setcounter{secnumdepth}{0}\linespread{1.167}\parindent=14bp
\begin{document}
$inner
\end{document}
"""))
