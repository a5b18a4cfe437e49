//! A document as a Word file: A4, styles that can be changed in one place, a header on every page, and fonts that have
//! Chinese and Cyrillic letters.

use docx_rs::{
    AbstractNumbering, AlignmentType, Docx, FieldCharType, Footer, Header, IndentLevel, InstrText, InstrToC, Level,
    LevelJc, LevelText, LineSpacing, LineSpacingType, NumPages, NumberFormat, Numbering, NumberingId, PageMargin,
    PageNum, Paragraph, Run, RunFonts, Shading, ShdType, SpecialIndentType, Start, Style, StyleType, Table, TableCell,
    TableCellMargins, TableLayoutType, TableRow, WidthType,
};

use super::document::{Block, Document, Piece, lines};
use crate::text::{Lang, Msg, clean};

/// Twentieths of a point: A4 with margins of 2 cm.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_134;
const WIDTH: usize = 11_906 - 2 * 1_134;
/// Columns of a table that fit side by side in the text width, in the same unit; below this a table is laid out as
/// pairs of name and value.
const LEAST: usize = 900;

const INK: &str = "1F3864";
const GREY: &str = "595959";
const HEAD: &str = "E7ECF4";
const GONE: &str = "A61C1C";
const NEW: &str = "1B6E32";
/// Of numbered headings; what is below two is taken by the library.
const NUMBERING: usize = 2;

/// The bytes of the file.
///
/// # Errors
/// What stood against packing it.
pub fn to_docx(document: &Document) -> Result<Vec<u8>, Msg> {
    let fonts = fonts(document.lang);
    let mut docx = styles(Docx::new().default_fonts(fonts).default_size(21))
        .page_size(PAGE.0, PAGE.1)
        .page_margin(PageMargin {
            top: MARGIN,
            right: MARGIN,
            bottom: MARGIN,
            left: MARGIN,
            header: 600,
            footer: 600,
            gutter: 0,
        })
        .header(Header::new().add_paragraph(styled("CanvassHeader", &document.running)))
        .footer(
            Footer::new().add_paragraph(
                Paragraph::new()
                    .style("CanvassHeader")
                    .align(AlignmentType::Center)
                    .add_page_num(PageNum::new())
                    .add_run(Run::new().add_text(" / "))
                    .add_num_pages(NumPages::new()),
            ),
        )
        .add_abstract_numbering(
            AbstractNumbering::new(NUMBERING).add_level(
                Level::new(0, Start::new(1), NumberFormat::new("decimal"), LevelText::new("%1."), LevelJc::new("left"))
                    .paragraph_style("Heading1")
                    .indent(Some(567), Some(SpecialIndentType::Hanging(567)), None, None),
            ),
        )
        .add_numbering(Numbering::new(NUMBERING, NUMBERING))
        .add_paragraph(styled("Title", &document.title));
    let mut blocks = document.blocks.iter();
    if !document.contents.is_empty() {
        // What the document is about stands before its table of contents.
        if let Some(facts @ Block::Facts(_)) = blocks.as_slice().first() {
            docx = put(docx, facts);
            blocks.next();
        }
        docx = contents(docx, document);
    }
    for block in blocks {
        docx = put(docx, block);
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut parts = docx.build();
    parts.doc_props.core = properties(document);
    parts.document = repeat_heads(parts.document);
    let packed = parts.pack(&mut bytes);
    packed.map_err(|fault| Msg::new("export-not-packed").with("reason", fault.to_string()))?;
    Ok(bytes.into_inner())
}

/// Title and author as file managers and mail programs show them; the library knows no way to set them. There is no
/// day in it: the same document gives the same file.
fn properties(document: &Document) -> Vec<u8> {
    let words = |words: &str| clean::clean(words).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (title, author) = (words(&document.title), words(&document.author));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title>\
         <dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        document.lang.tag()
    )
    .into_bytes()
}

/// The heads of tables stand again on each page. The library has no word for that, so the only rows that it is told not to
/// split, which are the heads, get it here. In text the sign would be written `&lt;`.
fn repeat_heads(document: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(document) {
        Ok(xml) => xml.replace("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />").into_bytes(),
        Err(other) => other.into_bytes(),
    }
}

