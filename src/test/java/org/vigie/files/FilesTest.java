package org.vigie.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import org.vigie.SetTime;
import org.vigie.SmallHouse;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

class FilesTest {
    private static final TenantId BOUTIQUE = new TenantId(1);
    private static final TenantId MAIRIE = new TenantId(2);
    private static final Actor LEA = Actor.person(7, "Léa");

    static SmallHouse house;

    @BeforeAll
    static void open() {
        house = new SmallHouse(
                context -> {
                    context.registerBean(InstantSource.class, () -> new SetTime("2026-11-26T09:00:00Z"));
                    context.registerBean(
                            FilesSettings.class,
                            () -> new FilesSettings(DataSize.ofMegabytes(2), List.of("exe", "js")),
                            definition -> definition.setPrimary(true));
                },
                "files");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static Files files() {
        return house.get(Files.class);
    }

    private static StoredFile add(String name, byte[] content) {
        return house.in(BOUTIQUE, () -> files().add(name, new ByteArrayInputStream(content), LEA));
    }

    private static byte[] bytes(int... start) {
        byte[] bytes = new byte[100];
        for (int i = 0; i < start.length; i++) {
            bytes[i] = (byte) start[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, 2_000_000})
    void whatWasAddedIsReadAgainToTheByte(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);

        StoredFile added = add("journal.bin", content);

        assertThat(added.size()).isEqualTo(size);
        assertThat(added.by()).isEqualTo(LEA);
        assertThat(house.in(BOUTIQUE, () -> files().read(added.id()))).isEqualTo(content);
        assertThat(house.in(BOUTIQUE, () -> files().named(List.of(added.id(), UUID.randomUUID()))))
                .containsOnlyKeys(added.id());
    }

    @Test
    void isNotThereForAnotherClient() {
        UUID id = add("secret.txt", "secret".getBytes(StandardCharsets.UTF_8)).id();
        assertThatThrownBy(() -> house.in(MAIRIE, () -> files().read(id))).isInstanceOf(NotFound.class);
        assertThat(house.in(MAIRIE, () -> files().named(List.of(id)))).isEmpty();
    }

    @Test
    void whatIsRefusedLeavesNothing() {
        int before = house.ask(Integer.class, "select count(*) from files.piece");
        assertThatThrownBy(() -> add("grand.bin", new byte[2 * 1024 * 1024 + 1]))
                .hasMessageContaining("refusal.file.size [2]");
        assertThatThrownBy(() -> add("vide.txt", new byte[0])).hasMessageContaining("refusal.file.empty");
        assertThatThrownBy(() -> add(" ", new byte[1])).hasMessageContaining("refusal.file.name");
        assertThatThrownBy(() -> add("facture.pdf.exe", new byte[1])).hasMessageContaining("refusal.file.program");
        assertThatThrownBy(() -> add("Facture.JS ", new byte[1])).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> add("photo.png", bytes('M', 'Z'))).hasMessageContaining("refusal.file.program");
        assertThatThrownBy(() -> add("photo", bytes(0x7f, 'E', 'L', 'F'))).hasMessageContaining("refusal.file.program");
        assertThat(house.ask(Integer.class, "select count(*) from files.piece")).isEqualTo(before);
    }

    @Test
    void whatCameInAMailIsKeptWhateverItIs() {
        StoredFile kept = house.in(
                BOUTIQUE,
                () -> files().keep("virus.exe", new ByteArrayInputStream(bytes('M', 'Z')), Actor.automatic("mail")));
        assertThat(kept.type()).isEqualTo("application/x-executable");
        assertThat(kept.isShownInline()).isFalse();
    }

    @Test
    void isWhatItsBytesSayAndNotWhatItsNameSays() {
        assertThat(add("page.html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8)))
                .returns("text/plain", StoredFile::type)
                .returns(false, StoredFile::isShownInline);
        assertThat(add("image.svg", "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8))
                        .isShownInline())
                .isFalse();
        assertThat(add("page.html", bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')))
                .returns("image/png", StoredFile::type)
                .returns(true, StoredFile::isShownInline);
        assertThat(add("photo.png", bytes('%', 'P', 'D', 'F', '-')).type()).isEqualTo("application/pdf");
        assertThat(add("photo.png", bytes(0, 1, 2)).type()).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../etc/passwd | passwd",
                "C:\\Temp\\rapport.pdf | rapport.pdf",
                ".htaccess | htaccess",
                "Hofjägeralle Wasserschaden.jpg | Hofjägeralle Wasserschaden.jpg",
            })
    void itsNameIsNoPath(String given, String name) {
        assertThat(add(given, new byte[] {1}).name()).isEqualTo(name);
        assertThat(add("a\r\nSet-Cookie: x.txt", new byte[] {1}).name()).isEqualTo("a__Set-Cookie: x.txt");
        assertThat(add("n".repeat(400) + ".txt", new byte[] {1}).name())
                .endsWith(".txt")
                .hasSizeLessThan(201);
    }
}
