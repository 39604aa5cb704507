package org.vigie.monitoring.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * What memory knows of one series. The fields of the take-in belong to the one thread that writes; what readers see is
 * behind the monitor and changes only after the commit.
 */
final class SeriesHead {
    final int id;
    final TenantId tenant;

    // Of the take-in: the newest sample on its way to the write-ahead rows, which in-order samples must be past.
    private long floor = Long.MIN_VALUE;
    private long floorBits;
    private long chainWindow = Long.MIN_VALUE;
    private long chainBits;

    private @Nullable OpenChunk newest;
    private boolean latestKnown;
    private long latestAt;
    private long latestBits;

    private record OpenChunk(
            long window, GorillaChunk chunk, @Nullable OpenChunk older) {}

    SeriesHead(int id, TenantId tenant) {
        this.id = id;
        this.tenant = tenant;
    }

    boolean isAhead(long at) {
        return at > floor;
    }

    /** Whether the last write of this series was this very sample: a retry, to be acknowledged and forgotten. */
    boolean isRepetition(long at, long bits) {
        return at == floor && bits == floorBits;
    }

    void raiseFloor(long at, long bits) {
        if (at >= floor) {
            floor = at;
            floorBits = bits;
        }
    }

    /** The value XOR-ed with the one before in the same window; the first of a window stands alone. */
    long chained(long window, long bits) {
        long xor = window == chainWindow ? bits ^ chainBits : bits;
        chainWindow = window;
        chainBits = bits;
        return xor;
    }

    long unchained(long window, long xor) {
        long bits = window == chainWindow ? xor ^ chainBits : xor;
        chainWindow = window;
        chainBits = bits;
        return bits;
    }

    /** Makes a committed sample of an open window readable. */
    synchronized void append(long window, long at, long bits) {
        var open = newest;
        if (open == null || open.window() != window) {
            open = new OpenChunk(window, new GorillaChunk(), newest);
            newest = open;
        }
        open.chunk().append(at, bits);
        if (!latestKnown || at >= latestAt) {
            latestKnown = true;
            latestAt = at;
            latestBits = bits;
        }
    }

    /** A committed sample of the side table; after a restart the newest may still lie in the database. */
    synchronized void sidestep(long at, long bits) {
        if (latestKnown && at >= latestAt) {
            latestAt = at;
            latestBits = bits;
        }
    }

    /** What the database held as the newest, unless something newer has come since. */
    synchronized void remember(long at, long bits) {
        if (!latestKnown) {
            latestKnown = true;
            latestAt = at;
            latestBits = bits;
        }
    }

    synchronized boolean isLatestKnown() {
        return latestKnown;
    }

    record Newest(long at, long bits) {}

    synchronized @Nullable Newest newest() {
        return latestKnown && latestAt != Long.MIN_VALUE ? new Newest(latestAt, latestBits) : null;
    }

    /** The samples of the open windows, oldest window first. */
    synchronized List<SampleRun> openRuns(long from, long to) {
        var runs = new ArrayList<SampleRun>(2);
        for (var open = newest; open != null; open = open.older()) {
            if (open.window() * Window.MILLIS < to && (open.window() + 1) * Window.MILLIS > from) {
                runs.addFirst(GorillaChunk.decode(open.chunk().payload()));
            }
        }
        return runs;
    }

    synchronized byte @Nullable [] payloadOf(long window) {
        for (var open = newest; open != null; open = open.older()) {
            if (open.window() == window) {
                return open.chunk().payload();
            }
        }
        return null;
    }

    synchronized void drop(long window) {
        newest = without(newest, window);
    }

    private static @Nullable OpenChunk without(@Nullable OpenChunk open, long window) {
        if (open == null) {
            return null;
        }
        return open.window() == window
                ? open.older()
                : new OpenChunk(open.window(), open.chunk(), without(open.older(), window));
    }
}
