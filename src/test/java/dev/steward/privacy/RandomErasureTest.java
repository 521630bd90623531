package dev.steward.privacy;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;

/**
 * People who write about each other at random, in all ways to spell a name, some of whom are then erased at random, one or two at once.
 * Afterwards nobody finds those, the decision log verifies, and all that is not about them is as it was. {@code
 * -Dsteward.erasure.seed=7} tries another history; the one that is always tried has found a defect.
 */
@SandboxTest
class RandomErasureTest {
    private static final long SEED = Long.getLong("steward.erasure.seed", 9_093_539_627_390L);
    private static final int THINGS = 8;
    /** In every text: nothing of it is anybody's name, though some are called so. */
    private static final String ORDINARY = "It will do, al dente, and Will may see.";
    /** Whose rows nothing changes but an erasure. */
    private static final List<String> TABLES = List.of("feedback_item", "feedback_vote", "customer", "initiative",
            "decision", "release", "release_edition", "release_happening", "approval_happening", "cadence_item",
            "record_entry");

    @Autowired
    SandboxSlack slack;
    @Autowired
    JdbcClient jdbc;

    private final Map<Who, Called> called = new EnumMap<>(Who.class);
    private Random random = new Random(0);
    private int texts;
    private int initiatives;

    /** @param handle what Slack shows as well */
    private record Called(String real, String handle, String email) {
        String plain() {
            return Normalizer.normalize(real, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        }

        List<String> spellings() {
            return List.of(real, real.toUpperCase(Locale.ROOT), real.toLowerCase(Locale.ROOT), plain(),
                    Normalizer.normalize(real, Normalizer.Form.NFD), real.replace(' ', '\u00a0'), email,
                    email.toUpperCase(Locale.ROOT));
        }
    }

    private static final Map<Who, List<Called>> NAMES = Map.of(
            PM, List.of(new Called("Maya Lindqvist", "maya", "maya@fernhill.example"),
                    new Called("Éléonore Dupré", "eleo.dupre", "e.d@fernhill.example")),
            SELLER, List.of(new Called("José Müller-Ortiz", "jose", "jose@fernhill.example"),
                    new Called("Łukasz Wójcik", "will", "w@fernhill.example")),
            SUPPORT, List.of(new Called("Yuki Tanaka", "yuki", "yuki.tanaka@fernhill.example"),
                    new Called("Al B. Zoë", "al", "al@fernhill.example")));

    @Test
    void nobodyFindsWhoWasErasedAndAllElseIsAsItWas() throws Exception {
        try {
            random = new Random(SEED);
            callsThem();
            for (int i = 0; i < THINGS; i++) {
                something();
            }
            slack.settles();
            erasesSome();
        } catch (Throwable failed) {
            throw new AssertionError("-Dsteward.erasure.seed=" + SEED + " repeats this: " + failed.getMessage(),
                    failed);
        }
    }

    private void callsThem() {
        NAMES.forEach((who, names) -> called.put(who, names.get(random.nextInt(names.size()))));
        called.forEach((who, names) -> {
            jdbc.sql("update sandbox_person set name = :real, handle = :handle, email = :email where id = :id")
                    .param("real", names.real()).param("handle", names.handle()).param("email", names.email())
                    .param("id", who.id().value()).update();
            slack.makes(who, "ADMIN");
            slack.makes(who, "MEMBER");
        });
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
    }

