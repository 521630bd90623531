package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.agenda.AgendaSource;
import dev.steward.cadence.Agenda.Told;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.workspace.WorkspaceId;

/**
 * Fills a meeting's agenda with what features have to say, when it is posted and again when it begins, and keeps what became of each item
 * when it is over. First of all that hear of sessions, so that the others see the agenda as it is.
 */
@Component
@Order(0)
class FillAgenda implements HearSessions {
    /** Of each source. */
    private static final int MOST = 10;
    /** Where no session took place before, or none follows. */
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Map<Template, List<String>> SOURCES = Map.of(
            Template.ROADMAP_REVIEW, List.of("initiative.recent"),
            Template.DECISION_REVIEW, List.of("approval.open", "approval.decided"),
            Template.LAUNCH_READINESS, List.of("release.checklists"),
            Template.CUSTOMER_INSIGHT_REVIEW, List.of("feedback.top"));
    private static final Logger log = LoggerFactory.getLogger(FillAgenda.class);

    private final Map<String, AgendaSource> sources;
    private final Items items;
    private final Sessions sessions;
    private final WorkspaceHolidays holidays;
    private final TransactionTemplate apart;

    FillAgenda(List<AgendaSource> sources, Items items, Sessions sessions, WorkspaceHolidays holidays,
            PlatformTransactionManager transactions) {
        this.sources = sources.stream().collect(Collectors.toMap(AgendaSource::name, Function.identity()));
        this.items = items;
        this.sessions = sessions;
        this.holidays = holidays;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** What fills the agenda of such a review, in order. */
    static List<String> sources(Template template) {
        return SOURCES.getOrDefault(template, List.of());
    }

    /** What people see above the items of a source. */
    Optional<String> title(String source) {
        return Optional.ofNullable(sources.get(source)).map(AgendaSource::title);
    }

    @Override
    public void heard(Cadence cadence, Session session, SessionHappening happening) {
        if (session.facts().written()) {
            return;
        }
        Instant began = session.startedAt();
        switch (happening.kind()) {
            case AGENDA_POSTED, STARTED -> fill(cadence, session, happening.at());
            case CLOSED -> items.settle(session, began == null ? session.startsAt() : began, happening.at());
            case CANCELLED -> {
                if (began != null) {
                    items.dealtWith(session, began);
                }
            }
            default -> {
                // the agenda stays as it is
            }
        }
    }

    private void fill(Cadence cadence, Session session, Instant now) {
        WorkspaceId workspace = cadence.facts().workspace();
        Agenda agenda = items.agenda(workspace, cadence.facts().id());
        List<String> names = sources(cadence.rules().template());
        if (names.isEmpty() && agenda.open().stream().allMatch(item -> item.origin() == null)) {
            return;
        }
        List<Told> told = new ArrayList<>();
        Set<String> silent = new HashSet<>();
        AgendaQuery query = query(cadence, session, now);
        for (String name : names) {
            AgendaSource source = sources.get(name);
            List<AgendaEntry> entries = source == null ? null : entries(source, query, cadence);
            if (source == null || entries == null) {
                silent.add(name);
            } else {
                told.add(new Told(name, source.tellsNews(), entries));
            }
        }
        agenda.fill(told, silent, items.before(workspace, cadence.facts().id(), told),
                () -> new ItemId(UuidCreator.getTimeOrderedEpoch()), now);
        items.save(workspace, agenda);
    }

    /** Null where it failed: its savepoint lets the session go on as if it had not been asked. */
    private @Nullable List<AgendaEntry> entries(AgendaSource source, AgendaQuery query, Cadence cadence) {
        try {
            List<AgendaEntry> entries = apart.execute(status -> source.entries(query));
            return entries == null ? null : entries.stream().limit(query.most()).toList();
        } catch (RuntimeException e) {
            log.error("Agenda source {} failed, and {} of workspace {} takes place without it", source.name(),
                    cadence.facts().reference(), query.workspace(), e);
            return null;
        }
    }

    private AgendaQuery query(Cadence cadence, Session session, Instant now) {
        WorkspaceId workspace = cadence.facts().workspace();
        Rules rules = cadence.rules();
        Instant starts = session.startsAt();
        Duration gap = rules.recurrence().next(starts, holidays.of(workspace))
                .map(Occurrence::at).map(next -> Duration.between(starts, next)).orElse(USUAL);
        Instant since = sessions.lastHeld(workspace, cadence.facts().id(), starts)
                .orElse(starts.minus(gap));
        Instant until = starts.plus(gap);
        return new AgendaQuery(workspace, rules.area(), rules.channel(),
                since.isAfter(now) ? now : since, now, until.isBefore(now) ? now : until, MOST);
    }
}
