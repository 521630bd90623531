package dev.steward.approval;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Initiative;
import dev.steward.policy.Approver;
import dev.steward.schedule.Absences.Away;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;

/**
 * A request with all that is shown beside it.
 *
 * @param ahead     what time will bring, earliest first
 * @param history   what happened, earliest first
 * @param decisions what it came to, the latest last
 * @param names     of people, as typed in Slack
 * @param groups    handles of user groups by their ids, without the at sign
 * @param away      who of its people is away now
 */
record Shown(ApprovalRequest request, @Nullable Initiative initiative, List<Ahead> ahead, List<Happening> history,
        List<Decision> decisions, Map<UserId, String> names, Map<String, String> groups, Map<UserId, Away> away) {
    private static final int LONGEST_NAME = 60;

    /** Their name, which calls nobody: for people who have nothing to do yet. */
    String name(UserId person) {
        String name = names.get(person);
        return name == null || name.isBlank() ? "somebody" : Mrkdwn.escape(name, LONGEST_NAME);
    }

    String names(List<UserId> people) {
        return Phrases.and(Phrases.few(people.stream().map(this::name).toList()));
    }

    /** Whom a policy means, calling nobody. */
    String words(Approver approver) {
        return switch (approver) {
            case Approver.Person(var user) -> name(user);
            case Approver.Group group -> group.byHandle()
                    ? group.words()
                    : Mrkdwn.escape("@" + groups.getOrDefault(group.group(), "a user group"), LONGEST_NAME);
            case Approver.Email email -> email.words();
            case Approver.Holder holder -> holder.words();
        };
    }

    /** The last decision, where that is what the request came to in its present round. */
    Optional<Decision> decision() {
        return decisions.stream().filter(each -> each.round() == request.round()).reduce((one, other) -> other);
    }

    /** The last time that this happened. */
    Optional<Happening> last(Happening.Kind kind) {
        return history.stream().filter(each -> each.kind() == kind).reduce((one, other) -> other);
    }
}
