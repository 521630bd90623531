package dev.steward.sandbox;

import java.util.List;

import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.RateLimits.Tier;
import dev.steward.sandbox.SandboxReads.Person;

/** Who is who: {@code auth.test}, {@code team.info}, {@code users.*}, {@code usergroups.*}. */
@Component
@SandboxMode
class UsersApi implements ApiMethod.Family {
    private final People people;
    private final Groups groups;

    UsersApi(People people, Groups groups) {
        this.people = people;
        this.groups = groups;
    }

    @Override
    public List<ApiMethod> methods() {
        return List.of(ApiMethod.of("api.test", Tier.FOUR, "", call -> Json.object()),
                ApiMethod.of("auth.test", Tier.FOUR, "", this::authTest),
                ApiMethod.of("team.info", Tier.THREE, "team:read", this::teamInfo),
                ApiMethod.of("users.list", Tier.TWO, "users:read", this::list),
                ApiMethod.of("users.info", Tier.FOUR, "users:read", this::info),
                ApiMethod.of("users.lookupByEmail", Tier.THREE, "users:read.email", this::lookupByEmail),
                ApiMethod.of("usergroups.list", Tier.TWO, "usergroups:read", this::groups),
                ApiMethod.of("usergroups.users.list", Tier.TWO, "usergroups:read", this::groupUsers));
    }

    private ObjectNode authTest(ApiCall call) {
        Team team = call.team();
        return Json.object().put("url", "https://" + team.domain() + ".slack.com/").put("team", team.name())
                .put("user", "steward").put("team_id", team.id()).put("user_id", team.botUserId())
                .put("bot_id", team.botId()).put("is_enterprise_install", false);
    }

    private ObjectNode teamInfo(ApiCall call) {
        Team team = call.team();
        ObjectNode response = Json.object();
        response.putObject("team").put("id", team.id()).put("name", team.name()).put("domain", team.domain())
                .put("url", "https://" + team.domain() + ".slack.com/").put("email_domain", "")
                .put("is_verified", false).putObject("icon").put("image_default", true);
        return response;
    }

    private ObjectNode list(ApiCall call) {
        ObjectNode response = call.page("members", people.all().stream().map(person -> json(call, person)).toList(),
                1000);
        return response.put("cache_ts", 1_760_000_000);
    }

    private ObjectNode info(ApiCall call) {
        Person person = people.find(call.required("user")).orElseThrow(() -> new ApiError("user_not_found"));
        ObjectNode response = Json.object();
        response.set("user", json(call, person));
        return response;
    }

    private ObjectNode lookupByEmail(ApiCall call) {
        Person person = people.byEmail(call.required("email")).filter(found -> !found.outsider())
                .orElseThrow(() -> new ApiError("users_not_found"));
        ObjectNode response = Json.object();
        response.set("user", json(call, person));
        return response;
    }

    private ObjectNode groups(ApiCall call) {
        ObjectNode response = Json.object();
        var list = response.putArray("usergroups");
        groups.all().forEach(group -> list.add(group.json(call.team(), call.flag("include_users"))));
        return response;
    }

    private ObjectNode groupUsers(ApiCall call) {
        ObjectNode response = Json.object();
        groups.find(call.required("usergroup")).orElseThrow(() -> new ApiError("no_such_subteam")).members()
                .forEach(response.putArray("users")::add);
        return response;
    }

    private ObjectNode json(ApiCall call, Person person) {
        return people.json(person, call.team(), call.scopes().contains("users:read.email"));
    }
}
