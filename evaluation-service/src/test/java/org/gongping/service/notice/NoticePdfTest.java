package org.gongping.service.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.gongping.core.notice.Notice;
import org.gongping.core.notice.NoticeBody;
import org.junit.jupiter.api.Test;

class NoticePdfTest {
    private static final UUID ID = UUID.fromString("0199f3c1-7d20-7a41-9c55-3f1e8b2d6a90");
    private static final Instant PUBLISHED = Instant.parse("2026-03-02T01:30:00Z");
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final NoticePdf PDF = new NoticePdf("https://gongping.example", false);
    private static final String ADDRESS = "https://gongping.example/notices/" + ID;

    @Test
    void printsEveryFactCellAndCitation() throws IOException {
        String text = squeezed(PDF.render(candidates(3)));

        assertThat(text)
                .contains("青川江东路道路改造工程中标候选人公示")
                .contains("一、公示")
                .contains("二、中标候选人")
                .contains("三、依据")
                .contains("项目编号GP-2026-0012")
                .contains("公示开始2026-03-0209:30")
                .contains("评标委员会按照招标文件确定的标准和方法评审。")
                .contains("候选单位第1号建设有限公司")
                .contains("38,600,100.00")
                .contains("候选单位第3号建设有限公司")
                .contains(DIGEST)
                .contains("《中华人民共和国招标投标法实施条例》第五十四条")
                .contains("本文件由平台生成，可扫码核验")
                .contains(ADDRESS)
                .contains("公告编号" + ID)
                .contains("发布时间2026-03-0209:30")
                .contains("第1页/共1页")
                .doesNotContain("演练");
    }

    @Test
    void repeatsTheHeaderOfALongTableAndNumbersThePages() throws IOException {
        try (PDDocument document = Loader.loadPDF(PDF.render(candidates(60)))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(1);
            List<String> rowsSeen = new ArrayList<>();
            for (int page = 1; page <= pages; page++) {
                String text = squeezed(document, page);
                assertThat(text).contains("第" + page + "页/共" + pages + "页").contains(ID.toString());
                int row = text.indexOf("候选单位第");
                if (row >= 0) {
                    assertThat(text.substring(0, row)).containsOnlyOnce("投标报价（元）");
                    rowsSeen.add(text);
                }
            }
            assertThat(rowsSeen).hasSizeGreaterThan(1);
            for (int rank = 1; rank <= 60; rank++) {
                String bidder = "候选单位第" + rank + "号建设有限公司";
                assertThat(rowsSeen).filteredOn(text -> text.contains(bidder)).hasSize(1);
            }
        }
    }

    @Test
    void givesTheSameBytesForTheSameNotice() {
        byte[] first = PDF.render(candidates(30));

        assertThat(PDF.render(candidates(30))).isEqualTo(first);
        assertThat(new NoticePdf("https://gongping.example", false).render(candidates(30)))
                .isEqualTo(first);
    }

