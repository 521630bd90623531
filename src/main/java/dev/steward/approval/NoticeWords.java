package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.slack.api.model.block.element.ButtonElement;
import org.jspecify.annotations.Nullable;

import dev.steward.approval.CardLinks.Links;
import dev.steward.approval.Happening.Kind;
import dev.steward.policy.Silence;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/**
 * What people are told about something that happened, and who. Somebody who gets their first card of a request is told by that card,
 * and somebody who did it themselves knows it.
 */
final class NoticeWords {
    private static final int REASON = 1_000;
    private static final int ASKED = 100;

    private final ApprovalRequest request;
    private final Set<Kind> kinds;
    private final Links links;
    private final Set<UserId> hadCards;
    private final @Nullable Instant rulingDue;
    private final Map<UserId, Message> told = new LinkedHashMap<>();

    private NoticeWords(ApprovalRequest request, Set<Kind> kinds, Links links, Set<UserId> hadCards,
            @Nullable Instant rulingDue) {
        this.request = request;
        this.kinds = kinds;
        this.links = links;
        this.hadCards = hadCards;
        this.rulingDue = rulingDue;
    }

    /**
     * One message.
     *
     * @param occasion says it once: a request's version is made once, and what happened has its place in it
     * @param merges   whether it may be said together with others of its kind
     */
    record Told(UserId to, String occasion, Message message, boolean merges) {}

    /**
     * What to say about a change, after it was made.
     *
     * @param hadCards  who had a card of it before
     * @param rulingDue until when a block is to be ruled on; null for no such time
     */
    static List<Told> of(ApprovalRequest request, Links links, Set<UserId> hadCards, @Nullable Instant rulingDue) {
        Set<Kind> kinds = request.happenings().stream().map(Happening::kind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < request.happenings().size(); i++) {
            Happening happening = request.happenings().get(i);
            String occasion = "round " + request.round() + " version " + (request.version() + 1) + "." + i + " "
                    + happening.kind().name().toLowerCase(java.util.Locale.ROOT);
            boolean merges = happening.kind() == Kind.REMINDED || happening.kind() == Kind.TIME_UP
                    || happening.kind() == Kind.NEEDED_NOW;
            new NoticeWords(request, kinds, links, hadCards, rulingDue).about(happening)
                    .forEach((to, message) -> all.add(new Told(to, occasion, message, merges
                            && message.blocks().isEmpty())));
        }
        return all;
    }

    private Map<UserId, Message> about(Happening it) {
        UserId requester = request.requester();
        String by = it.by() == null ? "Steward" : it.by().mention();
        switch (it.kind()) {
            case ASKED -> {
                if (!again()) {
                    it.to().forEach(person -> withCard(person, what(person) + " waits for your answer now."));
                }
            }
            case CHANGES_REQUESTED -> say(requester, by + " asks for changes to " + what(requester) + quote(it),
                    ApprovalCard.CHANGE.primary("Change and resubmit", AsShown.of(request)));
            case BLOCKED -> {
                say(requester, by + " blocks " + what(requester) + quote(it) + "\n" + Phrases.people(it.to())
                        + " decide whether it goes ahead" + until() + ".");
                it.to().forEach(person -> withCard(person,
                        by + " blocks " + what(person) + ", and you are asked to rule on it" + until() + quote(it)));
            }
            case OVERRULED -> {
                it.about().forEach(blocker -> say(blocker, by + " overruled your block of " + what(blocker)
                        + Quoted.ending(it.words(), REASON) + " Your dissent is on record."));
                if (!kinds.contains(Kind.DECIDED)) {
                    say(requester, by + " overruled the block of " + what(requester)
                            + Quoted.ending(it.words(), REASON) + " It goes on.");
                }
            }
            case UPHELD -> it.about().forEach(blocker -> say(blocker, by + " upheld your block of " + what(blocker)
                    + Quoted.ending(it.words(), REASON)));
            case DELEGATED -> {
                say(requester, by + " handed " + what(requester) + " to " + Phrases.people(it.to()) + ".");
                it.to().forEach(person -> withCard(person, by + " asks you to answer " + what(person)
                        + " in their place."));
            }
            case HANDED_OVER -> {
                say(requester, Phrases.people(it.about()) + " is away, so " + Phrases.people(it.to()) + " answers "
                        + what(requester) + " instead.");
                it.to().forEach(person -> withCard(person, Phrases.people(it.about())
                        + " is away. Please answer " + what(person) + " in their place."));
            }
            case LAPSED -> say(requester, Phrases.people(it.to()) + (it.to().size() == 1 ? " is" : " are")
                    + " not asked about " + what(requester) + " any more: no longer in the group, or gone.");
            case QUESTION -> asks(it, by);
            case ANSWER -> it.to().forEach(person -> say(person, by + " answered your question about " + what(person)
                    + quote(it)));
            case REMINDED -> it.to().forEach(person -> remind(it, person));
            case CLIMBED -> it.to().forEach(person -> climbed(it, person));
            case TIME_UP -> timeUp(it);
            case NEEDED_NOW -> {
                say(requester, what(requester) + " is needed now, and waits for "
                        + Phrases.people(request.waitingFor()) + ".");
                it.to().forEach(person -> say(person, what(person) + " is needed now, and waits for you."));
            }
            case DECIDED -> decided(it);
            case WITHDRAWN -> it.to().forEach(person -> say(person, by + " withdrew " + what(person)
                    + Quoted.ending(it.words(), REASON) + " There is nothing left to do."));
            case RESUBMITTED -> hadCards.forEach(person -> say(person, again(person,
                    by + " changed " + what(person) + (it.words() == null ? "." : " (" + it.words() + ")."))));
            case REOPENED -> {
                say(requester, by + " reopened " + what(requester) + Quoted.ending(it.words(), REASON));
                hadCards.forEach(person -> say(person, again(person,
                        by + " reopened " + what(person) + Quoted.ending(it.words(), REASON))));
            }
            case OPENED, APPROVED, STAGE_PASSED -> {
                // the cards show it
            }
        }
        if (it.by() != null) {
            told.remove(it.by());
        }
        return told;
    }

