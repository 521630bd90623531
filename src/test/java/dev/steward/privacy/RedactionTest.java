package dev.steward.privacy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.inventory.Words;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.PlainLetters;
import dev.steward.workspace.UserId;

class RedactionTest {
    private static final UserId MAYA = new UserId("U0MAYAPM01");
    private static final UserId NOBODY = UserId.anonymous(7);
    private static final String ADDRESS = "maya@fernhill.example";
    private static final Redaction WHOLE = called("Maya Lindqvist", ADDRESS, false);

    private static Redaction called(@Nullable String name, @Nullable String email, boolean everywhere,
            String... others) {
        return Redaction.of(MAYA, NOBODY, new Names(name, null, null, email), everywhere, List.of(others));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <@U0MAYAPM01> decides                | Anonymous 7 decides
            @U0MAYAPM01                          | @UANONYMOUS7
            C0GENERAL1@U0MAYAPM01                | C0GENERAL1@UANONYMOUS7
            U0MAYAPM01 U0MAYAPM012 XU0MAYAPM01   | UANONYMOUS7 U0MAYAPM012 XU0MAYAPM01
            Maya Lindqvist: it stops             | Anonymous 7: it stops
            thanks maya  LINDQVIST!              | thanks Anonymous 7!
            @Maya Lindqvist and Maya             | @Anonymous 7 and Maya
            Maya Lindqvistson, Amaya Lindqvist   | Maya Lindqvistson, Amaya Lindqvist
            write to Maya@Fernhill.example.      | write to uanonymous7@erased.invalid.
            amaya@fernhill.example               | amaya@fernhill.example
            maya@fernhill.example-shop           | maya@fernhill.example-shop
            """)
    void everyTraceIsReplacedAndNothingElse(String before, String after) {
        assertThat(WHOLE.text(before)).isEqualTo(after);
    }

    @Test
    void whatAProgramReadsKeepsItsMentions() {
        assertThat(WHOLE.markup("ask: [<@U0MAYAPM01|maya>, <@U0JONASOPS>, maya@fernhill.example]"))
                .isEqualTo("ask: [<@UANONYMOUS7>, <@U0JONASOPS>, uanonymous7@erased.invalid]");
    }

    @Test
    void whatSlackCallsThemInAMentionGoesToo() {
        assertThat(WHOLE.text("ask <@U0MAYAPM01|maya>, please")).isEqualTo("ask Anonymous 7, please");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Will it ship? Will says so   | false | Will it ship? Will says so
            @Will, look, and @will.      | false | @Anonymous 7, look, and @Anonymous 7.
            @will.smith and @willow, too | false | @will.smith and @willow, too
            ann@will.example, a@will     | false | ann@will.example, a@will
            Will: it ships               | false | Anonymous 7: it ships
            says Will: it ships          | false | says Will: it ships
            Will it ship? Will says so   | true  | Anonymous 7 it ship? Anonymous 7 says so
            """)
    void aNameOfOneWordMayBeAnyWord(String before, boolean everywhere, String after) {
        assertThat(called("Will", null, everywhere).text(before)).isEqualTo(after);
    }

