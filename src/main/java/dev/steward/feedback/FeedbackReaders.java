package dev.steward.feedback;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Channels;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who may see an item, and change it: asked of one, and as a condition of a list. */
@Component
class FeedbackReaders {
    private static final String OTHERS = "its area's owner, ops people and admins";
    /** Of an item {@code i}, for a member below ops, whose id is given four times. */
    private static final String SEEN = """
             and (i.shared or i.submitter = ? or i.author = ?
                  or exists (select from channel_member inside
                             where inside.workspace_id = i.workspace_id and inside.channel_id = i.private_channel_id
                               and inside.user_id = ?)
                  or exists (select from area owned where owned.id = i.area_id and owned.owner_user_id = ?))
            """;

    private final Areas areas;
    private final Channels channels;

    FeedbackReaders(Areas areas, Channels channels) {
        this.areas = areas;
        this.channels = channels;
    }

    /** A part of a query's {@code where}, and its parameters; nothing where everything is seen. */
    record Condition(String sql, List<Object> parameters) {}

    /** The same as {@link #sees}, of each item {@code i} of a query. */
    static Condition seen(Person person) {
        Object user = person.user().value();
        if (person.role().atLeast(Role.OPS)) {
            return new Condition("", List.of());
        }
        return person.role().atLeast(Role.MEMBER)
                ? new Condition(SEEN, List.of(user, user, user, user))
                : new Condition(" and i.submitter = ?", List.of(user));
    }

    boolean sees(FeedbackItem item, Person person) {
        return item.sees(person, owner(item), inside(item, person));
    }

    private boolean inside(FeedbackItem item, Person person) {
        ChannelId channel = item.visibility().channel();
        return channel != null && !channels.with(item.workspace(), person.user(), List.of(channel)).isEmpty();
    }

    boolean mayChange(FeedbackItem item, Person person) {
        return sees(item, person) && item.mayChange(person, owner(item));
    }

    /** What somebody who sees an item may do with it. */
    record Allowed(boolean change, boolean share, boolean withhold) {
        static final Allowed NOTHING = new Allowed(false, false, false);

        boolean any() {
            return change || share || withhold;
        }
    }

    /** What this person may do with it now: nothing where they do not see it, or where it counts for another one. */
    Allowed allowed(FeedbackItem item, Person person) {
        if (!item.isOpen() || !sees(item, person)) {
            return Allowed.NOTHING;
        }
        UserId owner = owner(item);
        return new Allowed(item.mayChange(person, owner), item.mayShare(person),
                item.mayWithhold(person, owner, inside(item, person)));
    }

    /** Who sees it, as a sentence; mrkdwn. Null where everybody does. */
    @Nullable
    String sentence(FeedbackItem item) {
        return sentence(item.workspace(), item.visibility());
    }

    @Nullable
    String sentence(WorkspaceId workspace, Visibility visibility) {
        ChannelId channel = visibility.channel();
        if (channel == null || visibility.shared()) {
            return null;
        }
        Channel known = channels.kept(workspace, channel).map(Channels.Kept::channel)
                .orElse(Channel.hidden(workspace, channel));
        if (known.kind() == Channel.Kind.DIRECT) {
            return "Only you, whoever wrote it, " + OTHERS + " see it.";
        }
        return known.known()
                ? "Only people in " + channel.link() + ", " + OTHERS + " see it."
                : "Only you, whoever wrote it, " + OTHERS + " see it: Steward can't see who is in "
                        + channel.link() + ". Once it is in there, everybody in there sees it, too.";
    }

    private @Nullable UserId owner(FeedbackItem item) {
        return Optional.ofNullable(item.details().area()).flatMap(area -> areas.find(item.workspace(), area))
                .map(Area::owner).orElse(null);
    }
}
