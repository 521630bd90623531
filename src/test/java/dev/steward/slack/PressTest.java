package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PressTest {
    private record Round(UUID request, long round) {}

    private static final Codec<Round> CODEC = Codec.of(about -> List.of(about.request(), about.round()),
            in -> new Round(in.id(), in.numberOr(1)));
    private static final Press<Round> APPROVE = Press.of("tea.approve", CODEC);

    @Property
    void whatAButtonCarriesIsReadAsItWasWritten(@ForAll long most, @ForAll long least,
            @ForAll @LongRange(min = 1) long round) {
        var about = new Round(new UUID(most, least), round);

        assertThat(APPROVE.read(APPROVE.value(about))).contains(about);
    }

    @Property
    void whatSomebodyMadeUpIsNothing(@ForAll String madeUp) {
        assertThat(CODEC.read(madeUp)).isEmpty();
    }

    @Property
    void freeTextIsReadAsItWasWritten(@ForAll String typed) {
        Codec<String> search = Codec.text(text -> "search " + text, value -> {
            if (!value.startsWith("search ")) {
                throw new IllegalArgumentException("no search");
            }
            return value.substring("search ".length());
        });

        assertThat(search.read(search.encode(typed))).contains(typed);
        assertThat(search.read("list " + typed)).isEmpty();
    }

    @Test
    void anOlderButtonThatSaidLessIsStillRead() {
        var request = UUID.randomUUID();

        assertThat(CODEC.read(request.toString())).contains(new Round(request, 1));
        assertThat(CODEC.read(request + " 2")).contains(new Round(request, 2));
        assertThat(CODEC.read(request + " 2 3")).isEmpty();
        assertThat(CODEC.read(null)).isEmpty();
    }

    @Test
    void aCountThatCanBeNoneIsNothing() {
        Codec<Integer> page = Codec.of(List::of, Codec.Words::count);

        assertThat(page.read("7")).contains(7);
        for (String madeUp : List.of("-1", "2147483648", "9223372036854775808", "x")) {
            assertThat(page.read(madeUp)).isEmpty();
        }
    }

    @Test
    void aReaderMayStumbleOverWhatWasNeverWritten() {
        Codec<String> second = Codec.text(text -> text, value -> value.split(" ")[1]);

        assertThat(second.read("one two")).contains("two");
        assertThat(second.read("one")).isEmpty();
    }

    @Test
    void severalInOneMessageHaveIdsOfTheirOwnAndOneRoute() {
        var button = APPROVE.numbered(3).primary("Approve", new Round(new UUID(0, 1), 2));

        assertThat(button.getActionId()).isEqualTo("tea.approve#3");
        assertThat(button.getValue()).isEqualTo("00000000-0000-0000-0000-000000000001 2");
        assertThat(button.getStyle()).isEqualTo("primary");
        assertThat(APPROVE.route(Access.MEMBERS, (press, about) -> Reply.done()).actionId()).isEqualTo("tea.approve");
    }
}
