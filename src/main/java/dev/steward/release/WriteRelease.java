package dev.steward.release;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Gate;
import dev.steward.policy.Policies;
import dev.steward.release.ChangeRelease.Around;
import dev.steward.release.CheckWritten.Checked;
import dev.steward.release.CheckWritten.Known;
import dev.steward.release.MergeWritten.Merged;
import dev.steward.release.Writings.Writing;
import dev.steward.slack.Actor;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/**
 * Makes what somebody wrote the release: a new one, or a change of one that others may have changed since. What only one of the two changed
 * is joined; where both did, the working copy waits for a choice.
 */
@Component
class WriteRelease {
    private static final String CHOOSE = "Please choose which of the two to keep.";

    private final Writings writings;
    private final Releases releases;
    private final DraftRelease drafts;
    private final ChangeRelease changes;
    private final Copies copies;
    private final CheckReach check;
    private final Audiences audiences;
    private final Areas areas;
    private final Initiatives initiatives;
    private final Policies policies;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WriteRelease(Writings writings, Releases releases, DraftRelease drafts, ChangeRelease changes, Copies copies,
            CheckReach check, Audiences audiences, Areas areas, Initiatives initiatives, Policies policies,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.writings = writings;
        this.releases = releases;
        this.drafts = drafts;
        this.changes = changes;
        this.copies = copies;
        this.check = check;
        this.audiences = audiences;
        this.areas = areas;
        this.initiatives = initiatives;
        this.policies = policies;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** What became of it. What was typed is kept unless it was saved. */
    sealed interface Outcome {
        record Saved(Release release) implements Outcome {}

        /** Sentences of plain text by field. */
        record Mistaken(Map<String, String> sentences) implements Outcome {}

        /** Somebody else changed the same meanwhile. */
        record Contested() implements Outcome {}

        /** @param field where the sentence, mrkdwn, stands */
        record NotAllowed(String field, String sentence) implements Outcome {}

        /**
         * It reaches more than before, and is saved once that was looked at.
         *
         * @param release what it changes, as it is
         * @param content what it would say
         * @param fresh   where it does not go yet
         * @param shown   what is looked at
         * @param notice  mrkdwn; null for none
         */
        record Looks(Release release, Content content, Reach reach, Reach fresh, EditAsShown shown,
                @Nullable String notice) implements Outcome {}

        /** It was submitted or thrown away, or goes on in another window. */
        record Elsewhere() implements Outcome {}
    }

    /** @param shown what stands in the form that was submitted */
    Outcome submit(Actor actor, FormState state, Map<String, List<String>> shown) {
        return submit(actor, state, shown, null);
    }

    /** What was submitted before, now that they have looked where it goes. */
    Outcome looked(Actor actor, EditAsShown looked) {
        return submit(actor, looked.state(), Map.of(), looked);
    }

    private Outcome submit(Actor actor, FormState state, Map<String, List<String>> shown,
            @Nullable EditAsShown looked) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Writing> found = writings.lock(actor.workspace(), actor.user(), state.writing());
            if (found.isEmpty() || found.get().turn() != state.turn()) {
                return new Outcome.Elsewhere();
            }
            Writing writing = found.get();
            Written written = writing.written().with(shown);
            Outcome outcome = writing.release() == null
                    ? draft(actor, writing, ReleaseForm.withoutChoices(written))
                    : edit(actor, writing, writing.release(), written, looked);
            if (outcome instanceof Outcome.Saved) {
                writings.forget(actor.workspace(), actor.user(), writing.id());
            }
            return outcome;
        }));
    }

    private Outcome draft(Actor actor, Writing writing, Written written) {
        return switch (check(actor.workspace(), written, State.DRAFT, new When.Now())) {
            case Checked.Mistaken(var sentences) -> new Outcome.Mistaken(sentences);
            case Checked.Fine(var content, var when) -> new Outcome.Saved(drafts.draft(actor.workspace(),
                    "writing " + writing.id(), actor.user(), content, when));
        };
    }

    private Outcome edit(Actor actor, Writing writing, ReleaseId id, Written written, @Nullable EditAsShown looked) {
        Map<String, String> open = writing.contested().stream()
                .filter(key -> !ReleaseForm.chosen(written, key))
                .collect(Collectors.toMap(ReleaseForm::choice, key -> CHOOSE));
        if (!open.isEmpty()) {
            return new Outcome.Mistaken(open);
        }
        var made = new Made();
        try {
            Release saved = changes.change(actor.workspace(), id,
                    (release, around) -> made.outcome = join(actor, writing, chosen(writing, written), release,
                            around, looked));
            return made.outcome == null ? new Outcome.Saved(saved) : made.outcome;
        } catch (Refused refused) {
            return made.outcome != null
                    ? made.outcome
                    : new Outcome.NotAllowed(Field.TITLE.key(), refused.sentence());
        }
    }

    private static final class Made {
        @Nullable
        private Outcome outcome;
    }

    /** Answers null when the release is what was written; else the release stays as it is. */
    private @Nullable Outcome join(Actor actor, Writing writing, Written chosen,
            Release release, Around around, @Nullable EditAsShown looked) {
        Checked checked = check(actor.workspace(), chosen, release.state(), release.when());
        return switch (checked) {
            case Checked.Mistaken(var sentences) -> new Outcome.Mistaken(sentences);
            case Checked.Fine(var content, var when) ->
                merge(actor, writing, Written.of(content, when), release, around, looked);
        };
    }

    private @Nullable Outcome merge(Actor actor, Writing writing, Written mine, Release release, Around around,
            @Nullable EditAsShown looked) {
        Written theirs = Written.of(release.content(), release.when());
        Merged merged = release.version() == writing.version()
                ? new Merged(mine, List.of())
                : MergeWritten.merge(writing.base(), mine, theirs);
        if (!merged.contested().isEmpty()) {
            writings.turn(writing, release.version(), theirs, merged.written(), merged.contested());
            return new Outcome.Contested();
        }
        if (merged.written().equals(theirs)) {
            return null;
        }
        return switch (check(actor.workspace(), merged.written(), release.state(), release.when())) {
            case Checked.Mistaken(var sentences) -> new Outcome.Mistaken(sentences);
            case Checked.Fine(var all, var then) -> {
                Reach reach = around.reach(all);
                try {
                    Reach fresh = fresh(release, reach, around);
                    if (wider(release, all, fresh) && (looked == null || !looked.holds(all, reach))) {
                        // what is refused anyway needs no look
                        releases.find(actor.workspace(), release.facts().id()).orElseThrow().edit(actor.user(),
                                actor.role(), all, then, reach, around.wide(), around.now());
                        yield look(writing, release, theirs, merged.written(), all, reach, fresh,
                                looked == null ? null : ":warning: " + WhatChanged.WHERE);
                    }
                    check.mayGo(actor, fresh);
                    release.edit(actor.user(), actor.role(), all, then, reach, around.wide(), around.now());
                    yield null;
                } catch (Refused.LookAgain again) {
                    yield look(writing, release, theirs, merged.written(), all, reach,
                            fresh(release, reach, around), ":warning: " + again.sentence());
                } catch (Refused refused) {
                    boolean where = !release.state().equals(State.DRAFT)
                            && (reach.size() == 0 || reach.size() > around.wide())
                            && release.mayEdit(actor.user(), actor.role());
                    yield new Outcome.NotAllowed(where ? where(all) : Field.TITLE.key(), refused.sentence());
                }
            }
        };
    }

    /** Where it does not go yet; empty for a draft, which is looked at when it is published. */
    private Reach fresh(Release release, Reach reach, Around around) {
        return reach.without(switch (release.state()) {
            case PUBLISHED -> copies.of(release.facts().workspace(), release.facts().id()).values().stream()
                    .filter(copy -> !copy.removed()).map(Copy::channel).collect(Collectors.toSet());
            case PLANNED -> around.reach(release.content()).channels().keySet();
            case DRAFT, RETRACTED, DISCARDED -> reach.channels().keySet();
        });
    }

    private static boolean wider(Release release, Content content, Reach fresh) {
        boolean goes = release.state() == State.PUBLISHED || release.state() == State.PLANNED;
        return goes && (fresh.size() > 0 || content.changelog() && !release.content().changelog());
    }

    /** What was written is kept as it would be saved. */
    private Outcome look(Writing writing, Release release, Written theirs, Written merged, Content content,
            Reach reach, Reach fresh, @Nullable String notice) {
        writings.turn(writing, release.version(), theirs, merged, List.of());
        return new Outcome.Looks(release, content, reach, fresh, new EditAsShown(writing.id(), writing.turn() + 1,
                release.facts().id(), reach.fingerprint(), content.changelog()), notice);
    }

    private static String where(Content content) {
        return content.audiences().isEmpty() ? Field.CHANNELS.key() : Field.AUDIENCES.key();
    }

    /** Where theirs was chosen, it is as if mine had never been: {@code base} has theirs since somebody had to choose. */
    private static Written chosen(Writing writing, Written written) {
        Map<String, List<String>> chosen = new TreeMap<>();
        for (String whole : writing.contested()) {
            if (ReleaseForm.theirs(written, whole)) {
                MergeWritten.parts(whole).forEach(key -> chosen.put(key, writing.base().all(key)));
            }
        }
        return ReleaseForm.withoutChoices(written.with(chosen));
    }

    private Checked check(WorkspaceId workspace, Written written, State state, When present) {
        Set<InitiativeId> known = initiatives
                .find(workspace, CheckWritten.ids(written.all(Field.INITIATIVES), InitiativeId::new)).keySet();
        return CheckWritten.check(written, new Known(
                audiences.find(workspace, CheckWritten.ids(written.all(Field.AUDIENCES), AudienceId::new)).keySet(),
                areas.all(workspace).stream().map(Area::id).collect(Collectors.toSet()), new HashSet<>(known),
                policies.current(workspace).policy().gates().stream().map(Gate::name).collect(Collectors.toSet()),
                clock.instant()), state, present);
    }

    /** What was submitted from another window, if it was: the release that came of it. */
    Optional<Release> submitted(Actor actor, FormState state) {
        return releases.drafted(actor.workspace(), "writing " + state.writing());
    }
}
