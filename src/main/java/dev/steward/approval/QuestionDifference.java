package dev.steward.approval;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.steward.policy.Scope;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;

/** What was asked before and what is asked now, field by field, as lines of mrkdwn. */
final class QuestionDifference {
    private static final int WORDS = 200;
    private static final int LEAD = 30;

    private final List<String> lines = new ArrayList<>();

    private QuestionDifference() {}

    /** Empty where nothing differs. */
    static List<String> lines(Question before, Question now) {
        var difference = new QuestionDifference();
        difference.words("Question", before.asked(), now.asked());
        difference.words("Options", before.options(), now.options());
        difference.scope(before.scope(), now.scope());
        difference.evidence(before, now);
        difference.add("Needed by", before.neededBy() == null ? null : Phrases.time(before.neededBy()),
                now.neededBy() == null ? null : Phrases.time(now.neededBy()));
        difference.words("Prediction", before.prediction() == null ? null : before.prediction().expected(),
                now.prediction() == null ? null : now.prediction().expected());
        return difference.lines;
    }

    private void scope(Scope before, Scope now) {
        words("Area", before.area(), now.area());
        add("Phase", before.phase() == null ? null : before.phase().word(),
                now.phase() == null ? null : now.phase().word());
        add("Tier", before.tier() == null ? null : before.tier().toString(),
                now.tier() == null ? null : now.tier().toString());
        add("Cost", cost(before.cost()), cost(now.cost()));
        add("Risk", before.risk() == null ? null : before.risk().word(),
                now.risk() == null ? null : now.risk().word());
        words("Audience", before.audience(), now.audience());
    }

    private void evidence(Question before, Question now) {
        Set<String> had = there(before);
        Set<String> has = there(now);
        list("Evidence that is there now", has, had);
        list("Evidence that isn't there any more", had, has);
    }

    private static Set<String> there(Question question) {
        Set<String> there = new TreeSet<>();
        question.evidence().stream().filter(Question.Evidence::there).forEach(each -> there.add(each.item()));
        return there;
    }

    private void list(String label, Set<String> some, Set<String> without) {
        List<String> left = some.stream().filter(item -> !without.contains(item)).map(item -> Quoted.line(item, 75))
                .toList();
        if (!left.isEmpty()) {
            lines.add("• *" + label + ":* " + Phrases.and(Phrases.few(left)));
        }
    }

    private void words(String label, @Nullable String before, @Nullable String now) {
        int from = before == null || now == null ? 0 : apart(before, now);
        add(label, quoted(before, from), quoted(now, from));
    }

    /** Where long words are shown from, so that what differs is among what is shown: a few words before it. */
    private static int apart(String before, String now) {
        int same = 0;
        while (same < Math.min(before.length(), now.length()) && before.charAt(same) == now.charAt(same)) {
            same++;
        }
        return same < WORDS / 2 ? 0 : Math.max(0, before.lastIndexOf(' ', same - LEAD));
    }

    private static @Nullable String quoted(@Nullable String words, int from) {
        return words == null || words.isBlank()
                ? null
                : Quoted.inline((from == 0 ? "" : "…") + words.substring(from).strip(), WORDS);
    }

    private static @Nullable String cost(@Nullable BigDecimal cost) {
        return cost == null ? null : CardLines.number(cost);
    }

    private void add(String label, @Nullable String before, @Nullable String now) {
        if (!Objects.equals(before, now)) {
            lines.add("• *" + label + "* was " + (before == null ? "empty" : before) + ", is now "
                    + (now == null ? "empty" : now));
        }
    }
}
