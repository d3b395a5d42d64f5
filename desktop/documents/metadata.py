"""What a paper says of itself to other programs: XMP, and the same in the information dictionary.

The two must agree (ISO 19005-3, 6.6.3). XMP names PDF/UA by a schema that PDF/A does not know, so
the packet brings its description (6.6.2.3).
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from desktop.documents.faces import clusters

CREATOR: Final = "CST Desktop"
PRODUCER: Final = CREATOR
LONGEST: Final = 1000
"""Characters of a title, an author or a bookmark. PDF/A ends a string at 32,767 bytes, which are
16,382 characters at most (ISO 19005-3, 6.1.13), and no reader shows a line nearly as long."""

_ID_SPACE: Final = uuid.UUID("8a6b4c1e-2f5d-5c0a-9a77-5d2c9f3c7b10")


@dataclass(frozen=True)
class Properties:
    """The properties of a file; `part` is that of PDF/A (2 without an attachment, else 3)."""

    title: str
    author: str
    subject: str
    made: dt.datetime
    part: int
    digest: str

    @property
    def info_date(self) -> str:
        """The time as the information dictionary writes it (ISO 32000-1, 7.9.4)."""
        offset = self.made.strftime("%z") or "+0000"
        return self.made.strftime("D:%Y%m%d%H%M%S") + f"{offset[:3]}'{offset[3:5]}'"

    @property
    def document_id(self) -> uuid.UUID:
        """An id made from the content: the same paper made again has the same."""
        return uuid.uuid5(_ID_SPACE, self.digest)


def shortened(words: str) -> str:
    """Return words for a line that a reader shows beside the pages; on the pages they stand whole.

    What is too long ends in three dots, and is cut between letters, never inside one.
    """
    if len(words) <= LONGEST:
        return words
    kept = ""
    for cluster in clusters(words[:LONGEST]):
        if len(kept) + len(cluster) >= LONGEST:
            break
        kept += cluster
    return kept.rstrip() + "…"


def xmp(properties: Properties) -> bytes:
    """Return the metadata packet."""
    return _PACKET.format(
        part=properties.part,
        title=escape(properties.title),
        author=escape(properties.author),
        subject=escape(properties.subject),
        producer=PRODUCER,
        creator=CREATOR,
        date=properties.made.isoformat(),
        id=properties.document_id,
    ).encode()


# As programs write it that read the packet and save it again, so that they change nothing in it.
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description \
xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
rdf:about="">
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
</rdf:Description>
<rdf:Description \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>

<?xpacket end="w"?>
"""
