"""Writes the documents that the reading of PDF files is measured on, and what each of them says.

Run by hand, where pdfLaTeX, LibreOffice and pandoc are installed; the documents are kept beside it.
A text file holds what a document says: a line for each paragraph, heading, item, row or note, in the
order they are read.
"""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"


def prose() -> list[str]:
    """Returns the paragraphs of the starter articles, without marks."""
    found = []
    for name in (
        "04-the-paper-machine.txt",
        "05-writing-in-the-white-space.txt",
        "06-the-same-mile.md",
        "02-a-few-good-tags.md",
    ):
        text = (SEEDS / name).read_text("utf-8")
        text = re.sub(r"\A---.*?\n---\n", "", text, flags=re.DOTALL)
        for block in re.split(r"\n\s*\n", text):
            line = " ".join(block.split())
            line = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", line)
            line = line.replace("…", " and so on").replace("'", "’")
            line = re.sub(r'"(?=\w)', "“", line).replace('"', "”")
            if len(line.split()) > 25 and not re.search(r"[`*_#<>|\[]", line):
                found.append(line)
    return found


PROSE = prose()


def tex(text: str) -> str:
    """Returns a text for TeX."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


def write(name: str, data: bytes, says: Sequence[str]) -> None:
    """Keeps a document and what it says."""
    (HERE / f"{name}.pdf").write_bytes(data)
    (HERE / f"{name}.txt").write_text("\n".join(says) + "\n", "utf-8")
    print(name, len(data), len(" ".join(says).split()))


def latex(name: str, source: str, says: Sequence[str]) -> None:
    """Sets a document with pdfLaTeX."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.tex").write_text(source, "utf-8")
        for _run in range(2):
            subprocess.run(
                ["pdflatex", "-interaction=batchmode", "a.tex"],
                cwd=folder,
                check=False,
                capture_output=True,
            )
        write(name, Path(folder, "a.pdf").read_bytes(), says)


def office(name: str, html: str, says: Sequence[str], suffix: str = ".html") -> None:
    """Sets a document with LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a" + suffix)
        if suffix == ".odt":
            markdown = Path(folder, "a.md")
            markdown.write_text(html, "utf-8")
            subprocess.run(
                ["pandoc", "-f", "markdown-smart", str(markdown), "-o", str(path)], check=True
            )
        else:
            path.write_text(html, "utf-8")
        subprocess.run(
            [
                "soffice",
                "--headless",
                "--convert-to",
                "pdf:writer_pdf_Export",
                "--outdir",
                folder,
                str(path),
            ]
            if suffix == ".odt"
            else [
                "soffice",
                "--headless",
                "--infilter=HTML (StarWriter)",
                "--convert-to",
                "pdf:writer_pdf_Export",
                "--outdir",
                folder,
                str(path),
            ],
            check=True,
            capture_output=True,
        )
        write(name, Path(folder, "a.pdf").read_bytes(), says)


# -- TeX ---------------------------------------------------------------------------------------------


def tex_article() -> None:
    """Notes, sections and indents on one column."""
    body, says = [], ["On the Width of Margins", "Ada Lindqvist"]
    notes: list[str] = []
    for number, text in enumerate(PROSE[:14]):
        if number % 4 == 0:
            title = (
                f"{number // 4 + 1} {('Of paper', 'Of ink', 'Of hands', 'Of shelves')[number // 4]}"
            )
            body.append(rf"\section{{{title.split(' ', 1)[1]}}}")
            says.append(title)
        if number % 5 == 2 and ". " in text:
            note = f"The copies of shelf {number} are listed in the appendix, with their marks."
            notes.append(f"{len(notes) + 1} {note}")
            first, rest = text.split(". ", 1)
            body.append(rf"{tex(first)}.\footnote{{{note}}} {tex(rest)}")
            says.append(f"{first}.{len(notes)} {rest}")
        else:
            body.append(tex(text))
            says.append(text)
    latex(
        "tex-article",
        r"""\documentclass[11pt]{article}\usepackage[utf8]{inputenc}
