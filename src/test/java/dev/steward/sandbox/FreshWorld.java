package dev.steward.sandbox;

import javax.sql.DataSource;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

import dev.steward.testing.ClearSecrets;

/** Gives each test the world as the seed makes it, and looks behind each whether a secret lies open in what it left. */
class FreshWorld implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(ClearSecrets.InTheEnd.class);
        SpringExtension.getApplicationContext(context).getBean(SandboxSlack.class).reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ApplicationContext steward = SpringExtension.getApplicationContext(context);
        ClearSecrets.noneIn(steward.getEnvironment().getRequiredProperty("spring.datasource.url"),
                steward.getBean(DataSource.class));
    }
}
