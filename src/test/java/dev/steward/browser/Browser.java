package dev.steward.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium installed on this machine, for tests of pages. One browser serves a test class, as its registered extension; each window
 * is a person of its own. Where there is no Chromium the class is skipped. Not for several threads.
 */
public final class Browser implements BeforeAllCallback, AfterAllCallback {

    private static final double PATIENCE_MS = 15_000;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private @Nullable Playwright playwright;
    private com.microsoft.playwright.@Nullable Browser chromium;
    private @Nullable BrowserContext context;

    @Override
    public void beforeAll(ExtensionContext test) {
        var executable = executable();
        Assumptions.assumeTrue(executable.isPresent(), "no Chromium on the PATH");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright.chromium()
                .launch(new LaunchOptions().setExecutablePath(executable.orElseThrow())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking",
                                "--no-first-run", "--no-proxy-server")));
    }

    /** The first of the usual names that the PATH knows. */
    public static Optional<Path> executable() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A fresh window on a wide screen, with no memory of windows before. */
    public Page window() {
        return window(1280, 800);
    }

    /** A fresh window of this size; the one before is closed. */
    public Page window(int width, int height) {
        closeContext();
        complaints.clear();
        context = Objects.requireNonNull(chromium, "it opens before the first test")
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(PATIENCE_MS);
        var page = context.newPage();
        Predicate<ConsoleMessage> bad = said -> said.type().equals("error");
        page.onConsoleMessage(said -> {
            if (bad.test(said)) {
                complaints.add(said.text() + " " + said.location());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** What the page's scripts, or the browser about the page, complained of: errors, refused styles and scripts. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void closeContext() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        closeContext();
        if (chromium != null) {
            chromium.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }
}
