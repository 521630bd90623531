package dev.steward.release;

import static dev.steward.release.GithubPayloads.NOON;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.release.Sender.Answer;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/** What arrives from outside, over HTTP, and the drafts that come of it. */
@SandboxTest
class IntakeTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private Sources sources;
    @Autowired
    private Releases releases;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Parts parts;
    @Autowired
    private Hooks hooks;
    @Autowired
    private TakeHook take;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void whatIsSentForOnePublishingIsOnePart() {
        Sender github = github();
        GithubPayloads ledger = GithubPayloads.release("ledger-api", "2.3.0").body("Exports are faster");
        Answer first = github.github(ledger.action("created"));
        assertThat(first.status()).as(first.json().toString()).isEqualTo(200);
        assertThat(first.json().path("release").stringValue()).isEqualTo("REL-1");
        github.github(ledger);
        github.github(ledger.action("released"));
        assertThat(count("release_part")).isEqualTo(1);
        Content draft = draft(1).content();
        assertThat(draft.title()).isEqualTo("ledger-api");
        assertThat(draft.version()).isEqualTo("2.3.0");
        assertThat(draft.changed()).isEqualTo("Exports are faster");
        assertThat(draft.tier()).isEqualTo(2);
        assertThat(draft(1).owner()).isEqualTo(PM.id());
    }

    @Test
    void aRepeatedDeliveryIsAnsweredAsTheFirstWas() {
        Sender github = github();
        byte[] body = GithubPayloads.release("ledger-api", "2.3.0").bytes();
        Answer first = github.github("release", "d-1", body);
        Answer again = github.github("release", "d-1", body);
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.response().headers().firstValue("Idempotent-Replayed")).contains("true");
        Answer other = github.github("release", "d-1", GithubPayloads.release("ledger-ui", "1.0").bytes());
        refused(422, "used for something else", other);
        assertThat(count("release_hook")).isEqualTo(2);
        assertThat(count("release")).isEqualTo(1);
    }

    @Test
    void everythingThatIsNotAReleaseHasItsAnswer() {
        Sender github = github();
        byte[] body = GithubPayloads.release("ledger-api", "2.3.0").bytes();
        Answer ping = github.github("ping", "p-1", bytes("{\"zen\": \"Keep it logically awesome.\"}"));
        assertThat(ping.status()).isEqualTo(200);
        assertThat(ping.detail()).contains("GitHub has found Steward");
        Answer push = github.github("push", "p-2", bytes("{}"));
        assertThat(push.status()).isEqualTo(202);
        assertThat(push.json().path("outcome").stringValue()).isEqualTo("ignored");
        assertThat(github.github(GithubPayloads.release("x", "1").draft(true)).status()).isEqualTo(202);
        refused(401, "missing", github.github("release", "d-1", "application/json", body, null));
        refused(401, "does not fit", github.github("release", "d-1", "application/json", body, "sha256=00"));
        refused(401, "does not fit", new Sender(github.address(), "wrong").github("release", "d-1", body));
        refused(400, "not JSON", github.github("release", "d-2", bytes("{\"action\": ")));
        refused(422, "not a release", github.github("release", "d-3", bytes("{\"action\": \"published\"}")));
        refused(400, "X-GitHub-Delivery", github.github("release", null, body));
        refused(400, "X-GitHub-Delivery", github.github("release", "x".repeat(201), bytes("{}")));
        refused(413, "4 MB", github.github("release", "d-4", new byte[HookEndpoint.MOST_BYTES + 1]));
        refused(404, "Nothing", new Sender(github.address().replaceFirst(".$", "z"), "s").github("ping", "d", body));
        refused(404, "Nothing",
                new Sender(slack.address() + HookEndpoint.PATH + java.util.UUID.randomUUID(), "s").github("ping", "d",
                        body));
        String form = "payload=" + java.net.URLEncoder.encode(new String(body, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8);
        assertThat(github.github("release", "d-5", "application/x-www-form-urlencoded", bytes(form),
                "sha256=" + HookSignature.of(github.secret(), bytes(form))).status()).isEqualTo(200);
        assertThat(jdbc.sql("select outcome, count(*) from release_hook group by outcome order by outcome")
                .query((row, n) -> row.getString(1) + " " + row.getInt(2)).list())
                .containsExactly("IGNORED 3", "REFUSED 4", "TAKEN 1");
    }

    @Test
    void toolsOfOnesOwnSignWithTheTime() {
        Sender tool = sender(source(Source.Kind.WEBHOOK, "builds"));
        String body = """
                {"packages": [{"name": "ledger-api", "version": "2.3.0"}, {"name": "ledger-ui", "version": "1.8.0"}]}""";
        Answer first = tool.webhook(body, "build-7", slack.clock().instant());
        assertThat(first.status()).as(first.json().toString()).isEqualTo(200);
        assertThat(first.detail()).isEqualTo("2 packages stand in a draft.");
        assertThat(tool.webhook(body, "build-7", slack.clock().instant().plusSeconds(60)).json())
                .isEqualTo(first.json());
        refused(401, "5 minutes", tool.webhook(body, "build-8", slack.clock().instant().minusSeconds(400)));
        Answer mistaken = tool.webhook("{\"packages\": [{\"name\": \"a\"}]}", "build-9", slack.clock().instant());
        refused(422, "cannot be taken", mistaken);
        assertThat(mistaken.json().path("errors").get(0).path("pointer").stringValue())
                .isEqualTo("/packages/0/version");
        assertThat(draft(1).content().title()).isEqualTo("ledger-api 2.3.0 and ledger-ui 1.8.0");
    }

    @Test
    void theSecretBeforeIsTakenForAnotherHour() {
        Source source = source(Source.Kind.GITHUB, "ledger");
        Sender before = sender(source);
        sources.rotate(slack.workspace(), source.id());
        Sender after = sender(source);
        assertThat(after.secret()).isNotEqualTo(before.secret());
        assertThat(before.github("ping", "1", bytes("{}")).status()).isEqualTo(200);
        assertThat(after.github("ping", "2", bytes("{}")).status()).isEqualTo(200);
        slack.clock().advance(Duration.ofMinutes(61));
        refused(401, "does not fit", before.github("ping", "3", bytes("{}")));
        assertThat(jdbc.sql("select secret || coalesce(earlier_secret, '') from release_source").query(String.class)
                .single()).doesNotContain(after.secret(), before.secret());
        assertThat(sources.remove(slack.workspace(), source.id(), source.version()))
                .as("it has another secret since").isEqualTo(Removal.CHANGED);
        sources.remove(slack.workspace(), source.id(), source.version() + 1);
        refused(404, "Nothing", after.github("ping", "4", bytes("{}")));
    }

    @Test
    void whatIsUnderWayWhenItsSourceIsRemovedBecomesNoDraft() {
        Source source = source(Source.Kind.GITHUB, "ledger");
        sources.remove(slack.workspace(), source.id(), source.version());
        var headers = java.util.Map.of("x-github-event", "release", "x-github-delivery", "d");
        Hook.Came came = take.take(new TakeHook.Sent(source, "k", headers,
                GithubPayloads.release("ledger-api", "2.3.0").bytes(), null)).came();
        assertThat(came.outcome()).isEqualTo(Hook.Outcome.REFUSED);
        assertThat(came.status()).isEqualTo(404);
        assertThat(count("release")).isZero();
    }

    @Test
    void whatComesWithinTheWindowIsOneDraftAndLaterAnother() {
        Sender github = github();
        for (int i = 0; i < 10; i++) {
            github.github(GithubPayloads.release("pack-" + i, "1." + i).published(NOON.plusSeconds(i)));
        }
        assertThat(count("release")).isEqualTo(1);
        assertThat(draft(1).content().title()).isEqualTo("pack-0 1.0, pack-1 1.1 and 8 others");
        assertThat(draft(1).content().changed()).contains("Notes of pack-9",
                "**[pack-9 1.9](https://github.com/fernhill/pack-9/releases/tag/v1.9)**");
        slack.clock().advance(Duration.ofMinutes(61));
        github.github(GithubPayloads.release("late", "1"));
        assertThat(count("release")).isEqualTo(2);
        assertThat(draft(2).content().title()).isEqualTo("late");
    }

    @Test
    void aPrereleaseWaitsUntilItIsARelease() {
        Sender github = github();
        GithubPayloads early = GithubPayloads.release("ledger-api", "3.0.0-rc.1").early(true);
        assertThat(github.github(early.action("prereleased")).detail()).contains("prerelease asks for no announcement");
        github.github(early);
        assertThat(count("release")).isZero();
        assertThat(jdbc.sql("select prerelease from release_part").query(Boolean.class).single()).isTrue();
        assertThat(github.github(early.action("released").early(false).updated(NOON.plusSeconds(900))).json()
                .path("release").stringValue()).isEqualTo("REL-1");
        assertThat(count("release_part")).isEqualTo(1);
        assertThat(jdbc.sql("select prerelease from release_part").query(Boolean.class).single()).isFalse();
    }

    @Test
    void aDraftFollowsItsSourceAndIsDroppedWhenNothingIsLeft() {
        Sender github = github();
        GithubPayloads api = GithubPayloads.release("ledger-api", "2.3.0");
        GithubPayloads ui = GithubPayloads.release("ledger-ui", "1.8.0").published(NOON.plusSeconds(5));
        github.github(api);
        github.github(ui);
        github.github(api.action("edited").body("Better notes").updated(NOON.plusSeconds(60)));
        assertThat(draft(1).content().changed()).contains("Better notes").doesNotContain("Notes of ledger-api");
        assertThat(github.github(api.action("edited").body("Old notes").updated(NOON.plusSeconds(30))).detail())
                .contains("older than what is known");
        github.github(api.action("unpublished").draft(true).updated(NOON.plusSeconds(90)));
        assertThat(draft(1).content().title()).isEqualTo("ledger-ui");
        github.github(ui.action("deleted").updated(NOON.plusSeconds(90)));
        assertThat(draft(1).state()).isEqualTo(State.DISCARDED);
        assertThat(github.github(ui).detail()).contains("older than what is known");
        github.github(api.updated(NOON.plusSeconds(120)));
        assertThat(draft(2).content().title()).isEqualTo("ledger-api");
    }

    @Test
    void whatPeopleWroteIsNeverOverwritten() {
        Sender github = github();
        GithubPayloads api = GithubPayloads.release("ledger-api", "2.3.0");
        github.github(api);
        writes(1, "The export", "It is fast now. Enjoy!");
        github.github(GithubPayloads.release("ledger-ui", "1.8.0"));
        assertThat(draft(1).content().title()).isEqualTo("The export");
        assertThat(draft(1).content().changed()).startsWith("It is fast now. Enjoy!\n\n**[ledger-ui 1.8.0]");
        github.github(api.action("edited").body("Other notes").updated(NOON.plusSeconds(60)));
        assertThat(draft(1).content().changed()).startsWith("It is fast now. Enjoy!");
        assertThat(slack.directMessages(PM).awaitMessage("changed at its source").text())
                .contains("ledger-api 2.3.0", "REL-1", "left as they are");
    }

    @Test
    void ofWhatIsPublishedTheOwnerHearsThatItChanged() {
        Sender github = github();
        GithubPayloads api = GithubPayloads.release("ledger-api", "2.3.0");
        github.github(api);
        publishes(1);
        github.github(api.action("edited").body("Other notes").updated(NOON.plusSeconds(60)));
        slack.directMessages(PM).awaitMessage("changed at its source");
        assertThat(draft(1).content().changed()).isEqualTo("Notes of ledger-api");
        github.github(api.action("deleted").updated(NOON.plusSeconds(90)));
        assertThat(slack.directMessages(PM).awaitMessage("is gone from its source").text()).contains("is published");
        github.github(GithubPayloads.release("ledger-ui", "1.8.0"));
        assertThat(draft(2).content().title()).isEqualTo("ledger-ui");
    }

    @Test
    void tenDeliveriesAtOnceAreOneDraft() throws Exception {
        Sender github = github();
        List<GithubPayloads> payloads = IntStream.range(0, 10)
                .mapToObj(i -> GithubPayloads.release("pack-" + i, "1." + i).published(NOON.plusSeconds(i))).toList();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(20)) {
            var answers = new ArrayList<java.util.concurrent.Future<Answer>>();
            for (int i = 0; i < 20; i++) {
                GithubPayloads payload = payloads.get(i % 10);
                String delivery = "d-" + i % 10;
                Callable<Answer> send = () -> {
                    start.await();
                    return github.github("release", delivery, payload.bytes());
                };
                answers.add(threads.submit(send));
            }
            start.countDown();
            for (var answer : answers) {
                assertThat(answer.get().status()).as(answer.get().json().toString()).isEqualTo(200);
            }
        }
        assertThat(count("release")).isEqualTo(1);
        assertThat(count("release_part")).isEqualTo(10);
        assertThat(count("release_hook")).isEqualTo(10);
        assertThat(draft(1).content().title()).isEqualTo("pack-0 1.0, pack-1 1.1 and 8 others");
        assertThat(parts.of(slack.workspace(), draft(1).facts().id())).hasSize(10);
    }

    /** Whatever the order, and however often each arrives. */
    @Test
    void anyOrderAndRepetitionGivesTheSameDraft() {
        for (int seed = 0; seed < 25; seed++) {
            var random = new Random(seed);
            List<GithubPayloads> sent = someDeliveries(random);
            Source one = source(Source.Kind.GITHUB, "one-" + seed);
            Source other = source(Source.Kind.GITHUB, "other-" + seed);
            sent.forEach(each -> takes(one, each));
            List<GithubPayloads> shuffled = new ArrayList<>(sent);
            shuffled.addAll(sent.subList(0, random.nextInt(sent.size())));
            Collections.shuffle(shuffled, random);
            shuffled.forEach(each -> takes(other, each));
            assertThat(standing(other)).as("seed " + seed + ": " + shuffled).isEqualTo(standing(one));
        }
    }

    /** What a sensible history sends: every change at a second of its own, and the events of one publishing together. */
    private static List<GithubPayloads> someDeliveries(Random random) {
        List<GithubPayloads> sent = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            GithubPayloads release = GithubPayloads.release("pack-" + i, "1." + i).published(NOON.plusSeconds(i))
                    .updated(NOON.plusSeconds(i));
            boolean early = random.nextBoolean();
            sent.add(release.action("created").early(early));
            sent.add(release.early(early));
            sent.add(release.action(early ? "prereleased" : "released").early(early));
            for (int change = 1; change < 1 + random.nextInt(5); change++) {
                GithubPayloads later = release.updated(NOON.plusSeconds(i + 100L * change)).body("Notes " + change);
                sent.add(switch (random.nextInt(5)) {
                    case 0 -> later.action("unpublished").draft(true);
                    case 1 -> later.action("released");
                    case 2 -> later.action("edited").early(true);
                    case 3 -> random.nextInt(3) == 0 ? later.action("deleted") : later.action("edited");
                    default -> later.action("edited");
                });
            }
        }
        return sent;
    }

    private void takes(Source source, GithubPayloads payload) {
        var headers = java.util.Map.of("x-github-event", "release", "x-github-delivery", "d");
        Hook.Came came = take.take(new TakeHook.Sent(source, java.util.UUID.randomUUID().toString(), headers,
                payload.bytes(), null)).came();
        assertThat(came.outcome()).as(came.reason()).isEqualTo(Hook.Outcome.TAKEN);
    }

    /** What the draft says that is left, if one is. */
    private List<String> standing(Source source) {
        return jdbc.sql("select release_id from release_intake where source_id = ?").param(source.id().value())
                .query(java.util.UUID.class).list().stream()
                .map(id -> releases.find(slack.workspace(), new ReleaseId(id)).orElseThrow())
                .filter(release -> release.state() == State.DRAFT)
                .map(release -> release.content().title() + "|" + release.content().version() + "|"
                        + release.content().changed())
                .toList();
    }

    @Test
    void itsOwnerHearsWhenTheWindowClosesAndAgainUntilTheyAct() {
        Sender github = github();
        for (int i = 0; i < 10; i++) {
            github.github(GithubPayloads.release("pack-" + i, "1." + i).published(NOON.plusSeconds(i)));
        }
        assertThat(slack.directMessages(PM).messages()).noneMatch(each -> each.text().contains("shipped"));
        slack.clock().advance(Duration.ofDays(3));
        var card = slack.directMessages(PM).awaitMessage("10 packages shipped.");
        assertThat(card.text()).contains("One draft is ready: *REL-1*", "pack-0 1.0", "From *ledger*", "Open",
                "Discard");
        slack.clock().advance(Duration.ofDays(20));
        slack.settles();
        assertThat(slack.directMessages(PM).messages().stream()
                .filter(each -> each.text().contains("is still a draft"))).hasSizeBetween(3, 5);
        publishes(1);
        slack.directMessages(PM).awaitMessage("published, of");
        long before = slack.directMessages(PM).messages().stream()
                .filter(each -> each.text().contains("is still a draft")).count();
        slack.clock().advance(Duration.ofDays(14));
        slack.settles();
        assertThat(slack.directMessages(PM).messages().stream()
                .filter(each -> each.text().contains("is still a draft"))).hasSize((int) before);
    }

    @Test
    void opsHearWhereTheOwnerHasLeftAndTakeItOver() {
        Sender github = github();
        github.github(GithubPayloads.release("ledger-api", "2.3.0"));
        slack.deactivates(PM);
        slack.settles();
        slack.clock().advance(Duration.ofDays(3));
        var card = slack.directMessages(OPS).awaitMessage("ledger-api 2.3.0 shipped.");
        assertThat(card.text()).contains("who is not here any more");
        slack.as(OPS).inDirectMessages().presses("Take it over", card);
        slack.directMessages(OPS).awaitMessage("a draft of <@" + OPS.id().value() + ">");
        assertThat(draft(1).owner()).isEqualTo(OPS.id());
        slack.clock().comesToRest();
        slack.as(OPS).inDirectMessages().presses("Discard",
                slack.directMessages(OPS).awaitMessage("ledger-api 2.3.0 shipped."));
        slack.directMessages(OPS).awaitMessage("discarded, of");
        assertThat(draft(1).state()).isEqualTo(State.DISCARDED);
    }

    @Test
    void whatWentWrongHereIsKeptAndLookedAtAgain() {
        Source source = source(Source.Kind.GITHUB, "ledger");
        Sender github = sender(source);
        jdbc.sql("alter table release_part add constraint trouble check (name <> 'ledger-api')").update();
        byte[] body = GithubPayloads.release("ledger-api", "2.3.0").bytes();
        try {
            Answer answer = github.github("release", "d-1", body);
            assertThat(answer.status()).as(answer.json().toString()).isEqualTo(202);
            assertThat(answer.json().path("outcome").stringValue()).isEqualTo("failed");
            assertThat(count("release")).isZero();
            slack.directMessages(OPS).awaitMessage("could not be worked into a draft");
        } finally {
            jdbc.sql("alter table release_part drop constraint trouble").update();
        }
        var hook = hooks.latest(slack.workspace(), null, 10).getFirst();
        assertThat(take.replay(slack.workspace(), hook.id(), OPS.id()).outcome()).isEqualTo(Hook.Outcome.TAKEN);
        take.replay(slack.workspace(), hook.id(), OPS.id());
        assertThat(count("release")).isEqualTo(1);
        assertThat(hooks.find(slack.workspace(), hook.id()).orElseThrow().replayed()).isNotNull();
        slack.clock().advance(Duration.ofDays(89));
        assertThat(count("release_hook")).isEqualTo(1);
        assertThat(hooks.forget(slack.clock().instant().minus(Duration.ofDays(89)), 100)).isEqualTo(1);
    }

    private void writes(int number, String title, String changed) {
        changes.change(slack.workspace(), draft(number).facts().id(), (release, around) -> {
            Content now = release.content();
            release.edit(PM.id(), Role.MEMBER, new Content(title, now.version(), now.tier(), now.area(),
                    now.initiatives(), now.feedback(), changed, "", "", "", List.of(), List.of(), true, true,
                    List.of()), release.when(), around.reach(now), around.wide(), around.now());
        });
    }

    private void publishes(int number) {
        ChannelId general = slack.id("#general");
        changes.change(slack.workspace(), draft(number).facts().id(), (release, around) -> {
            Content now = release.content();
            Content to = new Content(now.title(), now.version(), now.tier(), now.area(), List.of(), List.of(),
                    now.changed(), "", "", "", List.of(), List.of(general), true, true, List.of());
            release.edit(PM.id(), Role.MEMBER, to, release.when(), around.reach(to), around.wide(), around.now());
        });
        changes.change(slack.workspace(), draft(number).facts().id(), (release, around) -> release.plan(PM.id(),
                Role.MEMBER, around.reach(release.content()), around.wide(), null, around.now()));
    }

    private Release draft(int number) {
        return releases.find(slack.workspace(), new Reference(number)).orElseThrow();
    }

    private Sender github() {
        return sender(source(Source.Kind.GITHUB, "ledger"));
    }

    private Source source(Source.Kind kind, String name) {
        UserId owner = PM.id();
        return sources.create(Sources.fresh(slack.workspace(), kind, name, owner, 60, 2, null, OPS.id(),
                slack.clock().instant()), name);
    }

    private Sender sender(Source source) {
        return new Sender(slack.address() + HookEndpoint.PATH + source.id(),
                sources.secret(slack.workspace(), source.id()).orElseThrow());
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    private static void refused(int status, String sentence, Answer answer) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.detail()).contains(sentence);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
