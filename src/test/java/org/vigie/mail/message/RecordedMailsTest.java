package org.vigie.mail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Raw mails that other desks stumbled over, read as they say that they must be. */
class RecordedMailsTest {
    static Stream<JsonNode> mails() throws IOException {
        Path index = SharedData.folder("tickets").resolve("index.json");
        var mails = new ArrayList<JsonNode>();
        JsonMapper.shared()
                .readTree(Files.readString(index))
                .path("emails")
                .path("items")
                .forEach(mails::add);
        return mails.stream();
    }

    private static ReadMail read(JsonNode mail) throws Exception {
        return MailReader.read(Files.readAllBytes(
                SharedData.folder("tickets").resolve(mail.path("file").asString())));
    }

    @ParameterizedTest
    @MethodSource("mails")
    void isReadAsItsDeskSays(JsonNode mail) throws Exception {
        ReadMail read = read(mail);
        JsonNode expected = mail.path("expect");

        boolean namesSomebody =
                read.headers().containsKey("from") || read.headers().containsKey("reply-to");
        assertThat(read.from().email().contains("@")).isEqualTo(namesSomebody);
        assertThat(read.text() + read.parts().stream().map(Part::name).toList()).isNotBlank();
        assertThat(mail.path("tags").toString().contains("bounce"))
                .as("a bounce: " + read.nature() + " by " + read.why())
                .isEqualTo(read.nature() == Nature.BOUNCE);
        if (expected.has("from_email")) {
            assertThat(read.from().email())
                    .isEqualTo(expected.path("from_email").asString());
        }
        if (expected.has("from_display_name")) {
            assertThat(read.from().name())
                    .isEqualTo(expected.path("from_display_name").asString());
        }
        if (expected.has("to")) {
            assertThat(read.to().getFirst().toString())
                    .isEqualTo(expected.path("to").asString());
        }
        if (expected.has("subject")) {
            assertThat(read.subject())
                    .isEqualTo(expected.path("subject").asString().strip());
        }
        if (expected.has("content_type")) {
            assertThat(read.html() == null ? "text/plain" : "text/html")
                    .isEqualTo(expected.path("content_type").asString());
        }
        if (expected.has("attachments")) {
            List<String> names = new ArrayList<>();
            expected.path("attachments").forEach(name -> names.add(name.asString()));
            // What is shown within the text is no attachment to who reads it.
            assertThat(read.parts().stream().filter(part -> !part.inline()).map(Part::name))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }
}