    @Test
    void rendersOnManyThreadsAtOnce() throws Exception {
        byte[] alone = PDF.render(candidates(5));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<byte[]> rendering = () -> PDF.render(candidates(5));
            for (Future<byte[]> result :
                    threads.invokeAll(List.of(rendering, rendering, rendering, rendering, rendering, rendering))) {
                assertThat(result.get()).isEqualTo(alone);
            }
        }
    }

    @Test
    void takesNoMarkupFromANotice() throws IOException {
        String script = "<script>alert(1)</script>";
        String picture = "<img src=\"file:///etc/passwd\"/><img src='http://127.0.0.1:9/x.png'/>";
        String style = "</style><style>body{display:none}@import url(http://127.0.0.1:9/y.css);</style>";
        String entity = "&lt;b&gt; &xxe; <!DOCTYPE a [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]> ]]>";
        NoticeBody body =
                new NoticeBody().section(script, "Section").text(picture).fact(style, "Fact", entity);
        body.table().column("<b>列</b>", "Column", false).row("<td colspan=\"9\">x</td>");

        byte[] bytes = PDF.render(notice("标题" + script, body.json(), null));

        assertThat(squeezed(bytes))
                .contains("标题" + script)
                .contains(squeezed(picture))
                .contains(squeezed(style))
                .contains(squeezed(entity))
                .contains("<b>列</b>")
                .contains("<tdcolspan=\"9\">x</td>");
        try (PDDocument document = Loader.loadPDF(bytes)) {
            assertThat(document.getPage(0).getResources().getXObjectNames()).isEmpty();
            assertThat(document.getDocumentCatalog().getOpenAction()).isNull();
        }
    }

    @Test
    void showsABoxForWhatTheFontLacksAndNamesIt() throws IOException {
        NoticeBody body = new NoticeBody()
                .section("人员", "Persons")
                .fact("项目负责人", "Project manager", "赟昇喆䶮、" + Character.toString(0x20BB7) + "野、葛\uDB40\uDD00")
                .fact("控制", "Control", "甲\u0000乙\u202E丙\uD800丁");

        String text = squeezed(PDF.render(notice("含生僻字的公告", body.json(), null)));

        assertThat(text).contains("赟昇喆䶮、□野、葛").contains("甲□乙丙□丁").contains("U+0000、U+D800、U+20BB7");
    }

    @Test
    void keepsEveryCellOfACrowdedTable() throws IOException {
        NoticeBody body = new NoticeBody();
        NoticeBody.Table table = body.section("文件", "Documents")
                .table()
                .column("序号", "No.", true)
                .column("文件", "Document", false)
                .column("字节", "Bytes", true)
                .column("SHA-256", "SHA-256", false)
                .column("说明", "Remark", false);
        String name = "青川江东路道路改造工程第一标段施工招标文件（含工程量清单、图纸与技术规范）.pdf";
        String remark = "本文件替代此前发出的版本。".repeat(12);
        table.row("1", name, "104857600", DIGEST, remark).row("2", "澄清.pdf", "2048", DIGEST, null);
        table.row("3", "缺一格.pdf");

        assertThat(squeezed(PDF.render(notice("招标公告", body.json(), null))))
                .contains("104857600", "2048", "澄清.pdf", "—", "缺一格.pdf");
        PDF.render(notice("无内容", new NoticeBody().json(), null));
    }

    @Test
    void hasTheGlyphsOfNames() throws IOException {
        String characters = "《》①②③⑳—·（）：；【】≥≤×÷％‰￥㎡℃…“”‘’、。〔〕〇□№Ⅰ赟昇喆䶮堃燚犇骉淼焱垚翀旻頔甯亓仝邬逄勍祎玥璟琛珺禤㛃㙍䢺"
                + Character.toString(0x2C35B)
                + Character.toString(0x2CB4A);
        NoticeBody body = new NoticeBody().section("字", "Characters").text(characters);

        String text = squeezed(PDF.render(notice("字", body.json(), null)));

        assertThat(text).contains(characters.substring(0, 40)).doesNotContain("字库未收");
    }

    @Test
    void marksEveryPageOfARehearsal() throws IOException {
        try (PDDocument document =
                Loader.loadPDF(new NoticePdf("http://127.0.0.1:8080", true).render(candidates(60)))) {
            assertThat(document.getNumberOfPages()).isGreaterThan(1);
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                assertThat(squeezed(document, page)).contains("演练REHEARSAL");
            }
            assertThat(squeezed(document, 1)).contains("演练文件，不产生法律效力");
        }
    }

    @Test
    void carriesACodeThatLeadsToTheNotice() throws IOException, ReaderException {
        try (PDDocument document = Loader.loadPDF(PDF.render(candidates(3)))) {
            assertThat(decoded(new PDFRenderer(document).renderImageWithDPI(0, 150)))
                    .isEqualTo(ADDRESS);
            PDPage page = document.getPage(0);
            assertThat(page.getAnnotations()).isNotEmpty();
        }
    }

    @Test
    void saysWhatItIs() throws IOException {
        byte[] bytes = PDF.render(candidates(60));

        assertThat(bytes).hasSizeLessThan(200_000);
        try (PDDocument document = Loader.loadPDF(bytes)) {
            var information = document.getDocumentInformation();
            assertThat(information.getTitle()).isEqualTo("青川江东路道路改造工程中标候选人公示");
            assertThat(information.getAuthor()).isEqualTo("公评 · 公共资源交易平台");
            assertThat(information.getCreationDate().toInstant()).isEqualTo(PUBLISHED);
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("zh-CN");
            assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(document.getDocumentCatalog().getViewerPreferences().displayDocTitle())
                    .isTrue();
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    private static String decoded(BufferedImage image) throws ReaderException {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        // The code stands in the upper right quarter.
        var quarter = source.crop(source.getWidth() / 2, 0, source.getWidth() / 2, source.getHeight() / 4);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(quarter)))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("no QR code on the first page", e);
        }
    }

    private static Notice candidates(int bidders) {
        NoticeBody body = new NoticeBody()
                .section("公示", "Notice")
                .fact("项目编号", "Code", "GP-2026-0012")
                .fact("标段", "Lot", "第一标段")
                .fact("公示开始", "From", NoticeBody.time(PUBLISHED))
                .fact("公示结束", "To", NoticeBody.time(PUBLISHED.plusSeconds(3 * 86_400)))
                .fact("评审记录 SHA-256", "Digest", DIGEST)
                .text("评标委员会按照招标文件确定的标准和方法评审。\n公示期内可以提出异议。");
        NoticeBody.Table table = body.section("中标候选人", "Winning candidates")
                .table()
                .column("名次", "Rank", true)
                .column("投标人", "Bidder", false)
                .column("投标报价（元）", "Price (yuan)", true)
                .column("价格分", "Price score", true)
                .column("总分", "Total", true)
                .column("工期（日）", "Period (days)", true)
                .column("项目负责人", "Project manager", false);
        for (int rank = 1; rank <= bidders; rank++) {
            table.row(
                    String.valueOf(rank),
                    "候选单位第" + rank + "号建设有限公司",
                    NoticeBody.amount(new BigDecimal(38_600_000 + 100 * rank)),
                    "39.8%02d".formatted(rank % 100),
                    "91.2%02d".formatted(rank % 100),
                    "365",
                    "赟昇喆");
        }
        body.citations(List.of());
        ((ObjectNode) body.json())
                .withArray("/citations")
                .add("《中华人民共和国招标投标法实施条例》第五十四条")
                .add("《评标委员会和评标方法暂行规定》第四十五条");
        return notice("青川江东路道路改造工程中标候选人公示", body.json(), "第一标段");
    }

    private static Notice notice(String title, JsonNode body, String lotName) {
        return new Notice(
                ID,
                ID,
                "GP-2026-0012",
                "青川江东路道路改造工程",
                lotName == null ? null : ID,
                lotName,
                Notice.Kind.CANDIDATES,
                title,
                body,
                PUBLISHED,
                PUBLISHED.plusSeconds(3 * 86_400));
    }

    private static String squeezed(byte[] bytes) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            return squeezed(new PDFTextStripper().getText(document));
        }
    }

    private static String squeezed(PDDocument document, int page) throws IOException {
        var stripper = new PDFTextStripper();
        stripper.setSuppressDuplicateOverlappingText(false);
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return squeezed(stripper.getText(document));
    }

    /** Lines break where the layout wants: only what is printed counts, not the space between. */
    private static String squeezed(String text) {
        return text.replaceAll("\\s", "");
    }
}
