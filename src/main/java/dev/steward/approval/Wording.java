package dev.steward.approval;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.steward.policy.Dimension;
import dev.steward.slack.Phrases;

/** How what requests are about is put in words, as mrkdwn. */
final class Wording {
    private Wording() {}

    static String list(Collection<Dimension> changed) {
        return Phrases.and(changed.stream().map(each -> each == Dimension.WORDS
                ? "what is asked"
                : "the " + each.name().toLowerCase(Locale.ROOT)).collect(Collectors.toList()));
    }
}
