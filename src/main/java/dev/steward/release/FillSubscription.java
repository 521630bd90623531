package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.release.Subscribe.ChangedMeanwhile;
import dev.steward.release.Subscribe.NoRhythm;
import dev.steward.release.Subscribe.Seen;
import dev.steward.release.Subscribe.Stands;
import dev.steward.release.Subscribe.Wanted;
import dev.steward.release.SubscriptionForm.Filled;
import dev.steward.release.SubscriptionForm.Shown;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RecurrenceAnswer;
import dev.steward.schedule.RecurrenceAnswer.NotUnderstood;
import dev.steward.schedule.RecurrenceAnswer.Understood;
import dev.steward.schedule.RecurrenceWords;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.schedule.Zones;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Members;

/** What happens in a digest's form: it is opened, filled in, and saved. */
@Component
class FillSubscription {
    private static final int OFFERED = 100;
    private static final int OPTION_TEXT = 75;
    private static final int SENTENCE = 1_500;

    private final Subscribe subscribe;
    private final SubscriptionText text;
    private final Areas areas;
    private final Members members;
    private final WorkspaceHolidays holidays;
    private final ChannelAccess channels;
    private final Clock clock;

    FillSubscription(Subscribe subscribe, SubscriptionText text, Areas areas, Members members,
            WorkspaceHolidays holidays, ChannelAccess channels, Clock clock) {
        this.subscribe = subscribe;
        this.text = text;
        this.areas = areas;
        this.members = members;
        this.holidays = holidays;
        this.channels = channels;
        this.clock = clock;
    }

    ZoneId zone(Actor actor) {
        return members.zone(actor.workspace(), actor.user());
    }

    RecurrenceAnswer understand(Actor actor, String words, ZoneId zone) {
        return RecurrenceWords.read(words, zone, clock.instant(), holidays.of(actor.workspace()));
    }

    /**
     * Opens it for a channel, or for one that is chosen in it.
     *
     * @param areas what was said of them already; null: nothing
     */
    Reply open(Actor actor, ChannelId typedIn, @Nullable Set<AreaId> wanted, @Nullable SortedSet<Integer> tiers) {
        ChannelId channel = SubscriptionForm.isChannel(typedIn) ? typedIn : null;
        Optional<Stands> stands = channel == null ? Optional.empty() : subscribe.find(actor.workspace(), channel);
        Interests before = stands.map(one -> one.subscription().interests()).orElse(Interests.ALL);
        Interests shown = new Wanted(wanted, tiers, null).over(before);
        return Reply.opens(view(actor, filled(actor, channel, stands, shown), false, stands, null));
    }

    /** Opens it on the digest of one channel. */
    Reply change(Actor actor, ChannelId channel) {
        Optional<Stands> stands = subscribe.find(actor.workspace(), channel);
        if (stands.isEmpty()) {
            return Reply.opens(Modals.says(DigestCard.TITLE, channel.link() + " has no digest any more."));
        }
        return Reply.opens(view(actor, filled(actor, channel, stands, stands.get().subscription().interests()), true,
                stands, null));
    }

    private Filled filled(Actor actor, @Nullable ChannelId channel, Optional<Stands> stands, Interests interests) {
        return new Filled(channel, interests.areas(), interests.tiers(),
                stands.isPresent() ? SubscriptionForm.KEPT : SubscriptionForm.USUAL, "",
                stands.map(one -> one.ritual().recurrence().zone()).orElseGet(() -> zone(actor)), null);
    }

    /** Something was chosen or typed that the dates, or the channel's notice, depend on. */
    Reply redraw(ActionRequest request) {
        View view = request.view();
        if (view == null) {
            return Reply.done();
        }
        Actor actor = request.actor();
        SubscriptionForm.State state = SubscriptionForm.State.read(view.getPrivateMetadata());
        Filled filled = SubscriptionForm.read(request.values(), state, zone(actor));
        Optional<Stands> stands = stands(actor, filled);
        return new Reply.Updates(view(actor, known(filled, stands), state.channel() != null, stands, null));
    }

