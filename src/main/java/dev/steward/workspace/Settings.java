package dev.steward.workspace;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.broadcast.Remembered;

/** What an admin has set for a whole workspace, remembered like {@link Members}. */
@Repository
public class Settings {
    private static final Values NONE = new Values(null, "speech_balloon", false);

    private final JdbcClient jdbc;
    private final Members members;
    private final Remembered<WorkspaceId, Values> byWorkspace = new Remembered<>(10_000);

    Settings(JdbcClient jdbc, Members members) {
        this.jdbc = jdbc;
        this.members = members;
    }

    /** Where feedback cards go when their area has no channel of its own. */
    public Optional<ChannelId> intakeChannel(WorkspaceId workspace) {
        return Optional.ofNullable(values(workspace).intakeChannel()).map(ChannelId::new);
    }

    public void intakeChannel(WorkspaceId workspace, ChannelId channel) {
        jdbc.sql("update workspace set intake_channel_id = :channel where id = :id").param("channel", channel.value())
                .param("id", workspace.value()).update();
        byWorkspace.changed(workspace);
    }

    /** The reaction that captures a message as feedback: its name without colons. */
    public String captureEmoji(WorkspaceId workspace) {
        return values(workspace).captureEmoji();
    }

    public void captureEmoji(WorkspaceId workspace, String name) {
        jdbc.sql("update workspace set capture_emoji = :name where id = :id").param("name", name)
                .param("id", workspace.value()).update();
        byWorkspace.changed(workspace);
    }

    /** Whether guests may do what members may; else they file feedback, and see what they filed. */
    public boolean guestsAreMembers(WorkspaceId workspace) {
        return values(workspace).guestsAreMembers();
    }

    /** Says whether they may. Where that changes, each guest may do more or less than before: see {@link MemberChanged}. */
    @Transactional
    public void guestsAreMembers(WorkspaceId workspace, boolean may) {
        if (jdbc.sql("update workspace set guests_are_members = :may where id = :id and guests_are_members <> :may")
                .param("may", may).param("id", workspace.value()).update() > 0) {
            byWorkspace.changed(workspace);
            members.guestsChanged(workspace);
        }
    }

    /** Nobody else sets any of them until the transaction ends, and what is read from now on is as it is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(WorkspaceId workspace) {
        jdbc.sql("select 1 from workspace where id = :workspace for no key update")
                .param("workspace", workspace.value()).query(Integer.class).optional();
        byWorkspace.forget(workspace);
    }

    /** Drops what is cached, for a database that was changed by other hands. */
    public void forget() {
        byWorkspace.forgetAll();
    }

    void forget(WorkspaceId workspace) {
        byWorkspace.forget(workspace);
    }

    private Values values(WorkspaceId workspace) {
        return byWorkspace.get(workspace,
                id -> jdbc.sql(
                        "select intake_channel_id, capture_emoji, guests_are_members from workspace where id = :id")
                        .param("id", id.value())
                        .query((row, n) -> new Values(row.getString("intake_channel_id"),
                                row.getString("capture_emoji"), row.getBoolean("guests_are_members")))
                        .optional().orElse(NONE));
    }

    private record Values(@Nullable String intakeChannel, String captureEmoji, boolean guestsAreMembers) {}
}
