package dev.steward.schedule;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.springframework.stereotype.Component;

import dev.steward.broadcast.BroadcastListener;
import dev.steward.workspace.WorkspaceId;

/** Forgets holidays that other instances have changed. */
@Component
class ForgetHolidays implements BroadcastListener {
    private final Holidays holidays;

    ForgetHolidays(Holidays holidays) {
        this.holidays = holidays;
    }

    @Override
    public Map<String, Consumer<String>> channels() {
        return Map.of("steward_holiday",
                workspace -> holidays.forget(new WorkspaceId(UUID.fromString(workspace))));
    }

    @Override
    public void missed() {
        holidays.forget();
    }
}
