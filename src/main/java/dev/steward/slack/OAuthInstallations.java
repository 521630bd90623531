package dev.steward.slack;

import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import com.slack.api.bolt.model.Bot;
import com.slack.api.bolt.model.Installer;
import com.slack.api.bolt.model.builtin.DefaultBot;
import com.slack.api.bolt.model.builtin.DefaultInstaller;
import com.slack.api.bolt.service.InstallationService;
import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.WorkspaceId;

/** Bolt's view of {@link Installations}. Steward asks for no token of a person, so an installer is kept as the bot they installed. */
final class OAuthInstallations implements InstallationService {
    private final Installations installations;
    private final MeetMembers meetMembers;
    private final MeetUserGroups meetUserGroups;
    private final MeetChannels meetChannels;
    private final AfterAck afterAck;

    OAuthInstallations(Installations installations, MeetMembers meetMembers, MeetUserGroups meetUserGroups,
            MeetChannels meetChannels, AfterAck afterAck) {
        this.installations = installations;
        this.meetMembers = meetMembers;
        this.meetUserGroups = meetUserGroups;
        this.meetChannels = meetChannels;
        this.afterAck = afterAck;
    }

    @Override
    public boolean isHistoricalDataEnabled() {
        return false;
    }

    @Override
    public void setHistoricalDataEnabled(boolean enabled) {
        if (enabled) {
            throw new UnsupportedOperationException("One installation is kept per workspace, the newest");
        }
    }

    @Override
    public void saveInstallerAndBot(Installer installer) {
        save(installer.toBot(), installer instanceof DefaultInstaller named
                ? name(named.getTeamName(), named.getEnterpriseName())
                : null);
    }

    @Override
    public void saveBot(Bot bot) {
        save(bot, bot instanceof DefaultBot named ? name(named.getTeamName(), named.getEnterpriseName()) : null);
    }

    private void save(Bot bot, @Nullable String name) {
        boolean orgWide = Boolean.TRUE.equals(bot.getIsEnterpriseInstall());
        Installation saved = installations.save(new Installation(new WorkspaceId(UuidCreator.getTimeOrderedEpoch()),
                orgWide ? null : bot.getTeamId(), bot.getEnterpriseId(), name == null ? "" : name,
                bot.getAppId() == null ? "" : bot.getAppId(), bot.getBotUserId(),
                bot.getBotId() == null ? "" : bot.getBotId(), bot.getBotAccessToken()));
        installations.forget();
        afterAck.run("meeting the members of a new workspace", () -> meetMembers.all(saved));
        afterAck.run("learning the user groups of a new workspace", () -> meetUserGroups.all(saved));
        afterAck.run("learning the channels of a new workspace", () -> meetChannels.all(saved));
    }

    @Override
    public void deleteBot(Bot bot) {
        exact(bot.getEnterpriseId(), bot.getTeamId())
                .ifPresent(known -> installations.revokeToken(known.workspace(), null));
    }

    @Override
    public void deleteInstaller(Installer installer) {
        // no token of a person is kept
    }

    @Override
    public void deleteAll(@Nullable String enterpriseId, @Nullable String teamId) {
        exact(enterpriseId, teamId).ifPresent(known -> installations.remove(known.workspace(), null));
    }

    /** Null when there is none, as Bolt wants it. */
    @Override
    @SuppressWarnings("NullAway")
    public Bot findBot(@Nullable String enterpriseId, @Nullable String teamId) {
        return installations.find(enterpriseId, teamId).filter(known -> !known.botToken().isBlank())
                .map(OAuthInstallations::bot)
                .orElse(null);
    }

    @Override
    @SuppressWarnings("NullAway")
    public Installer findInstaller(@Nullable String enterpriseId, @Nullable String teamId, @Nullable String userId) {
        return null;
    }

    private static Bot bot(Installation known) {
        var bot = new DefaultBot();
        bot.setAppId(known.appId());
        bot.setEnterpriseId(known.enterpriseId());
        bot.setTeamId(known.teamId());
        bot.setIsEnterpriseInstall(known.teamId() == null);
        bot.setBotId(known.botId());
        bot.setBotUserId(known.botUserId());
        bot.setBotAccessToken(known.botToken());
        return bot;
    }

    /** A team that leaves an organisation's installation does not take that with it. */
    private Optional<Installation> exact(@Nullable String enterpriseId, @Nullable String teamId) {
        return installations.find(enterpriseId, teamId)
                .filter(known -> teamId == null ? known.teamId() == null : teamId.equals(known.teamId()));
    }

    private static @Nullable String name(@Nullable String team, @Nullable String enterprise) {
        return team == null || team.isBlank() ? enterprise : team;
    }
}
