package dev.steward.privacy;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

import dev.steward.delivery.LargeDocument;
import dev.steward.privacy.DeliverExport.Lost;
import dev.steward.privacy.Export.Made;
import dev.steward.privacy.Export.State;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.TimerType.Retries;
import dev.steward.schedule.Timers;

/**
 * Makes exports, each on a thread of its own, since one may take minutes and a timer's transaction may not. The timer claims it, and looks
 * again as long as it is not over: whoever died half-way is found by a claim that has gone silent, and it is made anew from the
 * beginning. Nobody saw anything of it until then.
 */
@Component
class RunExports implements TimerHandler, TimerAudit, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RunExports.class);
    static final TimerType MAKE = new TimerType("privacy.export",
            new Retries(50, Duration.ofSeconds(1), Duration.ofMinutes(10)));
    /** How large a zip may be. Slack takes a gigabyte, and the directory for temporary files must have room for it. */
    static final String LARGEST = "${steward.exports.largest:100MB}";
    /** Each holds two connections. */
    static final int AT_ONCE = 2;
    static final int MOST_ATTEMPTS = 3;
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration UNTIL_ONE_ENDS = Duration.ofSeconds(5);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(10);
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final String NOT_AN_ADMIN = "You aren't an admin here any more. Ask one of them, please.";
    private static final long HOLD = TimeUnit.SECONDS.toNanos(5);

    private final Exports exports;
    private final ExportArchive archive;
    private final DeliverExport deliver;
    private final Timers timers;
    private final TransactionTemplate apart;
    private final long largest;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private volatile boolean running;

    RunExports(Exports exports, ExportArchive archive, DeliverExport deliver, Timers timers,
            PlatformTransactionManager transactions, @Value(LARGEST) DataSize largest) {
        this.exports = exports;
        this.archive = archive;
        this.deliver = deliver;
        this.timers = timers;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.largest = largest.toBytes();
        if (this.largest < 1 || this.largest > LargeDocument.MOST_BYTES) {
            throw new IllegalArgumentException("steward.exports.largest is between 1B and Slack's 1GB (953MB), not "
                    + largest);
        }
    }

    @Override
    public TimerType type() {
        return MAKE;
    }

    @Override
    public String title(TimerKey timer) {
        return exports.find(timer.workspace(), timer.subject()).map(export -> "the export " + export.reference())
                .orElse("an export");
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Export> found = exports.lock(timer.workspace(), timer.subject())
                .filter(export -> export.state() == State.MAKING);
        if (found.isEmpty()) {
            return;
        }
        Export export = found.get();
        if (exports.claimed(export)) {
            timers.set(timer.key(), timer.now().plus(LOOK));
        } else if (export.attempts() >= MOST_ATTEMPTS) {
            deliver.failed(export, null,
                    "It was begun " + MOST_ATTEMPTS + " times and never came to its end; Steward's "
                            + "log says why. Show that to whoever runs Steward, then type `/steward export` again.");
        } else if (!running || !slots.tryAcquire()) {
            timers.set(timer.key(), timer.now().plus(UNTIL_ONE_ENDS));
        } else {
            UUID claim = UUID.randomUUID();
            TransactionSynchronizationManager.registerSynchronization(new Begin(export, claim));
            exports.claim(export, claim);
            timers.set(timer.key(), timer.now().plus(LOOK));
        }
    }

    /** Begins once the claim is there for others to see, or gives its place back. */
    private final class Begin implements TransactionSynchronization {
        private final Export export;
        private final UUID claim;

        Begin(Export export, UUID claim) {
            this.export = export;
            this.claim = claim;
        }

        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_COMMITTED) {
                slots.release();
                return;
            }
            Thread.ofVirtual().name("export").start(() -> {
                try (var workspace = MDC.putCloseable("workspace", export.workspace().toString())) {
                    make(export, claim);
                } catch (RuntimeException e) {
                    log.warn("What became of {} could not be recorded; it is begun again: {}", export.reference(),
                            e.toString());
                } finally {
                    slots.release();
                }
            });
        }
    }

    private void make(Export export, UUID claim) {
        var held = new Held(export, claim);
        if (!deliver.wanted(export)) {
            deliver.failed(export, claim, NOT_AN_ADMIN);
            return;
        }
        try (var file = PrivateFile.create()) {
            var written = archive.write(export, file.output(largest), held);
            if (!deliver.wanted(export)) {
                deliver.failed(export, claim, NOT_AN_ADMIN);
                return;
            }
            deliver.made(export, claim, new Made(written.rows(), written.tables(), file.size(), file.sha256(),
                    written.at()), file::input);
            log.info("{} of workspace {} has {} rows and {} bytes", export.reference(), export.workspace(),
                    written.rows(), file.size());
        } catch (PrivateFile.TooLarge tooLarge) {
            deliver.failed(export, claim, tooLarge());
        } catch (Stopped stopped) {
            deliver.again(export, claim, false, Duration.ZERO);
        } catch (Lost lost) {
            log.info("{} is somebody else's by now, or its workspace left", export.reference());
        } catch (IOException | RuntimeException e) {
            log.warn("{} could not be made and is begun again: {}", export.reference(),
                    e.toString().lines().findFirst().orElse(""));
            deliver.again(export, claim, true, AFTER_FAULT);
        }
    }

    private String tooLarge() {
        return "It's more than " + (largest >> 20)
                + " MB zipped, and Steward sends no larger file. Whoever runs Steward "
                + "can raise that with `steward.exports.largest`, up to the 1 GB that Slack takes, or give you a copy of "
                + "the database. `/steward privacy` can have Steward keep less.";
    }

    /** Says every few seconds that it is still being made. */
    private final class Held implements Runnable {
        private final Export export;
        private final UUID claim;
        private long next = System.nanoTime() + HOLD;

        Held(Export export, UUID claim) {
            this.export = export;
            this.claim = claim;
        }

        @Override
        public void run() {
            if (!running) {
                throw new Stopped();
            }
            long now = System.nanoTime();
            if (now - next >= 0) {
                next = now + HOLD;
                if (!Objects.requireNonNull(apart.execute(status -> exports.hold(export, claim)))) {
                    throw new Lost();
                }
            }
        }
    }

    @Override
    public String name() {
        return "privacy.exports";
    }

    @Override
    public Stream<Needed> needed() {
        return exports.open().stream()
                .map(export -> new Needed(MAKE.of(export.workspace(), export.id()), export.askedAt()));
    }

    @Override
    public void start() {
        running = true;
    }

    /** What is being made is left to another instance, or the next start. */
    @Override
    public void stop() {
        running = false;
        try {
            if (slots.tryAcquire(AT_ONCE, STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                slots.release(AT_ONCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Steward is about to stop. */
    @SuppressWarnings("serial")
    private static final class Stopped extends RuntimeException {
        Stopped() {
            super("Steward stops", null, false, false);
        }
    }
}
