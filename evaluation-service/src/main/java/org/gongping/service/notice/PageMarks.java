package org.gongping.service.notice;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/** Draws on finished pages what is no text: the mark and the QR code of the letterhead, the sign of a rehearsal. */
final class PageMarks {
    private static final float MM = 72f / 25.4f;
    private static final Color BLUE = new Color(0x12, 0x35, 0x6b);
    private static final Color BRONZE = new Color(0xd9, 0x9a, 0x4a);
    private static final Color RED = new Color(0xb0, 0x24, 0x1c);

    /** Where the letterhead leaves room, from the left and the top of the page; see notice.css. */
    private static final float LEFT = 20 * MM;

    private static final float TOP = 14 * MM;
    private static final float MARK_SIDE = 12 * MM;
    private static final float CODE_SIDE = 22 * MM;
    private static final String WATERMARK = "演练 REHEARSAL";

    private final PDDocument document;

    PageMarks(PDDocument document) {
        this.document = document;
    }

    /** @param address what the QR code says */
    void letterhead(String address) throws IOException {
        PDPage page = document.getPage(0);
        float height = page.getMediaBox().getHeight();
        try (PDPageContentStream content = over(page)) {
            content.beginMarkedContent(COSName.ARTIFACT);
            mark(content, LEFT, height - TOP - 4 * MM - MARK_SIDE);
            code(content, address, page.getMediaBox().getWidth() - LEFT - CODE_SIDE, height - TOP - CODE_SIDE);
            content.endMarkedContent();
        }
    }

    /** Writes across every page, over the text and without hiding it, that this is a rehearsal. */
    void rehearsal(PDFont font) throws IOException {
        for (PDPage page : document.getPages()) {
            float width = page.getMediaBox().getWidth();
            float height = page.getMediaBox().getHeight();
            try (PDPageContentStream content = over(page)) {
                var faint = new PDExtendedGraphicsState();
                faint.setNonStrokingAlphaConstant(0.13f);
                faint.setBlendMode(BlendMode.MULTIPLY);
                content.beginMarkedContent(COSName.ARTIFACT);
                content.saveGraphicsState();
                content.setGraphicsStateParameters(faint);
                content.setNonStrokingColor(RED);
                double angle = Math.atan2(height, width);
                float size = (float) (0.72 * Math.hypot(width, height) / (font.getStringWidth(WATERMARK) / 1000));
                content.beginText();
                content.setFont(font, size);
                content.setTextMatrix(Matrix.getRotateInstance(angle, width / 2, height / 2));
                content.newLineAtOffset(-font.getStringWidth(WATERMARK) / 2000 * size, -size * 0.36f);
                content.showText(WATERMARK);
                content.endText();
                content.restoreGraphicsState();
                content.endMarkedContent();
            }
        }
    }

    /** The product's mark, drawn on a field of 28 by 28 with its origin at the top left. */
    private static void mark(PDPageContentStream content, float x, float y) throws IOException {
        float unit = MARK_SIDE / 28;
        content.saveGraphicsState();
        content.transform(new Matrix(unit, 0, 0, -unit, x, y + MARK_SIDE));
        content.setNonStrokingColor(BLUE);
        roundedSquare(content, 28, 6);
        content.fill();
        content.setStrokingColor(Color.WHITE);
        content.setLineWidth(1.8f);
        content.setLineCapStyle(1);
        line(content, 7, 17.5f, 21, 17.5f);
        line(content, 14, 7, 14, 21);
        line(content, 14, 7, 8, 11.2f);
        line(content, 14, 7, 20, 11.2f);
        content.stroke();
        content.setStrokingColor(BRONZE);
        content.setLineWidth(3.2f);
        line(content, 14, 21.3f, 14, 21.3f);
        content.stroke();
        content.restoreGraphicsState();
    }

    private static void line(PDPageContentStream content, float x, float y, float toX, float toY) throws IOException {
        content.moveTo(x, y);
        content.lineTo(toX, toY);
    }

    private static void roundedSquare(PDPageContentStream content, float side, float radius) throws IOException {
        float near = radius * 0.4477f;
        float far = side - near;
        content.moveTo(radius, 0);
        content.lineTo(side - radius, 0);
        content.curveTo(far, 0, side, near, side, radius);
        content.lineTo(side, side - radius);
        content.curveTo(side, far, far, side, side - radius, side);
        content.lineTo(radius, side);
        content.curveTo(near, side, 0, far, 0, side - radius);
        content.lineTo(0, radius);
        content.curveTo(0, near, near, 0, radius, 0);
        content.closePath();
    }

    /** Dark runs of each row as rectangles: sharp at any scale, and far smaller than a picture. */
    private static void code(PDPageContentStream content, String address, float x, float y) throws IOException {
        BitMatrix code = encode(address);
        float module = CODE_SIDE / code.getWidth();
        content.setNonStrokingColor(Color.BLACK);
        for (int row = 0; row < code.getHeight(); row++) {
            int column = 0;
            while (column < code.getWidth()) {
                int end = column;
                while (end < code.getWidth() && code.get(end, row)) {
                    end++;
                }
                if (end > column) {
                    content.addRect(
                            x + column * module, y + CODE_SIDE - (row + 1) * module, (end - column) * module, module);
                }
                column = end + 1;
            }
        }
        content.fill();
    }

    private static BitMatrix encode(String address) {
        try {
            // The page is white around the code: its own quiet zone would only make it smaller.
            return new QRCodeWriter()
                    .encode(
                            address,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, 0, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
        } catch (WriterException e) {
            throw new IllegalStateException("an address too long for a QR code: " + address, e);
        }
    }

    private PDPageContentStream over(PDPage page) throws IOException {
        return new PDPageContentStream(document, page, AppendMode.APPEND, true, true);
    }
}