/// Fonts that Word and LibreOffice have or replace by ones alike; the second is for Chinese letters.
fn fonts(lang: Lang) -> RunFonts {
    let latin = if lang == Lang::Zh { "Arial" } else { "Calibri" };
    RunFonts::new().ascii(latin).hi_ansi(latin).cs(latin).east_asia("Microsoft YaHei")
}

fn styles(docx: Docx) -> Docx {
    let style = |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name).q_format(true);
    let after = |points: u32| LineSpacing::new().after(points * 20);
    let around = |before: u32, points: u32| after(points).before(before * 20);
    // Plain paragraphs name their style too: some readers take none for granted.
    docx.add_style(style("Normal", "Normal").line_spacing(after(6).line_rule(LineSpacingType::Auto).line(276)))
        .add_style(style("Title", "Title").based_on("Normal").size(40).bold().color(INK).line_spacing(around(0, 12)))
        .add_style(heading("Heading1", "heading 1", 30, 0, around(18, 6)))
        .add_style(heading("Heading2", "heading 2", 25, 1, around(12, 4)))
        .add_style(heading("Heading3", "heading 3", 22, 2, around(8, 3)))
        .add_style(style("TOC1", "toc 1").based_on("Normal").line_spacing(after(2)))
        .add_style(
            style("CanvassContents", "Contents")
                .based_on("Normal")
                .size(25)
                .bold()
                .color(INK)
                .line_spacing(around(12, 4)),
        )
        .add_style(style("Caption", "caption").based_on("Normal").bold().size(20).color(INK).line_spacing(around(8, 3)))
        .add_style(style("Quote", "Quote").based_on("Normal").italic().indent(Some(400), None, None, None))
        .add_style(style("CanvassSource", "Source").based_on("Normal").size(18).color(GREY).indent(
            Some(400),
            None,
            None,
            None,
        ))
        .add_style(style("CanvassNote", "Note").based_on("Normal").size(18).color(GREY))
        .add_style(style("CanvassCell", "Table text").based_on("Normal").size(19).line_spacing(after(0)))
        .add_style(style("CanvassHeader", "header").based_on("Normal").size(17).color(GREY))
}

/// A field that the reader's program fills with pages; until then it shows the headings.
fn contents(docx: Docx, document: &Document) -> Docx {
    let headings: Vec<String> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Numbered(number, words) => Some(format!("{number}. {words}")),
            Block::Heading(1, words) => Some(words.clone()),
            _ => None,
        })
        .collect();
    let field = InstrToC::new().heading_styles_range(1, 1).hyperlink();
    let begin = Run::new()
        .add_field_char(FieldCharType::Begin, true)
        .add_instr_text(InstrText::TOC(field))
        .add_field_char(FieldCharType::Separate, false);
    let mut docx = docx.add_paragraph(styled("CanvassContents", &document.contents));
    let last = headings.len().saturating_sub(1);
    for (at, words) in headings.iter().enumerate() {
        let mut paragraph = Paragraph::new().style("TOC1");
        if at == 0 {
            paragraph = paragraph.add_run(begin.clone());
        }
        paragraph = paragraph.add_run(Run::new().add_text(clean::clean(words).into_owned()));
        if at == last {
            paragraph = paragraph.add_run(Run::new().add_field_char(FieldCharType::End, false));
        }
        docx = docx.add_paragraph(paragraph);
    }
    docx
}

fn heading(id: &str, name: &str, size: usize, level: usize, spacing: LineSpacing) -> Style {
    let style = Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").next("Normal").q_format(true);
    style.size(size).bold().color(INK).outline_lvl(level).line_spacing(spacing)
}

/// One paragraph in a style; line breaks in the words are breaks on the page.
fn styled(style: &str, words: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(put_lines(Run::new(), words))
}