    /** Somebody does something that has words in it. */
    private void something() {
        Who who = any();
        Person person = slack.as(who).in("#general");
        switch (random.nextInt(7)) {
            case 0 -> person.types("/feedback " + text()).sees("FB-");
            case 1 -> {
                person.types("/feedback").fills("What was said?", text())
                        .picks("Customer", "Globex " + texts, "Create “Globex " + texts + "”").submits()
                        .seesNoModal();
            }
            case 2 -> {
                String said = text();
                Shown message = person.says(said);
                slack.as(any()).reacts("speech_balloon").on(message);
                slack.channel("#product-feedback").awaitMessage(said.substring(0, said.indexOf(' ')));
            }
            case 3 -> {
                String initiative = "INIT-" + ++initiatives;
                person.types("/initiative new word" + ++texts + " of " + anyhow(any())).submits()
                        .sees("*" + initiative + "*").closes().types("/approval can-i-ship " + initiative
                                + " tier:3 risk:low")
                        .presses("Ship it and record the decision").sees("*Go ahead.*");
            }
            case 4 -> {
                String changed = text();
                slack.as(PM).in("#general").types("/release").fills("Title", "Release " + texts)
                        .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", changed)
                        .chooses("Other channels", slack.id("#general").value()).submits()
                        .presses("Publish to 1 channel").seesModal("Publish").submits().sees("*Published*").closesAll();
            }
            case 5 -> {
                person.types("/cadence new \"Retro " + ++texts + "\" every Friday 14:00 in #general with @"
                        + names(any()).handle()).sees("REV-");
                slack.as(any()).in("#general").types("/cadence agenda REV-1 " + text()).sees("is on the agenda of");
            }
            default -> person.types("/steward away in 3 days, @" + names(any(who)).handle());
        }
    }

    private Called names(Who who) {
        return Objects.requireNonNull(called.get(who));
    }

    private Who any(Who... but) {
        List<Who> all = new ArrayList<>(called.keySet());
        all.removeAll(List.of(but));
        return all.get(random.nextInt(all.size()));
    }

    /** Begins with a word that no other text has; names somebody, or two. */
    private String text() {
        var text = new StringBuilder("word" + ++texts + " " + ORDINARY);
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(" Ask ").append(anyhow(any())).append(random.nextBoolean() ? "," : ":");
        }
        return text.append(" says word").append(texts).append('.').toString();
    }

    /** A way to name them. */
    private String anyhow(Who who) {
        List<String> ways = new ArrayList<>(names(who).spellings());
        ways.add("@" + names(who).handle());
        return ways.get(random.nextInt(ways.size()));
    }

    private void erasesSome() throws Exception {
        List<Who> people = new ArrayList<>(called.keySet());
        Collections.shuffle(people, random);
        List<Who> gone = people.subList(0, 1 + random.nextInt(2));
        gone.forEach(slack::deactivates);
        slack.settles();
        List<String> before = rows();
        boolean words = random.nextBoolean();

        List<String> references = new ArrayList<>();
        for (Who who : gone) {
            Person jonas = slack.as(OPS).in("#general").types("/steward erase " + names(who).real());
            if (words) {
                jonas.chooses("What goes too", "And what they wrote");
            }
            jonas.submits().closes();
            references.add("*ER-" + (references.size() + 1) + "*");
        }
        references.forEach(each -> slack.as(OPS).inDirectMessages().presses("Ask for a second OK",
                slack.directMessages(OPS).awaitMessage(each + " Erase *")));
        references.forEach(each -> slack.as(EXECUTIVE).inDirectMessages().presses("Erase",
                slack.directMessages(EXECUTIVE).awaitMessage(each + " Erase *")));
        slack.clock().advance(Duration.ofSeconds(6));
        references.forEach(each -> slack.directMessages(OPS).awaitMessage(each + " is done."));
        slack.settles();

        List<String> theirs = gone.stream().flatMap(this::spelled).toList();
        assertThat(new Traces(jdbc).of(theirs.toArray(String[]::new))).isEmpty();
        assertThat(shownByCards()).allSatisfy(card -> assertThat(card).doesNotContain(theirs));
        assertThat(whatPeopleFind(gone)).allSatisfy(found -> assertThat(found).doesNotContain(theirs));
        slack.as(OPS).in("#general").types("/approval verify").sees("The decision log is whole");
        allElseIsAsItWas(before, gone, words);
        for (Who who : gone) {
            slack.as(OPS).in("#general").types("/steward erase " + names(who).real())
                    .sees("Nobody and nothing here is called").closes();
        }
    }

