package dev.steward.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.steward.delivery.ChannelFacts;
import dev.steward.delivery.ChannelFacts.Kind;
import dev.steward.delivery.ChannelFacts.Shared;
import dev.steward.slack.Phrases;
import dev.steward.workspace.ChannelId;

/**
 * What somebody should know of the channels that a release goes to before it does, and whether they may send it there. Pure.
 *
 * @param channels where it goes
 * @param closed   those of them that this person chose and may not send anything to
 * @param isPublic whether it is on the public changelog as well
 * @param facts    what Slack said of them
 * @param trouble  why Slack said nothing of some: mrkdwn; null where it said all
 */
record ReachCheck(Set<ChannelId> channels, Set<ChannelId> closed, boolean isPublic, Map<ChannelId, ChannelFacts> facts,
        @Nullable String trouble) {

    /** As sentences of mrkdwn, the most important first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        refusals().forEach(refusal -> lines.add(":no_entry: " + refusal));
        List<ChannelId> hidden = those(each -> each.kind() == Kind.HIDDEN).stream()
                .filter(each -> !closed.contains(each)).toList();
        add(lines, hidden, ":lock: *Steward cannot post in ", "*: private without Steward in it, or gone. Type "
                + "`/invite @Steward` there, then look again.");
        add(lines, those(ChannelFacts::archived), ":file_cabinet: *Archived*: ", ". Nothing can be posted there.");
        add(lines, those(each -> each.shared() == Shared.OTHERS), ":busts_in_silhouette: *Shared with other "
                + "organisations*: ", ". Their people read it too.");
        add(lines, those(each -> each.shared() == Shared.ORGANISATION),
                ":busts_in_silhouette: *Shared with other workspaces* of your organisation: ", ".");
        if (isPublic) {
            add(lines, those(each -> each.kind() != Kind.PUBLIC), ":warning: *Private and public at once*: it goes to ",
                    ", and anyone who has the changelog’s address can read it as well.");
        }
        people().ifPresent(lines::add);
        if (trouble != null) {
            lines.add(":grey_question: " + unknown() + trouble);
        }
        return lines;
    }

    /** Why this person may not; empty when they may. */
    Optional<String> refusal() {
        List<String> refusals = refusals();
        return refusals.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", refusals));
    }

    private List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        add(refusals, closed(each -> each != null && each.kind() == Kind.PRIVATE), "You are not in ",
                ", which is private. Somebody who is can publish this, or you take the channel out.");
        add(refusals, closed(each -> each != null && each.kind() == Kind.HIDDEN), "Steward cannot see ",
                ": private without Steward in it, or gone. Type `/invite @Steward` there and look again, or take the "
                        + "channel out.");
        add(refusals, closed(each -> each == null || each.kind() == Kind.PUBLIC), "Slack has not said yet whether ",
                " may get this from you. Please look again.");
        return refusals;
    }

    /** Somebody may be in several of them, and apps count too. */
    private Optional<String> people() {
        List<Integer> counts = facts.values().stream().filter(each -> each.kind() != Kind.HIDDEN && !each.archived())
                .map(ChannelFacts::people).filter(java.util.Objects::nonNull).toList();
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        int people = counts.stream().mapToInt(Integer::intValue).sum();
        return Optional.of("At most *" + String.format(java.util.Locale.ENGLISH, "%,d", people)
                + (people == 1 ? " person* in " : " people* in ")
                + (counts.size() < channels.size()
                        ? counts.size() + " of " + ReleasePage.channels(channels.size())
                        : ReleasePage.channels(channels.size()))
                + ".");
    }

    private String unknown() {
        List<ChannelId> unknown = channels.stream().filter(each -> !facts.containsKey(each)).toList();
        return unknown.isEmpty() ? "" : "Nothing is known of " + links(unknown) + ". ";
    }

    private List<ChannelId> those(Predicate<ChannelFacts> are) {
        return channels.stream().filter(each -> facts.containsKey(each) && are.test(facts.get(each))).toList();
    }

    private List<ChannelId> closed(Predicate<@Nullable ChannelFacts> are) {
        return channels.stream().filter(closed::contains).filter(each -> are.test(facts.get(each))).toList();
    }

    private static void add(List<String> lines, List<ChannelId> channels, String before, String after) {
        if (!channels.isEmpty()) {
            lines.add(before + links(channels) + after);
        }
    }

    private static String links(Collection<ChannelId> channels) {
        return Phrases.and(Phrases.few(channels.stream().map(ChannelId::link).toList()));
    }
}
