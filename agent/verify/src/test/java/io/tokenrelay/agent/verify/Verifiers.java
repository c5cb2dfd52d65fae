package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.agent.verify.signature.FasterProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What most tests of the verifier begin with. Where {@code provider.dir} is set they run with the
 * provider of that directory.
 */
public final class Verifiers {
  public static final String ISSUER = "https://idp.example/realms/x";

  /** A moment in 2026; no test reads the real time. */
  public static final long NOW = 1_790_000_000_000L;

  static {
    String directory = System.getProperty("provider.dir");
    String problem = directory == null ? null : FasterProvider.load(directory);
    if (problem != null) {
      throw new IllegalStateException(problem);
    }
  }

  private Verifiers() {}

  public static long seconds(long fromNow) {
    return NOW / 1_000 + fromNow;
  }

  public static String claims(String more) {
    return "{\"iss\":\""
        + ISSUER
        + "\",\"sub\":\"ada\",\"exp\":"
        + seconds(300)
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  public static Path file(Path directory, String name, String content) {
    try {
      return Files.write(directory.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TestIssuer issuer(TestKeys source) {
    return TestIssuer.issuer("main", ISSUER).keySource(source);
  }

  public static CachingTokenVerifier verifier(IssuerSettings issuer, Counters counters) {
    return create(TestSettings.of(Collections.singletonList(issuer)).build(), counters, () -> NOW);
  }

  /** A verifier whose server is up, so that keys are fetched as soon as they may be. */
  public static CachingTokenVerifier create(
      VerifierSettings settings, Counters counters, LongSupplier clock) {
    return serving(CachingTokenVerifier.create(settings, counters, clock));
  }

  /** The same with a clock for the age of keys. */
  static CachingTokenVerifier create(
      VerifierSettings settings, Counters counters, LongSupplier clock, LongSupplier ticker) {
    return serving(CachingTokenVerifier.create(settings, counters, clock, ticker));
  }

  private static CachingTokenVerifier serving(CachingTokenVerifier verifier) {
    verifier.prefetch();
    return verifier;
  }

  /** A verifier whose clocks stand still: keys are fetched once, and when they are asked for. */
  public static CachingTokenVerifier standingStill(VerifierSettings settings, Counters counters) {
    return standingStill(settings, counters, new AtomicLong());
  }

  /**
   * @param ticker what {@link #pass} moves on
   */
  public static CachingTokenVerifier standingStill(
      VerifierSettings settings, Counters counters, AtomicLong ticker) {
    return create(settings, counters, () -> NOW, ticker::get);
  }

  /** Lets time pass for the keys of a verifier. */
  public static void pass(Duration time, CachingTokenVerifier verifier, AtomicLong ticker) {
    ticker.addAndGet(time.toMillis());
    verifier.wake();
  }
}
