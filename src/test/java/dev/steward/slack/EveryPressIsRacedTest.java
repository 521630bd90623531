package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;

import dev.steward.sandbox.Races;
import dev.steward.sandbox.SandboxTest;

/**
 * No button and no form that decides something is forgotten among the {@link Races}: each that a feature declares is used at two
 * instances in the same instant by one of them, or is named here with the reason why there is nothing to race.
 */
@SandboxTest
class EveryPressIsRacedTest {
    private static final Map<String, String> DECIDES_NOTHING = Map.of(
            "opens a window, in which the deciding is done by other buttons or by submitting it", """
                    approval.ask approval.ask-for approval.answer approval.block approval.change approval.changes
                    approval.delegate approval.more approval.overrule approval.reopen approval.score approval.uphold
                    approval.withdraw
                    cadence.action.add cadence.action.drop cadence.action.hand-over cadence.action.postpone cadence.agenda
                    cadence.answer cadence.cancel cadence.change cadence.decide cadence.handover cadence.item.add
                    cadence.item.edit cadence.more cadence.move cadence.open cadence.skip cadence.swap
                    feedback.edit
                    holidays.day.add setup.area.add setup.area.edit setup.holidays setup.people
                    initiative.edit
                    privacy.change
                    release.audience.change release.audience.new release.checklists.add release.digest.change
                    release.drafts.go-on release.drafts.new release.intake.open release.page.edit release.page.hand-over
                    release.page.open release.page.plan release.page.retract release.page.second release.question.answer
                    release.reader.ask release.second.back release.task.add release.task.hand-over
                    release.task.not-needed
                    """,
            "shows something, or another part of it", """
                    approval.details approval.newer approval.older approval.timeline
                    cadence.action.list cadence.agenda.all cadence.answers cadence.list.turn cadence.preview
                    delivery.turn schedule.turn
                    feedback.details feedback.details.back feedback.details.on feedback.newer feedback.older
                    initiative.newer initiative.older initiative.show
                    policy.show policy.try
                    release.audience.turn release.calendar.newer release.calendar.older release.digest.all
                    release.digest.list release.digest.page release.edit.back release.history release.history.turn
                    release.hooks.newest release.hooks.older release.list.newer release.list.older release.page.history
                    release.page.preview release.plan.look release.preview.as release.preview.pretend release.report.all
                    release.report.questions release.task.checklist
                    """,
            "is a field of a form that is open on one screen: it is kept when that is submitted", """
                    approval.area approval.audience approval.cost approval.gate approval.initiative approval.needed
                    approval.risk approval.tier
                    cadence.form.duration cadence.form.facilitators cadence.form.from cadence.form.groups
                    cadence.form.holidays cadence.form.kind cadence.form.members cadence.form.more cadence.form.one
                    cadence.form.suggested cadence.form.template cadence.form.turns cadence.form.when cadence.form.zone
                    cadence.item.another
                    feedback.take feedback.words
                    holidays.country people.member
                    release.digest.channel release.digest.holidays release.digest.rhythm release.digest.words
                    release.digest.zone
                    release.form.action release.form.affected release.form.area release.form.at release.form.audiences
                    release.form.changed release.form.channels release.form.choice release.form.editors
                    release.form.feedback release.form.gate release.form.gate-for release.form.initiatives
                    release.form.tier release.form.title release.form.told release.form.version release.form.when
                    release.form.why release.form.wording
                    """,
            "sends a copy to whoever presses it, as often as they press it", """
                    release.page.test release.preview.test
                    """,
            "is feedback.plus.1 beside another item", """
                    feedback.plus.2 feedback.plus.3
                    """);
    @Autowired
    private List<SlackFeature> features;
    @Autowired
    private CommandNames names;

    @Test
    void eachIsUsedAtTwoInstancesAtOnceOrDecidesNothing() throws IOException {
        Set<String> declared = DeclaredRoutes.of(features, names).stream()
                .flatMap(each -> switch (each.route()) {
                    case Route.Action action -> Stream.of(action.actionId());
                    case Route.Submission form -> Stream.of("form " + form.callbackId());
                    default -> Stream.<String>empty();
                }).collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = DECIDES_NOTHING.values().stream()
                .flatMap(each -> Arrays.stream(each.strip().split("\\s+")))
                .collect(Collectors.toCollection(TreeSet::new));
        Collection<String> raced = raced();

        assertThat(declared).as("routes that are raced nowhere, nor known to decide nothing")
                .allMatch(each -> raced.contains(each) || named.contains(each));
        assertThat(named).as("decides nothing").allMatch(declared::contains).noneMatch(raced::contains);
    }

    /** What all tests of this project say that they race. */
    private static Set<String> raced() throws IOException {
        var found = new PathMatchingResourcePatternResolver();
        var readers = new CachingMetadataReaderFactory(found);
        Set<String> raced = new TreeSet<>();
        for (Resource each : found.getResources("classpath*:dev/steward/**/*Test.class")) {
            readers.getMetadataReader(each).getAnnotationMetadata().getAnnotatedMethods(Races.class.getName())
                    .forEach(method -> raced.addAll(List.of((String[]) Objects.requireNonNull(
                            method.getAnnotationAttributes(Races.class.getName())).get("value"))));
        }
        return raced;
    }
}
