package dev.steward.slack;

import java.io.IOException;
import java.io.OutputStream;

import com.slack.api.methods.MethodsClient;

import dev.steward.workspace.WorkspaceId;

/** Slack's Web API, as one workspace's bot. */
public interface SlackApi {
    /**
     * A client that carries the workspace's token, and makes each call at most once: what became of one that got no answer is for
     * the caller to find out. Ask anew for each piece of work, because tokens change.
     *
     * @throws java.util.NoSuchElementException when Steward is not installed there (any more)
     */
    MethodsClient client(WorkspaceId workspace);

    /**
     * Says something through a {@code response_url}, to the member whose doing it came with; not taken where the address is not Slack's.
     *
     * @param json the message, as Slack's own JSON
     * @throws IOException when no answer came: Slack may have taken it
     */
    Response respond(String responseUrl, String json) throws IOException;

    /**
     * Puts a file's bytes where Slack said, once, and follows it nowhere else; nobody sees them yet.
     *
     * @param uploadUrl as {@code files.getUploadURLExternal} gave it
     * @param size      how many bytes there are
     * @throws IOException when no answer came, or this is no address
     */
    Response upload(String uploadUrl, long size, Bytes content) throws IOException;

    /** A file's bytes, written as they are sent: nobody holds them all. */
    @FunctionalInterface
    interface Bytes {
        void writeTo(OutputStream to) throws IOException;
    }

    /** @param body the reason where Slack did not take it, such as {@code expired_url} */
    record Response(int status, String body) {
        public boolean taken() {
            return status == 200;
        }
    }
}
