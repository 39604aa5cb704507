package org.vigie.monitoring;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;

/** The graphs of checks. */
@Service
public class Graphs {

    /** The graphs of a check in scope over [from, to), each of some 300 points at most, gaps kept; the main one first. */
    public List<Graph> of(long checkId, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }
}
