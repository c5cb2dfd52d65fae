package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.verify.issuer.Announced;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made with the first token: where it cannot be made it is missing once, not for good. */
class LatePartsTest {
  private static final String TOKEN = "a.b.c";

  @TempDir Path folder;
  private final Counters counters = new Counters();
  private Config config;

  @BeforeEach
  void configure() throws Exception {
    Path keys = folder.resolve("jwks.json");
    Files.write(keys, "{\"keys\":[]}".getBytes(StandardCharsets.US_ASCII));
    config =
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.jwks-file", keys.toString())
            .config();
  }

  private LateVerifier verifier() {
    return new LateVerifier(
        config, Announced.TO_NOBODY, counters, new Alarms(), System::currentTimeMillis);
  }

  private static Set<Metric> measuredBy(Measured part) {
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    part.measure(
        new Measurements() {
          @Override
          public void value(Metric metric, double value, String... attributes) {
            metrics.add(metric);
          }

          @Override
          public void distribution(Metric metric, Distribution distribution, String... attributes) {
            metrics.add(metric);
          }
        });
    return metrics;
  }

  @Test
  void theVerifierIsMadeWithTheFirstTokenAndHasMeasuredNothingBefore() {
    LateVerifier verifier = verifier();

    assertThat(measuredBy(verifier)).isEmpty();
    assertThat(verifier.verify(TOKEN, Admission.UNLIMITED).toString())
        .isEqualTo("INVALID MALFORMED");
    assertThat(measuredBy(verifier)).contains(Metric.CACHE_ENTRIES);
  }

  @Test
  void aFirstTokenAtTheEndOfTheStackCannotBeVerifiedAndTheNextOneCan() {
    LateVerifier verifier = verifier();

    String there = atTheEndOfTheStack(() -> verifier.verify(TOKEN, Admission.UNLIMITED).toString());

    assertThat(there).startsWith("UNAVAILABLE");
    assertThat(counters.of(Event.INTERNAL_ERROR)).isPositive();
    assertThat(measuredBy(verifier)).isEmpty();
    assertThat(verifier.verify(TOKEN, Admission.UNLIMITED).toString())
        .isEqualTo("INVALID MALFORMED");
  }

  @Test
  void aFirstCallAtTheEndOfTheStackGetsNothingAndTheNextOneFindsTheOutboundSide() {
    LateOutbound outbound =
        new LateOutbound(config, Policies.of(config), counters, new Switch(), null, name -> null);

    assertThat(outbound.ledger()).isNull();
    assertThat(atTheEndOfTheStack(() -> String.valueOf(outbound.made()))).isEqualTo("null");
    assertThat(outbound.ledger()).isNull();

    assertThat(outbound.made()).isNotNull().isSameAs(outbound.made());
    assertThat(outbound.ledger()).isNotNull();
  }

  /** What it answers on the way back up, as soon as it has stack enough to answer at all. */
  @SuppressWarnings("InfiniteRecursion") // it ends with the stack
  private static String atTheEndOfTheStack(Supplier<String> asked) {
    try {
      return atTheEndOfTheStack(asked);
    } catch (StackOverflowError end) {
      return asked.get();
    }
  }
}
