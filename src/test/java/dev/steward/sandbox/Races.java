package dev.steward.sandbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test at two whole Stewards, which gets a {@link Race} as its parameter. It fails when what it raced is not what it names; that every
 * route which decides something is named by one of them, another test sees to. Stands in classes that are a {@link SandboxTest}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(TwoStewards.class)
public @interface Races {
    /** The ids of the buttons and forms that it uses at both in the same instant, and nothing else. */
    String[] value();
}
