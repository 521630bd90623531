package dev.steward.slack;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.background.BackgroundWorker;
import dev.steward.web.RefusalLog;
import dev.steward.workspace.Channels;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;

/** Puts the way in together. */
@Configuration(proxyBeanMethods = false)
class SlackConfiguration {
    /** They print whole payloads, as warnings and errors: what people typed has no place in a log. */
    private static final List<String> TALKATIVE = List.of("com.slack.api.bolt.util.SlackRequestParser",
            "com.slack.api.bolt.service.builtin.oauth.default_impl");
    private static final String SANDBOX = "sandbox";

    SlackConfiguration() {
        LoggingSystem logging = LoggingSystem.get(SlackConfiguration.class.getClassLoader());
        TALKATIVE.forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
    }

    @Bean
    SlackCredentials slackCredentials(Environment environment) {
        return SlackCredentials.of(environment);
    }

    @Bean
    @ConditionalOnExpression("'${steward.mode:sandbox}' != 'sandbox'")
    SlackConnection realSlack(SlackCredentials credentials) {
        return new RealSlack(credentials);
    }

    @Bean
    @ConditionalOnExpression("'${steward.mode:sandbox}' != 'sandbox'")
    PublicAddress publicAddress(@Value("${steward.public-url:}") String url) {
        return () -> Optional.of(url.strip().replaceAll("/+$", "")).filter(known -> !known.isEmpty());
    }

    @Bean
    SlackWebApi slackApi(SlackConnection connection, Installations installations, SlackCredentials credentials,
            SlackProperties properties, @Value("${steward.mode:sandbox}") String mode) {
        return new SlackWebApi(connection, installations, mode.equals(SANDBOX), credentials.apiUrl(),
                properties.callTimeout());
    }

    @Bean
    AfterAck afterAck(SlackProperties properties) {
        return new AfterAck(properties.patience());
    }

    @Bean
    MeetMembers meetMembers(SlackWebApi api, Members members) {
        return new MeetMembers(api, members);
    }

    @Bean
    MeetUserGroups meetUserGroups(SlackWebApi api, UserGroups groups, Installations installations, AfterAck afterAck) {
        return new MeetUserGroups(api, groups, installations, afterAck);
    }

    @Bean
    MeetChannels meetChannels(SlackWebApi api, Channels channels, Clock clock) {
        return new MeetChannels(api, channels, clock);
    }

    @Bean
    ChannelEvents channelEvents(Channels channels, MeetChannels meetChannels, Installations installations,
            AfterAck afterAck) {
        return new ChannelEvents(channels, meetChannels, installations, afterAck);
    }

    @Bean
    ChannelAccess channelAccess(MeetChannels meetChannels, Channels channels, Installations installations,
            Members members) {
        return new ChannelAccess(meetChannels, channels, installations, members);
    }

    @Bean
    RefreshChannels refreshChannels(SlackConnection connection, Installations installations, Channels channels,
            MeetChannels meetChannels, AfterAck afterAck, Clock clock) {
        return new RefreshChannels(connection, installations, channels, meetChannels, afterAck, clock);
    }

    @Bean
    BackgroundWorker refreshChannelsOnceADay(RefreshChannels refresh) {
        return BackgroundWorker.every(Duration.ofHours(1), "read the channels", refresh::daily);
    }

    @Bean
    RefreshUserGroups refreshUserGroups(SlackConnection connection, Installations installations,
            MeetUserGroups meetUserGroups, AfterAck afterAck) {
        return new RefreshUserGroups(connection, installations, meetUserGroups, afterAck);
    }

    @Bean
    BackgroundWorker refreshUserGroupsEveryHour(RefreshUserGroups refresh) {
        return BackgroundWorker.every(Duration.ofHours(1), "refresh the user groups", refresh::everywhere);
    }

    @Bean
    RefreshMembers refreshMembers(Installations installations, Members members,
            MeetMembers meetMembers, Clock clock) {
        return new RefreshMembers(installations, members, meetMembers, clock);
    }

    @Bean
    BackgroundWorker refreshMembersOnceADay(RefreshMembers refresh) {
        return BackgroundWorker.every(Duration.ofHours(1), "read the members", refresh::everywhere);
    }

    @Bean
    LearnWorkspace learnWorkspace(SlackConnection connection, SlackWebApi api, Installations installations,
            MeetMembers meetMembers, MeetUserGroups meetUserGroups, MeetChannels meetChannels) {
        return new LearnWorkspace(connection, api, installations, meetMembers, meetUserGroups, meetChannels);
    }

    @Bean
    SlackUpkeep slackUpkeep(Installations installations, MeetMembers meetMembers) {
        return new SlackUpkeep(installations, meetMembers);
    }

    @Bean
    Routes routes(List<SlackFeature> features, CommandNames names) {
        return new Routes(features, names);
    }

