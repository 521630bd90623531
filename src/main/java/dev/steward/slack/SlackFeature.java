package dev.steward.slack;

import java.util.List;
import java.util.Set;

/** A feature's table of contents: every command, button, form, shortcut, option list and event it answers. */
public interface SlackFeature {
    List<Route> routes();

    /** Bot scopes this feature's own calls to Slack take, beyond what its routes imply. */
    default Set<String> scopes() {
        return Set.of();
    }
}
