package org.vigie.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRowTest {
    private static final Pattern RECORDED = Pattern.compile(
            "(?:trail|audit)\\.record\\(.{0,120}?\"([a-z-]+(?:\\.[a-z-]+)+)\"|record\\((?:by|visitor), \"([a-z.-]+)\"",
            Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void hasASentenceForEveryDeedThatIsRecorded(String language) throws IOException {
        var texts = new Properties();
        try (Reader reader =
                Files.newBufferedReader(Path.of("src/main/resources/messages/console_" + language + ".properties"))) {
            texts.load(reader);
        }
        var deeds = deeds();
        assertThat(deeds).contains("token.issued", "account.invited", "sign-in.refused", "dump.ended");
        assertThat(deeds).allSatisfy(deed -> {
            assertThat(texts).containsKey("audit.verb." + deed);
            assertThat(AuditPage.DEEDS).contains(deed.substring(0, deed.indexOf('.')));
        });
        assertThat(AuditPage.DEEDS).allSatisfy(deed -> assertThat(texts).containsKey("audit.deed." + deed));
    }

    private static TreeSet<String> deeds() throws IOException {
        var deeds = new TreeSet<>(java.util.Set.of(
                "scope.across",
                "audit.verified",
                "declaration.created",
                "declaration.changed",
                "declaration.retired",
                "dump.restored"));
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                var found = RECORDED.matcher(Files.readString(file));
                while (found.find()) {
                    deeds.add(found.group(1) != null ? found.group(1) : found.group(2));
                }
            }
        }
        return deeds;
    }
}