    @Bean
    AppManifest appManifest(Routes routes, List<SlackFeature> features) {
        return new GeneratedManifest(routes, features);
    }

    @Bean
    Receipts receipts(JdbcClient jdbc, Clock clock) {
        return new Receipts(jdbc, clock);
    }

    @Bean
    Outgoing outgoing(SlackProperties properties, @Value("${steward.mode:sandbox}") String mode) {
        return new Outgoing(properties.strict() == null ? mode.equals(SANDBOX) : properties.strict());
    }

    @Bean
    Mishaps mishaps(Installations installations, SlackWebApi api, Outgoing outgoing, AfterAck afterAck,
            Diagnosis diagnosis, RefusalLog refusals) {
        return new Mishaps(installations, api, outgoing, afterAck, diagnosis, refusals);
    }

    @Bean
    Dispatcher dispatcher(Routes routes, Installations installations, Members members, LearnWorkspace learnWorkspace,
            MeetMembers meetMembers, MeetChannels meetChannels, Receipts receipts,
            PlatformTransactionManager transactions, Outgoing outgoing, SlackWebApi api, Mishaps mishaps,
            AfterAck afterAck, Bulkhead bulkhead, Diagnosis diagnosis) {
        return new Dispatcher(routes, new CallerResolver(installations, members, learnWorkspace, meetMembers),
                meetChannels, receipts, new TransactionTemplate(transactions),
                new Answers(outgoing, new Deeds(api, outgoing, diagnosis)),
                mishaps, afterAck, bulkhead);
    }

    @Bean
    Diagnosis diagnosis(@Value("${spring.datasource.hikari.maximum-pool-size:10}") int connections) {
        return new Diagnosis(connections);
    }

    @Bean
    Bulkhead bulkhead(@Value("${spring.datasource.hikari.maximum-pool-size:10}") int connections,
            MeterRegistry metrics) {
        return new Bulkhead(connections, metrics);
    }

    /** Every setting is given, because Bolt reads what is not from the environment by itself. */
    @Bean(destroyMethod = "stop")
    App boltApp(SlackCredentials credentials, SlackWebApi api, Dispatcher dispatcher, Mishaps mishaps,
            AppManifest manifest, Clock clock, Installations installations, MeetMembers meetMembers,
            MeetUserGroups meetUserGroups, MeetChannels meetChannels, AfterAck afterAck) {
        boolean oauth = credentials.oauth();
        AppConfig config = AppConfig.builder().singleTeamBotToken(null).signingSecret(null).verificationToken(null)
                .clientId(oauth ? credentials.clientId() : null)
                .clientSecret(oauth ? credentials.clientSecret() : null).redirectUri(null).userScope(null)
                .scope(String.join(",", manifest.botScopes())).oauthInstallPath(OAuthEndpoint.INSTALL_PATH)
                .oauthRedirectUriPath(OAuthEndpoint.REDIRECT_PATH).oAuthInstallPathEnabled(oauth)
                .oAuthRedirectUriPathEnabled(oauth).oAuthInstallPageRenderingEnabled(false).threadPoolSize(1).build();
        var app = new App(config, api.unconnected(), new ArrayList<>(List.of(new InTime(dispatcher, mishaps))));
        if (oauth) {
            app.service(new OAuthInstallations(installations, meetMembers, meetUserGroups, meetChannels,
                    afterAck)).service(new OAuthStates(Objects.requireNonNull(credentials.clientSecret()), clock))
                    .oauthPersistenceErrorCallback(OAuthEndpoint::notSaved);
        }
        return app.start();
    }

    @Bean
    SocketConnection socketConnection(SlackConnection connection, SlackWebApi api, App app) {
        return new SocketConnection(connection, api, app);
    }

    @Bean
    ServletRegistrationBean<SlackEndpoint> slackEndpoint(SlackConnection connection, App app, Clock clock,
            RefusalLog refusals,
            @Value("${steward.mode:sandbox}") String mode) {
        boolean socketOnly = mode.equals("socket") && connection.signingSecret().isBlank();
        RequestGuard guard = socketOnly ? null : new RequestGuard(connection.signingSecret(), clock);
        var bean = new ServletRegistrationBean<>(new SlackEndpoint(guard, app, refusals), SlackEndpoint.PATH);
        bean.setLoadOnStartup(1);
        return bean;
    }

    @Bean
    @ConditionalOnProperty("steward.oauth")
    ServletRegistrationBean<OAuthEndpoint> oauthEndpoint(SlackWebApi api, App app) {
        // the exchange of a code is a call of the Web API
        api.slack();
        return new ServletRegistrationBean<>(new OAuthEndpoint(app), OAuthEndpoint.INSTALL_PATH,
                OAuthEndpoint.REDIRECT_PATH);
    }

    @Bean
    BackgroundWorker forgetOldReceipts(Receipts receipts) {
        return BackgroundWorker.every(Duration.ofHours(1), "forget old receipts", receipts::prune);
    }
}
