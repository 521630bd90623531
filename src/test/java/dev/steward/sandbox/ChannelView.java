package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import dev.steward.workspace.ChannelId;

/** What stands in a channel for everybody. */
public final class ChannelView {
    private final SandboxSlack slack;
    private final ChannelId id;

    ChannelView(SandboxSlack slack, ChannelId id) {
        this.slack = slack;
        this.id = id;
    }

    public ChannelId id() {
        return id;
    }

    /** Oldest first, without replies. */
    public List<Shown> messages() {
        return shown(slack.messages.newest(id, null, 200).reversed());
    }

    /** The replies under a message, oldest first. */
    public List<Shown> replies(Shown message) {
        return shown(slack.messages.thread(id, null, message.ts()).stream()
                .filter(reply -> reply.threadTs() != null).toList());
    }

    /** The newest message that says this. */
    public Shown message(String containing) {
        return find(containing).orElseThrow(() -> new AssertionError(
                "No message says \"" + containing + "\", but: " + texts(messages())));
    }

    /** Waits for a message, or a reply, that says this. */
    public Shown awaitMessage(String containing) {
        try {
            return Awaitility.await().atMost(SandboxSlack.PATIENCE).pollInterval(Duration.ofMillis(10))
                    .until(() -> find(containing), Optional::isPresent).orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("No message came that says \"" + containing + "\", but: " + texts(messages())
                    + "\nCalls: " + slack.calls().stream().limit(20).toList(), e);
        }
    }

    /** Waits until all is sent, then finds no message that says this. */
    public void hasNoMessage(String containing) {
        slack.settles();
        assertThat(find(containing)).as("a message that says \"" + containing + "\"").isEmpty();
    }

    private Optional<Shown> find(String containing) {
        List<Shown> all = shown(slack.messages.all(id));
        return all.reversed().stream().filter(message -> message.everything().contains(containing)).findFirst();
    }

    private List<Shown> shown(List<StoredMessage> messages) {
        return slack.messages.json(id, messages, true).stream().map(json -> new Shown(id, json)).toList();
    }

    private static List<String> texts(List<Shown> messages) {
        return messages.stream().map(Shown::text).toList();
    }
}
