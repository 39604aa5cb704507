package org.vigie.page;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** A document on paper, from well-formed HTML with its own style sheet. It fetches nothing. */
public final class Pdf {

    private static final Pattern LANGUAGE = Pattern.compile("<html lang=\"([a-z]{2})\"");

    private Pdf() {}

    /**
     * Its title, language and bookmarks are those of the HTML. Draws with the fonts that every reader of PDF has; they hold what French and English need.
     */
    public static byte[] of(String html) {
        var out = new ByteArrayOutputStream();
        try (var renderer = new PdfRendererBuilder()
                .useFastMode()
                .useUriResolver((base, address) -> null)
                .withProducer("Vigie")
                .withHtmlContent(inStandardFonts(html), null)
                .toStream(out)
                .buildPdfRenderer()) {
            var catalog = renderer.getPdfDocument().getDocumentCatalog();
            Matcher language = LANGUAGE.matcher(html);
            if (language.find()) {
                catalog.setLanguage(language.group(1));
            }
            var shown = new PDViewerPreferences(new COSDictionary());
            shown.setDisplayDocTitle(true);
            catalog.setViewerPreferences(shown);
            renderer.createPDF();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The narrow space of French numbers and the true minus sign are in none of those fonts. */
    private static String inStandardFonts(String html) {
        return html.replace('\u202f', '\u00a0').replace('\u2212', '\u2013').replace("\u2192", "\u2013");
    }
}
