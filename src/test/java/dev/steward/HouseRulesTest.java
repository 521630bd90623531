package dev.steward;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the compiler does not see to. Each rule is here because breaking it hurts later, far from where it was broken. */
class HouseRulesTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.steward");

    @Test
    void timeIsReadFromTheClockEveryoneShares() {
        noClasses().should().accessTargetWhere(readsTheSystemClock())
                .because("the sandbox and the tests move the clock; inject java.time.Clock").check(CODE);
    }

    /** Each of these would pass unseen if the rule forgot it. */
    @Test
    void theRuleOfTheClockKnowsEveryWayAroundIt() {
        JavaClasses culprits = new ClassFileImporter().importClasses(ReadsTheSystemClock.class);

        var found = noClasses().should().accessTargetWhere(readsTheSystemClock()).evaluate(culprits)
                .getFailureReport().getDetails();

        assertThat(found).hasSize(9);
    }

    /** Nine ways to read it, and three that do not. */
    @SuppressWarnings("JavaUtilDate")
    private static final class ReadsTheSystemClock {
        static List<Object> all() {
            Supplier<Instant> reference = Instant::now;
            return List.of(reference, Instant.now(), LocalDate.now(ZoneOffset.UTC), OffsetDateTime.now(ZoneOffset.UTC),
                    new Date(), Calendar.getInstance(), System.currentTimeMillis(), Clock.systemUTC(),
                    Clock.tickSeconds(ZoneOffset.UTC), Instant.now(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
                    new Date(0), System.nanoTime());
        }
    }

    @Test
    void whatAClassNeedsStandsInItsConstructor() {
        noFields().should().beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould().beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould().beAnnotatedWith("jakarta.annotation.Resource").check(CODE);
    }

    /** Such a stream keeps its connection until somebody closes it; the last of the pool is gone hours later, elsewhere. */
    @Test
    void aClientsRowsAreReadAsLists() {
        noClasses().should().callMethodWhere(describe("streams a client's rows", call -> streamsRows(call.getTarget())))
                .because("a stream of rows that nobody closes keeps a connection for good").check(CODE);
    }

    @Test
    void theRuleOfRowsKnowsWhatItForbids() {
        JavaClasses culprits = new ClassFileImporter().importClasses(StreamsRows.class);

        assertThat(noClasses().should()
                .callMethodWhere(describe("streams a client's rows", call -> streamsRows(call.getTarget())))
                .evaluate(culprits).getFailureReport().getDetails()).hasSize(1);
    }

    private static final class StreamsRows {
        static List<Object> all(JdbcClient client) {
            return List.of(client.sql("").query(String.class).stream(),
                    client.sql("").query(String.class).list().stream());
        }
    }

    private static boolean streamsRows(CodeUnitAccessTarget target) {
        return target.getOwner().getName().startsWith(JdbcClient.class.getName())
                && target.getName().equals("stream");
    }

    @Test
    void nothingIsSharedThatAnybodyCanChange() {
        fields().that().areStatic().should().beFinal().check(CODE);
    }

    @Test
    void onlyScheduleKnowsQuartz() {
        noClasses().that().resideOutsideOfPackage("dev.steward.schedule..")
                .should().dependOnClassesThat().resideInAPackage("org.quartz..").check(CODE);
    }

    @Test
    void nothingKnowsTheSandbox() {
        noClasses().that().resideOutsideOfPackage("dev.steward.sandbox..")
                .should().dependOnClassesThat().resideInAPackage("dev.steward.sandbox..").check(CODE);
    }

    @Test
    void slackIsCalledWhereCallsAreCountedAndReadThroughOneNarrowPort() {
        noClasses().that().resideOutsideOfPackages("dev.steward.slack..", "dev.steward.delivery..")
                .and().haveSimpleNameNotStartingWith("Slack")
                .should().dependOnClassesThat().haveFullyQualifiedName("com.slack.api.methods.MethodsClient")
                .because(
                        "messages leave through delivery; a feature that reads from Slack does so in one class, named Slack...")
                .check(CODE);
    }

    @Test
    void valuesAndEventsKnowNeitherSpringNorTheWaysOfSlack() {
        noClasses().that(areRecordsOrEnums())
                .and().resideOutsideOfPackages("dev.steward.slack..", "dev.steward.sandbox..", "dev.steward.boot..")
                .should().dependOnClassesThat(resideInAnyPackage("com.slack.api..", "org.springframework..")
                        .and(DescribedPredicate.not(resideInAPackage("org.springframework.data..")))
                        .and(DescribedPredicate.not(resideInAPackage("org.springframework.modulith..")))
                        .and(DescribedPredicate.not(resideInAPackage("org.springframework.boot.context.properties.."))))
                .check(CODE);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses().should().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils")
                .orShould().haveSimpleNameEndingWith("Helper").orShould().haveSimpleNameEndingWith("Manager")
                .orShould().haveSimpleNameEndingWith("Impl").check(CODE);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages = CODE.stream().map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> marked = CODE.stream().filter(c -> c.getSimpleName().equals("package-info"))
                .filter(c -> c.isAnnotatedWith(NullMarked.class)).map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(marked).isEqualTo(packages);
    }

    /** The two who may are the clock everyone shares, and the sandbox's, which is the same and goes ahead of it. */
    private static DescribedPredicate<JavaAccess<?>> readsTheSystemClock() {
        Set<String> clocks = Set.of("dev.steward.schedule.ClockConfiguration", "dev.steward.sandbox.SandboxClock");
        return describe("reads the system clock", access -> {
            List<String> given = access.getTarget() instanceof CodeUnitAccessTarget target
                    ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                    : List.of();
            String owner = access.getTargetOwner().getName();
            return switch (owner) {
                case "java.lang.System" -> access.getName().equals("currentTimeMillis");
                case "java.time.Clock" -> access.getName().matches("(system|tick).*") && !given.contains(owner)
                        && !clocks.contains(access.getOriginOwner().getName());
                case "java.util.Date", "java.util.GregorianCalendar" ->
                    access.getName().equals("<init>") && given.isEmpty();
                case "java.util.Calendar" -> access.getName().equals("getInstance");
                default -> owner.startsWith("java.time.") && access.getName().equals("now")
                        && !given.contains("java.time.Clock");
            };
        });
    }

    private static DescribedPredicate<JavaClass> areRecordsOrEnums() {
        return describe("are records or enums", type -> type.isRecord() || type.isEnum());
    }
}
