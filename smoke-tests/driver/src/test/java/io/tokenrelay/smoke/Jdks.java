package io.tokenrelay.smoke;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/** The Java releases that a test wants. One that is not here is never passed over in silence. */
public final class Jdks {
  private Jdks() {}

  /**
   * The oldest and the newest of these, which are in ascending order. Those between run with {@code
   * -Pevery-java}.
   */
  public static IntStream tested(int... releases) {
    boolean every = Boolean.getBoolean("every.java");
    int newest = releases.length - 1;
    return IntStream.rangeClosed(0, newest)
        .filter(i -> every || i == 0 || i == newest)
        .map(i -> releases[i]);
  }

  /** Aborts the test, loudly, where there is none. */
  public static Jdk require(int feature) {
    Optional<Jdk> jdk = Jdk.find(feature);
    if (jdk.isEmpty()) {
      System.out.printf(
          """

          ################################################################################
          ##  NOT TESTED ON JAVA %d: no such JDK was found on this machine.
          ##  Set JAVA%d_HOME, or -Djdk.%d.home=, or install one below /usr/lib/jvm.
          ##  This build says nothing about Java %d.
          ################################################################################

          """,
          feature, feature, feature, feature);
    }
    Assumptions.assumeTrue(jdk.isPresent(), "no JDK " + feature + " on this machine");
    return jdk.orElseThrow();
  }
}
