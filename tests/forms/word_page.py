"""A page as a word processor puts it on the clipboard: as HTML, and what it must become."""

from __future__ import annotations

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15"><title>Visit note</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b>Visit to Amelia</b><o:p></o:p></p>
<p class=MsoNormal>She was <i>quiet</i> at first, and talked about
the dog later &#8211; &#8220;he is my best friend&#8221;.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>\u00b7<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Likes boxing<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'>\u00b7<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Misses her nan<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>When<o:p></o:p></p></td>
<td><p class=MsoNormal>What<o:p></o:p></p></td></tr>
<tr><td><p class=MsoNormal>Monday</p></td><td><p class=MsoNormal>A silver car<br>outside</p></td></tr></table>
<p class=MsoNormal>Next visit on 3 March.</p><!--EndFragment--></body></html>"""  # noqa: E501

WORD_AS_TEXT = """Visit to Amelia
She was quiet at first, and talked about the dog later – “he is my best friend”.

• Likes boxing
• Misses her nan
When\tWhat
Monday\tA silver car outside
Next visit on 3 March."""
