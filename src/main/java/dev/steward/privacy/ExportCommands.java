package dev.steward.privacy;

import java.time.Clock;
import java.util.List;

import com.slack.api.model.view.View;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;

/** {@code /steward export}: an admin sees what would be exported, and has it made. */
@Component
class ExportCommands implements SlackFeature {
    private final ExportContents contents;
    private final Exports exports;
    private final AskExport ask;
    private final DataSize largest;
    private final Clock clock;

    ExportCommands(ExportContents contents, Exports exports, AskExport ask,
            @Value(RunExports.LARGEST) DataSize largest, Clock clock) {
        this.contents = contents;
        this.exports = exports;
        this.ask = ask;
        this.largest = largest;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("export", "Export everything Steward keeps for this workspace",
                        List.of(new Usage("", "See what's in it, and get it as a zip file of JSON and CSV")),
                        Access.ADMINS,
                        request -> new Reply.Opens(ExportView.counting(), () -> view(request.actor()))),
                ExportView.EXPORT.route(Access.ADMINS, this::export));
    }

    private View view(Actor actor) {
        return ExportView.of(contents.count(actor.workspace()),
                ExportView.shown(exports.last(actor.workspace()), clock.instant(), contents.edition()), actor.user(),
                largest);
    }

    private Reply export(ActionRequest press, ExportView.Pressed shown) {
        try {
            return new Reply.Updates(ExportView.begun(ask.ask(press.actor(), shown)));
        } catch (Refused refused) {
            return Reply.says(press, refused.sentence());
        }
    }
}