fn put_lines(mut run: Run, words: &str) -> Run {
    for (n, line) in clean::clean_lines(words).split('\n').enumerate() {
        if n > 0 {
            run = run.add_break(docx_rs::BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

fn put(docx: Docx, block: &Block) -> Docx {
    match block {
        Block::Heading(level, words) => {
            let style = ["Heading1", "Heading2", "Heading3"][usize::from(level.saturating_sub(1).min(2))];
            docx.add_paragraph(styled(style, words).keep_next(true))
        }
        Block::Numbered(_, words) => {
            let heading = styled("Heading1", words).keep_next(true);
            docx.add_paragraph(heading.numbering(NumberingId::new(NUMBERING), IndentLevel::new(0)))
        }
        Block::Text(words) => docx.add_paragraph(styled("Normal", words)),
        Block::Beside(_, texts) => {
            let [left, right] = texts.each_ref().map(|text| lines(text));
            let side = |side: &[&str], at: usize| cell(side.get(at).copied().unwrap_or_default(), WIDTH / 2, false);
            let row = |at| TableRow::new(vec![side(&left, at), side(&right, at)]);
            framed(docx, (0..left.len().max(right.len())).map(row).collect(), vec![WIDTH / 2, WIDTH / 2])
        }
        Block::Caption(words) => docx.add_paragraph(styled("Caption", words).keep_next(true)),
        Block::Changed(pieces) => docx.add_paragraph(changed(pieces)),
        Block::Quote(words, who) => {
            let docx = docx.add_paragraph(styled("Quote", words));
            if who.is_empty() { docx } else { docx.add_paragraph(styled("CanvassSource", &format!("— {who}"))) }
        }
        Block::Note(words) => docx.add_paragraph(styled("CanvassNote", words)),
        Block::Facts(facts) => pairs(docx, facts),
        Block::Table { head, rows } if WIDTH / head.len().max(1) < LEAST => {
            // Too many columns for the page: each row becomes a list of its own.
            rows.iter().fold(docx, |docx, row| {
                let facts: Vec<(String, String)> = head.iter().cloned().zip(row.iter().cloned()).collect();
                pairs(docx, &facts)
            })
        }
        Block::Table { head, rows } => {
            let widths = widths(head, rows);
            let first =
                TableRow::new(head.iter().zip(&widths).map(|(words, width)| cell(words, *width, true)).collect())
                    .cant_split();
            let rest = rows.iter().map(|row| {
                TableRow::new(row.iter().zip(&widths).map(|(words, width)| cell(words, *width, false)).collect())
            });
            framed(docx, std::iter::once(first).chain(rest).collect(), widths)
        }
        Block::Signature(lines) => {
            let rows = lines.iter().map(|(name, filled)| {
                TableRow::new(vec![cell(name, WIDTH / 3, false), cell(filled, WIDTH - WIDTH / 3, false)])
                    .row_height(if filled.is_empty() { 700.0 } else { 400.0 })
            });
            framed(docx, rows.collect(), vec![WIDTH / 3, WIDTH - WIDTH / 3])
        }
    }
}

/// What was taken out is struck through and what was put in underlined, besides their colours.
fn changed(pieces: &[Piece]) -> Paragraph {
    pieces.iter().fold(Paragraph::new().style("Normal"), |paragraph, piece| {
        let (run, words) = match piece {
            Piece::Same(words) => (Run::new(), words),
            Piece::Gone(words) => (Run::new().strike().color(GONE), words),
            Piece::New(words) => (Run::new().underline("single").color(NEW), words),
        };
        paragraph.add_run(put_lines(run, words))
    })
}

fn pairs(docx: Docx, facts: &[(String, String)]) -> Docx {
    let (name, value) = (WIDTH * 3 / 10, WIDTH - WIDTH * 3 / 10);
    let rows = facts.iter().map(|fact| TableRow::new(vec![cell(&fact.0, name, true), cell(&fact.1, value, false)]));
    framed(docx, rows.collect(), vec![name, value])
}

/// A table of the text's width, with a little air below it.
fn framed(docx: Docx, rows: Vec<TableRow>, widths: Vec<usize>) -> Docx {
    let table = Table::new(rows)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(50, 90, 50, 90));
    docx.add_table(table).add_paragraph(styled("CanvassCell", ""))
}

fn cell(words: &str, width: usize, head: bool) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa);
    let mut paragraph = styled("CanvassCell", words);
    if head {
        paragraph = paragraph.bold();
        return cell.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(HEAD)).add_paragraph(paragraph);
    }
    cell.add_paragraph(paragraph)
}

