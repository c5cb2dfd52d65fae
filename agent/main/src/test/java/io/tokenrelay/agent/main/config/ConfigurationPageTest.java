package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Path PAGE = Paths.get("../../docs/configuration.md");

  /** {@code -Dupdate} writes the page instead. */
  @Test
  void saysWhatTheTableSays() throws Exception {
    byte[] text = ConfigurationPage.text().getBytes(StandardCharsets.UTF_8);
    if (System.getProperty("update") != null) {
      Files.write(PAGE, text);
    }

    assertThat(new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8))
        .as("run this test with -Dupdate")
        .isEqualTo(ConfigurationPage.text());
  }

  @Test
  void hasASectionForEveryProperty() {
    for (Property<?> property : Tables.properties()) {
      assertThat(ConfigurationPage.text()).contains("| `" + property.fullName() + "`");
    }
  }
}
