package dev.steward.privacy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.inventory.DataKind;
import dev.steward.record.DecisionLog;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.slack.Actor;
import dev.steward.slack.FieldMarks;
import dev.steward.slack.Message;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** An admin says how long what is kept: the other admins hear of it, and the decision log keeps it. */
@Service
class SetRetention {
    private final RetentionSettings settings;
    private final Inventory inventory;
    private final Members members;
    private final Notices notices;
    private final DecisionLog log;
    private final Clock clock;

    SetRetention(RetentionSettings settings, Inventory inventory, Members members, Notices notices, DecisionLog log,
            Clock clock) {
        this.settings = settings;
        this.inventory = inventory;
        this.members = members;
        this.notices = notices;
        this.log = log;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** @param lines what changed, a line for each */
        record Saved(List<String> lines) implements Outcome {}

        /** Somebody else has changed this kind since it was shown. Nothing was set. */
        record Outdated(DataKind kind, RetentionSettings.Setting now) implements Outcome {}
    }

    /**
     * Keeps what somebody chose otherwise than they were shown: what they left alone stays as others have set it since.
     *
     * @param shown  of the days of each kind
     * @param chosen the days, by kind
     */
    @Transactional
    public Outcome set(Actor actor, FieldMarks shown, Map<String, Integer> chosen) {
        Map<String, RetentionSettings.Setting> before = settings.lock(actor.workspace());
        Map<String, Integer> now = new HashMap<>();
        inventory.kinds().forEach(kind -> now.put(kind.name(), settings.days(kind, before)));
        FieldMarks.Sent sent = shown.sent(chosen, now);
        Map<DataKind, Integer> wanted = new LinkedHashMap<>();
        for (DataKind kind : inventory.kinds()) {
            RetentionSettings.Setting other = before.get(kind.name());
            if (other != null && sent.outdated().contains(kind.name())) {
                return new Outcome.Outdated(kind, other);
            }
            Integer days = chosen.get(kind.name());
            if (days != null && kind.retention() != null && sent.changed().contains(kind.name())) {
                wanted.put(kind, days);
            }
        }
        return new Outcome.Saved(set(actor, wanted));
    }

    private List<String> set(Actor actor, Map<DataKind, Integer> days) {
        WorkspaceId workspace = actor.workspace();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<String> changed = new ArrayList<>();
        days.forEach((kind, chosen) -> {
            settings.set(workspace, kind.name(), chosen, actor.user(), now);
            log.append(workspace, new NewEntry("privacy.retention", subject(workspace, kind), kind.title(),
                    actor.user(), now, Map.of("kind", kind.name(), "days", chosen)));
            changed.add("*" + kind.title() + "*: " + RetentionForm.words(chosen).toLowerCase(Locale.ROOT)
                    .replace("steward", "Steward"));
        });
        if (!changed.isEmpty()) {
            tell(actor, changed);
        }
        return changed;
    }

    private void tell(Actor actor, List<String> changed) {
        UUID change = UuidCreator.getTimeOrderedEpoch();
        String words = actor.user().mention() + " changed how long Steward keeps what:\n• "
                + String.join("\n• ", changed)
                + "\nIt is first done a day from now. `/steward privacy` shows and changes it.";
        members.with(actor.workspace(), Role.ADMIN).stream().map(Member::id)
                .filter(admin -> !admin.equals(actor.user())).forEach(admin -> notices.say(actor.workspace(), change,
                        "retention", new Recipient.Direct(admin), Message.of(words)));
    }

    /** A kind has no id of its own; this one is the same whenever it is asked for. */
    private static UUID subject(WorkspaceId workspace, DataKind kind) {
        return UUID.nameUUIDFromBytes((workspace + "/retention/" + kind.name())
                .getBytes(StandardCharsets.UTF_8));
    }
}