    /** Slack calls them by three names, of which each may stand in texts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Maya Lindqvist and maya LINDQVIST | Anonymous 7 and Anonymous 7
            @maya Lindqvist, @maya, @mlind    | @Anonymous 7, @Anonymous 7, @Anonymous 7
            Maya said so                      | Maya said so
            mlind: see above                  | mlind: see above
            Maya: see above                   | Anonymous 7: see above
            """)
    void allThatSlackCallsThemIsLookedFor(String before, String after) {
        assertThat(Redaction.of(MAYA, NOBODY, new Names("Maya", "Maya Lindqvist", "mlind", null), false, List.of())
                .text(before)).isEqualTo(after);
    }

    @Test
    void aHandleOfSeveralWordsIsNoOrdinaryWord() {
        var redaction = Redaction.of(MAYA, NOBODY, new Names("Maya", null, "maya.lindqvist", null), false, List.of());
        assertThat(redaction.text("ask maya.lindqvist, " + Mrkdwn.escape("Maya.Lindqvist") + " or @maya.lindqvist2"))
                .isEqualTo("ask Anonymous 7, Anonymous 7 or @maya.lindqvist2");
    }

    /** Names of one or two letters would take half of all texts along. */
    @Test
    void aNameOfTwoLettersIsNeverAnyWord() {
        var redaction = Redaction.of(MAYA, NOBODY, new Names("It", "I T", "it", null), true, List.of());
        assertThat(redaction.text("It is what it is, I think, i t; @it knows\nIt: yes"))
                .isEqualTo("It is what it is, I think, i t; @Anonymous 7 knows\nAnonymous 7: yes");
        assertThat(Redaction.of(List.of("HP"), "Anonymous 8").text("HP and hp")).isEqualTo("Anonymous 8 and hp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"José Müller", "JOSÉ MÜLLER", "Jose Muller", "jose müller", "Jose\u0301 Mu\u0308ller",
            "José\u00a0Müller", "José  \n Müller"})
    void accentsAndSpacesTellNoneApart(String spelled) {
        for (String name : List.of("José Müller", "Jose\u0301 Mu\u0308ller")) {
            assertThat(called(name, null, false).text("by " + spelled + ".")).isEqualTo("by Anonymous 7.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Maya Lindqvist     | Lindqvist, Maya says so        | Anonymous 7 says so
            Maya Lindqvist     | LINDQVIST Maya; Lindqvist,maya | Anonymous 7; Anonymous 7
            Maya Lindqvist     | Lindqvist. Maya Berg           | Lindqvist. Maya Berg
            Ana de la Cruz     | de la Cruz, Ana; Cruz, Ana de la | Anonymous 7; Anonymous 7
            Ana de la Cruz     | la Cruz Ana de                 | la Cruz Ana de
            """)
    void theFamilyNameMayStandFirst(String name, String before, String after) {
        assertThat(called(name, null, false).text(before)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"Jørn Strauß,Jorn Strauss", "Łukasz Đorđević,LUKASZ Dordevic", "Æsa Þórsdóttir,Aesa Thorsdottir",
            "Jørn Strauß,jørn STRAUß", "Cœur Øre,Coeur Ore"})
    void lettersThatKeyboardsLackMayBeWrittenPlainly(String name, String spelled) {
        assertThat(called(name, null, false).text("by " + spelled + ".")).isEqualTo("by Anonymous 7.");
    }

    /** The database looks for what is in every spelling of a name, in lower case. */
    @Property
    void noSpellingIsPassedOver(@ForAll("names") String name, @ForAll Random random) {
        var spelled = new StringBuilder();
        name.codePoints().mapToObj(Character::toString).forEach(c -> spelled.append(switch (random.nextInt(5)) {
            case 0 -> Normalizer.normalize(c, Normalizer.Form.NFD);
            case 1 -> Normalizer.normalize(c, Normalizer.Form.NFD).replaceAll("[\u0300-\u036f]", "");
            case 2 -> c.equals("ß") ? c : c.toUpperCase(Locale.ROOT);
            case 3 -> PlainLetters.of(c);
            default -> c;
        }));
        assertThat(called(name, null, false).text("by " + spelled + ".")).isEqualTo("by Anonymous 7.");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("Éléonore Dupré", "Maya Lindqvist", "Lê Hữu Đạt", "Андрей Зайцев", "Łukasz Wójcik",
                "Zoë O'Neil", "Žižić Đž", "Jørn Strauß");
    }

    @Test
    void aNameIsFoundAsSlackIsGivenIt() {
        for (String name : List.of("J. R. Ewing & Sons", "Zoë <Z> O'Neil", "山田 太郎", "a.b c*d_e", "Dr. No-Name Jr.")) {
            var redaction = called(name, null, false);
            assertThat(redaction.text("by " + Mrkdwn.escape(name) + ", today")).isEqualTo("by Anonymous 7, today");
            assertThat(redaction.text("by " + name + ", today")).isEqualTo("by Anonymous 7, today");
        }
    }

    @Test
    void whatTheyWereCalledBeforeGoesToo() {
        var redaction = called("maya", null, false, "Maya Lindqvist", "Lindy", ADDRESS);
        assertThat(redaction.text("Lindy is Maya Lindqvist, " + Mrkdwn.escape(ADDRESS) + ", and maya"))
                .isEqualTo("Anonymous 7 is Anonymous 7, uanonymous7@erased.invalid, and maya");
    }

    @Test
    void somebodyWithoutANameIsFoundByTheirId() {
        assertThat(called(null, null, true).text("Maya is <@U0MAYAPM01>"))
                .isEqualTo("Maya is Anonymous 7");
        assertThat(called("***", " ", true).text("*** U0MAYAPM01"))
                .isEqualTo("*** UANONYMOUS7");
    }

    @Test
    void aCustomerHasANameAlone() {
        var redaction = Redaction.of(List.of("Acme"), "Anonymous 8");
        assertThat(redaction.text("acme and Acmeville say ACME!"))
                .isEqualTo("Anonymous 8 and Acmeville say Anonymous 8!");
        assertThat(redaction.is("U0MAYAPM01")).isFalse();
    }

    @Property
    void nothingIsLeftAndASecondTimeChangesNothing(@ForAll("texts") String text) {
        String once = WHOLE.text(text);
        assertThat(once).doesNotContain(MAYA.value() + " ").doesNotContain("<@" + MAYA.value())
                .doesNotContainIgnoringCase("maya lindqvist ");
        assertThat(WHOLE.text(once)).isEqualTo(once);
        if (!WHOLE.mayConcern(text)) {
            assertThat(once).isEqualTo(text);
        }
    }

    @Property
    void jsonStaysJsonAndSaysTheSameOfAllElse(@ForAll("texts") String text, @ForAll("texts") String other) {
        String json = RedactJson.write(read("{\"a\":[1.50,{\"" + MAYA.value() + "\":true}],\"n\":null}"));
        JsonNode read = read(json);
        ((ObjectNode) read).put("t", text).put("u", other);
        String before = RedactJson.write(read);

        JsonNode changed = RedactJson.texts(read(before), WHOLE::text);

        assertThat(changed.path("t").stringValue()).isEqualTo(WHOLE.text(text));
        assertThat(changed.path("u").stringValue()).isEqualTo(WHOLE.text(other));
        assertThat(RedactJson.write(changed)).contains("[1.50,{\"UANONYMOUS7\":true}],\"n\":null");
    }

    private static JsonNode read(String json) {
        return requireNonNull(RedactJson.read(json));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of("U0MAYAPM01", "<@U0MAYAPM01>", "<@U0MAYAPM01|maya>", "Maya Lindqvist",
                "maya lindqvist", "Maya", "Lindqvist", ADDRESS, "\"", "\\n", "\n", "\\", "<", ">", "@", "U0", "é", "🙂",
                " ", " ", "x", "\u2060", "[]", "{}", ",");
        return Combinators.combine(pieces.list().ofMaxSize(12), Arbitraries.strings().ofMaxLength(5))
                .as((some, more) -> String.join(" ", some) + " " + more + " ");
    }

    @Test
    void wordsAreTakenOutOfJsonWhereTheirAuthorStands() {
        JsonNode json = read("""
                {"exchanges":[{"by":"U0MAYAPM01","question":"Why?","answeredBy":"U0JONASOPS","answer":"So."},
                {"by":"U0JONASOPS","question":"When?","answer":null}],
                "seats":[{"person":"U0MAYAPM01","answer":{"word":"BLOCKS","reason":"No."}}],
                "question":{"asked":"May we?","options":null}}""");

        assertThat(RedactJson.words(json, Words.within("workings", "by", "question"), WHOLE::is)).isOne();
        assertThat(RedactJson.words(json, Words.within("workings", "answeredBy", "answer"), WHOLE::is)).isZero();
        assertThat(RedactJson.words(json, Words.within("workings", "person", "answer.reason"), WHOLE::is)).isOne();
        assertThat(RedactJson.words(json, Words.at("workings", "question.asked", "t.requester"))).isOne();
        assertThat(RedactJson.words(json, Words.at("workings", "question.options", "t.requester"))).isZero();
        assertThat(RedactJson.words(json, Words.at("workings", "question.asked", "t.requester"))).as("done already")
                .isZero();
        assertThat(RedactJson.write(json)).contains("\"question\":\"[erased]\"", "\"answer\":\"So.\"", "\"When?\"",
                "\"word\":\"BLOCKS\",\"reason\":\"[erased]\"", "\"asked\":\"[erased]\"");
    }
}
