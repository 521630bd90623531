package dev.steward.testing;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Steward as it is shipped: keeps the scan away from what other tests configure. */
public final class OnlySteward extends TypeExcludeFilter {
    public static ApplicationContextInitializer<ConfigurableApplicationContext> initializer() {
        return context -> context.getBeanFactory().registerSingleton("only steward", new OnlySteward());
    }

    @Override
    public boolean match(MetadataReader found, MetadataReaderFactory readers) throws IOException {
        return found.getResource().getURL().getPath().contains("/test-classes/");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OnlySteward;
    }

    @Override
    public int hashCode() {
        return OnlySteward.class.hashCode();
    }
}
