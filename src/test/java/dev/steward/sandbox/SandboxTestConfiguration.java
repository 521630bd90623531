package dev.steward.sandbox;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

@TestConfiguration(proxyBeanMethods = false)
@Import({SandboxSlack.class, HeardAnswers.class})
class SandboxTestConfiguration {}
