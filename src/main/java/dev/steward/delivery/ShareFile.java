package dev.steward.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonParseException;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.model.File;
import com.slack.api.model.File.ShareDetail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.steward.restore.Restored;
import dev.steward.slack.SlackApi;
import dev.steward.slack.SlackConnection;

/**
 * Shares a file: asks where its bytes go, puts them there, and has Slack show it. Only the last has an effect that people see, and
 * Slack does it once for each file; which file it is, is written down before. So whatever happened, the file can be looked for, and
 * one that is not shown yet be shown.
 *
 * @see <a href="https://docs.slack.dev/messaging/working-with-files#uploading_files">How Slack takes files</a>
 */
@Component
class ShareFile {
    private static final Logger log = LoggerFactory.getLogger(ShareFile.class);
    private static final String INFO = "files.info";
    private static final String COMPLETE = "files.completeUploadExternal";
    /** Slack has no such file (any more), or has shown it before. */
    private static final Set<String> GONE = Set.of("file_not_found", "files_not_found", "file_deleted");
    /** Slack shows a file a moment after it has said yes; what is said next is to stand behind it. */
    private static final List<Duration> LOOKS = List.of(Duration.ZERO, Duration.ofMillis(300),
            Duration.ofMillis(1_200));
    /** As often a file that Slack has is looked for before people are asked. */
    private static final int MOST_ATTEMPTS = 8;
    /** Files are large, and lanes many. */
    private static final int AT_ONCE = 4;

