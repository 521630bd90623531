package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.release.ChecklistItem.Said;
import dev.steward.slack.BlockKitRules;
import dev.steward.slack.Message;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Whatever people write, Slack takes every card, notice and list of launch tasks, and nothing typed formats or calls anybody. */
class TaskMessagesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(0, 1));
    private static final UserId OWNER = new UserId("UOWNER");
    private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
    private static final List<String> WORST = List.of("&".repeat(150), "*".repeat(150), "导".repeat(150),
            "<!channel> <@UEVIL> @here *bold* `code` <https://evil.example|bank> evil.example");

    @Test
    void slackTakesThemAtTheirWorst() {
        for (String worst : WORST) {
            Release release = release(worst);
            LaunchTask open = task(0, worst);
            LaunchTask notNeeded = open.notNeeded(OWNER, worst.repeat(6), NOW);
            for (LaunchTask task : List.of(open, open.due(NOW), open.done(OWNER, NOW), notNeeded,
                    open.dropped(worst, NOW))) {
                check(TaskCard.of(task, release));
            }
            List<Message> said = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                said.add(TaskCard.notice(task(i, worst),
                        TaskNotice.values()[i % 5].words(release, task(i, worst).due(NOW), new UserId("UAWAY"))));
                check(said.getLast());
            }
            check(new RemindOfTasks().merge(said));
            check(new RemindOfTasks().merge(said.subList(0, 2)));
            List<LaunchTask> many = IntStream.range(0, TasksView.SHOWN + 3)
                    .mapToObj(i -> i % 3 == 0 ? task(i, worst).notNeeded(OWNER, worst.repeat(6), NOW) : task(i, worst))
                    .toList();
            check(TasksView.of(release, many, true, "語".repeat(500)));
            check(TasksView.of(release, List.of(), true, null));
            List<LaunchTask> mine = IntStream.range(0, TasksView.SHOWN + 3).mapToObj(i -> task(i, worst)).toList();
            check(TasksView.mine(mine, Map.of(release.facts().id(), release), "語".repeat(500)));
            check(TasksView.mine(List.of(), new HashMap<>(), null));
            for (TaskForm.Asks asks : TaskForm.Asks.values()) {
                check(TaskForm.of(asks, open, new TasksView.Which.Of(release.facts().id())));
            }
            List<ChecklistItem> items = IntStream.range(0, Checklists.MOST).mapToObj(i -> new ChecklistItem(
                    new UUID(7, i), worst, new Assignee.Person(OWNER), new Offset(-3), 0)).toList();
            check(ChecklistsView.of(IntStream.rangeClosed(1, 3)
                    .mapToObj(tier -> new ChecklistsView.Tier(tier, items, true)).toList(), true, "Gone."));
            check(ChecklistItemForm.view("release.checklists.item.form", "1", "Change tier 1",
                    new Said(worst, new Assignee.Person(OWNER), new Offset(0))));
        }
    }

    @Test
    void severalRemindersBecomeOneMessageInWhichEachIsFinished() {
        Release release = release("Ledger export");
        List<Message> two = List.of(TaskCard.notice(task(1, "Docs"), TaskNotice.DUE.words(release,
                task(1, "Docs").due(NOW), null)),
                TaskCard.notice(task(2, "Macros"), TaskNotice.SOON.words(release, task(2, "Macros"), null)));

        Message merged = new RemindOfTasks().merge(two);

        assertThat(merged.text()).isEqualTo("""
                *2 launch tasks are open:*
                • *Docs* for REL-4 Ledger export is due now.
                • Please see to *Macros* for REL-4 Ledger export: nobody knows yet when it goes out, so it may be any \
                time.""");
        assertThat(GsonFactory.createSnakeCase().toJson(merged.blocks())).contains(
                "release.task.done#said." + task(1, "Docs").id(), "release.task.done#said." + task(2, "Macros").id());
    }

    private static void check(Message message) {
        String json = GsonFactory.createSnakeCase().toJson(Map.of("channel", "C1", "text", message.text(), "blocks",
                message.blocks()));
        tame(json);
        assertThat(BlockKitRules.message(JSON.readTree(json))).as(json).isEmpty();
    }

    private static void check(View view) {
        JsonNode json = JSON.readTree(GsonFactory.createSnakeCase().toJson(view));
        assertThat(BlockKitRules.view(json)).as(json.toString()).isEmpty();
    }

    private static void tame(String json) {
        assertThat(json).doesNotContain("<!channel>", "<@UEVIL>", "<https://evil", "@here", " *bold*", "`code`",
                " evil.example");
    }

    private static LaunchTask task(int number, String title) {
        return LaunchTask.asked(new TaskId(new UUID(3, number)), WORKSPACE, new ReleaseId(new UUID(2, 4)), number,
                new Said(title, Assignee.RELEASE_OWNER, new Offset(-3)), OWNER, false, NOW);
    }

    private static Release release(String title) {
        Content none = Content.EMPTY;
        var content = new Content(title, "", 1, null, List.of(), List.of(), "", "", "", "", List.of(), List.of(),
                none.digests(), none.changelog(), Collections.emptyList());
        return Release.draft(new Release.Facts(new ReleaseId(new UUID(2, 4)), WORKSPACE, new Reference(4), NOW), OWNER,
                content, new When.Now());
    }
}
