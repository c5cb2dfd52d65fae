package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shown is shown on unmodified services, or it would show nothing. */
class ServicesTest {
  @Test
  void holdNoLineAboutTokens() throws Exception {
    Path services = Path.of(System.getProperty("basedir", ".")).resolve("../services").normalize();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(services)) {
      sources =
          files
              .filter(file -> file.toString().matches(".*src.main.*\\.java")) // of the estate
              .filter(file -> !file.toString().matches(".*services.(war|boot|copies|callers).*"))
              .toList();
    }

    assertThat(sources).hasSizeGreaterThan(6);
    for (Path source : sources) {
      assertThat(Files.readString(source).toLowerCase(Locale.ROOT))
          .as(source.toString())
          .doesNotContain("token", "jwt", "authorization", "bearer", "relay");
    }
  }
}
