package dev.steward.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.BlockSuggestionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.slack.Answers.Answer;
import dev.steward.slack.Answers.Form;
import dev.steward.slack.Bulkhead.Work;
import dev.steward.slack.CallerResolver.Caller;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Installation;

/**
 * Bolt's last middleware: finds who asks and what answers, exactly by name, and sees to it that one doing has one effect. Bolt's
 * own handlers are kept by patterns in no order, so none are registered; only what is Bolt's own business goes on to it.
 */
final class Dispatcher implements Middleware {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /** What a request can wait for a channel, besides what it may have waited for a person. */
    private static final Duration PATIENCE = Duration.ofMillis(900);
    /** The bot's own doings are no news, except that it was let into a channel or thrown out. */
    private static final List<String> OWN_NEWS = List.of("member_joined_channel", "member_left_channel");

    private final Routes routes;
    private final CallerResolver callers;
    private final MeetChannels meetChannels;
    private final Receipts receipts;
    private final TransactionOperations transaction;
    private final Answers answers;
    private final Commands commands;
    private final Mishaps mishaps;
    private final AfterAck afterAck;
    private final Bulkhead bulkhead;

    Dispatcher(Routes routes, CallerResolver callers, MeetChannels meetChannels, Receipts receipts,
            TransactionOperations transaction,
            Answers answers, Mishaps mishaps, AfterAck afterAck, Bulkhead bulkhead) {
        this.routes = routes;
        this.callers = callers;
        this.meetChannels = meetChannels;
        this.receipts = receipts;
        this.transaction = transaction;
        this.answers = answers;
        this.commands = new Commands(routes, callers::name);
        this.mishaps = mishaps;
        this.afterAck = afterAck;
        this.bulkhead = bulkhead;
    }

    /** Never throws: whatever happens has an answer Slack understands. */
    @Override
    @SuppressWarnings("rawtypes")
    public Response apply(Request request, Response response, MiddlewareChain chain) throws Exception {
        String reference = Long.toHexString(ThreadLocalRandom.current().nextLong());
        MDC.put("request", reference);
        try {
            return dispatch(request, chain);
        } catch (Payloads.Malformed e) {
            log.warn("Refused a {} that lacks {}", request.getRequestType(), e.getMessage());
            return Response.json(400, Map.of("error", "malformed_payload"));
        } catch (RuntimeException e) {
            return mishaps.answer(request, e, reference);
        } finally {
            MDC.remove("request");
            MDC.remove("workspace");
        }
    }

    private Response dispatch(Request<?> request, MiddlewareChain chain) throws Exception {
        return switch (request) {
            case SlashCommandRequest command -> command(command);
            case BlockActionRequest action -> action(action);
            case ViewSubmissionRequest submission -> submission(submission);
            case com.slack.api.bolt.request.builtin.MessageShortcutRequest shortcut -> shortcut(shortcut);
            case com.slack.api.bolt.request.builtin.GlobalShortcutRequest shortcut -> shortcut(shortcut);
            case BlockSuggestionRequest options -> options(options);
            case com.slack.api.bolt.request.builtin.EventRequest event -> event(event);
            default -> switch (request.getRequestType()) {
                case UrlVerification, OAuthStart, OAuthCallback -> chain.next(request);
                // closed forms, checks of the certificate, and what Slack has retired need no more than an ack
                default -> Answers.empty();
            };
        };
    }

    private Response command(SlashCommandRequest request) {
        var payload = request.getPayload();
        return known(request, Payloads.identity(request, null), NamedChannels.of(payload), installation -> {
            Commands.Meant meant = commands.meant(installation.workspace(), String.valueOf(payload.getCommand()),
                    Payloads.text(payload));
            return new Use(meant.access(), actor -> {
                Arrival<CommandRequest> arrival = Payloads.command(installation, actor, payload);
                Supplier<Response> answer = () -> go(answers.prepare(arrival,
                        commands.answer(meant, arrival.request())));
                // a capture holds no connection while it waits for the others that share its commit
                return meant.reads() ? bulkhead.within(Work.READS, answer) : answer.get();
            });
        });
    }

