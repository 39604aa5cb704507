package org.vigie.server.dump;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.InflaterInputStream;
import org.vigie.server.dump.UnreadableDump.Why;
import org.vigie.shared.MasterKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a dump from its first byte to its last. */
public final class DumpReader implements AutoCloseable {
    private static final int LONGEST_TEXT = 64 << 20;

    private final InputStream file;
    private final DataInputStream in;
    private final Contents contents;

    /** What comes after the contents, in the order of the file. */
    public interface Parts {
        /** Must read the stream to its end. */
        void rows(Contents.Table table, InputStream rows) throws IOException, SQLException;

        void sequences(List<Contents.Sequence> sequences) throws IOException, SQLException;
    }

    /** Opens the file as far as its contents, which say whether this Vigie can read on. */
    public static DumpReader open(Path file, MasterKey key) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 17);
        try {
            return new DumpReader(bytes, key);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private DumpReader(InputStream file, MasterKey key) throws IOException {
        this.file = file;
        in = new DataInputStream(
                new BufferedInputStream(new InflaterInputStream(DumpCipher.opening(key, file)), DumpWriter.PIECE));
        contents = json(Contents.class);
        if (contents.format() > Contents.FORMAT) {
            throw new UnreadableDump(Why.NEWER, contents.vigie() + ", format " + contents.format());
        }
    }

    public Contents contents() {
        return contents;
    }

    /**
     * Reads everything and believes nothing: each part is whole, each count is right, and the file ends where it must.
     *
     * @param progress hears how many rows were read, often
     * @return how many rows there were
     */
    public long read(Parts parts, LongConsumer progress) throws IOException, SQLException {
        long rows = 0;
        while (true) {
            int kind = in.readUnsignedByte();
            switch (kind) {
                case DumpWriter.ROWS -> {
                    Contents.Table table = json(Contents.Table.class);
                    var pieces = new Pieces(rows, progress);
                    parts.rows(table, pieces);
                    long found = pieces.drain();
                    if (found != in.readLong()) {
                        throw new UnreadableDump(Why.ALTERED, table.schema() + "." + table.name());
                    }
                    rows += found;
                }
                case DumpWriter.SEQUENCES -> parts.sequences(Arrays.asList(json(Contents.Sequence[].class)));
                case DumpWriter.END -> {
                    if (in.readLong() != rows || in.read() >= 0) {
                        throw new UnreadableDump(Why.ALTERED);
                    }
                    return rows;
                }
                default -> throw new UnreadableDump(Why.ALTERED);
            }
        }
    }

    /** The same without doing anything with it: after this the file is known to be whole. */
    public long check(LongConsumer progress) throws IOException {
        var nothing = new Parts() {
            @Override
            public void rows(Contents.Table table, InputStream rows) {}

            @Override
            public void sequences(List<Contents.Sequence> sequences) {}
        };
        try {
            return read(nothing, progress);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T json(Class<T> type) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new UnreadableDump(Why.ALTERED);
        }
        byte[] text = in.readNBytes(length);
        try {
            return JsonMapper.shared().readValue(new String(text, StandardCharsets.UTF_8), type);
        } catch (JacksonException e) {
            throw new UnreadableDump(Why.NEWER, String.valueOf(e.getOriginalMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class Pieces extends InputStream {
        private final long before;
        private final LongConsumer progress;
        private int left;
        private long rows;
        private boolean ended;

        private Pieces(long before, LongConsumer progress) {
            this.before = before;
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                left = in.readInt();
                ended = left == 0;
                if (left < 0 || left > DumpWriter.PIECE) {
                    throw new UnreadableDump(Why.ALTERED);
                }
            }
            if (ended) {
                return -1;
            }
            int some = in.read(into, offset, Math.min(length, left));
            if (some < 0) {
                throw new EOFException("inside a row");
            }
            for (int i = offset; i < offset + some; i++) {
                rows += into[i] == '\n' ? 1 : 0;
            }
            left -= some;
            progress.accept(before + rows);
            return some;
        }

        private long drain() throws IOException {
            byte[] buffer = new byte[DumpWriter.PIECE];
            while (read(buffer, 0, buffer.length) >= 0) {
                // Counted in read.
            }
            return rows;
        }
    }
}
