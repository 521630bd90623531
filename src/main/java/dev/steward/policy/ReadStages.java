package dev.steward.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

import dev.steward.policy.Kinds.Placed;
import dev.steward.policy.Shape.Entry;
import dev.steward.schedule.WorkingAmount;

/** Reads what a rule decides: that nobody is asked, or who is, how fast, and what follows. */
final class ReadStages {
    private final ReadApprovers approvers;
    private final @Nullable Entry defaults;
    private final Findings findings;
    private final @Nullable Disagreement usualDisagreement;

    ReadStages(ReadApprovers approvers, @Nullable Entry defaults, Findings findings) {
        this.approvers = approvers;
        this.defaults = defaults;
        this.findings = findings;
        Entry usual = byDefault(Language.DEFAULT_DISAGREEMENT);
        this.usualDisagreement = usual == null ? null : disagreement(usual);
        List<Placed<WorkingAmount>> remind = byDefault(Language.REMIND);
        if (remind != null) {
            inOrder(remind);
        }
    }

    /** Null after the mistake was told. */
    Rule.@Nullable Outcome outcome(Entry rule, @Nullable String ruleName) {
        boolean decides = rule.has(Language.DECIDE);
        boolean asks = rule.has(Language.STAGES);
        if (decides && asks) {
            findings.mistake(rule.atKey(Language.STAGES), "A rule decides by itself or asks people, not both.",
                    "Keep `decide` or `stages`.");
        } else if (!rule.meant(Language.DECIDE) && !rule.meant(Language.STAGES)) {
            findings.mistake(rule.node(), "This rule does not say what it decides.",
                    "Add `decide: autonomous`, or `stages` with those who are asked.");
        }
        if (!rule.meant(Language.DECIDE) && rule.has(Language.BECAUSE)) {
            findings.mistake(rule.atKey(Language.BECAUSE), "`because` goes with `decide: autonomous`.",
                    "Leave it out: approvers give their reasons themselves.");
        }
        for (Key<?> key : List.of(Language.TOGETHER, Language.RULES_DISAGREEMENT)) {
            if (!rule.meant(Language.STAGES) && rule.has(key)) {
                findings.mistake(rule.atKey(key), "`" + key.name() + "` goes with `stages`.", "Leave it out.");
            }
        }
        return asks
                ? stages(rule, ruleName)
                : decides ? new Rule.Outcome.Autonomous(rule.get(Language.BECAUSE)) : null;
    }