/// Each column as wide as what it holds asks for, within bounds.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let asks = |n: usize| {
        let cells = rows.iter().filter_map(|row| row.get(n)).chain(head.get(n));
        cells.map(|words| words.lines().map(clean::width).max().unwrap_or(0)).max().unwrap_or(0).clamp(6, 48)
    };
    let asked: Vec<usize> = (0..head.len()).map(asks).collect();
    let sum = asked.iter().sum::<usize>().max(1);
    // Each has the least it can be read in, and what is left goes by need.
    let least = (LEAST * 2 / 3).min(WIDTH / head.len().max(1));
    let left = WIDTH - least * head.len();
    asked.iter().map(|cells| least + left * cells / sum).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    /// A part of the file as text.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn sample() -> Document {
        let mut document = Document {
            lang: Lang::Zh,
            title: "访谈纪要".to_owned(),
            running: "东湖医院 · INT-2026-0001".to_owned(),
            ..Document::default()
        };
        document.heading(1, "Strategy <1>");
        document.text("第一行\nsecond & last");
        document.blocks.push(Block::Quote("“病人又不看日历。”".to_owned(), "唐医生".to_owned()));
        document.blocks.push(Block::Table {
            head: vec!["Код".to_owned(), "Название".to_owned()],
            rows: vec![vec!["N-0001".to_owned(), "Отчёт раз в месяц".to_owned()]],
        });
        document.blocks.push(Block::Facts(vec![("客户".to_owned(), "东湖医院".to_owned())]));
        document.blocks.push(Block::Signature(vec![("签字".to_owned(), String::new())]));
        document
    }

    #[test]
    fn the_head_of_a_table_stands_again_on_every_page() {
        let mut document = sample();
        document.text("<w:cantSplit /> is only text here");
        let xml = part(&to_docx(&document).unwrap(), "word/document.xml");
        assert_eq!(xml.matches("<w:tblHeader />").count(), 1, "of the one table with a head");
        let (before, after) = xml.split_once("<w:tblHeader />").unwrap();
        assert!(before.ends_with("<w:tr><w:trPr><w:cantSplit />"), "{before}");
        let row = after.split("</w:tr>").next().unwrap();
        assert!(row.contains("Код") && !row.contains("N-0001"), "{row}");
    }

    #[test]
    fn every_part_is_well_formed_and_says_what_the_document_says() {
        let bytes = to_docx(&sample()).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes[..])).unwrap();
        let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
        for name in names.iter().filter(|name| name.contains(".xml") || name.contains(".rels")) {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            let mut reader = quick_xml::Reader::from_str(&text);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(fault) => panic!("{name}: {fault}"),
                }
            }
        }
        let body = part(&bytes, "word/document.xml");
        for words in
            ["访谈纪要", "Strategy &lt;1&gt;", "second &amp; last", "“病人又不看日历。”", "Отчёт раз в месяц", "签字"]
        {
            assert!(body.contains(words), "{words} is not in\n{body}");
        }
        assert!(body.contains("<w:tbl>") && body.contains("<w:br"), "{body}");
    }

    #[test]
    fn the_file_knows_its_title_and_who_wrote_it() {
        let document = Document { title: "访谈纪要 & <1>".to_owned(), author: "王磊".to_owned(), ..sample() };
        let core = part(&to_docx(&document).unwrap(), "docProps/core.xml");
        assert!(core.contains("<dc:title>访谈纪要 &amp; &lt;1&gt;</dc:title>"), "{core}");
        assert!(core.contains("<dc:creator>王磊</dc:creator>") && !core.contains("unknown"), "{core}");
    }

    #[test]
    fn styles_header_and_chinese_fonts_are_named() {
        let bytes = to_docx(&sample()).unwrap();
        let styles = part(&bytes, "word/styles.xml");
        for id in ["Normal", "Title", "Heading1", "Heading2", "Quote", "CanvassCell"] {
            assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}: {styles}");
        }
        assert!(styles.contains("w:eastAsia=\"Microsoft YaHei\""), "{styles}");
        assert!(part(&bytes, "word/header1.xml").contains("东湖医院 · INT-2026-0001"));
        assert!(part(&bytes, "word/document.xml").contains("w:pStyle w:val=\"Heading1\""));
    }

    #[test]
    fn what_a_terminal_or_word_would_obey_is_gone() {
        let mut document = sample();
        document.text("a\u{1b}[31mb\u{0}c\u{202e}d");
        let body = part(&to_docx(&document).unwrap(), "word/document.xml");
        assert!(!body.contains(['\u{1b}', '\u{0}', '\u{202e}']), "{body}");
    }

    /// Every paragraph of a part: its style, whether it is numbered, and its words.
    fn paragraphs(xml: &str) -> Vec<(Option<String>, bool, String)> {
        use quick_xml::events::Event;
        let (mut reader, mut found) = (quick_xml::Reader::from_str(xml), Vec::new());
        let value = |tag: &quick_xml::events::BytesStart<'_>| {
            let value = tag.try_get_attribute("w:val").unwrap()?;
            Some(String::from_utf8(value.value.to_vec()).unwrap())
        };
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return found,
                Event::Start(tag) if tag.name().as_ref() == b"w:p" => found.push((None, false, String::new())),
                Event::Start(tag) | Event::Empty(tag) => {
                    let Some(last) = found.last_mut() else { continue };
                    match tag.name().as_ref() {
                        b"w:pStyle" => last.0 = value(&tag),
                        b"w:numId" => last.1 = true,
                        _ => {}
                    }
                }
                Event::Text(text) => {
                    if let Some(last) = found.last_mut() {
                        last.2.push_str(&text.decode().unwrap());
                    }
                }
                _ => {}
            }
        }
    }

    #[test]
    fn an_agreement_has_contents_numbers_pages_and_a_style_for_every_paragraph() {
        use crate::domain::agreement::sample;
        use crate::export::agreement_paper::of_agreement;
        let draft = sample::draft();
        for langs in [&[Lang::Ru][..], &[Lang::Zh, Lang::En][..]] {
            let document = of_agreement(&draft, langs);
            let bytes = to_docx(&document).unwrap();
            let styles = part(&bytes, "word/styles.xml");
            assert!(styles.contains("w:eastAsia=\"Microsoft YaHei\""), "{styles}");
            let body = part(&bytes, "word/document.xml");
            let (header, footer) = (part(&bytes, "word/header1.xml"), part(&bytes, "word/footer1.xml"));
            for (style, _, words) in [&body, &header, &footer].into_iter().flat_map(|part| paragraphs(part)) {
                let style = style.unwrap_or_else(|| panic!("no style: {words}"));
                assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}: {words}");
            }
            let headings: Vec<_> =
                paragraphs(&body).into_iter().filter(|p| p.0.as_deref() == Some("Heading1")).collect();
            let numbered = headings.iter().filter(|heading| heading.1).count();
            assert_eq!(numbered, draft.outline().count(), "every section, and nothing else");
            assert!(part(&bytes, "word/numbering.xml").contains("%1."));
            assert!(body.contains("TOC \\o &quot;1-1&quot;") || body.contains("TOC \\o \"1-1\""), "{body}");
            let listed = paragraphs(&body).into_iter().filter(|p| p.0.as_deref() == Some("TOC1")).count();
            assert_eq!(listed, headings.len(), "shown before the field is filled");
            let begins = body.matches("w:fldCharType=\"begin\"").count();
            assert_eq!((begins, body.matches("w:fldCharType=\"end\"").count()), (1, 1));
            assert!(header.contains("SLA-2026-0007") && footer.contains("PAGE"), "{header} {footer}");
        }
    }
}
