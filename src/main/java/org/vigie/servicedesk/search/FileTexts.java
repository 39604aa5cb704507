package org.vigie.servicedesk.search;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.shared.TenantId;

/** The text of files that are text: notes, logs, tables, pages. Of the others the name is searched. */
@Component
class FileTexts {
    /** Of a longer one the beginning is searched. */
    static final int LONGEST = 100_000;

    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final JdbcClient jdbc;
    private final Files files;

    FileTexts(JdbcClient jdbc, Files files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** Keeps it beside the file; blank for a file without. */
    String keep(TenantId tenant, StoredFile file) {
        if (!file.type().equals("text/plain")) {
            return "";
        }
        String text = text(file.name(), files.beginning(file.id()));
        jdbc.sql("""
                        insert into servicedesk.file_text (tenant_id, file_id, text) values (?, ?, ?) on conflict do nothing
                        """).params(tenant.value(), file.id(), text).update();
        return text;
    }

    static String text(String name, byte[] bytes) {
        String read = decoded(bytes).replace('\u0000', ' ');
        String lower = name.toLowerCase(Locale.ROOT);
        String text = lower.endsWith(".html") || lower.endsWith(".htm")
                ? Jsoup.parse(read).text()
                : read;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** UTF-8, or else what Windows writes here. A letter that the end cuts in two decides nothing. */
    private static String decoded(byte[] bytes) {
        int start = bytes.length > 2 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb ? 3 : 0;
        for (int cut = 0; cut < 4 && bytes.length - cut > start; cut++) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, start, bytes.length - cut - start))
                        .toString();
            } catch (CharacterCodingException other) {
                continue;
            }
        }
        return new String(bytes, start, bytes.length - start, WESTERN);
    }
}
