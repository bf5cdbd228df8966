package org.gongping.service.notice;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.gongping.core.notice.Notice;
import org.gongping.core.rule.LegalPeriod;

/**
 * Prints a notice as an A4 PDF, tagged so that it can be read aloud, with a QR code that leads to the notice on the platform. The
 * same notice, as far sealed, gives the same bytes. Whatever a notice says is text: it cannot become markup, and nothing is ever
 * loaded from outside.
 *
 * <p>Safe for any number of threads; a call waits while {@link NoticeFonts#CONCURRENT} others render.
 */
public final class NoticePdf {
    private static final String PUBLISHER = "公评 · 公共资源交易平台";

    static {
        XRLog.setLoggerImpl(new LayoutLog());
    }

    private final String publicUrl;
    private final boolean rehearsal;
    private final NoticeFonts fonts = new NoticeFonts();

    /**
     * @param publicUrl under which browsers reach the platform, without a trailing slash
     * @param rehearsal whether every page says that it is no more than a rehearsal
     */
    public NoticePdf(String publicUrl, boolean rehearsal) {
        this.publicUrl = publicUrl;
        this.rehearsal = rehearsal;
    }

    /** @throws IllegalStateException when the build left the fonts out */
    public byte[] render(Notice notice) {
        return render(notice, Optional.empty());
    }

    /**
     * @param seal how far the step is with which it was published
     * @throws IllegalStateException when the build left the fonts out
     */
    byte[] render(Notice notice, Optional<String> seal) {
        return render(Paper.of(notice), seal);
    }

    /**
     * @param seal how far the step is that the paper tells of
     * @throws IllegalStateException when the build left the fonts out
     */
    public byte[] render(Paper paper, Optional<String> seal) {
        String address = publicUrl + paper.path();
        try (NoticeFonts.Lease lease = fonts.borrow();
                PDDocument document = new PDDocument()) {
            PDType0Font regular = PDType0Font.load(document, lease.faces().regular(), true);
            PDType0Font bold = PDType0Font.load(document, lease.faces().bold(), true);
            var page = new NoticePage(new PrintableText(lease.faces()), address, rehearsal);
            PdfRendererBuilder builder = new PdfRendererBuilder()
                    .withW3cDocument(page.write(paper, seal), null)
                    .usePDDocument(document)
                    .useFont(new PDFontSupplier(regular), NoticePage.FONT, 400, FontStyle.NORMAL, true)
                    .useFont(new PDFontSupplier(bold), NoticePage.FONT, 700, FontStyle.NORMAL, true)
                    .usePdfUaAccessibility(true)
                    .withProducer("Gongping")
                    .useUriResolver((base, uri) -> null)
                    .useExternalResourceAccessControl(
                            (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                    .useExternalResourceAccessControl(
                            (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                renderer.createPDFWithoutClosing();
            }
            var marks = new PageMarks(document);
            marks.letterhead(address);
            if (rehearsal) {
                marks.rehearsal(bold);
            }
            describe(document, paper);
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a document in memory could not be written", impossible);
        }
    }

    private static void describe(PDDocument document, Paper paper) {
        var published = new GregorianCalendar(TimeZone.getTimeZone(LegalPeriod.ZONE), Locale.ROOT);
        published.setTimeInMillis(paper.at().toEpochMilli());
        var information = new PDDocumentInformation();
        information.setTitle(paper.title());
        information.setAuthor(PUBLISHER);
        information.setSubject(paper.subject());
        information.setCreator(PUBLISHER);
        information.setProducer("Gongping");
        information.setCreationDate(published);
        information.setModificationDate(published);
        document.setDocumentInformation(information);
        document.setDocumentId(paper.id().getMostSignificantBits() ^ paper.id().getLeastSignificantBits());
        document.getDocumentCatalog().setLanguage("zh-CN");
        var preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setViewerPreferences(preferences);
    }
}
