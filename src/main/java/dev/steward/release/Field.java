package dev.steward.release;

import java.util.Locale;
import java.util.Optional;

/** The fields of a release's form, as they stand in it. Their keys are kept with what is being written. */
enum Field {
    TITLE, VERSION, TIER, AREA, INITIATIVES, FEEDBACK, CHANGED, WHY, AFFECTED, ACTION, AUDIENCES, CHANNELS, WHEN, AT, GATE, GATE_FOR, TOLD, EDITORS;

    /** What the wordings of audiences begin with; the audience's id follows. */
    static final String WORDING = "wording.";

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String wording(AudienceId audience) {
        return WORDING + audience;
    }

    static Optional<Field> of(String key) {
        for (Field field : values()) {
            if (field.key().equals(key)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    String label() {
        return switch (this) {
            case TITLE -> "Title";
            case VERSION -> "Version";
            case TIER -> "How big is it?";
            case AREA -> "Area";
            case INITIATIVES -> "Which initiatives does it come from?";
            case FEEDBACK -> "Which feedback does it answer?";
            case CHANGED -> "What changed?";
            case WHY -> "Why does it matter?";
            case AFFECTED -> "Who is affected?";
            case ACTION -> "What do they need to do?";
            case AUDIENCES -> "Audiences";
            case CHANNELS -> "Other channels";
            case WHEN -> "When does it go out?";
            case AT -> "At what time?";
            case GATE -> "Which gate?";
            case GATE_FOR -> "For which initiative?";
            case TOLD -> "Also show it";
            case EDITORS -> "Who else may edit it?";
        };
    }

    /** Whether it holds several things, each of which may come and go by itself. */
    boolean many() {
        return switch (this) {
            case AUDIENCES, CHANNELS, INITIATIVES, TOLD, EDITORS -> true;
            default -> false;
        };
    }

    /** The field that it belongs to: what people see as one choice is changed as one. */
    Field whole() {
        return switch (this) {
            case AT, GATE, GATE_FOR -> WHEN;
            default -> this;
        };
    }
}
