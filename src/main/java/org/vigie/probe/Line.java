package org.vigie.probe;

/** An open connection, plain or TLS, as its owner ends it; hanging up twice does no harm. */
interface Line {
    void hangUp();
}