\title{On the Width of Margins}\author{Ada Lindqvist}\date{}\begin{document}\maketitle
"""
        + "\n\n".join(body)
        + r"\end{document}",
        says + notes,
    )


def tex_two_columns() -> None:
    """A title above two columns."""
    body, says = [], ["Notes in Two Columns", "Noor Haddad", "Abstract", PROSE[3]]
    for number, text in enumerate(PROSE[4:18]):
        if number % 5 == 0:
            title = ("Introduction", "Of places", "Conclusion")[number // 5]
            body.append(rf"\section{{{title}}}")
            says.append(f"{number // 5 + 1} {title}")
        body.append(tex(text))
        says.append(text)
    latex(
        "tex-two-columns",
        r"""\documentclass[10pt,twocolumn]{article}\usepackage[utf8]{inputenc}
\title{Notes in Two Columns}\author{Noor Haddad}\date{}\begin{document}\maketitle
\begin{abstract}"""
        + tex(PROSE[3])
        + r"\end{abstract}"
        + "\n\n".join(body)
        + r"\end{document}",
        says,
    )


def tex_book() -> None:
    """Chapters, lists and running heads."""
    body, says = [], []
    for chapter in range(3):
        title = ("The First Mile", "The Second Mile", "The Last Mile")[chapter]
        body.append(rf"\chapter{{{title}}}")
        says += [f"Chapter {chapter + 1}", title]
        for number, text in enumerate(PROSE[chapter * 8 : chapter * 8 + 8]):
            body.append(tex(text))
            says.append(text)
            if number == 3:
                items = [one.split(". ")[0] + "." for one in PROSE[chapter * 3 : chapter * 3 + 3]]
                kind = ("itemize", "enumerate", "itemize")[chapter]
                body.append(
                    rf"\begin{{{kind}}}"
                    + "".join(rf"\item {tex(one)} " for one in items)
                    + rf"\end{{{kind}}}"
                )
                says += items
    latex(
        "tex-book",
        r"""\documentclass[11pt]{report}\usepackage[utf8]{inputenc}
\pagestyle{headings}\begin{document}
"""
        + "\n\n".join(body)
        + r"\end{document}",
        says,
    )


def tex_tables() -> None:
    """A table, a program, a figure and a quotation."""
    rows = [
        ("Tree", "Count", "Share"),
        ("oak", "12", "40 percent"),
        ("tall beech", "18", "60 percent"),
    ]
    table = r" \\ ".join(" & ".join(row) for row in rows)
    code = ["def width(page):", "    return page.right - page.left", "", "print(width(first))"]
    source = rf"""\documentclass[11pt]{{article}}\usepackage[utf8]{{inputenc}}
\begin{{document}}\section{{Measured}}
{tex(PROSE[0])}

{tex(PROSE[1])}
\begin{{center}}\begin{{tabular}}{{lrr}}\hline {table} \\ \hline\end{{tabular}}\end{{center}}

{tex(PROSE[2])}
\begin{{verbatim}}
{chr(10).join(code)}
\end{{verbatim}}

