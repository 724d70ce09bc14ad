package dev.carillon.cluster.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a node and its database, and cuts it off: with a reset that both sides see, half open, so that
 * connections stand and nothing comes through, or again and again in the middle of statements and of their answers.
 */
final class Proxy implements AutoCloseable {

    private enum Line {
        THROUGH,
        LOSSY,
        SILENT,
        REFUSED
    }

    /** What is cut in the middle while the line is lossy: every so many pieces of what the node or the database says. */
    private static final int QUESTIONS_TO_A_LOSS = 61;

    private static final int ANSWERS_TO_A_LOSS = 37;

    private final int target;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();
    private volatile Line line = Line.THROUGH;

    private Proxy(int target, ServerSocket door) {
        this.target = target;
        this.door = door;
    }

    static Proxy before(int port) throws IOException {
        Proxy proxy = new Proxy(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(proxy::serve);
        return proxy;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    /**
     * Ends connections with half of what a node says gone through, and others with an answer of the database lost, so that
     * the node cannot know what was done.
     */
    void loseSome() {
        line = Line.LOSSY;
    }

    /** Returns how many connections have ended so. */
    int losses() {
        return losses.get();
    }

    /** Ends all connections, and every new one at once. */
    void reset() throws IOException {
        line = Line.REFUSED;
        closeAll();
    }

    /** Lets everything stand and nothing through, in either direction. */
    void fallSilent() {
        line = Line.SILENT;
    }

    /** Lets new connections through; those that stood silent never speak again. */
    void heal() {
        line = Line.THROUGH;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (line == Line.REFUSED) {
                    cut(client);
                } else {
                    sockets.add(client);
                    if (line != Line.SILENT) {
                        connect(client);
                    }
                }
            } catch (IOException ended) {
                // closed, or the server is gone: the client sees the same
                line = door.isClosed() ? Line.REFUSED : line;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        sockets.add(server);
        daemon(() -> pump(client, server, questions, QUESTIONS_TO_A_LOSS));
        daemon(() -> pump(server, client, answers, ANSWERS_TO_A_LOSS));
    }

    private void pump(Socket from, Socket to, AtomicInteger pieces, int piecesToALoss) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16_384];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (line == Line.SILENT) {
                    // what was on the way is lost; the connection stands until one side gives it up
                    return;
                }
                if (line == Line.LOSSY && pieces.incrementAndGet() % piecesToALoss == 0) {
                    out.write(bytes, 0, count / 2);
                    out.flush();
                    losses.incrementAndGet();
                    cut(from);
                    break;
                }
                out.write(bytes, 0, count);
                out.flush();
            }
            cut(to);
        } catch (IOException ended) {
            end(to);
        }
    }

    /** One side has gone; the other follows. */
    private static void end(Socket socket) {
        try {
            cut(socket);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void closeAll() throws IOException {
        for (Socket socket : sockets) {
            cut(socket);
        }
        sockets.clear();
    }

    private static void cut(Socket socket) throws IOException {
        try {
            // a reset, not an orderly end
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // the other side was faster
            return;
        }
        socket.close();
    }

    @Override
    public void close() throws IOException {
        door.close();
        closeAll();
    }
}
