"""Small Word documents with invented text."""

from html import escape

from tests.importers.saved.samples import zipped

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = {
    "Title": "Title",
    "Heading1": "heading 1",
    "Quote": "Quote",
    "Author": "Author",
    "Date": "Date",
}
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:blipFill><a:blip r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def docx(
    *body: str,
    title: str = "",
    author: str = "",
    picture: bytes = b"",
    before: str = "",
    encoding: str = "utf-8",
    has_styles: bool = True,
) -> bytes:
    text = "".join(body) + (_PICTURE if picture else "")
    document = (
        f'<?xml version="1.0" encoding="{encoding}"?>{before}'
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{text}</w:body></w:document>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    core = (
        '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></p:coreProperties>"
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="png" ContentType="image/png"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _relation(f"{_R}/officeDocument", "word/document.xml"),
            "word/document.xml": document.encode(encoding),
            "word/_rels/document.xml.rels": _relation(f"{_R}/image", "media/a.png"),
            "docProps/core.xml": core,
            **(
                {"word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'}
                if has_styles
                else {}
            ),
            **({"word/media/a.png": picture} if picture else {}),
        }
    )


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )
