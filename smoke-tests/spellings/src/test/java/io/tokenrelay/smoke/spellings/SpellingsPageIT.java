package io.tokenrelay.smoke.spellings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;

/** Runs last, after every server has been tried. */
class SpellingsPageIT {
  private static final Path PAGE = Paths.get("../../docs/path-spellings.md");

  /** {@code -Dupdate} writes the page instead. */
  @Test
  void saysWhatHasBeenObserved() throws Exception {
    String text = SpellingsPage.text();
    assumeThat(text).as("every server has been tried").isNotEmpty();
    if (System.getProperty("update") != null) {
      Files.write(PAGE, text.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8))
        .as("run with -Dupdate")
        .isEqualTo(text);
  }
}
