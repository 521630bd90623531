package dev.steward.release;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How releases go out here.
 *
 * @param wide a release that reaches more channels than this is looked at by a second person first; at least 1
 */
@ConfigurationProperties("steward.releases")
record ReleaseProperties(@DefaultValue("25") int wide) {
    ReleaseProperties {
        if (wide < 1) {
            throw new IllegalArgumentException("steward.releases.wide is 1 or more, not " + wide);
        }
    }
}
