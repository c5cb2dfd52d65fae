package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.CodeSource;

/**
 * Makes sure that a suite tests the version that its execution names, and not what else is on the
 * class path.
 */
public final class LoadedVersion {
  private LoadedVersion() {}

  /**
   * Compares the file name of the jar that a class came from with the system property {@code
   * library.version}; for a class of the JDK, the version of that.
   */
  public static void assertIsTheOneUnderTest(Class<?> fromTheLibrary) {
    String version = System.getProperty("library.version");
    assertThat(version).as("system property library.version").isNotNull();
    CodeSource source = fromTheLibrary.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation().getProtocol().equals("jrt")) {
      assertThat(System.getProperty("java.specification.version").replaceFirst("^1\\.", ""))
          .isEqualTo(version);
    } else {
      assertThat(source.getLocation().getPath()).endsWith("-" + version + ".jar");
    }
  }
}
