package dev.steward.sandbox;

import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.sandbox.Groups.UserGroup;
import dev.steward.sandbox.SandboxFeed.Change;
import dev.steward.sandbox.SandboxFeed.What;
import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.workspace.UserId;

/** What a workspace's admin does on Slack's own pages: who is in a user group, who is a guest or an admin, whose account is closed. The app hears of it by events. */
@Component
@SandboxMode
class Admin {
    private final People people;
    private final Groups groups;
    private final Teams teams;
    private final Events events;
    private final SandboxFeed feed;

    Admin(People people, Groups groups, Teams teams, Events events, SandboxFeed feed) {
        this.people = people;
        this.groups = groups;
        this.teams = teams;
        this.events = events;
        this.feed = feed;
    }

    List<UserGroup> groups() {
        return groups.all();
    }

    @Transactional
    public void puts(String group, List<UserId> members) {
        UserGroup before = groups.find(group).orElseThrow();
        List<UserId> active = members.stream().distinct().filter(id -> !people.get(id).deactivated()).toList();
        if (!active.stream().map(UserId::value).toList().equals(before.members())) {
            events.groupChanged(groups.put(before, active), before);
        }
    }

    @Transactional
    public void changes(UserId person, AccountKind kind) {
        Person known = people.get(person);
        if (known.bot() || known.outsider() || AccountKind.of(known) == kind) {
            return;
        }
        people.kind(person, kind);
        events.userChanged(people.json(people.get(person), teams.get(), events.mayKnow("users:read.email")));
    }

    /** Slack takes whoever goes out of every group, and does not put them back. */
    @Transactional
    public void deactivates(UserId person, boolean deactivated) {
        Person known = people.get(person);
        if (known.bot() || known.deactivated() == deactivated) {
            return;
        }
        people.deactivate(person, deactivated);
        events.userChanged(people.json(people.get(person), teams.get(), events.mayKnow("users:read.email")));
        if (deactivated) {
            groups.all().stream().filter(group -> group.members().contains(person.value()))
                    .forEach(group -> puts(group.id(), group.members().stream()
                            .filter(id -> !id.equals(person.value())).map(UserId::new).toList()));
        }
        feed.changed(Change.of(What.CONVERSATIONS));
    }
}
