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

    /** @param held whether it may have arrived */
    void of(Delivery delivery, String failure, boolean held) {
        if (says(delivery.label()) || delivery.way() == Lane.Way.RESPONSE
                || delivery.way() == Lane.Way.EPHEMERAL || Reasons.nobodyCanBeTold(failure)) {
            return;
        }
        var thing = things.stream()
                .flatMap(each -> each.find(delivery.workspace(), Set.of(delivery.thing())).values().stream())
                .findFirst();
        String what = thing.map(each -> "A message about *" + each.name() + "*").orElse("A message");
        var owner = thing.map(Things.Thing::owner);
        owner.ifPresent(user -> say(delivery, "undelivered to " + delivery.recipient(), user,
                sentence(what, delivery, failure, held) + " Admins can send it again: `/steward deliveries`."));
        Set<UserId> admins = members.with(delivery.workspace(), Role.ADMIN).stream().map(member -> member.id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        owner.ifPresent(admins::remove);
        var today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        for (UserId admin : admins) {
            notices.getObject().say(delivery.workspace(), delivery.workspace().value(),
                    "undelivered to " + delivery.recipient() + " on " + today + ": " + failure,
                    new Notices.Recipient.Direct(admin), Message.of(sentence(what, delivery, failure, held)
                            + " `/steward deliveries` lists what waits and what failed."),
                    RULE);
        }
    }

    private static String sentence(String what, Delivery delivery, String failure, boolean held) {
        String to = Recipients.mrkdwn(delivery.recipient());
        return held
                ? what + " to " + to + " may not have arrived. " + Reasons.held(delivery.recipient())
                : what + " did not reach " + to + ". " + Reasons.of(failure);
    }

    private void say(Delivery delivery, String occasion, UserId user, String mrkdwn) {
        notices.getObject().say(delivery.workspace(), delivery.thing(), occasion, new Notices.Recipient.Direct(user),
                Message.of(mrkdwn), RULE);
    }

    /** Whether a notice of this occasion tells of a failure itself. */
    static boolean says(String occasion) {
        return occasion.startsWith(RULE);
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
