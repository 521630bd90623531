package dev.steward.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.steward.initiative.InitiativeId;
import dev.steward.slack.Claims;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Reads what stands in the form as a release, or says at each field what is wrong there. */
final class CheckWritten {
    private static final int SHOWN = 40;

    private CheckWritten() {}

    /** What is known around it. */
    record Known(Set<AudienceId> audiences, Set<AreaId> areas, Set<InitiativeId> initiatives, Set<String> gates,
            Instant now) {}

    sealed interface Checked {
        record Fine(Content content, When when) implements Checked {}

        /** Sentences of plain text by field. */
        record Mistaken(Map<String, String> sentences) implements Checked {}
    }

    /** @param state of the release it is about; a draft may have gaps */
    static Checked check(Written written, Known known, State state, When present) {
        var mistakes = new LinkedHashMap<String, String>();
        String title = line(written, Field.TITLE, Content.LONGEST_TITLE, mistakes);
        if (title.isEmpty()) {
            mistakes.put(Field.TITLE.key(), "Please give it a title.");
        }
        int tier = tier(written.text(Field.TIER), mistakes);
        FeedbackReferences.Read feedback = FeedbackReferences.read(written.text(Field.FEEDBACK));
        if (!feedback.strange().isEmpty()) {
            mistakes.put(Field.FEEDBACK.key(), "“" + cut(feedback.strange().getFirst())
                    + "” is no feedback. Write references such as FB-12, FB-13.");
        }
        String changed = text(written, Field.CHANGED.key(), mistakes);
        if (changed.isEmpty() && state != State.DRAFT) {
            mistakes.put(Field.CHANGED.key(), "Please say what changed.");
        }
        most(written, Field.INITIATIVES, ReleaseForm.MOST_INITIATIVES, mistakes);
        most(written, Field.AUDIENCES, ReleaseForm.MOST_AUDIENCES, mistakes);
        most(written, Field.CHANNELS, ReleaseForm.MOST_CHANNELS, mistakes);
        most(written, Field.EDITORS, ReleaseForm.MOST_EDITORS, mistakes);
        List<InitiativeId> initiatives = ids(written.all(Field.INITIATIVES), InitiativeId::new).stream()
                .filter(known.initiatives()::contains).toList();
        List<Addressed> audiences = ids(written.all(Field.AUDIENCES), AudienceId::new).stream()
                .filter(known.audiences()::contains)
                .map(id -> new Addressed(id, text(written, Field.wording(id), mistakes))).toList();
        Optional<When> when = state.open()
                ? when(written, initiatives, known, mistakes)
                : Optional.of(present);
        AreaId area = ids(written.all(Field.AREA), AreaId::new).stream().filter(known.areas()::contains).findFirst()
                .orElse(null);
        var content = new Content(title, line(written, Field.VERSION, Content.LONGEST_VERSION, mistakes), tier, area,
                initiatives, feedback.references(), changed, text(written, Field.WHY.key(), mistakes),
                text(written, Field.AFFECTED.key(), mistakes), text(written, Field.ACTION.key(), mistakes), audiences,
                channels(written, mistakes), written.all(Field.TOLD).contains(Written.DIGESTS),
                written.all(Field.TOLD).contains(Written.PUBLIC),
                written.all(Field.EDITORS).stream().distinct().map(UserId::new).toList());
        return mistakes.isEmpty() && when.isPresent()
                ? new Checked.Fine(content, when.get())
                : new Checked.Mistaken(mistakes);
    }

    /** A form takes no more, but two people may each have chosen some. */
    private static void most(Written written, Field field, int most, Map<String, String> mistakes) {
        int chosen = written.all(field).size();
        if (chosen > most) {
            mistakes.put(field.key(), "Please choose " + most + " at most; with what others chose meanwhile these are "
                    + chosen + ".");
        }
    }

    private static int tier(String chosen, Map<String, String> mistakes) {
        if (chosen.matches("[1-3]")) {
            return Integer.parseInt(chosen);
        }
        mistakes.put(Field.TIER.key(), "Please choose one.");
        return Content.LEAST_TIER;
    }

    private static Optional<When> when(Written written, List<InitiativeId> initiatives, Known known,
            Map<String, String> mistakes) {
        return switch (written.text(Field.WHEN)) {
            case Written.TIMED -> at(written, known.now(), mistakes);
            case Written.GATED -> onGate(written, initiatives, known, mistakes);
            default -> Optional.of(new When.Now());
        };
    }

    private static Optional<When> at(Written written, Instant now, Map<String, String> mistakes) {
        String seconds = written.text(Field.AT);
        if (!seconds.matches("\\d{1,11}")) {
            mistakes.put(Field.AT.key(), "Please choose the day and the time.");
            return Optional.empty();
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(seconds));
        if (!at.isAfter(now)) {
            mistakes.put(Field.AT.key(), "That time has passed. Please choose a later one.");
            return Optional.empty();
        }
        return Optional.of(new When.At(at));
    }

    private static Optional<When> onGate(Written written, List<InitiativeId> initiatives, Known known,
            Map<String, String> mistakes) {
        String gate = written.text(Field.GATE);
        if (!known.gates().contains(gate)) {
            mistakes.put(Field.GATE.key(), gate.isEmpty()
                    ? "Please choose the gate."
                    : "The policy has no such gate any more. Please choose another one.");
        }
        if (initiatives.isEmpty()) {
            mistakes.put(Field.INITIATIVES.key(), "A gate decides about an initiative: please choose one here.");
            return Optional.empty();
        }
        Optional<InitiativeId> whose = whose(written, initiatives);
        if (whose.isEmpty()) {
            mistakes.put(Field.GATE_FOR.key(), "Please choose one of its initiatives.");
        }
        return whose.filter(id -> known.gates().contains(gate)).map(id -> new When.OnGate(gate, id));
    }

    /** Of one initiative there is nothing to choose. */
    static Optional<InitiativeId> whose(Written written, List<InitiativeId> initiatives) {
        return initiatives.size() == 1
                ? Optional.of(initiatives.getFirst())
                : initiatives.stream().filter(id -> id.toString().equals(written.text(Field.GATE_FOR))).findFirst();
    }

    private static List<ChannelId> channels(Written written, Map<String, String> mistakes) {
        List<ChannelId> channels = new ArrayList<>();
        for (String each : written.all(Field.CHANNELS).stream().distinct().toList()) {
            if (each.startsWith("C") || each.startsWith("G")) {
                channels.add(new ChannelId(each));
            } else {
                mistakes.put(Field.CHANNELS.key(),
                        "Please choose channels only; a release goes to no direct messages.");
            }
        }
        return channels;
    }

    private static String line(Written written, Field field, int longest, Map<String, String> mistakes) {
        String line = written.text(field).replaceAll("\\s+", " ");
        if (line.length() > longest) {
            mistakes.put(field.key(), "Please say it in " + longest + " characters; these are " + line.length() + ".");
        }
        return line;
    }

    private static String text(Written written, String key, Map<String, String> mistakes) {
        String text = written.text(key);
        if (text.length() > Content.LONGEST) {
            mistakes.put(key, "Please say it in 3,000 characters; these are " + text.length() + ".");
        }
        return text;
    }

    static <T> List<T> ids(List<String> values, Function<UUID, T> id) {
        return values.stream().flatMap(value -> Claims.id(value).stream()).distinct().map(id).toList();
    }

    private static String cut(String typed) {
        return typed.length() <= SHOWN ? typed : typed.substring(0, SHOWN) + "…";
    }
}
