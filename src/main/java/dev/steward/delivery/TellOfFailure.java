package dev.steward.delivery;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.steward.slack.Message;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/**
 * Tells the owner of a thing that a message about it did not arrive, and the admins that something is wrong with a channel: those once
 * a day for each channel and reason. Joins the transaction that records it.
 */
@Component
class TellOfFailure implements MergeRule {
    private static final String RULE = "undelivered";
    private static final int LINES = 10;

    /** Later, because the outbox knows all merge rules and this is one of them. */
    private final ObjectProvider<Notices> notices;
    private final List<Things> things;
    private final Members members;
    private final Clock clock;

    TellOfFailure(ObjectProvider<Notices> notices, List<Things> things, Members members, Clock clock) {
        this.notices = notices;
        this.things = things;
        this.members = members;
        this.clock = clock;
    }

    void of(Delivery delivery, String failure) {
        if (delivery.label().startsWith(RULE) || delivery.way() == Lane.Way.RESPONSE
                || delivery.way() == Lane.Way.EPHEMERAL || Reasons.nobodyCanBeTold(failure)) {
            return;
        }
        var thing = things.stream()
                .flatMap(each -> each.find(delivery.workspace(), Set.of(delivery.thing())).values().stream())
                .findFirst();
        String to = Recipients.mrkdwn(delivery.recipient());
        String what = thing.map(Things.Thing::name).orElse("a message");
        var owner = thing.map(Things.Thing::owner);
        owner.ifPresent(user -> say(delivery, "undelivered to " + delivery.recipient(), user,
                "*" + what + "* did not reach " + to + ". " + Reasons.of(failure)));
        Set<UserId> admins = members.with(delivery.workspace(), Role.ADMIN).stream().map(member -> member.id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        owner.ifPresent(admins::remove);
        var today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        for (UserId admin : admins) {
            notices.getObject().say(delivery.workspace(), delivery.workspace().value(),
                    "undelivered to " + delivery.recipient() + " on " + today + ": " + failure,
                    new Notices.Recipient.Direct(admin), Message.of("*" + what + "* did not reach " + to + ". "
                            + Reasons.of(failure) + " `/steward deliveries` lists what waits and what failed."),
                    RULE);
        }
    }

    private void say(Delivery delivery, String occasion, UserId user, String mrkdwn) {
        notices.getObject().say(delivery.workspace(), delivery.thing(), occasion, new Notices.Recipient.Direct(user),
                Message.of(mrkdwn), RULE);
    }

    @Override
    public String name() {
        return RULE;
    }

    @Override
    public Message merge(List<Message> all) {
        var lines = new ArrayList<String>();
        lines.add("*" + all.size() + " messages did not arrive.*");
        all.stream().map(Message::text).distinct().limit(LINES).forEach(text -> lines.add("• " + text));
        if (all.size() > LINES) {
            lines.add("`/steward deliveries` lists them all.");
        }
        return Message.of(String.join("\n", lines));
    }
}
