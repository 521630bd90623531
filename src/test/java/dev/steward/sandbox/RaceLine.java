package dev.steward.sandbox;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.slack.AppManifest;

/** Slack's line to one instance. What it sends first once it was told to wait goes out when the other line has something as well. */
final class RaceLine extends AppClient {
    private final AtomicReference<@Nullable CyclicBarrier> other = new AtomicReference<>();
    private final Consumer<String> races;
    private final boolean drawnAnew;

    /**
     * @param drawnAnew whether each form was drawn anew in the instant before it was sent, so that its hash is another one
     * @param races     hears the name of what was sent at once with something else
     */
    RaceLine(BeanFactory sandbox, LocalAddress address, boolean drawnAnew, Consumer<String> races) {
        super(sandbox.getBean(Teams.class), address, sandbox.getBean(Clock.class), sandbox.getBean(CallLog.class));
        this.drawnAnew = drawnAnew;
        this.races = races;
    }

    void awaits(@Nullable CyclicBarrier other) {
        this.other.set(other);
    }

    @Override
    Answer command(Map<String, String> form) {
        together(form.getOrDefault("command", ""));
        return super.command(form);
    }

    @Override
    Answer interaction(String name, JsonNode payload) {
        if (!name.startsWith("block_suggestion ")) {
            together(name);
        }
        if (drawnAnew && name.startsWith("view_submission") && payload.path("view") instanceof ObjectNode view) {
            view.put("hash", Json.text(view, "hash") + "x");
        }
        return super.interaction(name, payload);
    }

    private void together(String name) {
        CyclicBarrier barrier = other.getAndSet(null);
        if (barrier != null) {
            races.accept(name);
            try {
                barrier.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new AssertionError("Only one of the two does anything: " + name, e);
            }
        }
    }

    /** The same people as in the sandbox, with what they do going over this line. */
    SandboxActions people(BeanFactory sandbox) {
        var transaction = sandbox.getBean(TransactionTemplate.class);
        var composer = new Composer(sandbox.getBean(Posting.class), sandbox.getBean(Messages.class),
                sandbox.getBean(Channels.class), sandbox.getBean(People.class), sandbox.getBean(Groups.class),
                sandbox.getBean(Payloads.class), this, sandbox.getBean(AppManifest.class), transaction);
        var interactions = new Interactions(sandbox.getBean(Views.class), sandbox.getBean(Payloads.class),
                sandbox.getBean(Timestamps.class), this, transaction);
        return new Hands(sandbox.getBean(Channels.class), sandbox.getBean(Messages.class),
                sandbox.getBean(People.class), sandbox.getBean(Views.class), sandbox.getBean(SharedFiles.class),
                sandbox.getBean(Teams.class), composer, interactions, sandbox.getBean(Posting.class),
                sandbox.getBean(Events.class), sandbox.getBean(SandboxFeed.class), transaction);
    }
}
