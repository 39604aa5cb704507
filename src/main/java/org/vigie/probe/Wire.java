package org.vigie.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One TCP connection on the loop. */
final class Wire implements Loop.Ready, Line {
    /** What a connection tells its owner, always on the loop. */
    interface Ear {
        void connected();

        /** The bytes are only valid during the call. */
        void received(ByteBuffer bytes);

        void ended();

        void failed(Throwable why);
    }

    private final Loop loop;
    private final Ear ear;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>();
    private boolean connected;
    private boolean paused;

    private Wire(Loop loop, Ear ear, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        this.ear = ear;
        this.channel = channel;
        this.key = key;
    }

    /** Starts connecting; throws when that fails at once. */
    static Wire connect(Loop loop, InetSocketAddress peer, Ear ear) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean already = channel.connect(peer);
            SelectionKey key =
                    loop.register(channel, already ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, k -> {});
            var wire = new Wire(loop, ear, channel, key);
            key.attach(wire);
            return wire;
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (!connected) {
                if (!channel.finishConnect()) {
                    return;
                }
                connected = true;
                ready.interestOps(SelectionKey.OP_READ);
                ear.connected();
            }
            if (ready.isValid() && ready.isWritable()) {
                flush();
            }
            if (ready.isValid() && ready.isReadable() && !paused) {
                read();
            }
        } catch (IOException broken) {
            ear.failed(broken);
        }
    }

    void send(ByteBuffer bytes) {
        unsent.add(bytes);
        try {
            flush();
        } catch (IOException broken) {
            ear.failed(broken);
        }
    }

    /** Last words before closing: sent if they fit, never waited for. */
    void quietly(ByteBuffer farewell) {
        try {
            if (unsent.isEmpty() && channel.isConnected()) {
                channel.write(farewell);
            }
        } catch (IOException peerIsGone) {
            unsent.clear();
        }
    }

    /** Stops reading while the owner digests, so that a flood waits in the kernel and not in our memory. */
    void pause(boolean now) {
        paused = now;
        interest();
    }

    private void read() throws IOException {
        ByteBuffer scratch = loop.scratch.clear();
        int count = channel.read(scratch);
        if (count < 0) {
            key.interestOps(0);
            ear.ended();
        } else if (count > 0) {
            ear.received(scratch.flip());
        }
    }

    private void flush() throws IOException {
        while (!unsent.isEmpty()) {
            ByteBuffer next = unsent.getFirst();
            channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            unsent.removeFirst();
        }
        interest();
    }

    private void interest() {
        if (key.isValid()) {
            key.interestOps((paused ? 0 : SelectionKey.OP_READ) | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }

    @Override
    public void hangUp() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to do with a socket that cannot be closed.
            key.cancel();
        }
    }
}
