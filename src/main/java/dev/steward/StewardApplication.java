package dev.steward;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Steward: one application, one database, any number of identical instances. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class StewardApplication {
    public static void main(String[] args) {
        SpringApplication.run(StewardApplication.class, args);
    }
}