    private Optional<Stands> stands(Actor actor, Filled filled) {
        return filled.channel() == null ? Optional.empty() : subscribe.find(actor.workspace(), filled.channel());
    }

    /** What another channel's digest has cannot be kept where there is none. */
    private static Filled known(Filled filled, Optional<Stands> stands) {
        return stands.isEmpty() && filled.rhythm().equals(SubscriptionForm.KEPT)
                ? filled.rhythm(SubscriptionForm.USUAL)
                : filled;
    }

    private View view(Actor actor, Filled filled, boolean fixed, Optional<Stands> stands, @Nullable String notice) {
        String dates = switch (rhythm(actor, filled, stands)) {
            case Understood understood -> dates(actor, understood, stands);
            case NotUnderstood unclear -> filled.words().isEmpty() && filled.rhythm().equals(SubscriptionForm.OWN)
                    ? "Type when it comes, and its next three dates show here."
                    : Mrkdwn.escape(unclear.sentence(), SENTENCE);
        };
        String there = stands.isEmpty() || fixed || notice != null
                ? notice
                : stands.get().subscription().channel().link() + " has a digest already. Saving changes it.";
        return SubscriptionForm.view(new Shown(filled, fixed,
                stands.map(one -> text.rhythm(actor.workspace(), one.ritual().recurrence())).orElse(null),
                Seen.of(stands.map(Stands::subscription)), areas.all(actor.workspace()), dates, there));
    }

    private String dates(Actor actor, Understood understood, Optional<Stands> stands) {
        Recurrence recurrence = understood.recurrence();
        boolean paused = stands.filter(one -> one.ritual().paused()).isPresent();
        return "*" + Mrkdwn.escape(text.rhythm(actor.workspace(), recurrence)) + "*\nNext: "
                + text.dates(actor.workspace(), recurrence, clock.instant())
                + (understood.timeAssumed() ? "\nNo time was said, so it is 09:00." : "")
                + (paused ? "\nIt is paused, and stays so until somebody resumes it." : "");
    }

    private RecurrenceAnswer rhythm(Actor actor, Filled filled, Optional<Stands> stands) {
        RecurrenceAnswer answer = filled.rhythm().equals(SubscriptionForm.KEPT) && stands.isPresent()
                ? new Understood(kept(stands.get().ritual().recurrence(), filled.zone()), false)
                : understand(actor, filled.rhythm().equals(SubscriptionForm.OWN) ? filled.words() : filled.rhythm(),
                        filled.zone());
        return answer instanceof Understood(Recurrence recurrence, boolean assumed) && filled.holiday() != null
                ? new Understood(recurrence.onHoliday(filled.holiday()), assumed)
                : answer;
    }

    private static Recurrence kept(Recurrence recurrence, ZoneId zone) {
        return recurrence.zone().equals(zone) ? recurrence : recurrence.in(zone);
    }

