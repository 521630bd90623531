package dev.steward.release;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What planned releases still take, for whoever reviews whether they are ready. */
public interface LaunchTasks {
    /**
     * What is open of the checklists of releases that are planned and not out: those with a time first, by it, each in the order of its
     * checklist. For three queries, however many there are.
     */
    List<OpenTask> openOfPlanned(WorkspaceId workspace);

    /**
     * One of them.
     *
     * @param release  which release
     * @param reference what people call it: {@code REL-4}
     * @param name     the release's title and version, as typed (escape before showing)
     * @param goesAt   when it is to go out; null where it waits for a gate or a person
     * @param title    what is to be done, as typed (escape before showing)
     * @param owner    who is to do it
     * @param due      until when; null as long as nobody knows when the release goes out
     */
    record OpenTask(ReleaseId release, String reference, String name, @Nullable Instant goesAt, String title,
            UserId owner, @Nullable Instant due) {}
}
