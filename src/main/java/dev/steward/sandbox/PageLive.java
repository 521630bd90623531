package dev.steward.sandbox;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.sandbox.SandboxFeed.News;
import dev.steward.workspace.UserId;

/** Tells open pages what has changed, by server-sent events. Each page holds one (virtual) thread, which mostly waits. */
@Controller
@SandboxMode
class PageLive implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PageLive.class);
    private static final int BACKLOG = 1_000;
    private static final int HEARTBEAT_SECONDS = 15;

    private final SandboxFeed feed;
    private final JsonMapper json = JsonMapper.shared();
    private volatile boolean running;

    PageLive(SandboxFeed feed) {
        this.feed = feed;
    }

    @GetMapping("/as/{person}/live")
    void live(@PathVariable String person, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        BlockingQueue<News> changes = new LinkedBlockingQueue<>(BACKLOG);
        try (var subscription = feed.listen(new UserId(person), changes::offer)) {
            var out = response.getWriter();
            out.write("retry: 500\n" + ready());
            out.flush();
            while (running && !out.checkError()) {
                var change = changes.poll(1, TimeUnit.SECONDS);
                for (int idle = 1; change == null && running && idle < HEARTBEAT_SECONDS; idle++) {
                    change = changes.poll(1, TimeUnit.SECONDS);
                }
                // A page that fell behind reads everything anew.
                boolean behind = changes.remainingCapacity() == 0;
                if (behind) {
                    changes.clear();
                }
                out.write(behind ? ready() : change == null ? ": still here\n\n" : event(change));
                out.flush();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        log.debug("a page of {} closed", person);
    }

    private String ready() {
        return event("ready", Map.of("number", feed.last()));
    }

    private String event(News news) {
        var change = news.change();
        return event(change.what().name().toLowerCase(Locale.ROOT),
                Map.of("number", news.number(), "channel", change.channel() == null ? "" : change.channel().value(),
                        "thread", change.threadTs() == null ? "" : change.threadTs()));
    }

    private String event(String name, Map<String, ?> data) {
        return "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its requests to end, so that open pages do not hold up the stop. */
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
