package dev.steward.approval;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import dev.steward.policy.Dimension;
import dev.steward.policy.Evaluation;
import dev.steward.policy.Evaluation.Tried;
import dev.steward.slack.Mrkdwn;

/** How a policy came to its answer, in words: every rule tried, and why it did or did not match. */
final class Explanation {
    private static final int RULES_SHOWN = 20;

    private Explanation() {}

    /** A line for each rule, as mrkdwn, of at most so many characters together. */
    static String mrkdwn(Evaluation evaluation, int most) {
        List<String> lines = new ArrayList<>();
        List<Tried> tried = evaluation.tried();
        // the rule that decides stands last, and must not be cut
        int hidden = Math.max(0, tried.size() - RULES_SHOWN);
        if (hidden > 0) {
            lines.add("_" + hidden + " rules before do not match_");
        }
        tried.stream().skip(hidden).forEach(one -> lines.add(sign(one) + " *" + Mrkdwn.escape(one.rule().name())
                + "*: " + Mrkdwn.escape(String.join("; ", one.because()), 400)));
        while (lines.size() > 1 && String.join("\n", lines).length() > most) {
            lines.removeFirst();
        }
        return String.join("\n", lines);
    }

    /** As plain text, for the record. */
    static String plain(Evaluation evaluation) {
        return evaluation.tried().stream()
                .map(one -> one.rule().name() + " (" + word(one) + "): " + String.join("; ", one.because()))
                .collect(Collectors.joining("\n"));
    }

    /** {@code tier:2 cost:5000}: what to type to tell these parts. */
    static String example(Collection<Dimension> unknown) {
        return unknown.stream().sorted().map(what -> switch (what) {
            case AREA -> "area:Export";
            case TIER -> "tier:2";
            case COST -> "cost:5000";
            case RISK -> "risk:low";
            case AUDIENCE -> "audience:internal";
            case PHASE -> "INIT-3";
            case WORDS -> "";
        }).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String sign(Tried tried) {
        return switch (tried.result()) {
            case MATCHED -> ":white_check_mark:";
            case DIFFERS -> ":heavy_minus_sign:";
            case UNKNOWN -> ":grey_question:";
        };
    }

    private static String word(Tried tried) {
        return switch (tried.result()) {
            case MATCHED -> "matches";
            case DIFFERS -> "differs";
            case UNKNOWN -> "not known";
        };
    }
}
