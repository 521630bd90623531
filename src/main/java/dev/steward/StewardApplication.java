package dev.steward;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * Starts Steward: one application, one database, any number of identical instances. Beans have their class's whole name, since modules
 * do not look at each other before they name theirs.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class StewardApplication {
    public static void main(String[] args) {
        SpringApplication.run(StewardApplication.class, args);
    }
}