    private Response action(BlockActionRequest request) {
        var payload = request.getPayload();
        Route.Action route = routes.action(String.valueOf(Payloads.action(payload).getActionId()));
        // a link button also tells that it was pressed; a field of a form may tell without being asked
        return known(request, Payloads.identity(request, payload.getUser().getTeamId()), access(route),
                NamedChannels.of(payload), (installation, actor) -> route == null
                        ? Answers.empty()
                        : once(Payloads.action(installation, actor, payload), route.handler()));
    }

    private Response submission(ViewSubmissionRequest request) {
        var payload = request.getPayload();
        String callbackId = payload.getView() == null ? null : payload.getView().getCallbackId();
        Route.Submission route = routes.submission(String.valueOf(callbackId));
        return known(request, Payloads.identity(request, payload.getUser().getTeamId()), access(route),
                NamedChannels.of(payload), (installation, actor) -> {
                    var arrival = Payloads.submission(installation, actor, payload);
                    return route == null
                            ? go(mishaps.refuse(arrival.request().view(), Sentences.GONE))
                            : once(arrival, route.handler());
                });
    }

    private Response shortcut(com.slack.api.bolt.request.builtin.MessageShortcutRequest request) {
        var payload = request.getPayload();
        Route.MessageShortcut route = routes.messageShortcut(String.valueOf(payload.getCallbackId()));
        return known(request, Payloads.identity(request, payload.getUser().getTeamId()), access(route),
                NamedChannels.of(payload), (installation, actor) -> {
                    var arrival = Payloads.shortcut(installation, actor, payload);
                    return route == null ? gone(arrival) : once(arrival, route.handler());
                });
    }

    private Response shortcut(com.slack.api.bolt.request.builtin.GlobalShortcutRequest request) {
        var payload = request.getPayload();
        Route.GlobalShortcut route = routes.globalShortcut(String.valueOf(payload.getCallbackId()));
        return known(request, Payloads.identity(request, payload.getUser().getTeamId()), access(route), Set.of(),
                (installation, actor) -> {
                    var arrival = Payloads.shortcut(installation, actor, payload);
                    return route == null ? gone(arrival) : once(arrival, route.handler());
                });
    }

    private Response options(BlockSuggestionRequest request) {
        var payload = request.getPayload();
        Route.Options route = routes.options(String.valueOf(payload.getActionId()));
        return known(request, Payloads.identity(request, payload.getUser().getTeamId()), access(route), Set.of(),
                (installation, actor) -> {
                    var arrival = Payloads.options(installation, actor, payload, request.getRequestBodyAsString());
                    return route == null
                            ? go(answers.prepare(arrival, new Reply.Offers(List.of())))
                            : bulkhead.within(Work.READS,
                                    () -> go(answers.prepare(arrival, route.handler().handle(arrival.request()))));
                });
    }

    private Response event(com.slack.api.bolt.request.builtin.EventRequest request) {
        Route.Event route = routes.event(request.getEventType());
        if (route == null) {
            return Answers.empty();
        }
        Map<String, Object> payload = payload(request);
        Map<String, Object> event = object(payload.get("event"));
        Identity identity = Payloads.identity(request, payload, event);
        return known(request, identity, route.access(), NamedChannels.of(event), (installation, actor) -> {
            if (own(installation, actor, event) && !OWN_NEWS.contains(request.getEventType())) {
                return Answers.empty();
            }
            Arrival<EventRequest> arrival = Payloads.event(installation, actor, request.getEventType(), payload,
                    event);
            return once(arrival, route.handler());
        });
    }

    /** Nothing is asked where nothing will be done. */
    private static Access access(@Nullable Route route) {
        return route == null ? Access.ANYONE : route.access();
    }

    private static boolean own(Installation installation, Actor actor, Map<String, Object> event) {
        boolean saysWho = event.get("user") instanceof String || event.get("user_id") != null;
        return saysWho && actor.user().value().equals(installation.botUserId())
                || !installation.botId().isEmpty() && installation.botId().equals(event.get("bot_id"));
    }

    /** What is done for somebody known. */
    @FunctionalInterface
    private interface Known {
        Response answer(Installation installation, Actor actor);
    }

    /** What a request asks of its caller, and what is done for whoever may. */
    private record Use(Access access, Function<Actor, Response> answer) {}

