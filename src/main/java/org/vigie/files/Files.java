package org.vigie.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;

/** The files of the client in scope. An id says nothing of who may read it: ask whatever the file hangs on first. */
@Service
public class Files {
    private static final int PIECE = 512 * 1024;
    private static final String COLUMNS = "id, name, type, size, added_at, by_account, by_name, by_person";

    private final JdbcClient jdbc;
    private final FilesSettings settings;
    private final InstantSource clock;

    Files(JdbcClient jdbc, FilesSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(FilesSettings.class)
    static class Configured {}

    /** What a person attaches: refused by its size, its bytes and its name. */
    @Transactional
    public StoredFile add(String name, InputStream content, Actor by) {
        if (settings.refusedEndings().contains(FileType.ending(name.strip()))) {
            throw Refused.field("file", "refusal.file.program", name);
        }
        StoredFile added = write(name, content, by);
        if (added.type().equals(FileType.PROGRAM)) {
            throw Refused.field("file", "refusal.file.program", added.name());
        }
        return added;
    }

    /** Whether a file may be so large. */
    public boolean fits(long size) {
        return size <= settings.largest().toBytes();
    }

    /** What came by itself, in a mail: kept whatever it is, because nothing that came may be lost. */
    @Transactional
    public StoredFile keep(String name, InputStream content, Actor by) {
        return write(FileType.safeName(name).isEmpty() ? "file" : name, content, by);
    }

    private StoredFile write(String given, InputStream content, Actor by) {
        String name = FileType.safeName(given);
        if (name.isEmpty()) {
            throw Refused.field("file", "refusal.file.name");
        }
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into files.file (id, name, type, size, digest, added_at, by_account, by_name, by_person)
                        values (:id, :name, '', 0, '', :now, :account, :by, :person)
                        """)
                .param("id", id)
                .param("name", name)
                .param("now", SqlTime.of(clock.instant()))
                .param("account", by.accountId())
                .param("by", by.name())
                .param("person", by.isPerson())
                .update();
        MessageDigest digest = sha256();
        long size = 0;
        byte[] start = new byte[0];
        byte[] piece = next(content);
        for (int number = 0; piece.length > 0; number++) {
            if (number == 0) {
                start = Arrays.copyOf(piece, Math.min(piece.length, FileType.BEGINNING));
            }
            size += piece.length;
            if (size > settings.largest().toBytes()) {
                throw Refused.field(
                        "file", "refusal.file.size", settings.largest().toMegabytes());
            }
            digest.update(piece);
            jdbc.sql("insert into files.piece (file_id, number, bytes) values (?, ?, ?)")
                    .params(id, number, piece)
                    .update();
            piece = next(content);
        }
        if (size == 0) {
            throw Refused.field("file", "refusal.file.empty", name);
        }
        jdbc.sql("update files.file set type = ?, size = ?, digest = ? where id = ?")
                .params(FileType.of(start), size, digest.digest(), id)
                .update();
        return get(id);
    }

    private static byte[] next(InputStream content) {
        try {
            return content.readNBytes(PIECE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Transactional(readOnly = true)
    public StoredFile get(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from files.file where id = ?")
                .param(id)
                .query(Files::file)
                .optional()
                .orElseThrow(() -> NotFound.of("file", id));
    }

    @Transactional(readOnly = true)
    public Map<UUID, StoredFile> named(Collection<UUID> ids) {
        var files = new HashMap<UUID, StoredFile>();
        jdbc.sql("select " + COLUMNS + " from files.file where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(Files::file)
                .list()
                .forEach(file -> files.put(file.id(), file));
        return files;
    }

    /** Piece by piece, so that many readers of large files need little memory. */
    @Transactional(readOnly = true)
    public void copy(UUID id, OutputStream to) throws IOException {
        get(id);
        for (int number = 0; ; number++) {
            var piece = jdbc.sql(
                            "select bytes from files.piece where tenant_id = vigie.tenant() and file_id = ? and number = ?")
                    .params(id, number)
                    .query((row, index) -> row.getBytes("bytes"))
                    .optional();
            if (piece.isEmpty()) {
                return;
            }
            to.write(piece.get());
        }
    }

    /** Its first half megabyte at most. */
    @Transactional(readOnly = true)
    public byte[] beginning(UUID id) {
        return jdbc.sql("""
                        select p.bytes from files.file f join files.piece p on p.tenant_id = f.tenant_id and p.file_id = f.id
                        where f.id = ? and p.number = 0
                        """)
                .param(id)
                .query((row, index) -> row.getBytes("bytes"))
                .optional()
                .orElseThrow(() -> NotFound.of("file", id));
    }

    /** Whole, for a file as large as people may attach. */
    @Transactional(readOnly = true)
    public byte[] read(UUID id) {
        var bytes = new ByteArrayOutputStream();
        try {
            copy(id, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static StoredFile file(ResultSet row, int index) throws SQLException {
        return new StoredFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("type"),
                row.getLong("size"),
                SqlTime.get(row, "added_at"),
                new Actor(
                        row.getBoolean("by_person") ? Actor.Kind.PERSON : Actor.Kind.AUTOMATIC,
                        row.getObject("by_account", Long.class),
                        row.getString("by_name")));
    }
}
