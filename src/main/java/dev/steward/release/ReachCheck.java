package dev.steward.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import dev.steward.slack.Phrases;
import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;

/**
 * What somebody should know of the channels that a release goes to before it does, and whether they may send it there. Pure.
 *
 * @param channels where it goes
 * @param closed   those of them that this person chose and may not send anything to
 * @param isPublic whether it is on the public changelog as well
 * @param facts    what Slack told of them; missing where it did not
 */
record ReachCheck(Set<ChannelId> channels, Set<ChannelId> closed, boolean isPublic, Map<ChannelId, Channel> facts) {

    /** As sentences of mrkdwn, the most important first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        refusals().forEach(refusal -> lines.add(":no_entry: " + refusal));
        List<ChannelId> hidden = those(ReachCheck::hidden).stream()
                .filter(each -> !closed.contains(each)).toList();
        add(lines, hidden, ":lock: *Steward cannot post in ", "*: private without Steward in it, or gone. Type "
                + "`/invite @Steward` there, then look again.");
        add(lines, those(Channel::archived), ":file_cabinet: *Archived*: ", ". Nothing can be posted there.");
        add(lines, those(Channel::shared), ":busts_in_silhouette: *Shared with other organisations*: ",
                ". Their people read it too.");
        if (isPublic) {
            add(lines, those(each -> !each.open()), ":warning: *Private and public at once*: it goes to ",
                    ", and anyone who has the changelog’s address can read it as well.");
        }
        people().ifPresent(lines::add);
        add(lines, channels.stream().filter(each -> !facts.containsKey(each) && !closed.contains(each)).toList(),
                ":grey_question: Slack did not say anything about ", " just now. Look again in a moment.");
        return lines;
    }

    /** Why this person may not; empty when they may. */
    Optional<String> refusal() {
        List<String> refusals = refusals();
        return refusals.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", refusals));
    }

    private List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        add(refusals, those(each -> closed.contains(each.id()) && !hidden(each)), "You are not in ",
                ", which is private. Somebody who is can publish this, or you take the channel out.");
        add(refusals, those(each -> closed.contains(each.id()) && hidden(each)), "Steward cannot see ",
                ": private without Steward in it, or gone. Type `/invite @Steward` there and look again, or take the "
                        + "channel out.");
        add(refusals, channels.stream().filter(each -> closed.contains(each) && !facts.containsKey(each)).toList(),
                "Slack has not said yet whether you are in ", ". Please look again.");
        return refusals;
    }

    private static boolean hidden(Channel channel) {
        return !channel.known();
    }

    /** Somebody may be in several of them, and apps count too. */
    private Optional<String> people() {
        List<Integer> counts = facts.values().stream()
                .filter(each -> each.known() && !each.archived() && !closed.contains(each.id()))
                .map(Channel::people)
                .filter(java.util.Objects::nonNull).toList();
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

    private List<ChannelId> those(Predicate<Channel> are) {
        return channels.stream().filter(each -> facts.containsKey(each) && are.test(facts.get(each))).toList();
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
