package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.release.ComposeDraft.Composed;
import dev.steward.release.Hook.Came;
import dev.steward.release.Hook.Outcome;
import dev.steward.release.ReviseDraft.Change;
import dev.steward.release.ReviseDraft.Revised;

/**
 * Works what a source says into drafts: what arrives within its window is one draft, and a draft nobody has planned yet follows its
 * source. Its caller has locked the source, so that nothing else of it is at work; releases are locked after it, never before.
 */
@Component
class TakeNews {
    private final Parts parts;
    private final Intakes intakes;
    private final Releases releases;
    private final DraftRelease drafts;
    private final ChangeRelease changes;
    private final TellIntake tell;

    TakeNews(Parts parts, Intakes intakes, Releases releases, DraftRelease drafts, ChangeRelease changes,
            TellIntake tell) {
        this.parts = parts;
        this.intakes = intakes;
        this.releases = releases;
        this.drafts = drafts;
        this.changes = changes;
        this.tell = tell;
    }

    /** Said again, the same changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    Came take(Source source, List<Shipped> news, Instant now) {
        Map<String, Part> known = parts.find(source, news.stream().map(Shipped::key).toList());
        List<Part> joining = new ArrayList<>();
        Map<ReleaseId, List<Change>> told = new TreeMap<>(Comparator.comparing(ReleaseId::value));
        List<Part> silent = new ArrayList<>();
        for (Shipped each : news) {
            Part before = known.get(each.key());
            Part after = before == null ? new Part(each, null) : before.hears(each);
            if (after.equals(before)) {
                continue;
            }
            if (before != null && before.release() != null) {
                told.computeIfAbsent(before.release(), release -> new ArrayList<>()).add(new Change(before, after));
            } else if (after.asksToBeTold()) {
                joining.add(after);
            } else {
                silent.add(after);
            }
        }
        parts.save(source, silent);
        List<ReleaseId> touched = new ArrayList<>();
        told.forEach((release, changed) -> {
            follow(source, release, changed);
            touched.add(release);
        });
        if (!joining.isEmpty()) {
            touched.add(join(source, joining, now));
        }
        return new Came(Outcome.TAKEN, reason(news, joining, told.values().stream().mapToInt(List::size).sum(), silent),
                200, Map.of(), touched.isEmpty() ? null : touched.getLast());
    }

    private static String reason(List<Shipped> news, List<Part> joining, int changed, List<Part> silent) {
        List<String> said = new ArrayList<>();
        if (!joining.isEmpty()) {
            said.add((joining.size() == 1 ? ComposeDraft.name(joining.getFirst().is()) : joining.size() + " packages")
                    + (joining.size() == 1 ? " stands" : " stand") + " in a draft.");
        }
        if (changed > 0) {
            said.add(changed == 1
                    ? "What was known of one has changed."
                    : "What was known of " + changed + " has changed.");
        }
        long early = silent.stream().filter(part -> part.is().standing() == Shipped.Standing.PRERELEASE).count();
        if (early > 0) {
            said.add("A prerelease asks for no announcement until it is a release.");
        }
        if (silent.size() > early) {
            said.add("Nothing told of what is gone.");
        }
        return said.isEmpty()
                ? news.size() == 1
                        ? "That is known, or older than what is known."
                        : "All of that is known, or older than what is known."
                : String.join(" ", said);
    }

    /** What a release tells of has changed: a draft follows, of anything else its owner hears. */
    private void follow(Source source, ReleaseId id, List<Change> changed) {
        Optional<Release> found = releases.lock(source.workspace(), id);
        Optional<Intake> intake = intakes.of(source.workspace(), id);
        if (found.isPresent() && intake.isPresent() && found.get().state() == State.DRAFT) {
            revise(source, found.get(), intake.get(), changed, List.of());
            return;
        }
        parts.save(source, changed.stream().map(Change::after).map(Objects::requireNonNull).toList());
        if (found.isPresent() && intake.isPresent()
                && (found.get().state() == State.PLANNED || found.get().state() == State.PUBLISHED)) {
            tell.changedAtSource(found.get(), intake.get(), changed);
        }
    }

