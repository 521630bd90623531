package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.SandboxFeed.Change;
import dev.steward.sandbox.SandboxFeed.What;
import dev.steward.sandbox.View.Kind;
import dev.steward.slack.BlockKitRules;
import dev.steward.workspace.UserId;

/** Everybody's stack of modals, and their App Homes. What breaks a rule of Slack's is refused as Slack refuses it. */
@Repository
@SandboxMode
class Views {
    private static final int STACK = 3;
    private static final int BYTES = 250_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SandboxFeed feed;

    Views(JdbcClient jdbc, Clock clock, SandboxFeed feed) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.feed = feed;
    }

    /** The person's modals, bottom first. */
    List<View> stack(UserId person) {
        return jdbc.sql("select * from sandbox_view where person_id = :person and kind = 'MODAL' order by level")
                .param("person", person.value()).query(Views::map).list();
    }

    Optional<View> top(UserId person) {
        return stack(person).stream().reduce((lower, upper) -> upper);
    }

    Optional<View> home(UserId person) {
        return jdbc.sql("select * from sandbox_view where person_id = :person and kind = 'HOME'")
                .param("person", person.value()).query(Views::map).optional();
    }

    Optional<View> find(String id) {
        return jdbc.sql("select * from sandbox_view where id = :id").param("id", id).query(Views::map).optional();
    }

    Optional<View> byExternalId(String externalId) {
        return jdbc.sql("select * from sandbox_view where external_id = :id").param("id", externalId)
                .query(Views::map).optional();
    }

    /** Opens a modal, in place of whatever the person had open. */
    View open(UserId person, JsonNode given) {
        ObjectNode body = checked(given, "modal");
        oneAtATime(person);
        clear(person);
        String id = SlackIds.next("V");
        return add(new View(id, person, Kind.MODAL, 0, id, null, Json.textOrNull(given, "external_id"), hash(), body,
                ViewState.of(body.path("blocks"), Json.object())));
    }

    /** Puts a modal on top of the one named. */
    View push(String onto, JsonNode given) {
        ObjectNode body = checked(given, "modal");
        View below = find(onto).orElseThrow(() -> new ApiError("not_found"));
        oneAtATime(below.person());
        List<View> stack = stack(below.person());
        if (stack.isEmpty() || stack.size() >= STACK) {
            throw new ApiError(stack.isEmpty() ? "not_found" : "push_limit_reached");
        }
        View top = stack.getLast();
        return add(new View(SlackIds.next("V"), below.person(), Kind.MODAL, top.level() + 1, top.rootId(), top.id(),
                Json.textOrNull(given, "external_id"), hash(), body,
                ViewState.of(body.path("blocks"), Json.object())));
    }

    /** @param hash the one the app believes to be current; null when it does not care */
    View update(View view, JsonNode given, @Nullable String hash) {
        if (hash != null && !hash.isEmpty() && !hash.equals(view.hash())) {
            throw new ApiError("hash_conflict");
        }
        ObjectNode body = checked(given, view.kind() == Kind.HOME ? "home" : "modal");
        String externalId = Json.textOrNull(given, "external_id");
        return change(new View(view.id(), view.person(), view.kind(), view.level(), view.rootId(), view.previousId(),
                externalId == null ? view.externalId() : externalId, hash(), body,
                ViewState.of(body.path("blocks"), view.values())), hash == null || hash.isEmpty() ? null : hash);
    }

    View publish(UserId person, JsonNode given, @Nullable String hash) {
        Optional<View> published = home(person);
        if (published.isPresent()) {
            return update(published.get(), given, hash);
        }
        ObjectNode body = checked(given, "home");
        String id = SlackIds.next("V");
        return add(new View(id, person, Kind.HOME, 0, id, null, Json.textOrNull(given, "external_id"), hash(), body,
                ViewState.of(body.path("blocks"), Json.object())));
    }

    /** Keeps what its fields hold. */
    View fill(View view, ObjectNode values) {
        jdbc.sql("update sandbox_view set state = :state where id = :id").param("state", Json.write(values))
                .param("id", view.id()).update();
        return new View(view.id(), view.person(), view.kind(), view.level(), view.rootId(), view.previousId(),
                view.externalId(), view.hash(), view.body(), values);
    }

    /** Closes it, and whatever stands on it. */
    void close(View view) {
        jdbc.sql("delete from sandbox_view where person_id = :person and kind = 'MODAL' and level >= :level")
                .param("person", view.person().value()).param("level", view.level()).update();
        feed.changed(view.person(), Change.of(What.VIEWS));
    }

    void clear(UserId person) {
        jdbc.sql("delete from sandbox_view where person_id = :person and kind = 'MODAL'")
                .param("person", person.value()).update();
        feed.changed(person, Change.of(What.VIEWS));
    }

    /** Of two modals that come to somebody at once, the second comes on top of the first, or in its place. */
    private void oneAtATime(UserId person) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('sandbox views of ' || :person, 0))")
                .param("person", person.value()).query((row, n) -> n).single();
    }

    private static ObjectNode checked(JsonNode given, String type) {
        if (!(given instanceof ObjectNode view)) {
            throw ApiError.withMessages("invalid_arguments", List.of("must provide an object [json-pointer:/view]"));
        }
        if (!Json.text(view, "type").equals(type)) {
            throw ApiError.withMessages("invalid_arguments",
                    List.of("invalid value for type: must be \"%s\" [json-pointer:/view/type]".formatted(type)));
        }
        if (Json.write(view).getBytes(java.nio.charset.StandardCharsets.UTF_8).length > BYTES) {
            throw new ApiError("view_too_large");
        }
        List<BlockKitRules.Violation> violations = BlockKitRules.view(view);
        if (!violations.isEmpty()) {
            throw ApiError.withMessages("invalid_arguments", ApiError.messages(violations));
        }
        ObjectNode body = view.deepCopy();
        body.remove(List.of("state", "id", "hash", "external_id", "team_id", "root_view_id", "previous_view_id",
                "app_id", "app_installed_team_id", "bot_id"));
        body.set("blocks", Blocks.completed(view.path("blocks")));
        for (String text : new String[]{"title", "submit", "close"}) {
            if (body.path(text) instanceof ObjectNode plain) {
                plain.putIfAbsent("emoji", plain.booleanNode(true));
            }
        }
        return body;
    }

    private View add(View view) {
        try {
            jdbc.sql("""
                    insert into sandbox_view (id, person_id, kind, level, root_id, previous_id, external_id, hash,
                                              body, state, updated_at)
                    values (:id, :person, :kind, :level, :root, :previous, :external, :hash, :body, :state, :now)
                    """).param("id", view.id()).param("person", view.person().value())
                    .param("kind", view.kind().name()).param("level", view.level()).param("root", view.rootId())
                    .param("previous", view.previousId()).param("external", view.externalId())
                    .param("hash", view.hash()).param("body", Json.write(view.body()))
                    .param("state", Json.write(view.values())).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ApiError("duplicate_external_id");
        }
        tell(view);
        return view;
    }

    /** @param from the hash it must still have: of two updates at once that name the same one, the second is refused */
    private View change(View view, @Nullable String from) {
        int changed;
        try {
            changed = jdbc.sql("""
                    update sandbox_view set external_id = :external, hash = :hash, body = :body, state = :state,
                                            updated_at = :now
                    where id = :id and (cast(:from as text) is null or hash = :from)
                    """).param("from", from).param("external", view.externalId()).param("hash", view.hash())
                    .param("body", Json.write(view.body())).param("state", Json.write(view.values()))
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("id", view.id()).update();
        } catch (DuplicateKeyException e) {
            throw new ApiError("duplicate_external_id");
        }
        if (changed == 0 && from != null) {
            throw new ApiError("hash_conflict");
        }
        tell(view);
        return view;
    }

    private void tell(View view) {
        feed.changed(view.person(), Change.of(view.kind() == Kind.HOME ? What.HOME : What.VIEWS));
    }

    private String hash() {
        return clock.instant().getEpochSecond() + "." + SlackIds.secret(4);
    }

    private static View map(ResultSet row, int n) throws SQLException {
        return new View(row.getString("id"), new UserId(row.getString("person_id")),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getInt("level"),
                row.getString("root_id"), row.getString("previous_id"), row.getString("external_id"),
                row.getString("hash"), Json.parseObject(row.getString("body")),
                Json.parseObject(row.getString("state")));
    }
}
