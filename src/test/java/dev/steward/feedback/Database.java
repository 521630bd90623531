package dev.steward.feedback;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.feedback.CaptureFeedback.Capture;
import dev.steward.feedback.CaptureFeedback.Captured;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.PlusOne.Counted;
import dev.steward.feedback.PlusOne.Voice;
import dev.steward.slack.Message;
import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Channels;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.Settings;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Feedback on a real database, without Slack: what would be sent is noted. */
final class Database implements AutoCloseable {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final HikariDataSource source = new HikariDataSource();
    final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    final Sent sent = new Sent();
    final JdbcTemplate jdbc;

    Database(String url) {
        source.setJdbcUrl(url);
        source.setMaximumPoolSize(20);
        Migrations.run(source, "workspace", "feedback");
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(Sent.class, () -> sent);
        context.register(Wiring.class);
        context.refresh();
        jdbc = context.getBean(JdbcTemplate.class);
        addWorkspace(workspace);
    }

    static Database fresh() {
        return new Database(TestDatabase.create().url());
    }

    void addWorkspace(WorkspaceId id) {
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, ?, 'Acme', 'A1', 'UBOT', 'B1', '', ?)
                """, id.value(), "T" + id, Examples.NOON.atOffset(ZoneOffset.UTC));
    }

    <T> T the(Class<T> type) {
        return context.getBean(type);
    }

    Captured capture(String key, String words) {
        return capture(key, Via.FORM, Said.only(words));
    }

    Captured capture(String key, Via via, Said said) {
        return the(CaptureFeedback.class).capture(new Capture(workspace, via, key, Examples.ANA, null,
                Visibility.EVERYBODY, said));
    }

    /** Counts somebody on an item as it stands now. */
    Counted plus(FeedbackId on, UserId member, @Nullable CustomerChoice customer, String words) {
        return the(PlusOne.class).count(workspace, on, version(on), voice(member, customer, words));
    }

    Counted join(FeedbackId joining, FeedbackId on, UserId member, String words) {
        return the(PlusOne.class).join(workspace, joining, on, version(on), voice(member, null, words));
    }

    private static Voice voice(UserId member, @Nullable CustomerChoice customer, String words) {
        return new Voice(new Person(member, Role.MEMBER), customer, words, Visibility.EVERYBODY);
    }

    private long version(FeedbackId id) {
        return the(FeedbackItems.class).find(workspace, id).orElseThrow().item().version();
    }

    Said said(String words, @Nullable String customer, @Nullable Area area) {
        return new Said(words, null, customer == null ? null : new CustomerChoice.Named(customer),
                area == null ? null : area.id(), null, null, null, Consent.UNKNOWN, null);
    }

    void index() {
        while (the(IndexFeedback.class).some(500) > 0) {
        }
    }

    int count(String sql) {
        Integer count = jdbc.queryForObject(sql, Integer.class);
        return count == null ? 0 : count;
    }

    @Override
    public void close() {
        context.close();
        source.close();
    }

    /** What delivery was told. */
    static final class Sent implements Cards, Notices {
        final List<String> cards = new CopyOnWriteArrayList<>();
        final List<String> changes = new CopyOnWriteArrayList<>();
        final List<Message> notices = new CopyOnWriteArrayList<>();

        @Override
        public void changed(WorkspaceId workspace, java.util.Collection<UUID> things) {
            things.forEach(thing -> changed(workspace, "any", thing));
        }

        @Override
        public void show(WorkspaceId workspace, String kind, UUID thing, ChannelId channel) {
            cards.add(channel + " " + thing);
        }

        @Override
        public void show(WorkspaceId workspace, String kind, UUID thing, java.util.Collection<ChannelId> channels) {
            channels.forEach(channel -> show(workspace, kind, thing, channel));
        }

        @Override
        public void show(WorkspaceId workspace, String kind, Map<UUID, ChannelId> channels) {
            channels.forEach((thing, channel) -> show(workspace, kind, thing, channel));
        }

        @Override
        public void showTo(WorkspaceId workspace, String kind, Map<UUID, UserId> members) {
            members.forEach((thing, member) -> cards.add(member + " " + thing));
        }

        @Override
        public void changed(WorkspaceId workspace, String kind, UUID thing) {
            changes.add(thing.toString());
        }

        @Override
        public void say(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Message message) {
            notices.add(message);
        }

        @Override
        public void say(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Message message,
                String mergeRule) {
            notices.add(message);
        }
    }

    /** A clock that ticks with every look, so that order is order. */
    static final class Ticking extends Clock {
        private Instant now = Examples.NOON;

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public synchronized Instant instant() {
            now = now.plusMillis(1);
            return now;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }
    }

    /** Not marked as a configuration, or a whole Steward started by another test would find it too. */
    @EnableTransactionManagement
    @Import({Areas.class, Settings.class, Members.class, FeedbackItems.class, Customers.class, ReferenceNumbers.class,
            IntakeChannels.class, Channels.class, FeedbackReaders.class, Confirmations.class, CaptureFeedback.class,
            EditFeedback.class, PlusOne.class,
            Votes.class, SearchIndex.class, IndexFeedback.class, FindFeedback.class, WebTokens.class, ImportCsv.class,
            ImportRows.class, Drafts.class})
    static class Wiring {
        @Bean
        Clock clock() {
            return new Ticking();
        }

        @Bean
        JdbcTemplate jdbc(DataSource source) {
            return new JdbcTemplate(source);
        }

        @Bean
        JdbcClient client(DataSource source) {
            return JdbcClient.create(source);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new JdbcTransactionManager(source);
        }

        @Bean
        TransactionTemplate transaction(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }
    }

    static UserId user(int n) {
        return new UserId("U" + n);
    }
}
