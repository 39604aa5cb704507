package org.vigie.portal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.servicedesk.Attachment;

/**
 * One line of the conversation as the client reads it.
 *
 * @param what "said" for words, else what happened: taken, solved, reopened, confirmed, restored, files
 * @param text what was written; null where something only happened
 */
public record Said(
        Side side,
        String what,
        String who,
        Instant at,
        @Nullable String text,
        List<Attachment> files) {

    /** From where it comes. */
    public enum Side {
        YOU,
        COLLEAGUE,
        DESK
    }

    public Said {
        files = List.copyOf(files);
    }

    /** Of the class of its line. */
    public String word() {
        return side == Side.DESK ? "desk" : side == Side.YOU ? "you" : "colleague";
    }
}
