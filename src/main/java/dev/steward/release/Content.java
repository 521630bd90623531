package dev.steward.release;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.InitiativeId;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * What a release says, to whom. Texts are Markdown as typed by people, empty where nothing is said.
 *
 * @param title     one line
 * @param version   such as {@code 2.14.0}; may be empty
 * @param tier      1 to 3; 1 is the greatest
 * @param feedback  references of the feedback it answers: {@code FB-12}
 * @param changed   what changed
 * @param why       why it matters
 * @param affected  who is affected
 * @param action    what they must do
 * @param audiences in order: a channel of several has the wording of the first
 * @param channels  where it goes besides, in the usual words
 * @param digests   whether digests tell of it
 * @param changelog whether it is public: on the changelog page, which needs no Slack account. Only by choice
 * @param editors   who may edit it beside its owner, ops and admins
 */
record Content(String title, String version, int tier, @Nullable AreaId area, List<InitiativeId> initiatives,
        List<String> feedback, String changed, String why, String affected, String action, List<Addressed> audiences,
        List<ChannelId> channels, boolean digests, boolean changelog, List<UserId> editors) {
    static final int LONGEST = 3_000;
    static final int LONGEST_TITLE = 150;
    static final int LONGEST_VERSION = 50;
    static final int LEAST_TIER = 3;

    static final Content EMPTY = new Content("", "", LEAST_TIER, null, List.of(), List.of(), "", "", "", "", List.of(),
            List.of(), true, false, List.of());

    Content {
        if (tier < 1 || tier > LEAST_TIER) {
            throw new IllegalArgumentException("A tier is 1, 2 or 3: " + tier);
        }
        initiatives = List.copyOf(initiatives);
        feedback = List.copyOf(feedback);
        audiences = List.copyOf(audiences);
        channels = List.copyOf(channels);
        editors = List.copyOf(editors);
    }

    /** {@code Ledger export 2.14.0}, as typed (escape before showing). */
    String name() {
        String name = title.isBlank() ? "Untitled" : title;
        return version.isBlank() ? name : name + " " + version;
    }

    /** What the channels of an audience read of what changed. */
    String changedFor(@Nullable AudienceId audience) {
        return audiences.stream().filter(each -> each.audience().equals(audience) && !each.wording().isBlank())
                .map(Addressed::wording).findFirst().orElse(changed);
    }

    /** Whether digests would choose it by the same rules. */
    boolean listedLike(Content other) {
        return tier == other.tier && digests == other.digests
                && (area == null ? other.area == null : area.equals(other.area));
    }
}
