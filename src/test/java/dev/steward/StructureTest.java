package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyDepth;
import tools.jackson.databind.json.JsonMapper;

class StructureTest {
    private static final ApplicationModules MODULES = ApplicationModules.of(StewardApplication.class);

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
        MODULES.forEach(module -> module.getDependencies(MODULES, DependencyDepth.IMMEDIATE)
                .stream()
                .map(dependency -> name(dependency.getTargetModule()))
                .forEach(needed -> assertThat(listed).containsSubsequence(needed, name(module))));
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
