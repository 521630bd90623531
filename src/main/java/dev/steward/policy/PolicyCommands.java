package dev.steward.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.steward.policy.ChangePolicy.Outcome;
import dev.steward.policy.Join.Located;
import dev.steward.policy.PolicyForm.Box;
import dev.steward.policy.PolicyForm.State;
import dev.steward.policy.PolicyText.Reading;
import dev.steward.policy.PolicyViews.Restoring;
import dev.steward.policy.PolicyViews.Step;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/** {@code /steward policy}: everybody of the workspace may look; ops people and admins change. */
@Component
class PolicyCommands implements SlackFeature, PolicyDesk {
    private static final Pattern NUMBERED = Pattern.compile("(show|restore)\\s+(?:version\\s+|v)?(\\d{1,9})");
    private static final String OF_NO_POLICY = "This form is of no policy. Please open it anew.";
    private static final int STEPS = 20;
    private static final int REQUESTS = 20;

    private final PolicyVersions versions;
    private final ChangePolicy change;
    private final Areas areas;
    private final ObjectProvider<PastRequests> past;

    PolicyCommands(PolicyVersions versions, ChangePolicy change, Areas areas, ObjectProvider<PastRequests> past) {
        this.versions = versions;
        this.change = change;
        this.areas = areas;
        this.past = past;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("policy", "Who must agree at which gate, and how fast", List.of(
                        new Usage("", "Open the policy: ops people and admins can change it"),
                        new Usage("show", "See the policy in force"),
                        new Usage("show <number>", "See an earlier version"),
                        new Usage("history", "Who changed what, and when").reading(),
                        new Usage("restore <number>", "Put an earlier version in force again", Access.OPS)),
                        Access.MEMBERS, this::answer),
                new Route.Submission(PolicyForm.CALLBACK, Access.OPS, this::save),
                new Route.Action(PolicyForm.TRY, Access.OPS, this::tryIt),
                PolicyViews.SHOW.route(Access.MEMBERS,
                        (request, number) -> version(request.actor().workspace(), number)
                                .<Reply>map(Reply.Pushes::new).orElseGet(Reply::done)),
                PolicyViews.RESTORE.route(Access.OPS, this::restore));
    }

    @Override
    public Reply answer(CommandRequest request) {
        Actor actor = request.actor();
        WorkspaceId workspace = actor.workspace();
        PolicyVersion current = versions.current(workspace);
        String words = request.text().strip().toLowerCase(Locale.ROOT);
        Matcher numbered = NUMBERED.matcher(words);
        if (numbered.matches()) {
            long number = Long.parseLong(numbered.group(2));
            if (versions.find(workspace, number).isEmpty()) {
                return Reply.says(
                        "There is no version " + number + " of the policy; the newest is " + current.number() + ".");
            }
            return numbered.group(1).equals("show")
                    ? Reply.opens(version(workspace, number).orElseThrow())
                    : Reply.says(restored(change.restore(workspace, number, current.number(), actor.user())));
        }
        return switch (words) {
            case "" -> Reply.opens(mayChange(actor)
                    ? form(current, PolicyForm.boxes(current.source()))
                    : version(workspace, current.number()).orElseThrow());
            case "show" -> Reply.opens(version(workspace, current.number()).orElseThrow());
            case "history" -> Reply.opens(history(workspace, mayChange(actor), List.of()));
            case "restore" -> Reply.says("Which version? For example `restore 1`; `history` lists them.");
            default -> Reply.says(
                    "I know `show`, `show 1`, `history` and `restore 1` here, and the bare command, which opens the"
                            + " policy.");
        };
    }

    private Reply save(SubmissionRequest request) {
        Actor actor = request.actor();
        List<Box> boxes = PolicyForm.read(request.view(), request.values());
        Optional<State> opened = State.CODEC.read(request.privateMetadata());
        if (opened.isEmpty() || boxes.isEmpty()) {
            return Reply.refuses(PolicyForm.firstField(boxes), OF_NO_POLICY);
        }
        WorkspaceId workspace = actor.workspace();
        var join = new Join(PolicyForm.pieces(boxes));
        Reading reading = read(workspace, join);
        List<Located> mistakes = join.mistakes(reading);
        if (!(reading instanceof Reading.Good(Policy policy, List<Finding> warnings)) || !mistakes.isEmpty()) {
            return new Reply.Refuses(PolicyForm.errors(boxes, join, mistakes));
        }
        State state = opened.get();
        PolicyVersion current = versions.current(workspace);
        List<LayoutBlock> notice = new ArrayList<>();
        if (current.number() != state.base()) {
            notice.addAll(PolicyViews.outrun(versions.version(workspace, state.base()), current));
        }
        int accepted = warnings.isEmpty() ? 0 : warnings.stream().map(Finding::sentence).toList().hashCode();
        if (accepted != state.accepted() && !warnings.isEmpty()) {
            notice.addAll(PolicyViews.warnings(warnings));
        }
        if (!notice.isEmpty()) {
            return new Reply.Updates(
                    PolicyForm.view(new State(current.number(), accepted), boxes, notice, "Save anyway"));
        }
        return switch (change.edit(workspace, state.base(), join.text(), actor.user())) {
            case Outcome.Done(var before, var now) -> new Reply.Updates(PolicyViews.saved(before, now, warnings));
            case Outcome.Same same -> Reply.done();
            case Outcome.Outrun(var now) -> new Reply.Updates(PolicyForm.view(new State(now.number(), accepted), boxes,
                    PolicyViews.outrun(versions.version(workspace, state.base()), now), "Save anyway"));
        };
    }

    private Reply tryIt(ActionRequest request) {
        View shown = request.view();
        if (shown == null) {
            return Reply.done();
        }
        WorkspaceId workspace = request.actor().workspace();
        List<Box> boxes = PolicyForm.read(shown, request.values());
        if (boxes.isEmpty()) {
            return new Reply.Pushes(PolicyViews.mistakes(List.of(OF_NO_POLICY)));
        }
        var join = new Join(PolicyForm.pieces(boxes));
        Reading reading = read(workspace, join);
        List<Located> mistakes = join.mistakes(reading);
        if (!(reading instanceof Reading.Good(Policy policy, var warnings)) || !mistakes.isEmpty()) {
            return new Reply.Pushes(PolicyViews.mistakes(mistakes.stream()
                    .map(one -> join.lineOf(one).map(line -> "“" + line + "”: ").orElse("") + one.finding().sentence())
                    .toList()));
        }
        PastRequests requests = past.getIfAvailable();
        return new Reply.Pushes(PolicyViews.tried(requests == null
                ? List.of()
                : DryRun.of(requests.latest(workspace, REQUESTS), policy)));
    }

    private Reply restore(ActionRequest request, Restoring chosen) {
        Actor actor = request.actor();
        WorkspaceId workspace = actor.workspace();
        if (versions.find(workspace, chosen.number()).isEmpty()) {
            return Reply.done();
        }
        Outcome outcome = change.restore(workspace, chosen.number(), chosen.instead(), actor.user());
        return new Reply.Updates(history(workspace, true,
                outcome instanceof Outcome.Outrun(var now) ? PolicyViews.moved(now) : List.of()));
    }

    /** What came of it, as mrkdwn. */
    private static String restored(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var before, var now) -> PolicyViews.savedWords(before, now);
            case Outcome.Same(var now) -> "Version " + now.number() + " says the same already. Nothing was changed.";
            case Outcome.Outrun(var now) -> "Somebody else changed the policy just now, to version " + now.number()
                    + ". Look at it, and try again if you still want to.";
        };
    }

    private Reading read(WorkspaceId workspace, Join join) {
        return PolicyText.read(join.text(), areas.all(workspace).stream().map(Area::name).toList());
    }

    private static View form(PolicyVersion current, List<Box> boxes) {
        return PolicyForm.view(new State(current.number(), 0), boxes, List.of(), "Save");
    }

    private Optional<View> version(WorkspaceId workspace, long number) {
        return versions.find(workspace, number).map(kept -> PolicyViews.version(kept, versions.whole(workspace, kept),
                versions.current(workspace).number() == number));
    }

    private View history(WorkspaceId workspace, boolean mayChange, List<LayoutBlock> notice) {
        List<Kept> kept = versions.history(workspace, STEPS + 1);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < Math.min(STEPS, kept.size()); i++) {
            steps.add(new Step(kept.get(i), i + 1 == kept.size()
                    ? List.of()
                    : Changes.between(versions.whole(workspace, kept.get(i + 1)).policy(),
                            versions.whole(workspace, kept.get(i)).policy())));
        }
        return PolicyViews.history(steps, kept.size() > STEPS, mayChange, notice);
    }

    private static boolean mayChange(Actor actor) {
        return Access.OPS.admits(actor.role());
    }
}
