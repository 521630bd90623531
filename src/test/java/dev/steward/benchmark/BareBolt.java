package dev.steward.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import com.slack.api.bolt.middleware.builtin.RequestVerification;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.catalina.core.StandardVirtualThreadExecutor;
import org.apache.catalina.startup.Tomcat;
import org.springframework.jdbc.core.JdbcTemplate;

/** What Steward is measured against: Bolt, its own signature check, and one insert; nothing else. */
final class BareBolt {
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        var dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(System.getenv("SPRING_DATASOURCE_URL"));
        dataSource.setUsername(System.getenv("SPRING_DATASOURCE_USERNAME"));
        dataSource.setPassword(System.getenv("SPRING_DATASOURCE_PASSWORD"));
        dataSource.setMaximumPoolSize(Integer.parseInt(args[1]));
        dataSource.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        var jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("create table if not exists bare (id uuid primary key, team text, author text, words text)");

        var config = AppConfig.builder().signingSecret(System.getenv("SLACK_SIGNING_SECRET")).build();
        var verifier = new SlackSignature.Verifier(new SlackSignature.Generator(config.getSigningSecret()));
        var app = new App(config, List.of(new RequestVerification(verifier)));
        app.command("/feedback", (request, context) -> {
            var payload = request.getPayload();
            UUID id = UUID.randomUUID();
            jdbc.update("insert into bare (id, team, author, words) values (?, ?, ?, ?)", id, payload.getTeamId(),
                    payload.getUserId(), payload.getText());
            return context.ack("Saved as " + id);
        });

        var tomcat = new Tomcat();
        tomcat.setBaseDir(args[2]);
        tomcat.setPort(port);
        var executor = new StandardVirtualThreadExecutor();
        executor.setName("virtual");
        tomcat.getService().addExecutor(executor);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        tomcat.getConnector().getProtocolHandler().setExecutor(executor);
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "slack", new SlackAppServlet(app));
        context.addServletMappingDecoded("/slack/events", "slack");
        tomcat.start();
        tomcat.getServer().await();
    }

    private BareBolt() {}
}
