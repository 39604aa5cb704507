package org.vigie.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS over one connection.
 *
 * <p>The handshake believes anybody; its owner judges the certificates in {@link SecureEar#secured} before it sends
 * anything, so that even an expired certificate can be read and described.
 */
final class TlsWire implements Wire.Ear, Line {
    /** Told once the handshake is over; {@code connected} is told before it starts. */
    interface SecureEar extends Wire.Ear {
        void secured(SSLEngine engine);
    }

    /** A record is at most 16 KiB and a bit; a handshake message may span several. */
    private static final int MAX_UNREAD = 128 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Loop loop;
    private final SecureEar ear;
    private final SSLEngine engine;
    private final Wire wire;
    private ByteBuffer unread = ByteBuffer.allocate(17 * 1024);
    private boolean busy;
    private boolean secured;
    private boolean closed;
    private boolean ended;

    private TlsWire(Loop loop, SSLEngine engine, InetSocketAddress peer, SecureEar ear) throws IOException {
        this.loop = loop;
        this.ear = ear;
        this.engine = engine;
        this.wire = Wire.connect(loop, peer, this);
    }

    static TlsWire connect(Loop loop, SSLContext context, InetSocketAddress peer, String serverName, SecureEar ear)
            throws IOException {
        // Without a peer host there is no session to resume, and so always a certificate to look at.
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        if (Hosts.literal(serverName) == null) {
            var parameters = engine.getSSLParameters();
            parameters.setServerNames(List.<SNIServerName>of(new SNIHostName(withoutFinalDot(serverName))));
            engine.setSSLParameters(parameters);
        }
        return new TlsWire(loop, engine, peer, ear);
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public void connected() {
        ear.connected();
        if (!closed) {
            try {
                engine.beginHandshake();
                advance();
            } catch (SSLException refused) {
                fail(refused);
            }
        }
    }

    void send(ByteBuffer plain) {
        try {
            wrap(plain);
        } catch (SSLException broken) {
            fail(broken);
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (unread.remaining() < bytes.remaining()) {
            int needed = unread.position() + bytes.remaining();
            if (needed > MAX_UNREAD) {
                fail(new SSLException("too much handshake"));
                return;
            }
            unread =
                    ByteBuffer.allocate(Math.max(needed, unread.capacity() * 2)).put(unread.flip());
        }
        unread.put(bytes);
        if (!busy) {
            try {
                advance();
            } catch (SSLException broken) {
                fail(broken);
            }
        }
    }

    /** Goes as far as the bytes at hand allow. */
    private void advance() throws SSLException {
        while (!closed && !busy) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_TASK -> think();
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
                    if (!secured
                            && status != HandshakeStatus.NEED_UNWRAP
                            && status != HandshakeStatus.NEED_UNWRAP_AGAIN) {
                        secured = true;
                        ear.secured(engine);
                        continue;
                    }
                    if (!unwrap()) {
                        if (ended && !closed) {
                            ear.ended();
                        }
                        return;
                    }
                }
            }
        }
    }

    private void think() {
        busy = true;
        wire.pause(true);
        loop.offload(
                () -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                    return engine;
                },
                done -> {
                    busy = false;
                    if (!closed) {
                        wire.pause(false);
                        try {
                            advance();
                        } catch (SSLException broken) {
                            fail(broken);
                        }
                    }
                },
                this::fail);
    }

    private void wrap(ByteBuffer plain) throws SSLException {
        do {
            ByteBuffer sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            SSLEngineResult result = engine.wrap(plain, sealed);
            if (sealed.flip().hasRemaining()) {
                wire.send(sealed);
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                return;
            }
        } while (plain.hasRemaining() && !closed);
    }

    /** False when more bytes are needed. */
    private boolean unwrap() throws SSLException {
        unread.flip();
        if (!unread.hasRemaining()) {
            unread.clear();
            return false;
        }
        ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result;
        try {
            result = engine.unwrap(unread, plain);
        } finally {
            unread.compact();
        }
        if (plain.flip().hasRemaining()) {
            ear.received(plain);
        }
        return switch (result.getStatus()) {
            case OK -> result.bytesConsumed() > 0 || result.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP;
            case BUFFER_UNDERFLOW -> false;
            case BUFFER_OVERFLOW -> throw new SSLException("record too large");
            case CLOSED -> {
                if (!closed) {
                    closed = true;
                    ear.ended();
                }
                yield false;
            }
        };
    }

    @Override
    public void ended() {
        ended = true;
        if (!busy && !closed) {
            ear.ended();
        }
    }

    @Override
    public void failed(Throwable why) {
        fail(why);
    }

    private void fail(Throwable why) {
        if (!closed) {
            closed = true;
            ear.failed(why);
        }
    }

    @Override
    public void hangUp() {
        closed = true;
        if (!busy) {
            engine.closeOutbound();
            try {
                ByteBuffer farewell = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                engine.wrap(NOTHING, farewell);
                wire.quietly(farewell.flip());
            } catch (SSLException nothingToSay) {
                // The connection goes away in any case.
                unread.clear();
            }
        }
        wire.hangUp();
    }
}
