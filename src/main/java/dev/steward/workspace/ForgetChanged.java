package dev.steward.workspace;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.springframework.stereotype.Component;

import dev.steward.broadcast.BroadcastListener;

/** Forgets what other instances have changed: triggers of the tables tell which row. */
@Component
class ForgetChanged implements BroadcastListener {
    private final Installations installations;
    private final Settings settings;
    private final Areas areas;
    private final Members members;
    private final Channels channels;

    ForgetChanged(Installations installations, Settings settings, Areas areas, Members members, Channels channels) {
        this.installations = installations;
        this.settings = settings;
        this.areas = areas;
        this.members = members;
        this.channels = channels;
    }

    @Override
    public Map<String, Consumer<String>> channels() {
        return Map.of("steward_workspace", row -> workspace(id(row)), "steward_area", row -> areas.forget(id(row)),
                "steward_member", row -> members.forget(id(row), new UserId(name(row))), "steward_channel",
                row -> channels.forget(id(row), new ChannelId(name(row))));
    }

    /** What guests may do is kept there too. */
    private void workspace(WorkspaceId workspace) {
        installations.forget();
        settings.forget(workspace);
        members.forget(workspace);
    }

    @Override
    public void missed() {
        installations.forget();
        settings.forget();
        areas.forget();
        members.forget();
        channels.forget();
    }

    private static WorkspaceId id(String row) {
        return new WorkspaceId(UUID.fromString(row.split(" ", 2)[0]));
    }

    private static String name(String row) {
        return row.split(" ", 2)[1];
    }
}
