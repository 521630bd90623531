package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.CommandRequest;

/** {@code /cadence}: which word leads where. Others add words with {@link CadenceWords}. */
@Component
class CadenceCommands implements SlackFeature {
    static final String OUTSIDER = "Reviews are for the people of this workspace.";
    private static final List<Usage> USAGES = List.of();

    private final List<CadenceWords> words;

    CadenceCommands(List<CadenceWords> words) {
        this.words = words;
    }

    @Override
    public List<Route> routes() {
        List<Usage> usages = Stream.concat(USAGES.stream(), words.stream().flatMap(each -> each.usages().stream()))
                .toList();
        List<Route> routes = new ArrayList<>();
        routes.add(new Route.Command("cadence", "Reviews that run themselves", "new, list, next, preview, REV-2",
                usages, true,
                this::command));
        return routes;
    }

    private Reply command(CommandRequest request) {
        if (request.actor().outsider()) {
            return Reply.says(OUTSIDER);
        }
        String text = request.text().strip();
        String[] parts = text.split("\\s+", 2);
        String word = parts[0].toLowerCase(Locale.ROOT);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        return words.stream().flatMap(each -> each.answer(request, word, rest).stream()).findFirst()
                .orElseGet(() -> Reply.says("`" + parts[0].replaceAll("[`<>&]", "") + "` is not known here. `"
                        + request.command() + " help` says what there is."));
    }
}
