package dev.steward.delivery;

import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * Files shared in Slack once, with a few words. They keep their place among what else is said there: a notice written before comes
 * before.
 */
public interface Files {
    /**
     * Shares it once. Joins the caller's transaction. A second call with the same workspace, thing, occasion and recipient does
     * nothing, whoever makes it and whenever, even with another content.
     *
     * @param thing     what it is about
     * @param occasion  why it is shared, at most 200 characters: with {@code thing} it makes the file unique
     * @param recipient a channel, a thread in it or a member's direct messages
     * @throws IllegalStateException    outside a transaction
     * @throws IllegalArgumentException for any other recipient: Slack shows a file to a whole channel or to nobody
     */
    void share(WorkspaceId workspace, UUID thing, String occasion, Notices.Recipient recipient, Document document);

    /**
     * As above. Its bytes are read, and kept, within the caller's transaction.
     *
     * @throws java.io.UncheckedIOException  where they cannot be read
     * @throws IllegalArgumentException     also where there are more or less of them than was said
     */
    void share(WorkspaceId workspace, UUID thing, String occasion, Notices.Recipient recipient, LargeDocument document);
}
