package org.vigie.server.dump;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.vigie.shared.MasterKey;
import tools.jackson.databind.json.JsonMapper;

/** Writes a dump from its first byte to its last: contents, rows, sequences, packed and sealed. */
final class DumpWriter {
    static final int ROWS = 'R';
    static final int SEQUENCES = 'S';
    static final int END = 'E';
    static final int PIECE = 64 * 1024;

    private final OutputStream sealed;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final DataOutputStream out;
    private volatile long rows;

    /** Gives rows in PostgreSQL's text format to a stream. */
    interface Copying {
        void to(OutputStream out) throws IOException, SQLException;
    }

    DumpWriter(MasterKey key, OutputStream to) throws IOException {
        sealed = DumpCipher.sealing(key, to, () -> rows);
        out = new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(sealed, deflater, PIECE), PIECE));
    }

    void contents(Contents contents) throws IOException {
        json(contents);
    }

    void rows(Contents.Table table, Copying copying) throws IOException, SQLException {
        out.writeByte(ROWS);
        json(table);
        long before = rows;
        var pieces = new Pieces();
        copying.to(pieces);
        pieces.end();
        out.writeLong(rows - before);
    }

    void sequences(List<Contents.Sequence> sequences) throws IOException {
        out.writeByte(SEQUENCES);
        json(sequences);
    }

    long rows() {
        return rows;
    }

    /** Only after everything: without its end a dump is refused. */
    void end() throws IOException {
        out.writeByte(END);
        out.writeLong(rows);
        out.close();
        deflater.end();
        sealed.close();
    }

    /** Gives the memory of the packing back when the dump is not ended. */
    void abandon() {
        deflater.end();
    }

    private void json(Object value) throws IOException {
        byte[] text = JsonMapper.shared().writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }

    /** Rows in pieces of a known length, so that their end needs no mark among them. A row ends with a line feed. */
    private final class Pieces extends OutputStream {
        private final byte[] piece = new byte[PIECE];
        private int filled;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            long found = 0;
            for (int i = from; i < from + length; i++) {
                found += bytes[i] == '\n' ? 1 : 0;
            }
            rows += found;
            int at = from;
            while (at < from + length) {
                int some = Math.min(from + length - at, PIECE - filled);
                System.arraycopy(bytes, at, piece, filled, some);
                filled += some;
                at += some;
                if (filled == PIECE) {
                    put();
                }
            }
        }

        private void put() throws IOException {
            out.writeInt(filled);
            out.write(piece, 0, filled);
            filled = 0;
        }

        private void end() throws IOException {
            if (filled > 0) {
                put();
            }
            out.writeInt(0);
        }
    }
}