    private Rule.@Nullable Outcome stages(Entry rule, @Nullable String ruleName) {
        Entry own = rule.get(Language.RULES_DISAGREEMENT);
        Disagreement disagreement = own == null ? usualDisagreement : disagreement(own);
        boolean said = rule.meant(Language.RULES_DISAGREEMENT)
                || defaults != null && defaults.meant(Language.DEFAULT_DISAGREEMENT);
        if (!said) {
            findings.mistake(rule.atKey(Language.STAGES), "It is not said who rules when an approver blocks.",
                    "Add `disagreement: {to: [admins], within: 2 working days}` under `defaults`, or to the rule.");
        }
        List<Placed<Entry>> entries = rule.get(Language.STAGES);
        if (entries == null) {
            return null;
        }
        List<Stage> stages = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Placed<Entry> entry : entries) {
            String usual = entries.size() == 1 && ruleName != null ? ruleName : "Stage " + (stages.size() + 1);
            String name = Objects.requireNonNullElse(entry.value().get(Language.STAGE_NAME), usual);
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                findings.mistake(entry.value().at(Language.STAGE_NAME), "There is a stage `" + name
                        + "` in this rule already.", "Please give each its own name.");
            }
            Stage stage = stage(entry.value(), name);
            if (stage != null) {
                stages.add(stage);
            }
        }
        return stages.size() < entries.size() || disagreement == null
                ? null
                : new Rule.Outcome.Stages(Boolean.TRUE.equals(rule.get(Language.TOGETHER)), stages, disagreement);
    }

    private @Nullable Stage stage(Entry entry, String name) {
        int before = findings.count();
        List<Approver> ask = approvers.asked(entry.get(Language.ASK));
        boolean known = findings.count() == before;
        Need need = Objects.requireNonNullElse(entry.get(Language.NEED), Need.ANY);
        int asked = ReadApprovers.count(ask);
        if (need instanceof Need.AtLeast(int people) && known && entry.get(Language.ASK) != null && asked >= 0
                && people > asked) {
            findings.mistake(entry.at(Language.NEED), people + " must agree, but only " + asked
                    + (asked == 1 ? " is asked." : " are asked."), "Ask more people, or write `need: all`.");
        }
        WorkingAmount within = said(entry, Language.WITHIN, "It is not said how long they have.");
        List<Placed<WorkingAmount>> remind = entry.has(Language.REMIND)
                ? entry.get(Language.REMIND)
                : byDefault(Language.REMIND);
        List<WorkingAmount> reminders = new ArrayList<>();
        if (entry.has(Language.REMIND) && remind != null) {
            inOrder(remind);
            remind.forEach(one -> notAfterTheEnd(one.value(), within, one.at(), "This reminder"));
        }
        // a reminder meant for most stages falls away in one that ends before it
        ReadPolicy.values(remind).stream().filter(one -> entry.has(Language.REMIND) || !isAfter(one, within))
                .forEach(reminders::add);
        List<Rung> ladder = ladder(entry, within);
        Silence silence = said(entry, Language.SILENCE, "It is not said what it means that nobody answers in time.");
        List<Placed<Dimension>> about = entry.get(Language.ABOUT);
        if (within == null || silence == null) {
            return null;
        }
        return new Stage(name, ask, need, within, reminders, ladder, silence,
                about == null ? Stage.EVERYTHING : EnumSet.copyOf(ReadPolicy.values(about)));
    }

    private @Nullable Disagreement disagreement(Entry entry) {
        List<Approver> to = approvers.told(entry.get(Language.RULES_ON_IT));
        WorkingAmount within = said(entry, Language.WITHIN, "It is not said how long they have.");
        List<Rung> ladder = ladder(entry, within);
        return within == null ? null : new Disagreement(to, within, ladder);
    }

    private List<Rung> ladder(Entry entry, @Nullable WorkingAmount within) {
        List<Rung> ladder = new ArrayList<>();
        WorkingAmount before = null;
        for (Placed<Entry> placed : Objects.requireNonNullElse(entry.get(Language.ESCALATE),
                List.<Placed<Entry>>of())) {
            Entry rung = placed.value();
            WorkingAmount after = rung.get(Language.AFTER);
            List<Approver> to = approvers.told(rung.get(Language.TO_WHOM));
            if (after == null) {
                continue;
            }
            Node at = rung.at(Language.AFTER);
            notAfterTheEnd(after, within, at, "This rung");
            if (before != null && isAfter(before, after)) {
                findings.mistake(at, "This rung would come before the one above it (" + before + ").",
                        "Put them in the order they happen.");
            }
            before = after;
            ladder.add(new Rung(after, to, Boolean.TRUE.equals(rung.get(Language.MAY_DECIDE))));
        }
        return ladder;
    }

    private void inOrder(List<Placed<WorkingAmount>> amounts) {
        for (int i = 1; i < amounts.size(); i++) {
            if (isAfter(amounts.get(i - 1).value(), amounts.get(i).value())) {
                findings.mistake(amounts.get(i).at(), "This reminder would come before the one that stands before it ("
                        + amounts.get(i - 1).value() + ").", "Put them in the order they happen.");
            }
        }
    }

    private void notAfterTheEnd(WorkingAmount after, @Nullable WorkingAmount within, Node at, String what) {
        if (isAfter(after, within)) {
            findings.mistake(at, what + " would come after the end, which is " + within + " after the beginning.",
                    "Make it earlier, or `within` longer.");
        }
    }

    /** Only where it is certain: how many hours a working day has, each member's calendar says. */
    private static boolean isAfter(WorkingAmount one, @Nullable WorkingAmount other) {
        if (one instanceof WorkingAmount.Days(int days) && other instanceof WorkingAmount.Days(int end)) {
            return days > end;
        }
        if (one instanceof WorkingAmount.Time(var time) && other instanceof WorkingAmount.Time(var end)) {
            return time.compareTo(end) > 0;
        }
        return one instanceof WorkingAmount.Time(var time) && other instanceof WorkingAmount.Days(int days)
                && time.toHours() > 24L * days;
    }

    /** What an entry says, or the defaults. Null after the mistake was told. */
    private <T> @Nullable T said(Entry entry, Key<T> key, String otherwise) {
        if (entry.has(key)) {
            return entry.get(key);
        }
        if (defaults != null && defaults.has(key)) {
            return defaults.get(key);
        }
        if (!entry.meant(key) && (defaults == null || !defaults.meant(key))) {
            findings.mistake(entry.node(), otherwise,
                    "Add `" + key.name() + ": " + key.example() + "` here or under `defaults`.");
        }
        return null;
    }

    private <T> @Nullable T byDefault(Key<T> key) {
        return defaults == null ? null : defaults.get(key);
    }
}
