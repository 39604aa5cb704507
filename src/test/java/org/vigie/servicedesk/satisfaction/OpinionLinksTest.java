package org.vigie.servicedesk.satisfaction;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpinionLinksTest {
    private static final String SECRET = "Ab-_".repeat(10) + "xyz";
    private static final String LINK = "https://vigie.example/desk/opinion?token=" + SECRET + "&score=5";

    @Test
    void whoReadsAQuotedLinkCannotAnswer() {
        for (String text : List.of(
                "> 5 : " + LINK + "\n> 4 : " + LINK,
                "<a href=\"" + LINK.replace("&", "&amp;") + "\">Très bien</a>",
                "<a href=\"" + LINK.replace("=", "&#61;").replace("?", "&#63;") + "\">",
                "https://filter.example/?url=" + URLEncoder.encode(LINK, StandardCharsets.UTF_8))) {
            assertThat(OpinionLinks.veiled(text)).doesNotContain(SECRET).contains("…");
        }
    }

    @Test
    void aMailAsItCameIsVeiledWhereverItsLinesBreak() throws Exception {
        for (int indent = 0; indent < 80; indent++) {
            var written = new ByteArrayOutputStream();
            try (var quoted = MimeUtility.encode(written, "quoted-printable")) {
                quoted.write(("x".repeat(indent) + LINK + "\r\nFin").getBytes(StandardCharsets.UTF_8));
            }
            byte[] veiled = OpinionLinks.veiled(written.toByteArray());
            String read = new String(
                    MimeUtility.decode(new java.io.ByteArrayInputStream(veiled), "quoted-printable")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(read)
                    .doesNotContain(SECRET.substring(5))
                    .startsWith("x".repeat(indent) + "https:")
                    .endsWith("Fin");
        }
    }

    @Test
    void everythingElseStaysAsItIs() throws IOException {
        byte[] bytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        assertThat(OpinionLinks.veiled(bytes)).isSameAs(bytes);
        String near = "opinion?token=short, opinion?token, https://x.example/?token=" + SECRET;
        assertThat(OpinionLinks.veiled(near)).isEqualTo(near);
    }
}
