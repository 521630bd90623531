package dev.steward.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.slack.AppManifest;
import dev.steward.workspace.UserId;

/** What is typed into a channel: a message, or a slash command. */
@Component
@SandboxMode
class Composer {
    private static final Pattern COMMAND = Pattern.compile("(/\\S+)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern SPECIAL = Pattern.compile(
            "(?<url>https?://[^\\s<>|]*[^\\s<>|.,;:!?)\\]'\"])|(?<![\\w@])@(?<handle>[\\w.-]*\\w)"
                    + "|(?<![\\w#])#(?<channel>[\\w-]+)");

    private final Posting posting;
    private final Messages messages;
    private final Channels channels;
    private final People people;
    private final Groups groups;
    private final Payloads payloads;
    private final AppClient app;
    private final AppManifest manifest;
    private final TransactionTemplate transaction;

    Composer(Posting posting, Messages messages, Channels channels, People people, Groups groups,
            Payloads payloads, AppClient app, AppManifest manifest, TransactionTemplate transaction) {
        this.posting = posting;
        this.messages = messages;
        this.channels = channels;
        this.people = people;
        this.groups = groups;
        this.payloads = payloads;
        this.app = app;
        this.manifest = manifest;
        this.transaction = transaction;
    }

    Outcome types(UserId person, Channel channel, @Nullable String threadTs, String text) {
        if (text.isBlank()) {
            return Outcome.done(Duration.ZERO);
        }
        if (text.startsWith("/")) {
            return command(person, channel, threadTs, text);
        }
        if (readOnly(channel)) {
            return Outcome.failed("Sending messages to this app has been turned off. Type / for its commands.",
                    Duration.ZERO);
        }
        return Outcome.shows(transaction.execute(status -> {
            StoredMessage message = posting.fromPerson(person, channel, threadTs, mrkdwn(text), List.of());
            channels.markRead(channel.id(), person, message.ts());
            return messages.json(message, false);
        }), Duration.ZERO);
    }

    /** An app's own messages take words only where it hears them. */
    private boolean readOnly(Channel channel) {
        return channel.direct() && channels.isMember(channel.id(), Seed.BOT)
                && !manifest.events().contains("message." + channel.scopeFamily());
    }

    private Outcome command(UserId person, Channel channel, @Nullable String threadTs, String text) {
        Matcher parts = COMMAND.matcher(text);
        if (!parts.matches()) {
            return Outcome.failed("/ is not a valid command.", Duration.ZERO);
        }
        String command = parts.group(1);
        Optional<AppManifest.ManifestCommand> known = manifest.commands().stream()
                .filter(one -> one.command().equals(command)).findFirst();
        if (known.isEmpty()) {
            return Outcome.failed(command + " is not a valid command.", Duration.ZERO);
        }
        if (threadTs != null) {
            return Outcome.failed(command + " is not supported in threads. Sorry!", Duration.ZERO);
        }
        String typed = parts.group(2).strip();
        Map<String, String> form = payloads.command(person, channel, command,
                known.get().escaped() ? escaped(typed) : typed);
        AppClient.Answer answer = app.command(form);
        if (!answer.ok()) {
            return Outcome.failed(answer.timedOut() || answer.status() == 0
                    ? command + " failed because the app did not respond."
                    : command + " failed with the error \"dispatch_failed\"", answer.took());
        }
        return shown(person, channel, command, answer);
    }

    private Outcome shown(UserId person, Channel channel, String command, AppClient.Answer answer) {
        if (answer.body().isBlank()) {
            return Outcome.done(answer.took());
        }
        try {
            JsonNode content = content(answer.body());
            boolean open = Json.text(content, "response_type").equals("in_channel");
            StoredMessage message = transaction
                    .execute(status -> posting.fromApp(channel, null, content, open ? null : person));
            return Outcome.shows(message == null ? null : messages.json(message, false), answer.took());
        } catch (ApiError e) {
            return Outcome.failed(command + " failed with the error \"invalid_command_response\" (" + e.code() + ")",
                    answer.took());
        }
    }

    /** JSON, or else plain text that is the message. */
    private static JsonNode content(String body) {
        try {
            if (Json.parse(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // plain text
        }
        return Json.object().put("text", body);
    }

    /** What was typed as Slack keeps it: control characters escaped, people, channels and addresses linked. */
    String mrkdwn(String typed) {
        return linked(typed, person -> person.id().mention());
    }

    /** What was typed after a command, where the manifest wants names turned into ids: those carry the name as well. */
    private String escaped(String typed) {
        return linked(typed, person -> "<@" + person.id() + "|" + escape(person.handle()) + ">");
    }

    private String linked(String typed, Function<Person, String> mention) {
        var out = new StringBuilder();
        Matcher special = SPECIAL.matcher(typed);
        int at = 0;
        while (special.find()) {
            out.append(escape(typed.substring(at, special.start())));
            out.append(linked(special, mention));
            at = special.end();
        }
        return out.append(escape(typed.substring(at))).toString();
    }

    private String linked(Matcher special, Function<Person, String> mention) {
        String url = special.group("url");
        if (url != null) {
            return "<" + escape(url) + ">";
        }
        String handle = special.group("handle");
        if (handle == null) {
            String name = special.group("channel");
            return channels.named(name).filter(Channel::open).map(channel -> "<#" + channel.id() + "|" + name + ">")
                    .orElse("#" + name);
        }
        if (List.of("here", "channel", "everyone").contains(handle)) {
            return "<!" + handle + ">";
        }
        return people.byHandle(handle).map(mention)
                .or(() -> groups.all().stream().filter(group -> group.handle().equals(handle)).findFirst()
                        .map(group -> "<!subteam^" + group.id() + ">"))
                .orElse("@" + handle);
    }

    static String escape(String typed) {
        return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
