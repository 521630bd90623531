package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import dev.steward.initiative.InitiativeId;
import dev.steward.release.Happening.Kind;
import dev.steward.release.Release.Facts;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What a release may do, and when it goes out. */
class ReleaseTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TUESDAY = MONDAY.plusSeconds(86_400);
    private static final UserId ANN = new UserId("UANN");
    private static final UserId BEN = new UserId("UBEN");
    private static final UserId CAT = new UserId("UCAT");
    private static final InitiativeId EXPORT = new InitiativeId(new UUID(0, 7));
    private static final int WIDE = 3;
    private static final ReleaseJson JSON = new ReleaseJson();

    @Test
    void itGoesOutAtOnceWhereNothingIsWaitedFor() {
        Release release = draft(new When.Now());
        release.plan(ANN, Role.MEMBER, reach(2), WIDE, null, MONDAY);
        assertThat(release.state()).isEqualTo(State.PUBLISHED);
        assertThat(release.edition()).isEqualTo(1);
        assertThat(release.publishedAt()).isEqualTo(MONDAY);
        assertThat(kinds(release)).containsExactly(Kind.PUBLISHED);
    }

    @Test
    void itWaitsForItsTime() {
        Release release = draft(new When.At(TUESDAY));
        release.plan(ANN, Role.MEMBER, reach(2), WIDE, null, MONDAY);
        assertThat(release.goesAt()).isEqualTo(TUESDAY);
        release = again(release);
        release.timeCome(reach(2), WIDE, TUESDAY.minusSeconds(1));
        assertThat(release.state()).isEqualTo(State.PLANNED);
        release.timeCome(reach(2), WIDE, TUESDAY);
        assertThat(kinds(release)).containsExactly(Kind.PUBLISHED);
    }

    @Test
    void aTimeThatHasPassedIsRefused() {
        Release release = draft(new When.At(MONDAY));
        assertThat(refusal(() -> release.plan(ANN, Role.MEMBER, reach(1), WIDE, null, MONDAY)))
                .isEqualTo("That time has passed. Choose a later one, or now.");
    }

    @Test
    void itWaitsForItsGateAndHearsANoOnce() {
        Release release = draft(new When.OnGate("launch", EXPORT));
        release.plan(ANN, Role.MEMBER, reach(2), WIDE, null, MONDAY);
        release = again(release);
        release.gateDecided("launch", EXPORT, false, "DEC-1", MONDAY.minusSeconds(1), reach(2), WIDE, MONDAY);
        assertThat(release.happenings()).as("a no from before it was planned").isEmpty();
        release.gateDecided("launch", EXPORT, false, "DEC-2", TUESDAY, reach(2), WIDE, TUESDAY);
        release.gateDecided("launch", EXPORT, false, "DEC-2", TUESDAY, reach(2), WIDE, TUESDAY);
        assertThat(kinds(release)).containsExactly(Kind.GATE_SAID_NO);
        release.gateDecided("build", EXPORT, true, "DEC-3", TUESDAY, reach(2), WIDE, TUESDAY);
        assertThat(release.state()).isEqualTo(State.PLANNED);
        release.gateDecided("launch", EXPORT, true, "DEC-4", TUESDAY, reach(2), WIDE, TUESDAY);
        assertThat(release.state()).isEqualTo(State.PUBLISHED);
    }

    @Test
    void aWideReachNeedsASecondPerson() {
        Release release = draft(new When.Now());
        assertThat(refusal(() -> release.plan(ANN, Role.MEMBER, reach(4), WIDE, null, MONDAY)))
                .contains("It reaches 4 channels").contains("Choose who looks at it first.");
        assertThat(refusal(() -> release.plan(ANN, Role.MEMBER, reach(4), WIDE, ANN, MONDAY)))
                .contains("Choose somebody else");
        release.plan(ANN, Role.MEMBER, reach(4), WIDE, BEN, MONDAY);
        assertThat(release.onlySecondMissing()).isTrue();
        Release planned = again(release);
        assertThat(refusal(() -> planned.agree(CAT, reach(4), WIDE, MONDAY))).contains("Only <@UBEN>");
        planned.agree(BEN, reach(4), WIDE, TUESDAY);
        assertThat(kinds(planned)).containsExactly(Kind.AGREED, Kind.PUBLISHED);
    }

    @Test
    void whatTheSecondPersonAgreedToIsWhatGoesOut() {
        Release release = draft(new When.At(TUESDAY));
        release.plan(ANN, Role.MEMBER, reach(4), WIDE, BEN, MONDAY);
        release.agree(BEN, reach(4), WIDE, MONDAY);
        release = again(release);
        release.edit(ANN, Role.MEMBER, content("Other words"), release.when(), reach(4), WIDE, MONDAY);
        assertThat(kinds(release)).containsExactly(Kind.EDITED, Kind.SECOND_ASKED);
        release = again(release);
        release.timeCome(reach(4), WIDE, TUESDAY);
        assertThat(kinds(release)).containsExactly(Kind.WAITS_FOR_SECOND);
        release = again(release);
        release.edit(ANN, Role.MEMBER, content("Better words"), release.when(), reach(4), WIDE,
                TUESDAY.plusSeconds(60));
        assertThat(release.onlySecondMissing()).as("its time has come all the same").isTrue();
        release.agree(BEN, reach(4), WIDE, TUESDAY.plusSeconds(90));
        assertThat(release.state()).isEqualTo(State.PUBLISHED);
    }

    @Test
    void anotherTimeAloneNeedsNoSecondLook() {
        Release release = draft(new When.At(TUESDAY));
        release.plan(ANN, Role.MEMBER, reach(4), WIDE, BEN, MONDAY);
        release.agree(BEN, reach(4), WIDE, MONDAY);
        release.edit(ANN, Role.MEMBER, release.content(), new When.At(TUESDAY.plusSeconds(60)), reach(4), WIDE, MONDAY);
        assertThat(release.second()).isEqualTo(new Release.Second(BEN, MONDAY));
    }

    @Test
    void anAudienceThatGrewNeedsASecondPersonBeforeItGoes() {
        Release release = draft(new When.At(TUESDAY));
        release.plan(ANN, Role.MEMBER, reach(3), WIDE, null, MONDAY);
        release = again(release);
        release.timeCome(reach(4), WIDE, TUESDAY);
        assertThat(kinds(release)).containsExactly(Kind.NEEDS_SECOND);
        release.askOther(ANN, Role.MEMBER, BEN, TUESDAY);
        release.agree(BEN, reach(4), WIDE, TUESDAY);
        assertThat(release.state()).isEqualTo(State.PUBLISHED);
    }

    @Test
    void onlyThoseWhoMayCanChangeIt() {
        Release release = draft(new When.Now());
        assertThat(refusal(() -> release.discard(BEN, Role.MEMBER, MONDAY))).contains("Only <@UANN>");
        assertThat(release.mayEdit(CAT, Role.MEMBER)).as("an editor").isTrue();
        assertThat(release.mayEdit(BEN, Role.OPS)).isTrue();
        assertThat(refusal(() -> release.handOver(CAT, Role.MEMBER, BEN, MONDAY))).contains("can hand it over");
    }

    @Test
    void anEditionCountsWhatWasSaidAndARetractionIsTheEnd() {
        Release release = draft(new When.Now());
        release.plan(ANN, Role.MEMBER, reach(2), WIDE, null, MONDAY);
        assertThat(refusal(() -> release.edit(ANN, Role.MEMBER, release.content(), release.when(), reach(2), WIDE,
                TUESDAY))).isEqualTo("Nothing has changed.");
        release.edit(ANN, Role.MEMBER, content("More"), release.when(), reach(2), WIDE, TUESDAY);
        assertThat(release.edition()).isEqualTo(2);
        assertThat(release.listedAt()).isEqualTo(MONDAY);
        assertThat(refusal(() -> release.edit(ANN, Role.MEMBER, content("Even more"), release.when(), reach(4), WIDE,
                TUESDAY))).contains("It reaches 4 channels");
        assertThat(refusal(() -> release.retract(ANN, Role.MEMBER, " ", TUESDAY))).contains("Please say why");
        release.retract(ANN, Role.MEMBER, "It lost rows.", TUESDAY);
        assertThat(refusal(() -> release.edit(ANN, Role.MEMBER, content("Again"), release.when(), reach(2), WIDE,
                TUESDAY))).isEqualTo("It has been retracted.");
    }

    /** Whatever people, gates and time do, in whatever order. */
    @Property(tries = 2_000)
    void nothingGoesOutUnseenOrTwice(@ForAll Random random) {
        Release release = draft(List.of(new When.Now(), new When.At(TUESDAY), new When.OnGate("launch", EXPORT))
                .get(random.nextInt(3)));
        int published = 0;
        boolean agreedToThis = false;
        for (int i = 0; i < 25; i++) {
            Instant at = MONDAY.plusSeconds(i * 7_200L);
            Reach reach = reach(random.nextInt(6));
            Content before = release.content();
            int edition = release.edition();
            Release now = again(release);
            try {
                act(now, random, reach, at);
            } catch (Refused refused) {
                assertThat(now.happenings()).as("what is refused changes nothing").isEmpty();
                continue;
            }
            for (Happening each : now.happenings()) {
                switch (each.kind()) {
                    case AGREED -> agreedToThis = true;
                    case SECOND_ASKED, SENT_BACK, CALLED_BACK -> agreedToThis = false;
                    case PUBLISHED -> {
                        published++;
                        assertThat(reach.size() > WIDE && !agreedToThis).as("wide and unseen").isFalse();
                        assertThat(reach.size()).isPositive();
                    }
                    default -> {
                        // checked below
                    }
                }
            }
            assertThat(published).isLessThanOrEqualTo(1);
            assertThat(now.edition() - edition).isBetween(0, 1);
            if (release.state() == State.PUBLISHED && now.state() == State.PUBLISHED
                    && !now.content().equals(before)) {
                assertThat(now.edition()).isEqualTo(edition + 1);
            }
            if (now.state() == State.PLANNED && now.when() instanceof When.At && !now.workings().ready()) {
                assertThat(now.goesAt()).isNotNull();
            } else {
                assertThat(now.goesAt()).isNull();
            }
            release = now;
        }
    }

    private static void act(Release release, Random random, Reach reach, Instant at) {
        UserId by = List.of(ANN, BEN, CAT).get(random.nextInt(3));
        Role role = random.nextInt(4) == 0 ? Role.OPS : Role.MEMBER;
        When when = List.of(new When.Now(), new When.At(at.plusSeconds(10_000)), new When.OnGate("launch", EXPORT))
                .get(random.nextInt(3));
        switch (random.nextInt(11)) {
            case 0, 1 -> release.plan(by, role, reach, WIDE, random.nextBoolean() ? BEN : null, at);
            case 2 -> release.edit(by, role, content("Words " + random.nextInt(3)), when, reach, WIDE, at);
            case 3 -> release.edit(by, role, release.content(), when, reach, WIDE, at);
            case 4 -> release.agree(BEN, reach, WIDE, at);
            case 5 -> release.sendBack(BEN, "No", at);
            case 6 -> release.timeCome(reach, WIDE, at);
            case 7 -> release.gateDecided("launch", EXPORT, random.nextBoolean(), "DEC-" + random.nextInt(3), at, reach,
                    WIDE, at);
            case 8 -> release.callBack(by, role, at);
            case 9 -> release.askOther(by, role, by.equals(CAT) ? BEN : CAT, at);
            default -> release.retract(by, role, "Wrong", at);
        }
    }

    private static Release draft(When when) {
        return again(Release.draft(new Facts(new ReleaseId(new UUID(0, 1)), new WorkspaceId(new UUID(0, 2)),
                new Reference(4), MONDAY), ANN, content("You can export."), when));
    }

    /** As it is read from the database. */
    private static Release again(Release release) {
        return new Release(release.facts(), release.version() + 1, JSON.read(JSON.write(release.workings())));
    }

    private static Content content(String changed) {
        return new Content("Ledger export", "2.0", 2, null, List.of(EXPORT), List.of("FB-12"), changed, "", "", "",
                List.of(), List.of(new ChannelId("C1")), true, false, List.of(CAT));
    }

    private static Reach reach(int channels) {
        var all = new LinkedHashMap<ChannelId, Optional<AudienceId>>();
        for (int i = 0; i < channels; i++) {
            all.put(new ChannelId("C" + i), Optional.empty());
        }
        return new Reach(all);
    }

    private static List<Kind> kinds(Release release) {
        return release.happenings().stream().map(Happening::kind).toList();
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        return catchThrowableOfType(Refused.class, what).sentence();
    }
}
