package dev.steward.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

/** Where the browser finds htmx, whose version only the build names. */
@Component
@SandboxMode
class PageAssets {

    private static final String COORDINATES = "META-INF/maven/org.webjars.npm/htmx.org/pom.properties";

    private final String htmx;

    PageAssets() {
        try {
            Properties coordinates = PropertiesLoaderUtils.loadProperties(new ClassPathResource(COORDINATES));
            this.htmx = "/webjars/htmx.org/" + coordinates.getProperty("version") + "/dist/htmx.min.js";
        } catch (IOException missing) {
            throw new UncheckedIOException("htmx is not on the class path", missing);
        }
    }

    String htmx() {
        return htmx;
    }
}
