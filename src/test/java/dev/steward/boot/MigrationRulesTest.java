package dev.steward.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Migrations for a database that is in use: the instances of the version before go on meanwhile, on tables with millions of rows. The rules
 * are those of docs/contributing.md.
 */
class MigrationRulesTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    /** Landed before there were rules, so they stay as they are. */
    private static final Set<String> BEFORE = Set.of("approval/V3", "approval/V30", "approval/V40", "cadence/V20",
            "cadence/V21", "delivery/V2", "delivery/V3", "delivery/V4", "delivery/V6",
            "delivery/V7", "delivery/V10", "feedback/V2", "initiative/V2", "initiative/V3", "record/V3", "release/V2",
            "release/V3",
            "release/V30", "release/V60", "release/V61", "release/V62", "slack/V2", "workspace/V2", "workspace/V3",
            "workspace/V4", "workspace/V6",
            "schedule/V33", "schedule/V36");
    private static final Pattern NAME = Pattern.compile("(V[0-9_]+?)__\\w+\\.sql");
    private static final Pattern CREATED = Pattern.compile("^create table (?:if not exists )?(\\w+)");
    private static final Pattern INDEX = Pattern
            .compile("^create (?:unique )?index (concurrently )?(?:if not exists )?\\w+ on (?:only )?(\\w+)");
    private static final Pattern ALTERED = Pattern.compile("^alter table (?:if exists )?(?:only )?(\\w+) (.*)");
    private static final Pattern CHANGED = Pattern.compile("^(?:update|delete from) (?:only )?(\\w+)\\b(.*)");
    /** What Quartz keeps, which are a few rows for the whole of Steward. */
    private static final String QUARTZ = "qrtz_";

    @Test
    void everyMigrationLeavesALiveDatabaseToItsUsers() throws IOException {
        List<String> faults = new ArrayList<>();
        Set<String> needed = new HashSet<>();
        for (Path file : all()) {
            List<String> found = faults(Files.readString(file));
            String name = name(file);
            if (BEFORE.contains(name)) {
                found.stream().findFirst().ifPresent(fault -> needed.add(name));
            } else {
                found.forEach(fault -> faults.add(MIGRATIONS.relativize(file) + ": " + fault));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(needed).as("exceptions that are needed").isEqualTo(BEFORE);
    }

    @Test
    void whatStopsOthersIsFound() {
        assertThat(faults("create index a on delivery (id);")).hasSize(1);
        assertThat(faults("create unique index concurrently a on delivery (id);")).isEmpty();
        assertThat(
                faults("create table t (id uuid); create index a on t (id); alter table t add check (id is not null);"))
                .isEmpty();
        assertThat(faults("create index concurrently a on delivery (id); alter table delivery add column b text;"))
                .singleElement().asString().contains("alone in its file");
        assertThat(faults("alter table release add foreign key (workspace_id) references workspace;")).hasSize(1);
        assertThat(faults("alter table release add constraint c check (tier > 0) not valid;")).isEmpty();
        assertThat(faults("alter table release validate constraint c;")).isEmpty();
        assertThat(faults("alter table release add constraint c check (tier > 0) not valid;"
                + "alter table release validate constraint c;")).singleElement().asString().contains("of its own");
        assertThat(faults("alter table release alter column tier type bigint;")).hasSize(1);
        assertThat(faults("alter table release alter column tier set not null;")).hasSize(1);
        assertThat(faults("alter table release add column a int not null;")).hasSize(1);
        assertThat(faults("alter table release add column a int not null default 0, add column b text;")).isEmpty();
        assertThat(faults("alter table release add column a timestamptz default clock_timestamp();")).hasSize(1);
        assertThat(faults("alter table release add column a int generated always as (1 + 1) stored;")).hasSize(1);
        assertThat(faults("alter table release drop column tier;")).hasSize(1);
        assertThat(faults("alter table release drop constraint c;")).hasSize(1);
        assertThat(faults("alter table release drop constraint c, add constraint c check (tier in (1, 2)) not valid;"))
                .isEmpty();
        assertThat(faults("alter table release drop constraint c, add constraint d check (tier in (1, 2)) not valid;"))
                .hasSize(1);
        assertThat(faults("drop table release_task;")).hasSize(1);
        assertThat(faults("drop index release_in_time;")).hasSize(1);
        assertThat(faults("drop index concurrently release_in_time;")).isEmpty();
        assertThat(faults("alter table release rename column tier to level;")).hasSize(1);
        assertThat(faults("-- unused since 0.2\nalter table release drop column tier;")).hasSize(1);
        assertThat(faults("-- unused since 0.0\nalter table release drop column tier;")).isEmpty();
        assertThat(faults("update release set tier = 1 where tier is null;")).hasSize(1);
        assertThat(faults("lock table release;")).hasSize(1);
        assertThat(faults("do $$ begin perform 1; update release set tier = 1; end $$;")).isEmpty();
    }

    private static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .filter(file -> !file.startsWith(MIGRATIONS.resolve("sandbox"))).sorted().toList();
        }
    }

    private static String name(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        assertThat(name.matches()).isTrue();
        return requireNonNull(file.getParent()).getFileName() + "/" + name.group(1);
    }

    private static List<String> faults(String script) {
        List<String> statements = statements(script);
        Set<String> fresh = new HashSet<>();
        List<String> faults = new ArrayList<>();
        boolean unused = unused(script);
        boolean concurrently = false;
        boolean notValid = false;
        boolean validates = false;
        for (String statement : statements) {
            Matcher created = CREATED.matcher(statement);
            if (created.find()) {
                fresh.add(created.group(1));
            }
            concurrently |= statement.contains(" concurrently ");
            notValid |= statement.endsWith(" not valid");
            validates |= statement.contains(" validate constraint ");
            String fault = fault(statement, fresh, unused);
            if (fault != null) {
                faults.add(fault + " — " + statement);
            }
        }
        if (concurrently && statements.size() > 1) {
            faults.add("what is made concurrently stands alone in its file, since it has no transaction");
        }
        if (notValid && validates) {
            faults.add("validate it in a file of its own, when the lock of adding it is gone");
        }
        return faults;
    }

    private static @Nullable String fault(String statement, Set<String> fresh,
            boolean unused) {
        Matcher index = INDEX.matcher(statement);
        if (index.find()) {
            return index.group(1) != null || fresh.contains(index.group(2))
                    ? null
                    : "create the index concurrently, or nobody writes there meanwhile";
        }
        Matcher altered = ALTERED.matcher(statement);
        if (altered.find()) {
            return fresh.contains(altered.group(1)) ? null : altered(altered.group(2), unused);
        }
        Matcher changed = CHANGED.matcher(statement);
        if (changed.find()) {
            return fresh.contains(changed.group(1)) || changed.group(1).startsWith(QUARTZ)
                    ? null
                    : "change rows in steps, behind the start, or they are locked until the last is changed";
        }
        if (statement.startsWith("drop index")) {
            return statement.startsWith("drop index concurrently") ? null : "drop the index concurrently";
        }
        if (statement.startsWith("drop ") && !unused) {
            return "what the version before still uses cannot go";
        }
        return statement.startsWith("lock ") ? "take no lock of a table" : null;
    }

    private static @Nullable String altered(String how, boolean unused) {
        for (String part : how.split(",(?![^(]*\\)) *", -1)) {
            if (part.matches("alter column \\w+ (set data )?type .*")) {
                return "another type rewrites the table: add a column beside it";
            }
            if (part.matches("alter column \\w+ set not null.*")) {
                return "add a check that it is not null, not valid, and validate that";
            }
            if (part.matches("drop (column|constraint) .*") && !unused && !widened(part, how)) {
                return "what the version before still uses cannot go";
            }
            if (part.startsWith("rename")) {
                return "the version before knows the old name only";
            }
            if (part.startsWith("add column")
                    || part.matches("add \\w+ (text|int|bigint|boolean|bool|uuid|timestamptz|jsonb).*")) {
                if (part.contains(" stored") || part.matches(".* default .*(clock_timestamp|random|uuid|nextval).*")) {
                    return "a value that is worked out for each row rewrites the table";
                }
                if (part.contains(" not null") && !part.contains(" default ")) {
                    return "the version before does not fill it: give it a default";
                }
                if (part.matches(".* (references|check|unique|primary key).*")) {
                    return "add the constraint apart, not valid, and validate it then";
                }
            } else if (part.matches("add .*(foreign key|check).*") && !part.endsWith("not valid")) {
                return "add the constraint not valid, and validate it in a file of its own";
            } else if (part.matches("add .*(unique|primary key).*") && !part.contains(" using index ")) {
                return "create the unique index concurrently, and add the constraint using it";
            }
        }
        return null;
    }

    /** Whether another check takes the place of what is dropped, at once. */
    private static boolean widened(String part, String how) {
        return part.startsWith("drop constraint ")
                && how.contains("add constraint " + part.substring("drop constraint ".length()) + " check ");
    }

    /** Whether it says since which earlier version nothing uses any more what it takes away. */
    private static boolean unused(String script) {
        Matcher since = Pattern.compile("(?m)^-- unused since (\\d+)\\.(\\d+)").matcher(script);
        return since.find() && earlier(Integer.parseInt(since.group(1)), Integer.parseInt(since.group(2)));
    }

    private static boolean earlier(int major, int minor) {
        Matcher now = version();
        return major < Integer.parseInt(now.group(1))
                || major == Integer.parseInt(now.group(1)) && minor < Integer.parseInt(now.group(2));
    }

    private static Matcher version() {
        try {
            Matcher version = Pattern.compile("<artifactId>steward</artifactId>\\s*<version>(\\d+)\\.(\\d+)")
                    .matcher(Files.readString(Path.of("pom.xml")));
            assertThat(version.find()).isTrue();
            return version;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Without comments, in lower case, and each on one line; what stands between dollars is one statement, and nobody's business. */
    private static List<String> statements(String script) {
        String code = script.replaceAll("(?s)\\$\\$.*?\\$\\$", "''").replaceAll("--[^\\n]*", " ");
        return Stream.of(code.split(";", -1)).map(statement -> statement.replaceAll("\\s+", " ").strip()
                .toLowerCase(Locale.ROOT)).filter(statement -> !statement.isEmpty()).toList();
    }
}
