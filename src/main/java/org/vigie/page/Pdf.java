package org.vigie.page;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A document on paper, from well-formed HTML with its own style sheet. It fetches nothing. */
public final class Pdf {

    private Pdf() {}

    /** Draws with the fonts that every reader of PDF has; they hold what French and English need. */
    public static byte[] of(String html) {
        var out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFastMode()
                    .useUriResolver((base, address) -> null)
                    .withProducer("Vigie")
                    .withHtmlContent(inStandardFonts(html), null)
                    .toStream(out)
                    .run();
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