    private Response known(Request<?> request, Identity identity, Access access, Set<ChannelId> channels, Known known) {
        return known(request, identity, channels,
                installation -> new Use(access, actor -> known.answer(installation, actor)));
    }

    /** The one place where people are refused what a route does not let them do. */
    private Response known(Request<?> request, Identity identity, Set<ChannelId> channels,
            Function<Installation, Use> uses) {
        Optional<Installation> installation = callers.installation(identity);
        if (installation.isEmpty()) {
            log.warn("A {} from team {}, where Steward is not installed", request.getRequestType(), identity.teamId());
            return mishaps.refuse(request, Sentences.NOT_INSTALLED);
        }
        MDC.put("workspace", installation.get().workspace().toString());
        Use use = uses.apply(installation.get());
        Access access = use.access();
        // asked of Slack at the same time as the person, and before any transaction
        MeetChannels.Asked asked = meetChannels.ask(installation.get(), channels);
        return switch (callers.caller(installation.get(), identity)) {
            case Caller.Refused(String sentence) -> mishaps.refuse(request, sentence);
            case Caller.Known(Actor actor) -> {
                Actor caller = access.admits(actor.role()) ? actor : callers.confirmed(installation.get(), actor);
                if (!access.admits(caller.role())) {
                    yield mishaps.refuse(request, access.refusal(caller.role()));
                }
                asked.await(PATIENCE);
                yield use.answer().apply(caller);
            }
        };
    }

    /**
     * Runs the handler and keeps its answer in one transaction; a delivery that was answered before gets that answer. So does a form that was
     * sent before: pressed twice while it was drawn anew, it comes as two deliveries with a hash each, and means one thing.
     */
    private <R extends SlackRequest> Response once(Arrival<R> arrival, Handler<R> handler) {
        return bulkhead.within(Work.CHANGES, () -> answered(arrival, handler));
    }

    private <R extends SlackRequest> Response answered(Arrival<R> arrival, Handler<R> handler) {
        var workspace = arrival.installation().workspace();
        String key = arrival.request().key();
        String form = arrival.form();
        String sent = arrival.request() instanceof SubmissionRequest ? form : null;
        Optional<Response> first = receipts.find(workspace, key, sent);
        if (first.isPresent()) {
            log.info("Answered a repeated delivery with its first answer");
            return first.get();
        }
        Answer answer;
        try {
            answer = transaction.execute(status -> {
                Reply reply = handler.handle(arrival.request());
                Answer prepared = answers.prepare(arrival, reply);
                if (form != null && prepared.form() == Form.OFFERED) {
                    receipts.forget(workspace, form);
                }
                if (prepared.stands()) {
                    receipts.keep(workspace, form != null && prepared.form() == Form.SENT ? form : key, prepared.ack());
                } else if (reply instanceof Reply.Refuses) {
                    status.setRollbackOnly();
                }
                return prepared;
            });
        } catch (RuntimeException e) {
            if (mishaps.notBegun(e)) {
                throw e;
            }
            // the same delivery at the same moment, on another thread or instance: its answer is the first one; or a commit that
            // was not answered and took place
            Optional<Response> other = mishaps.quietly(() -> receipts.find(workspace, key, sent));
            if (other.isPresent()) {
                log.info("Answered a delivery with the answer that was kept of it meanwhile");
                return other.get();
            }
            throw e;
        }
        return go(answer);
    }

    private Response go(@Nullable Answer answer) {
        if (answer == null) {
            return Answers.empty();
        }
        if (answer.after() != null) {
            afterAck.run("answering", answer.after());
        }
        return answer.ack();
    }

    private Response gone(Arrival<?> arrival) {
        return go(answers.prepare(arrival, Reply.says(Sentences.GONE)));
    }

    private static Map<String, Object> payload(com.slack.api.bolt.request.builtin.EventRequest request) {
        try {
            return object(JsonMapper.shared().readValue(request.getRequestBodyAsString(), Map.class));
        } catch (JacksonException whatBoltLetPass) {
            throw new Payloads.Malformed("well-formed JSON");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw new Payloads.Malformed("event");
    }
}
