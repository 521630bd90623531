package dev.steward.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * Says things as features do: some in each transaction, some transactions taken back, each tried again until it is known to be
 * committed. Each channel has one writer, so that there is one right order in it.
 */
final class Writers implements AutoCloseable {
    private static final int MOST_AT_ONCE = 4;

    private final TransactionTemplate transaction;
    private final Instance instance;
    private final WorkspaceId workspace;
    private final ExecutorService threads;
    private final Semaphore quota = new Semaphore(0);
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger triedAgain = new AtomicInteger();
    private final Map<ChannelId, Integer> written = new ConcurrentHashMap<>();

    Writers(DataSource database, WorkspaceId workspace, List<ChannelId> channels, int threads, long seed) {
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.instance = Instance.on(database, "http://127.0.0.1:9/api/").build();
        this.workspace = workspace;
        this.threads = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("writer-", 1).factory());
        for (int i = 0; i < threads; i++) {
            int which = i;
            List<ChannelId> own = channels.stream().filter(c -> channels.indexOf(c) % threads == which).toList();
            this.threads.execute(() -> write(own, new Random(seed + which)));
        }
    }

    /** Lets so many more messages be written. */
    void release(int messages) {
        outstanding.addAndGet(messages);
        quota.release(messages);
    }

    /** Whether all that was released is committed. */
    boolean done() {
        return outstanding.get() == 0;
    }

    /** How often a transaction's end was not known, or it could not begin. */
    int triedAgain() {
        return triedAgain.get();
    }

    /** How many each channel got: {@code C1 #1} to {@code C1 #n}. */
    Map<ChannelId, Integer> written() {
        return Map.copyOf(written);
    }

    static String words(ChannelId channel, int number) {
        return channel + " #" + number;
    }

    private void write(List<ChannelId> channels, Random random) {
        Map<ChannelId, Integer> last = new HashMap<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                quota.acquire();
                int count = 1;
                while (count < MOST_AT_ONCE && random.nextBoolean() && quota.tryAcquire()) {
                    count++;
                }
                List<String[]> messages = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    ChannelId channel = channels.get(random.nextInt(channels.size()));
                    messages.add(new String[]{channel.value(), words(channel, last.merge(channel, 1, Integer::sum))});
                }
                if (random.nextInt(10) == 0) {
                    takeBack(channels.get(random.nextInt(channels.size())));
                }
                commit(messages);
                written.putAll(last);
                outstanding.addAndGet(-count);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<String[]> messages) throws InterruptedException {
        while (true) {
            try {
                transaction.executeWithoutResult(status -> messages.forEach(m -> say(new ChannelId(m[0]), m[1])));
                return;
            } catch (DataAccessException | TransactionException unknown) {
                triedAgain.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private void takeBack(ChannelId channel) {
        try {
            transaction.executeWithoutResult(status -> {
                say(channel, channel + " taken back");
                status.setRollbackOnly();
            });
        } catch (DataAccessException | TransactionException away) {
            triedAgain.incrementAndGet();
        }
    }

    private void say(ChannelId channel, String words) {
        instance.outbox.say(workspace, UUID.nameUUIDFromBytes(words.getBytes(UTF_8)), "chaos",
                new Recipient.Channel(channel, null), Message.of(words));
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        instance.close();
    }
}
