package dev.steward.slack;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Installation;

/**
 * A request, and where answers to it can go.
 *
 * @param triggerId   opens or pushes one modal within three seconds
 * @param responseUrl takes five messages in thirty minutes
 * @param channel     where the person is; null in a modal, App Home or the lightning menu
 * @param threadTs    the thread they are in
 * @param viewId      the modal or App Home that was used
 * @param modal       whether that is a modal
 */
record Arrival<R extends SlackRequest>(Installation installation, R request, @Nullable String triggerId,
        @Nullable String responseUrl, @Nullable ChannelId channel, @Nullable String threadTs, @Nullable String viewId,
        @Nullable String viewHash, boolean modal) {

    static <R extends SlackRequest> Arrival<R> of(Installation installation, R request) {
        return new Arrival<>(installation, request, null, null, null, null, null, null, false);
    }

    /** Names the form in the modal that was used, however often it was drawn anew; null where that is none. */
    @Nullable
    String form() {
        return modal && viewId != null ? Payloads.key("form", viewId, null) : null;
    }

    Arrival<R> trigger(@Nullable String id) {
        return new Arrival<>(installation, request, id, responseUrl, channel, threadTs, viewId, viewHash, modal);
    }

    Arrival<R> respondingTo(@Nullable String url) {
        return new Arrival<>(installation, request, triggerId, url, channel, threadTs, viewId, viewHash, modal);
    }

    Arrival<R> in(@Nullable String channelId, @Nullable String thread) {
        return new Arrival<>(installation, request, triggerId, responseUrl,
                channelId == null || channelId.isBlank() ? null : new ChannelId(channelId), thread, viewId, viewHash,
                modal);
    }

    Arrival<R> view(@Nullable String id, @Nullable String hash, boolean isModal) {
        return new Arrival<>(installation, request, triggerId, responseUrl, channel, threadTs, id, hash, isModal);
    }
}