    /** In lower case. */
    private Stream<String> spelled(Who who) {
        Called names = names(who);
        return Stream.concat(names.spellings().stream(), Stream.of(who.id().value(), "@" + names.handle()))
                .map(each -> each.toLowerCase(Locale.ROOT)).distinct();
    }

    /** What Steward's cards in Slack say, in lower case. */
    private List<String> shownByCards() {
        return jdbc.sql("""
                select m.body from delivery d join sandbox_message m on m.channel_id = d.channel_id and m.ts = d.ts
                where d.form = 'card' and d.state = 'sent'
                """).query(String.class).list().stream().map(RandomErasureTest::readable).toList();
    }

    private static String readable(String text) {
        return text.replace("\u2060", "").toLowerCase(Locale.ROOT);
    }

    /** What Steward answers from now on, and the files that it makes, in lower case. */
    private List<String> whatPeopleFind(List<Who> gone) throws Exception {
        int said = slack.said().size();
        assertThat(said).as("calls, of which the log tells 500").isLessThan(350);
        Who reader = called.keySet().stream().filter(who -> !gone.contains(who)).findFirst().orElseThrow();
        for (String command : List.of("/feedback", "/feedback list", "/feedback search word", "/feedback list csv",
                "/initiative", "/initiative list", "/release list", "/release list csv", "/release calendar",
                "/cadence list", "/cadence agenda REV-1", "/cadence REV-1", "/approval list", "/steward schedule")) {
            Person person = slack.as(reader).in("#general").types(command);
            if (person.modals() > 0) {
                person.closesAll();
            }
        }
        slack.as(OPS).in("#general").types("/approval log csv").sees("on its way");
        slack.as(OPS).in("#general").types("/steward export").presses("Export everything").closesAll();
        slack.clock().advance(Duration.ofMinutes(1));
        slack.directMessages(OPS).awaitMessage("A spreadsheet may change");
        slack.directMessages(OPS).awaitMessage("*EX-1*: everything Steward keeps");
        slack.settles();
        List<String> found = new ArrayList<>(slack.said().subList(0, slack.said().size() - said).stream()
                .map(RandomErasureTest::readable).toList());
        for (byte[] file : jdbc.sql("select content from sandbox_file where content is not null").query(byte[].class)
                .list()) {
            boolean zip = file.length > 1 && file[0] == 'P' && file[1] == 'K';
            (zip ? new ReadExport(file).entries.values() : List.of(file)).forEach(
                    each -> found.add(readable(new String(each, StandardCharsets.UTF_8))));
        }
        return found;
    }

    private List<String> rows() {
        return TABLES.stream().flatMap(table -> jdbc.sql("select '" + table + " ' || to_jsonb(t)::text from " + table
                + " t").query(String.class).list().stream()).toList();
    }

    /** Rows that name nobody who is gone are the same; the others say the same of everybody else. */
    private void allElseIsAsItWas(List<String> before, List<Who> gone, boolean words) {
        List<String> now = rows();
        List<String> theirs = gone.stream().flatMap(this::spelled).toList();
        List<String> untouched = before.stream().filter(row -> theirs.stream().noneMatch(readable(row)::contains))
                .toList();
        assertThat(now).containsAll(untouched);
        if (!words) {
            for (int text = 1; text <= texts; text++) {
                String word = "word" + text + " ";
                long many = before.stream().filter(row -> row.contains(word + ORDINARY)).count();
                assertThat(now.stream().filter(row -> row.contains(word + ORDINARY))).as(word).hasSize((int) many);
            }
        }
        List<String> others = called.keySet().stream().filter(who -> !gone.contains(who)).flatMap(this::spelled)
                .toList();
        if (!words) {
            others.forEach(name -> assertThat(times(now, name)).as(name).isGreaterThanOrEqualTo(times(before, name)));
        }
    }

    private static long times(List<String> rows, String word) {
        return rows.stream().map(RandomErasureTest::readable).mapToLong(row -> row.split(
                Pattern.quote(word), -1).length - 1).sum();
    }
}
