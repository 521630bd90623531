package dev.steward.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A line between Steward and its database that a test can cut, stop and heal. */
public final class FrailLine implements AutoCloseable {
    private enum State {
        WHOLE, CUT, STOPPED, UNANSWERED
    }

    private final int to;
    private final Set<Socket> open = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ServerSocket entrance;
    private volatile State state = State.WHOLE;

    public FrailLine(int to) {
        this.to = to;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::letIn);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Every connection breaks, and no new one lasts. */
    public void cut() {
        lock.lock();
        try {
            become(State.CUT);
            hangUp();
        } finally {
            lock.unlock();
        }
    }

    /** Connections stand, new ones too, and nothing comes through any more. */
    public void stop() {
        become(State.STOPPED);
    }

    /** What Steward says still comes through, what the database answers does not. */
    public void keepAnswers() {
        become(State.UNANSWERED);
    }

    /** All new; what was under way when the line was cut or stopped is lost. */
    public void heal() {
        lock.lock();
        try {
            hangUp();
            become(State.WHOLE);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void hangUp() {
        open.forEach(FrailLine::hangUp);
        open.clear();
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // that is what was wanted
        }
    }

    private void letIn() {
        while (!entrance.isClosed()) {
            try {
                Socket caller = entrance.accept();
                var database = new Socket(InetAddress.getLoopbackAddress(), to);
                if (stands(caller, database)) {
                    Thread.ofVirtual().start(() -> pass(caller, database, false));
                    Thread.ofVirtual().start(() -> pass(database, caller, true));
                }
            } catch (IOException closed) {
                // the next one may come through
            }
        }
    }

    /** Unless the line is cut. One that came in at the instant of a cut is either refused here or hung up there. */
    private boolean stands(Socket caller, Socket database) {
        lock.lock();
        try {
            open.add(caller);
            open.add(database);
            if (state == State.CUT) {
                hangUp();
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] some = new byte[8_192];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                holdWhileStopped(answers);
                out.write(some, 0, n);
            }
        } catch (IOException | InterruptedException broken) {
            // both ends learn of it by the sockets closing
        }
    }

    private void holdWhileStopped(boolean answers) throws InterruptedException {
        lock.lock();
        try {
            while (state == State.STOPPED || answers && state == State.UNANSWERED) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