    private boolean again() {
        return kinds.contains(Kind.RESUBMITTED) || kinds.contains(Kind.REOPENED);
    }

    private String again(UserId person, String happened) {
        return happened + " " + switch (Place.of(request, person)) {
            case Place.Turn turn -> "Please look at it again.";
            case Place.Answered(var run, var seat) when seat.says(Answer.Word.APPROVES) ->
                "Your approval stands: what you agreed to is as it was.";
            default -> request.state().open() ? "You need not do anything now." : "It is decided.";
        };
    }

    private void asks(Happening it, String by) {
        Exchange asked = request.exchanges().getLast();
        say(request.requester(), by + " has a question about " + what(request.requester()) + quote(it),
                ApprovalCard.answerButton(request, asked));
    }

    /** Without a block, so that several can be said together. */
    private void remind(Happening it, UserId person) {
        if (person.equals(request.requester())) {
            told.put(person, Message.of(what(person) + " waits for you to change it, and to resubmit it."));
        } else {
            told.put(person, Message.of((it.by() == null ? "" : it.by().mention() + " reminds you: ") + what(person)
                    + " waits for your " + (request.state() == RequestState.BLOCKED ? "ruling" : "answer")
                    + since(person) + "."));
        }
    }

    private String since(UserId person) {
        return switch (Place.of(request, person)) {
            case Place.Turn(var run, var seat) -> " since " + Phrases.time(seat.since());
            case Place.Rules(var seat) -> " since " + Phrases.time(seat.since());
            default -> "";
        };
    }

    /** Whoever may decide gets a card that says so; the others are told so that they can help. */
    private void climbed(Happening it, UserId person) {
        boolean may = request.waitingFor().contains(person);
        String silent = Phrases.people(it.about()) + (it.about().size() == 1 ? " has" : " have") + " not "
                + (it.stage() == null ? "ruled on the block of " : "answered ") + what(person) + " yet";
        if (may) {
            withCard(person, silent + "; you may decide it too.");
        } else {
            say(person, silent + ". You are told so that you can help.",
                    ApprovalCard.DETAILS.button("Details", AsShown.of(request)));
        }
    }

    private void timeUp(Happening it) {
        Silence silence = it.words() == null ? Silence.WAIT : Silence.valueOf(it.words());
        UserId requester = request.requester();
        if (silence == Silence.WAIT) {
            String todo = it.stage() == null ? "to rule on the block of " : "to answer ";
            it.to().forEach(person -> {
                if (hadCards.contains(person)) {
                    told.put(person, Message.of("The time " + todo + what(person) + " is up, and it waits for you."));
                }
            });
            told.put(requester, Message.of("The time " + todo + what(requester) + " is up. It goes on waiting for "
                    + Phrases.people(it.to()) + "."));
        } else if (silence == Silence.APPROVE && !kinds.contains(Kind.DECIDED)) {
            told.put(requester, Message.of("Nobody objected to " + what(requester)
                    + " in time, so that part of it counts as agreed."));
        }
    }

    private void decided(Happening it) {
        Outcome outcome = request.outcome().orElse(null);
        if (outcome == null || outcome.how() == Outcome.How.AUTONOMOUS) {
            return;
        }
        String how = switch (outcome.how()) {
            case SILENCE -> outcome.approved()
                    ? ": nobody objected in time."
                    : ": nobody answered in time.";
            case RULING -> ": " + (it.by() == null ? "the" : it.by().mention() + " upheld the") + " block"
                    + Quoted.ending(it.words(), REASON);
            case AGREED, AUTONOMOUS -> StateLine.byWhom(request) + ".";
        };
        say(request.requester(), (outcome.approved() ? "✓ " : "✗ ") + what(request.requester()) + " is *"
                + outcome.word() + "*" + how);
    }

    private String until() {
        return rulingDue == null ? "" : " until " + Phrases.time(rulingDue);
    }

    /** The request by a link to the card that this person has of it. */
    private String what(UserId person) {
        String link = person.equals(request.requester()) ? links.card() : links.asks().get(person);
        String reference = request.facts().reference().toString();
        return (link == null ? "*" + reference + "*" : "<" + link.replace("&", "&amp;") + "|" + reference + ">") + " "
                + Quoted.title(request.question().asked(), ASKED);
    }

    private static String quote(Happening it) {
        return it.words() == null || it.words().isBlank() ? "." : ":\n" + Quoted.block(it.words(), REASON);
    }

    private void withCard(UserId person, String mrkdwn) {
        if (hadCards.contains(person)) {
            say(person, mrkdwn);
        }
    }

    private void say(UserId person, String mrkdwn, ButtonElement... buttons) {
        told.put(person, buttons.length == 0
                ? Message.of(mrkdwn)
                : new Message(mrkdwn, List.of(TextBlocks.section("approval.notice", mrkdwn),
                        actions(row -> row.blockId("approval.notice.buttons").elements(List.of(buttons))))));
    }
}