    Reply submit(SubmissionRequest request) {
        Actor actor = request.actor();
        SubscriptionForm.State state = SubscriptionForm.State.read(request.privateMetadata());
        Filled filled = SubscriptionForm.read(request.values(), state, zone(actor));
        Optional<Stands> stands = stands(actor, filled);
        boolean gone = stands.isEmpty() && filled.rhythm().equals(SubscriptionForm.KEPT);
        if (gone || !Seen.of(stands.map(Stands::subscription)).equals(state.seen())) {
            return meanwhile(actor, filled, state);
        }
        RecurrenceAnswer rhythm = rhythm(actor, filled, stands);
        Map<String, String> mistakes = new HashMap<>();
        if (filled.channel() == null) {
            mistakes.put(SubscriptionForm.CHANNEL, "Please choose a channel.");
        } else {
            Optional<String> closed = closed(actor, filled.channel());
            if (closed.isPresent() && state.channel() != null) {
                // a form of one channel has no field for it
                return new Reply.Updates(view(actor, filled, true, stands, ":no_entry: " + closed.get()));
            }
            closed.ifPresent(why -> mistakes.put(SubscriptionForm.CHANNEL, why));
        }
        if (filled.tiers().isEmpty()) {
            mistakes.put(SubscriptionForm.TIERS, "Please choose one tier at least.");
        }
        if (rhythm instanceof NotUnderstood unclear) {
            mistakes.put(filled.rhythm().equals(SubscriptionForm.OWN)
                    ? SubscriptionForm.WORDS
                    : SubscriptionForm.RHYTHM, unclear.sentence());
        }
        if (!mistakes.isEmpty() || filled.channel() == null || !(rhythm instanceof Understood understood)) {
            return new Reply.Refuses(mistakes);
        }
        Recurrence same = stands.map(one -> one.ritual().recurrence()).orElse(null);
        Recurrence recurrence = understood.recurrence().equals(same) ? null : understood.recurrence();
        Set<AreaId> known = areas.all(actor.workspace()).stream().map(Area::id).collect(Collectors.toSet());
        Set<AreaId> wanted = filled.areas().stream().filter(known::contains).collect(Collectors.toSet());
        try {
            Stands now = subscribe.subscribe(actor.workspace(), filled.channel(), actor.user(),
                    new Wanted(wanted, filled.tiers(), recurrence), state.seen());
            return new Reply.Updates(Modals.says(DigestCard.TITLE, said(now, clock.instant())));
        } catch (ChangedMeanwhile | NoRhythm meanwhile) {
            return meanwhile(actor, filled, state);
        }
    }

    /** Why they cannot give this channel a digest, plain text; empty where they can. A channel that somebody chose is a claim. */
    Optional<String> closed(Actor actor, ChannelId id) {
        Channel channel = channels.find(actor.workspace(), id);
        if (!channel.known()) {
            return Optional.of("Steward cannot see that channel: it is private without Steward in it, or gone. Type "
                    + "/invite @Steward there, then try again.");
        }
        if (!channels.sees(actor, id)) {
            return Optional.of("You are not in that channel, which is private. Somebody who is can give it a digest.");
        }
        return channel.archived()
                ? Optional.of("That channel is archived. Nothing can be posted there.")
                : Optional.empty();
    }

    /** What was typed stays; what there is now is told, and what is saved next changes that. */
    private Reply meanwhile(Actor actor, Filled filled, SubscriptionForm.State state) {
        Optional<Stands> stands = stands(actor, filled);
        String notice = stands.map(one -> "Somebody else changed this digest while you were here. It is now:\n"
                + text.of(one, clock.instant()) + "\nSave once more to put yours in its place.")
                .orElse("Somebody else stopped this digest while you were here. Subscribe to begin it anew.");
        return new Reply.Updates(
                view(actor, known(filled, stands), state.channel() != null, stands, notice));
    }

    /** What was done, as mrkdwn. */
    String said(Stands stands, Instant now) {
        ChannelId channel = stands.subscription().channel();
        return (stands.began()
                ? channel.link() + " gets a digest of releases. Where nothing is new, nothing is posted.\n"
                : "The digest of " + channel.link() + " is changed.\n") + text.of(stands, now);
    }

    Reply.Offers suggestAreas(OptionsRequest request) {
        String typed = request.typed().strip().toLowerCase(Locale.ROOT);
        return new Reply.Offers(areas.all(request.actor().workspace()).stream()
                .filter(area -> area.name().toLowerCase(Locale.ROOT).contains(typed)).limit(OFFERED)
                .map(area -> new Option(Mrkdwn.cut(area.name(), OPTION_TEXT), area.id().toString())).toList());
    }

    Reply.Offers suggestZones(OptionsRequest request) {
        return new Reply.Offers(
                Zones.like(request.typed(), OFFERED).stream().map(id -> new Option(id, id)).toList());
    }
}
