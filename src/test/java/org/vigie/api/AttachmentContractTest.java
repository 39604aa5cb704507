package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.ask;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** {@code /tickets/{number}/attachments}. */
@ExtendWith(ContractHouse.class)
class AttachmentContractTest {
    private static final byte[] CONTENT = "<script>alert('journal')</script>".getBytes(StandardCharsets.UTF_8);

    private static String ticket() {
        Answer opened = post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Avec un fichier\"}");
        return "/api/v1/tickets/" + opened.json().path("number").asLong() + "/attachments";
    }

    private static Answer attach(String who, String path, byte[] content, String... headers) {
        var all = new java.util.ArrayList<String>();
        all.addAll(java.util.List.of("Content-Type", "application/octet-stream"));
        all.addAll(java.util.List.of(headers));
        return ask(who, "POST", path, content, all.toArray(String[]::new));
    }

    @Test
    void aFileIsAttachedListedAndReadToBeSaved() {
        String files = ticket();
        Answer made = attach("durand", files + "?name=journal.html", CONTENT);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("type").asString()).isEqualTo("text/plain");
        assertThat(made.json().path("size").asLong()).isEqualTo(CONTENT.length);

        String path = files + "/" + made.json().path("id").asString();
        assertThat(made.header("Location")).isEqualTo(path);
        assertThat(get("sami", files).items()).hasSize(1);
        Answer read = get("sami", path, "Accept", "application/octet-stream");
        assertThat(read.bytes()).isEqualTo(CONTENT);
        assertThat(read.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(read.header("Content-Disposition")).startsWith("attachment;").contains("journal.html");
        assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void anInternalFileIsNotThereForTheClient() {
        String files = ticket();
        Answer made = attach("sami", files + "?name=interne.txt&internal=true", CONTENT);
        String path = files + "/" + made.json().path("id").asString();
        assertThat(get("durand", files).items()).isEmpty();
        assertThat(get("durand", path).status()).isEqualTo(404);
        assertThat(get("durand", files.replace("attachments", "timeline")).text())
                .doesNotContain("interne");
        assertThat(attach("durand", files + "?name=x.txt&internal=true", CONTENT)
                        .error())
                .isEqualTo("internal refusal.internal");
    }

    @Test
    void aFileOfOneTicketIsNotReadThroughAnother() {
        String files = ticket();
        Answer made = attach("sami", files + "?name=a.txt", CONTENT);
        assertThat(get("sami", ticket() + "/" + made.json().path("id").asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsRefusedIsSaidAndLeavesNothing() {
        String files = ticket();
        assertThat(attach("sami", files + "?name=virus.exe", CONTENT).error()).isEqualTo("file refusal.file.program");
        assertThat(attach("sami", files + "?name=vide.txt", new byte[0]).error())
                .isEqualTo("file refusal.file.empty");
        assertThat(attach("sami", files + "?name=grand.bin", new byte[26 * 1024 * 1024])
                        .error())
                .isEqualTo("file refusal.file.size");
        assertThat(attach("sami", files, CONTENT).status()).isEqualTo(400);
        assertThat(get("sami", files).items()).isEmpty();
    }

    @Test
    void aKeyAttachesOnce() {
        String files = ticket();
        Answer first = attach("sami", files + "?name=a.txt", CONTENT, "Idempotency-Key", "one-file");
        Answer again = attach("sami", files + "?name=a.txt", CONTENT, "Idempotency-Key", "one-file");
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(get("sami", files).items()).hasSize(1);
        assertThat(attach("sami", files + "?name=b.txt", CONTENT, "Idempotency-Key", "one-file")
                        .status())
                .isEqualTo(409);
    }
}
