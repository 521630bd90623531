package dev.steward.feedback;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.steward.background.BackgroundWorker;
import dev.steward.background.BackgroundWorker.Next;

/**
 * What goes on behind the captures: search documents, messages to read, files to import. All of it is rows that any instance
 * may claim, so that nothing is lost with one.
 */
@Configuration(proxyBeanMethods = false)
class FeedbackWorkers {
    /** Gentle: captures come first. A backlog still goes at a thousand items a second. */
    private static final int BATCH = 250;
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Bean
    BackgroundWorker indexFeedbackWorker(IndexFeedback index) {
        return BackgroundWorker.every(PAUSE, "index feedback", () -> index.some(BATCH));
    }

    @Bean
    BackgroundWorker captureReactionsWorker(CaptureReactions reactions) {
        return new BackgroundWorker("capture reactions", PAUSE, () -> Next.nowIf(reactions.one()));
    }

    @Bean
    BackgroundWorker importFilesWorker(ImportFiles imports) {
        return new BackgroundWorker("import files", PAUSE.multipliedBy(2), () -> Next.nowIf(imports.one()));
    }

    @Bean
    BackgroundWorker forgetDraftsWorker(Drafts drafts) {
        return BackgroundWorker.every(Duration.ofMinutes(10), "forget old drafts", drafts::forgetOld);
    }
}
