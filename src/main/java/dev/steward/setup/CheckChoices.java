package dev.steward.setup;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.workspace.Area;
import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Settings;
import dev.steward.workspace.UserId;

/**
 * Whether the channels and people chosen in the setup forms can be what they are chosen for: a form's ids are claims. What was so before
 * stays, so that whoever changes something else is not held up by it.
 */
@Component
class CheckChoices {
    private static final String NO_MEMBER = "Please choose members of this workspace: no guests, no apps, nobody of another "
            + "organisation, and nobody whose account is closed.";

    private final ChannelAccess channels;
    private final Members members;
    private final Settings settings;

    CheckChoices(ChannelAccess channels, Members members, Settings settings) {
        this.channels = channels;
        this.members = members;
        this.settings = settings;
    }

    /** A sentence for each field that cannot be taken, by block id. */
    Map<String, String> mistakes(Actor actor, SetupForm.Valid form) {
        var mistakes = new LinkedHashMap<String, String>();
        put(mistakes, SetupForm.INTAKE,
                channel(actor, form.intakeChannel(), settings.intakeChannel(actor.workspace()).orElse(null)));
        if (form.ops() != null) {
            Set<UserId> chosen = new HashSet<>(form.ops());
            members.granted(actor.workspace()).stream().map(Member::id).forEach(chosen::remove);
            if (!members.reachable(actor.workspace(), chosen).equals(chosen)) {
                mistakes.put(SetupForm.OPS, NO_MEMBER);
            }
        }
        return mistakes;
    }

    /** @param before the area that is changed; null for a new one */
    Map<String, String> mistakes(Actor actor, AreaForm.Typed typed, @Nullable Area before) {
        var mistakes = new LinkedHashMap<String, String>();
        UserId owner = typed.owner();
        if (owner != null && !(before != null && owner.equals(before.owner()))
                && members.reachable(actor.workspace(), List.of(owner)).isEmpty()) {
            mistakes.put(AreaForm.OWNER, NO_MEMBER);
        }
        if (typed.intakeChannel() != null) {
            put(mistakes, AreaForm.CHANNEL,
                    channel(actor, typed.intakeChannel(), before == null ? null : before.intakeChannel()));
        }
        return mistakes;
    }

    private @Nullable String channel(Actor actor, ChannelId chosen, @Nullable ChannelId before) {
        if (Objects.equals(chosen, before)) {
            return null;
        }
        Channel channel = channels.find(actor.workspace(), chosen);
        if (!channel.known()) {
            return "Steward can't see this channel. Type /invite @Steward there, then save again.";
        }
        if (channel.archived()) {
            return "This channel is archived. Please choose another.";
        }
        return channels.sees(actor, chosen) ? null : "You are not in this channel. Please choose one you are in.";
    }

    private static void put(Map<String, String> mistakes, String field, @Nullable String sentence) {
        if (sentence != null) {
            mistakes.put(field, sentence);
        }
    }
}
