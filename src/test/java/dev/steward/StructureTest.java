package dev.steward;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyDepth;
import org.springframework.modulith.docs.Documenter;
import tools.jackson.databind.json.JsonMapper;

class StructureTest {
    private static final ApplicationModules MODULES = ApplicationModules.of(StewardApplication.class);
    private static final Path DIAGRAM = Path.of("docs/modules.md");

    @Test
    void modulesKeepTheirBoundaries() {
        MODULES.verify();
    }

    /** The file tells the order of migrations, so a module must come after all it needs. */
    @Test
    void theListOfModulesIsWholeAndInOrder() throws Exception {
        List<String> listed = new ArrayList<>();
        try (InputStream json = new ClassPathResource("META-INF/spring-modulith/application-modules.json")
                .getInputStream()) {
            new JsonMapper().readTree(json).propertyNames().forEach(listed::add);
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(MODULES.stream().map(StructureTest::name).toList());
        MODULES.forEach(module -> needs(module)
                .forEach(needed -> assertThat(listed).containsSubsequence(needed, name(module))));
    }

    @Test
    void theDiagramInTheDocsIsTheCode() throws Exception {
        if (Boolean.getBoolean("steward.regenerate")) {
            Files.writeString(DIAGRAM, document());
        }
        assertThat(Files.readString(DIAGRAM))
                .as("out of date: mvn test -Dtest=StructureTest -Dsteward.regenerate=true")
                .isEqualTo(document());
    }

    @Test
    void canvasesAreThereToReadAfterABuild() {
        new Documenter(MODULES).writeModuleCanvases();

        assertThat(Path.of("target/spring-modulith-docs/module-feedback.adoc")).isNotEmptyFile();
    }

    private static String document() {
        String table = modules().map(module -> "| `" + name(module) + "` | " + purpose(module) + " |")
                .collect(joining("\n"));
        String arrows = modules()
                .flatMap(module -> needs(module).stream().map(needed -> "  " + name(module) + " --> " + needed))
                .collect(joining("\n"));
        String alone = modules().map(module -> "  " + name(module)).collect(joining("\n"));
        return """
                # Modules

                Generated from the code; a test keeps it true. An arrow means "uses".

                ```mermaid
                flowchart TD
                %s
                %s
                ```

                | module | what it is for |
                |---|---|
                %s
                """.formatted(alone, arrows, table);
    }

    private static Stream<ApplicationModule> modules() {
        return MODULES.stream().sorted(Comparator.comparing(StructureTest::name));
    }

    private static List<String> needs(ApplicationModule module) {
        return module.getDependencies(MODULES, DependencyDepth.IMMEDIATE)
                .stream().map(dependency -> name(dependency.getTargetModule())).distinct().sorted().toList();
    }

    /** The one sentence at the top of the module's package-info. */
    private static String purpose(ApplicationModule module) {
        Path source = Path.of("src/main/java/dev/steward", name(module), "package-info.java");
        try {
            return Files.readString(source).replaceAll("(?s)^.*?/\\*\\*(.*?)\\*/.*$", "$1")
                    .replaceAll("\\s*\\n\\s*\\*\\s*", " ").replaceAll("\\{@code ([^}]*)}", "`$1`").strip();
        } catch (IOException e) {
            throw new IllegalStateException(source + " has the module's sentence", e);
        }
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
