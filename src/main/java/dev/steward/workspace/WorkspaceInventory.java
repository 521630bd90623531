package dev.steward.workspace;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention;

/** What is kept of a workspace and its people. */
@Component
class WorkspaceInventory implements DataInventory {
    @Override
    public List<DataKind> kinds() {
        return List.of(
                DataKind.of("workspace.installation", "Installation and settings",
                        "To speak with Slack, and to know which channel and area is whose",
                        "Admins and ops people, in /steward setup; the bot's token by nobody",
                        of("workspace").scope("t.id = :workspace").encrypted("bot_token_ciphertext"),
                        of("area").present()),
                DataKind.of("workspace.people", "People",
                        "To know what to call somebody, in which time zone they live, what they may do and who they report to, and to find "
                                + "them in texts when they are erased",
                        "Everybody in the workspace, but only display names; full names, handles and e-mail addresses by "
                                + "nobody, since Steward only finds people by them",
                        of("member").changedByItsOwner(), of("user_group"),
                        of("user_group_member").personal("user_id").present(),
                        of("manager").personal("user_id", "manager_user_id").present())
                        .kept("Until they are erased, or Steward is uninstalled")
                        .retention(Retention.off("People whose account has been closed that long are erased. What they "
                                + "did stays, without their name, and so does what they wrote")),
                DataKind.of("workspace.channels", "Channels",
                        "To show what belongs to a private channel to those who are in it, and to nobody else",
                        "Everybody in the workspace, but only names of public channels; names of private ones by "
                                + "whoever is in them, and who is in a channel by nobody",
                        of("channel"), of("channel_member").personal("user_id").present()));
    }
}
