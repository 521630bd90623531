package dev.steward.slack;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the commands are called in this Slack: {@code steward.commands.feedback=voice} makes {@code /feedback} be {@code /voice}.
 * Slack's commands have no namespaces, and of two apps with the same one the last installed wins.
 */
@ConfigurationProperties("steward")
public record CommandNames(@Nullable Map<String, String> commands) {
    public CommandNames {
        commands = commands == null ? Map.of() : Map.copyOf(commands);
    }

    /** How a command is typed here, with its slash. */
    public String slash(String command) {
        return "/" + name(command);
    }

    /** Its name here, without the slash. */
    String name(String command) {
        String name = commands == null ? null : commands.get(command);
        return name == null ? command : name.startsWith("/") ? name.substring(1) : name;
    }
}
