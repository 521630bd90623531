package dev.steward.slack;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.PlainTextInputElement.PlainTextInputElementBuilder;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No component, or a scan of the tests would find it. A feature that notes what it is asked and answers what the test wants. */
class ProbeFeature implements SlackFeature {
    final Queue<SlackRequest> asked = new ConcurrentLinkedQueue<>();
    final AtomicInteger runs = new AtomicInteger();
    volatile Function<SlackRequest, Reply> answer = request -> Reply.done();
    private final JdbcClient jdbc;

    ProbeFeature(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    void reset() {
        asked.clear();
        runs.set(0);
        answer = request -> Reply.done();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Command("probe", "tries things out", "[words]",
                        List.of(new Route.Usage("", "tries nothing"), new Route.Usage("<words>", "tries the words")),
                        Access.ANYONE,
                        this::answer),
                new Route.Subcommand("attic", "looks into the attic", List.of(new Route.Usage("", "looks")),
                        Access.ANYONE,
                        this::answer),
                new Route.Action("probe.press", Access.ANYONE, this::answer),
                new Route.Submission("probe.form", Access.ANYONE, this::answer),
                new Route.MessageShortcut("probe.message", "Probe message", "Probes a message", Access.ANYONE,
                        this::answer),
                new Route.GlobalShortcut("probe.global", "Probe", "Probes", Access.ANYONE, this::answer),
                new Route.Options("probe.choices", Access.ANYONE, this::answer),
                new Route.Event("channel_created", Set.of("channels:read"), Access.ANYONE, this::answer));
    }

    private Reply answer(SlackRequest request) {
        asked.add(request);
        runs.incrementAndGet();
        return answer.apply(request);
    }

    static View form() {
        return form(words -> words);
    }

    static View form(UnaryOperator<PlainTextInputElementBuilder> words) {
        return View.builder().type("modal").callbackId("probe.form")
                .title(ViewTitle.builder().type("plain_text").text("Probe").build())
                .submit(ViewSubmit.builder().type("plain_text").text("Save").build())
                .blocks(List.of(InputBlock.builder().blockId("words")
                        .label(PlainTextObject.builder().text("Words").build())
                        .element(words.apply(PlainTextInputElement.builder().actionId("words")).build()).build()))
                .build();
    }

    static Reply offers(Map<String, String> options) {
        return new Reply.Offers(options.entrySet().stream()
                .map(option -> new Reply.Offers.Option(option.getKey(), option.getValue())).toList());
    }
}
