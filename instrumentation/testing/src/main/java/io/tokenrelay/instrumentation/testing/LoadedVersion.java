package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes sure that a suite tests the version that its execution names, and not what else is on the
 * class path.
 */
public final class LoadedVersion {
  private LoadedVersion() {}

  /**
   * Compares the file name of the jar that a class came from with the system property {@code
   * library.version}.
   */
  public static void assertIsTheOneUnderTest(Class<?> fromTheLibrary) {
    String version = System.getProperty("library.version");
    assertThat(version).as("system property library.version").isNotNull();
    assertThat(fromTheLibrary.getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith("-" + version + ".jar");
  }
}