    private final SlackApi slack;
    private final SlackConnection connection;
    private final Uploads uploads;
    private final MessageJson json;
    private final FindInSlack findInSlack;
    private final Places places;
    private final Limits limits;
    private final Restored restored;
    private final double settleSeconds;
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);

    ShareFile(SlackApi slack, SlackConnection connection, Uploads uploads, MessageJson json, FindInSlack findInSlack,
            Places places, Limits limits, Restored restored,
            @Value("${steward.slack.call-timeout:10s}") Duration callTimeout) {
        this.slack = slack;
        this.connection = connection;
        this.uploads = uploads;
        this.json = json;
        this.findInSlack = findInSlack;
        this.places = places;
        this.limits = limits;
        this.restored = restored;
        this.settleSeconds = callTimeout.toMillis() / 1e3;
    }

    /** Shares it; what was put in Slack by an earlier attempt is not put there again. */
    Outcome share(Attempt attempt) {
        var call = new SlackCall(attempt.delivery(), limits, false);
        return call.told(() -> {
            Delivery delivery = attempt.delivery();
            MethodsClient client = slack.client(delivery.workspace());
            String channel = places.channel(client, delivery, call);
            var found = uploads.progress(delivery);
            if (found.isEmpty()) {
                return new Outcome.Passing("Steward was held up", false);
            }
            var progress = found.get();
            String file = progress.file() == null ? put(client, delivery, call) : progress.file();
            call.next(COMPLETE);
            if (!uploads.leaves(attempt.delivery(), file) || !attempt.stands()) {
                return new Outcome.Passing("Steward was held up", false);
            }
            return complete(client, attempt.delivery(), call, channel, details(file, progress.title()));
        });
    }

    /** Looks whether an earlier attempt had Slack show it. */
    Outcome find(Delivery delivery) {
        var call = new SlackCall(delivery, limits, true);
        return call.told(() -> {
            var progress = uploads.progress(delivery).orElse(Uploads.Progress.NONE);
            if (progress.file() == null || progress.leftAgo() == null) {
                return restored.knew(delivery.id())
                        ? new Outcome.Unknown("Steward was restored from a backup that does not know the file")
                        : new Outcome.NotThere();
            }
            MethodsClient client = slack.client(delivery.workspace());
            String channel = places.channel(client, delivery, call);
            return switch (look(client, delivery, call, channel, progress.file())) {
                case Seen.Shared(var ts) -> new Outcome.Sent(channel, ts, null, null, true);
                case Seen.Hidden hidden -> new Outcome.Unknown("Slack does not show the channel's messages");
                case Seen.There there -> notYet(progress.leftAgo());
                case Seen.Gone gone -> notYet(progress.leftAgo());
            };
        });
    }

    private Outcome notYet(double leftAgo) {
        return leftAgo < settleSeconds
                ? new Outcome.Passing("Slack may be about to show it", true)
                : new Outcome.NotThere();
    }

    /** Answers what Slack calls it. May be done again: Slack throws away what is never shown. */
    private String put(MethodsClient client, Delivery delivery, SlackCall call)
            throws IOException, SlackApiException {
        atOnce.acquireUninterruptibly();
        try {
            return put(client, call,
                    uploads.content(delivery).orElseThrow(() -> new IOException("somebody has dropped it")));
        } finally {
            atOnce.release();
        }
    }

    private String put(MethodsClient client, SlackCall call, Uploads.Content content)
            throws IOException, SlackApiException {
        call.next("files.getUploadURLExternal");
        var place = SlackCall.accepted(client.filesGetUploadURLExternal(request -> request.filename(content.name())
                .length(Math.toIntExact(content.size())).altTxt(content.title())));
        String url = String.valueOf(place.getUploadUrl());
        if (!url.startsWith("https://") && !connection.owns(url)) {
            throw new SlackCall.Refused("not_slacks_address");
        }
        int status = slack.upload(url, content.size(), content.bytes()).status();
        if (status >= 500 || status == 408 || status == 429) {
            throw new SlackCall.Refused("service_unavailable");
        }
        if (status != 200) {
            throw new SlackCall.Refused("upload_refused");
        }
        return place.getFileId();
    }

    private Outcome complete(MethodsClient client, Delivery delivery, SlackCall call, String channel, FileDetails file)
            throws IOException, SlackApiException {
        String words = json.read(String.valueOf(delivery.message())).text();
        call.leaves(COMPLETE);
        var completed = client.filesCompleteUploadExternal(request -> request.files(List.of(file)).channelId(channel)
                .threadTs(SlackCalls.thread(delivery)).initialComment(words.isEmpty() ? null : words));
        String error = completed == null ? null : completed.getError();
        if ("not_in_channel".equals(error) && places.join(client, delivery, call, channel)
                || "channel_not_found".equals(error) && places.forget(delivery)) {
            return new Outcome.NotThere();
        }
        if (error != null && GONE.contains(error)) {
            call.done();
            return gone(client, delivery, call, channel, file.getId());
        }
        var files = SlackCall.accepted(completed).getFiles();
        call.done();
        String ts = files == null || files.isEmpty() ? null : ts(files.getFirst(), channel);
        return new Outcome.Sent(channel, ts == null ? awaited(client, delivery, call, channel, file.getId()) : ts, null,
                null, true);
    }

    /** Slack will not show this file: it may have done so before, or have thrown it away. */
    private Outcome gone(MethodsClient client, Delivery delivery, SlackCall call, String channel, String file)
            throws IOException, SlackApiException {
        return switch (look(client, delivery, call, channel, file)) {
            case Seen.Shared(var ts) -> new Outcome.Sent(channel, ts, null, null, true);
            case Seen.Gone gone -> {
                uploads.startOver(List.of(delivery.id()));
                yield new Outcome.Passing("Slack threw the file away", false);
            }
            case Seen.There there -> kept(delivery);
            case Seen.Hidden hidden -> kept(delivery);
        };
    }

    private static Outcome kept(Delivery delivery) {
        String reason = "Slack has the file and does not show it";
        return delivery.attempts() < MOST_ATTEMPTS
                ? new Outcome.Passing(reason, true)
                : new Outcome.Unknown(reason);
    }

    private @Nullable String awaited(MethodsClient client, Delivery delivery, SlackCall call, String channel,
            String file) {
        try {
            for (Duration pause : LOOKS) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                if (info(client, call, channel, file) instanceof Seen.Shared(var ts)) {
                    return ts;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException | SlackApiException | JsonParseException | SlackCall.Refused | SlackCall.MustWait e) {
            log.info("Slack did not tell where the file that delivery {} is stands: {}", delivery.id(), e.toString());
        }
        return null;
    }

    /** The file tells where it is shown; where it does not, the channel's messages do. */
    private Seen look(MethodsClient client, Delivery delivery, SlackCall call, String channel, String file)
            throws IOException, SlackApiException {
        Seen told = info(client, call, channel, file);
        if (told instanceof Seen.Shared) {
            return told;
        }
        try {
            String ts = findInSlack.search(client, delivery, call, channel, message -> message.getFiles() != null
                    && message.getFiles().stream().anyMatch(each -> file.equals(each.getId())));
            if (ts != null) {
                return new Seen.Shared(ts);
            }
            return told instanceof Seen.Hidden ? new Seen.There() : told;
        } catch (SlackCall.Refused refused) {
            if (SlackCall.passing(refused.error())) {
                throw refused;
            }
            // a channel that Steward cannot even see was shown nothing by it
            return told;
        }
    }

    private static Seen info(MethodsClient client, SlackCall call, String channel, String file)
            throws IOException, SlackApiException {
        call.next(INFO);
        var answer = client.filesInfo(request -> request.file(file));
        if (answer != null && !answer.isOk() && GONE.contains(String.valueOf(answer.getError()))) {
            return new Seen.Gone();
        }
        if (answer != null && !answer.isOk() && !SlackCall.passing(answer.getError())) {
            return new Seen.Hidden();
        }
        File found = SlackCall.accepted(answer).getFile();
        String ts = ts(found, channel);
        return ts != null || in(found.getChannels(), channel) || in(found.getGroups(), channel)
                || in(found.getIms(), channel) ? new Seen.Shared(ts) : new Seen.There();
    }

    private static @Nullable String ts(File file, String channel) {
        var shares = file.getShares();
        if (shares == null) {
            return null;
        }
        for (var all : Arrays.asList(shares.getPublicChannels(), shares.getPrivateChannels())) {
            List<ShareDetail> here = all == null ? null : all.get(channel);
            if (here != null && !here.isEmpty()) {
                return here.getFirst().getTs();
            }
        }
        return null;
    }

    private static FileDetails details(String file, String title) {
        var details = new FileDetails();
        details.setId(file);
        details.setTitle(title);
        return details;
    }

    private static boolean in(@Nullable List<String> channels, String channel) {
        return channels != null && channels.contains(channel);
    }

    /** What Slack says of a file. */
    private sealed interface Seen {
        /** @param ts null where Slack does not tell */
        record Shared(@Nullable String ts) implements Seen {}

        /** It has it, and does not show it in the channel. */
        record There() implements Seen {}

        record Gone() implements Seen {}

        /** It does not say. */
        record Hidden() implements Seen {}
    }
}