    private ReleaseId join(Source source, List<Part> joining, Instant now) {
        Optional<Intake> open = intakes.open(source, now);
        Optional<Release> draft = open.flatMap(intake -> releases.lock(source.workspace(), intake.release()))
                .filter(release -> release.state() == State.DRAFT);
        if (open.isPresent() && draft.isPresent()) {
            revise(source, draft.get(), open.get(), List.of(), joining);
            return draft.get().facts().id();
        }
        return begin(source, joining, now);
    }

    private ReleaseId begin(Source source, List<Part> joining, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Composed composed = ComposeDraft.of(joining);
        var content = new Content(composed.title(), composed.version(), source.tier(), source.area(), List.of(),
                List.of(), composed.changed(), "", "", "", List.of(), List.of(), Content.EMPTY.digests(),
                Content.EMPTY.changelog(), List.of());
        Release draft = drafts.draft(source.workspace(), "intake:" + id, source.owner(), content, new When.Now());
        ReleaseId release = draft.facts().id();
        parts.save(source, joining.stream().map(part -> part.in(release)).toList());
        var intake = new Intake(id, source.workspace(), source.id(), release, now,
                now.plus(Duration.ofMinutes(source.minutes())), composed, 0, true);
        intakes.add(intake);
        tell.begun(intake, source.owner());
        return release;
    }

    /** @param changed of what it tells already */
    private void revise(Source source, Release draft, Intake intake, List<Change> changed, List<Part> joining) {
        ReleaseId id = draft.facts().id();
        Map<String, Part> now = parts.of(source.workspace(), id).stream()
                .collect(Collectors.toMap(part -> part.is().key(), part -> part, (one, same) -> one,
                        LinkedHashMap::new));
        List<Part> saved = new ArrayList<>();
        List<Change> seen = new ArrayList<>();
        for (Change change : changed) {
            Part after = Objects.requireNonNull(change.after());
            boolean stays = after.asksToBeTold();
            saved.add(after.in(stays ? id : null));
            if (stays) {
                now.put(after.is().key(), after);
            } else {
                now.remove(after.is().key());
            }
            if (!stays || change.before() == null || !after.readsLike(change.before())) {
                seen.add(new Change(change.before(), stays ? after : null));
            }
        }
        for (Part part : joining) {
            Part joined = part.in(id);
            saved.add(joined);
            now.put(part.is().key(), joined);
            seen.add(new Change(null, joined));
        }
        parts.save(source, saved);
        if (now.isEmpty()) {
            empty(source, draft, intake);
            return;
        }
        Composed fresh = ComposeDraft.of(now.values());
        Revised revised = ReviseDraft.of(draft.content(), intake.composed(), fresh, seen);
        intakes.composed(intake.with(fresh));
        if (!revised.content().equals(draft.content())) {
            changes.change(source.workspace(), id,
                    (release, around) -> release.composed(revised.content(), around.now()));
        }
        tell.revised(draft, intake, revised.unseen());
    }

    /** Nothing is left to tell of: what nobody has written in goes, what somebody has is theirs. */
    private void empty(Source source, Release draft, Intake intake) {
        if (untouched(draft.content(), intake.composed())) {
            changes.change(source.workspace(), draft.facts().id(),
                    (release, around) -> release.emptied(around.now()));
        } else {
            tell.emptied(draft, intake);
        }
    }

    /** Whether nobody has written anything there. */
    private static boolean untouched(Content content, Composed last) {
        return ReviseDraft.alike(content.title(), last.title()) && ReviseDraft.alike(content.version(), last.version())
                && ReviseDraft.alike(content.changed(), last.changed()) && content.why().isBlank()
                && content.affected().isBlank() && content.action().isBlank() && content.audiences().isEmpty()
                && content.initiatives().isEmpty() && content.feedback().isEmpty();
    }
}
