package dev.steward.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;

import dev.steward.schedule.CalendarFeeds.Feed;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.web.InboundBody;
import dev.steward.web.Refusal;
import dev.steward.web.RefusalLog;
import dev.steward.web.UnknownSenders;

/** Where calendar programs read feeds. The address is the only key, so it must not appear in logs or in shared caches. */
@RestController
class CalendarEndpoint {
    private static final String PATH = "/calendar/";
    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);
    private static final CacheControl QUARTER_OF_AN_HOUR = CacheControl.maxAge(Duration.ofMinutes(15)).cachePrivate();

    private final CalendarFeeds feeds;
    private final ObjectProvider<CalendarSource> sources;
    private final RitualHandlers handlers;
    private final UnknownSenders unknown;
    private final RefusalLog refusals;
    private final Clock clock;

    CalendarEndpoint(CalendarFeeds feeds, ObjectProvider<CalendarSource> sources, RitualHandlers handlers,
            UnknownSenders unknown, RefusalLog refusals, Clock clock) {
        this.feeds = feeds;
        this.sources = sources;
        this.handlers = handlers;
        this.unknown = unknown;
        this.refusals = refusals;
        this.clock = clock;
    }

    @GetMapping("/calendar/{token}.ics")
    ResponseEntity<byte[]> read(@PathVariable("token") String token, ServletWebRequest request) {
        Optional<Feed> feed = unknown.lookUp(PATH, () -> feeds.find(token));
        if (feed.isEmpty()) {
            refusals.count(Refusal.BAD_TOKEN, PATH);
            return ResponseEntity.notFound().cacheControl(CacheControl.noStore()).build();
        }
        InboundBody.senderVerified(request.getRequest());
        return answer(feed.get(), request);
    }

    private ResponseEntity<byte[]> answer(Feed feed, WebRequest request) {
        List<CalendarEntry> entries = visible(feed)
                ? sources.orderedStream().flatMap(source -> source.entries(feed.workspace(), feed.owner()).stream())
                        .toList()
                : List.of();
        byte[] text = CalendarText.write("Steward", entries, clock.instant()).getBytes(StandardCharsets.UTF_8);
        String tag = "\"" + DigestUtils.md5DigestAsHex(text) + "\"";
        if (request.checkNotModified(tag)) {
            return ResponseEntity.status(304).eTag(tag).cacheControl(QUARTER_OF_AN_HOUR).build();
        }
        return ResponseEntity.ok().contentType(CALENDAR).eTag(tag).cacheControl(QUARTER_OF_AN_HOUR)
                .header("X-Robots-Tag", "noindex").body(text);
    }

    /** Whoever may not see something any more may still have its address. */
    private boolean visible(Feed feed) {
        return !(feed.owner() instanceof OfRitual(String kind, UUID subject))
                || handlers.of(new RitualKey(feed.workspace(), kind, subject))
                        .map(handler -> handler.visibleTo(feed.workspace(), feed.member(), subject)).orElse(true);
    }
}