{tex(PROSE[5])}
\begin{{figure}}[h]\centering\setlength{{\unitlength}}{{1pt}}\begin{{picture}}(120,60)
\put(0,0){{\rule{{30pt}}{{40pt}}}}\put(40,0){{\rule{{30pt}}{{60pt}}}}\put(80,0){{\rule{{30pt}}{{20pt}}}}
\end{{picture}}\caption{{Trees by their age.}}\end{{figure}}
\section{{Said}}
{tex(PROSE[6])}
\begin{{quote}}{tex(PROSE[7])}\end{{quote}}
{tex(PROSE[8])}
\end{{document}}"""
    says = [
        "1 Measured",
        PROSE[0],
        PROSE[1],
        *(" ".join(row) for row in rows),
        PROSE[2],
        *(line for line in code if line),
        PROSE[5],
        "Figure 1: Trees by their age.",
        "2 Said",
        PROSE[6],
        PROSE[7],
        PROSE[8],
    ]
    latex("tex-tables", source, says)


# -- LibreOffice ---------------------------------------------------------------------------------------


def office_notes() -> None:
    """Footnotes, headings and a list."""
    parts, says, notes = (
        ["% The Paper Machine\n% Ada Lindqvist\n"],
        ["The Paper Machine", "Ada Lindqvist"],
        [],
    )
    for number, text in enumerate(PROSE[:10]):
        if number % 3 == 0:
            title = f"Part {number // 3 + 1}: of {('ink', 'glue', 'thread', 'dust')[number // 3]}"
            parts.append(f"## {title}")
            says.append(title)
        if number % 4 == 1 and ". " in text:
            notes.append(
                (
                    "As the catalogue of 1905 has it.",
                    "Of which no copy is left but one.",
                    "Told by the binder to his daughter.",
                )[number // 4]
            )
            first, rest = text.split(". ", 1)
            parts.append(f"{first}.^[{notes[-1]}] {rest}")
            says.append(f"{first}.{len(notes)} {rest}")
        else:
            parts.append(text)
            says.append(text)
        if number == 5:
            items = ["paper, which lasts", "ink, which may not", "the hand of whoever wrote in it"]
            parts.append("\n".join(f"- {one}" for one in items))
            says += items
    says += [f"{at + 1} {note}" for at, note in enumerate(notes)]
    office("office-notes", "\n\n".join(parts), says, ".odt")


HEBREW = [
    "השוליים של העמוד הם המקום שבו הקריאה הופכת לכתיבה. מי שקורא עם עט ביד חוזר אל הספר מוקדם יותר ממי שרק קורא בו.",
    "בשנת 1851 נדפס הספר בפעם הראשונה, ובשנת 1904 בפעם השנייה. בין שתי המהדורות עברו שנים רבות, והשוליים הלכו והתרחבו.",
    "הדיו דהה, הנייר הצהיב, אבל ההערות נשארו במקומן. הקורא הבא מצא אותן, קרא אותן, והוסיף עליהן את שלו באותיות קטנות.",
    "כך נולד ספר חדש מתוך הספר הישן, בלי שאיש התכוון לכך. הספרן רשם אותו ברשימה והניח אותו על המדף העליון.",
]
ARABIC = [
    "هامش الصفحة هو المكان الذي تتحول فيه القراءة إلى كتابة. من يقرأ والقلم في يده يعود إلى الكتاب قبل غيره من القراء.",
    "طبع الكتاب أول مرة في المدينة القديمة ثم طبع مرة أخرى بعد سنوات طويلة. وبين الطبعتين اتسعت الهوامش شيئا فشيئا.",
    "بهت الحبر واصفر الورق لكن الملاحظات بقيت في مكانها. وجدها القارئ التالي وقرأها وأضاف إليها ملاحظاته بحروف صغيرة.",
]


def office_right_to_left() -> None:
    """Hebrew and Arabic."""
    paragraphs = [*HEBREW, *ARABIC, *HEBREW[:2]]
    says = ["שולי העמוד", *paragraphs]
    body = "<h1 dir='rtl'>שולי העמוד</h1>" + "".join(
        f"<p dir='rtl' style='text-align:right'>{one}</p>" for one in paragraphs
    )
    office(
        "office-right-to-left",
        f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>",
        says,
    )


def office_tables() -> None:
    """A table with rules and a numbered list."""
    rows = [
        ("Name", "Year", "Where it stands"),
        ("Amsel", "1851", "the upper shelf"),
        ("Brenn", "1904", "the lower shelf"),
        ("Calder", "1977", "nobody knows where"),
    ]
    table = (
        "<table border='1'>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        + "</table>"
    )
    html, says = ["<h1>Of shelves</h1>"], ["Of shelves"]
    for number, text in enumerate(PROSE[6:16]):
        html.append(f"<p>{text}</p>")
        says.append(text)
        if number == 2:
            html.append(table)
            says += [" ".join(row) for row in rows]
        if number == 5:
            html.append(
                "<h2>Of dust</h2><ol><li>It falls.</li><li>It stays.</li><li>It is wiped away.</li></ol>"
            )
            says += ["Of dust", "It falls.", "It stays.", "It is wiped away."]
    office("office-tables", "<html><head><meta charset='utf-8'></head><body>" + "".join(html), says)


# -- drawn line by line -----------------------------------------------------------------------------------


class Sheet:
    """Draws paragraphs on pages of columns."""

    def __init__(
        self,
        columns: int,
        size: float,
        *,
        head: str = "",
        is_row_by_row: bool = False,
        hidden: bool = False,
        indent: float = 0.0,
        gap: float = 0.0,
    ) -> None:
        self.file = BytesIO()
        self.canvas = Canvas(self.file, pagesize=(595, 842), invariant=1)
        self.columns, self.size, self.head, self.hidden = columns, size, head, hidden
        self.is_row_by_row, self.indent, self.gap = is_row_by_row, indent, gap
        self.width = (451 - 20 * (columns - 1)) / columns
        self.page, self.column, self.y = 1, 0, 740.0
        self.drawn: list[tuple[float, float, str, str, float]] = []

    def paragraph(self, text: str, font: str = "Times-Roman", size: float = 0.0) -> None:
        """Draws a paragraph."""
        size = size or self.size
        first = True
        for line in self._wrapped(text, font, size):
            if self.y < 90:
                self._next_column()
            x = 72 + self.column * (self.width + 20)
            if first:
                x += self.indent
            self.drawn.append((x, self.y, line, font, size))
            self.y -= 1.25 * size
            first = False
        self.y -= self.gap

    def _wrapped(self, text: str, font: str, size: float) -> list[str]:
        """Returns a text in lines, the first of them shorter by the indent."""
        lines: list[str] = []
        for word in text.split():
            room = self.width - (self.indent if len(lines) < 2 else 0)
            if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def _next_column(self) -> None:
        self.column, self.y = self.column + 1, 740.0
        if self.column == self.columns:
            self.end_page()

    def end_page(self) -> None:
        """Draws what the page holds."""
        if self.is_row_by_row:
            self.drawn.sort(key=lambda one: (-one[1], one[0]))
        if self.head:
            self.canvas.setFont("Helvetica", 8)
            self.canvas.drawString(72, 800, self.head if self.page % 2 else "A Book of Miles")
            self.canvas.drawRightString(523, 800, str(self.page + 40))
        for x, y, line, font, size in self.drawn:
            text = self.canvas.beginText(x, y)
            text.setFont(font, size)
            if self.hidden:
                text.setTextRenderMode(3)
            text.textOut(line)
            self.canvas.drawText(text)
        self.canvas.showPage()
        self.page, self.column, self.y, self.drawn = self.page + 1, 0, 740.0, []

    def data(self) -> bytes:
        """Returns the document."""
        if self.drawn:
            self.end_page()
        self.canvas.save()
        return self.file.getvalue()


def drawn_columns() -> None:
    """Two columns that are drawn row by row."""
    sheet, says = Sheet(2, 10, is_row_by_row=True, indent=12, head="The Width of Margins"), []
    for text in PROSE[:16]:
        sheet.paragraph(text)
        says.append(text)
    write("drawn-columns", sheet.data(), says)


def drawn_newspaper() -> None:
    """Three columns."""
    sheet, says = Sheet(3, 9, indent=9), []
    for text in PROSE[4:20]:
        sheet.paragraph(text)
        says.append(text)
    write("drawn-newspaper", sheet.data(), says)


def drawn_report() -> None:
    """Gaps between paragraphs, running heads that take turns."""
    sheet, says = Sheet(1, 11, gap=7, head="A Report on Miles"), []
    for number, text in enumerate(PROSE[:14]):
        if number % 4 == 0:
            title = f"{number // 4 + 1}. {('Aims', 'Means', 'Findings', 'Ends')[number // 4]}"
            sheet.paragraph(title, "Times-Bold", 14)
            says.append(title)
        sheet.paragraph(text)
        says.append(text)
    write("drawn-report", sheet.data(), says)


def drawn_scan() -> None:
    """Hidden text over a picture of a page."""
    sheet, says = Sheet(1, 12, hidden=True, indent=14), []
    sheet.canvas.setFillGray(0.93)
    sheet.canvas.rect(0, 0, 595, 842, fill=1, stroke=0)
    for text in PROSE[8:16]:
        sheet.paragraph(text)
        says.append(text)
    write("drawn-scan", sheet.data(), says)


def office_pandoc() -> None:
    """A program and a quotation."""
    code = ["for mile in miles:", "    walk(mile)"]
    parts = [
        "% Walking\n",
        "## First",
        PROSE[10],
        "    " + "\n    ".join(code),
        PROSE[11],
        "> " + PROSE[12],
        PROSE[13],
        "## Second",
        PROSE[14],
        PROSE[15],
    ]
    says = [
        "Walking",
        "First",
        PROSE[10],
        *code,
        PROSE[11],
        PROSE[12],
        PROSE[13],
        "Second",
        PROSE[14],
        PROSE[15],
    ]
    office("office-pandoc", "\n\n".join(parts), says, ".odt")


if __name__ == "__main__":
    for make in (
        tex_article,
        tex_two_columns,
        tex_book,
        tex_tables,
        office_notes,
        office_right_to_left,
        office_tables,
        office_pandoc,
        drawn_columns,
        drawn_newspaper,
        drawn_report,
        drawn_scan,
    ):
        make()
