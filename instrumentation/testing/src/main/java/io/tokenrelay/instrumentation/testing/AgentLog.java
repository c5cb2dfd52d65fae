package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** What the attached agent has logged: the file of {@code tokenrelay.log.file}. */
public final class AgentLog {
  private AgentLog() {}

  public static String text() {
    try {
      return new String(
          Files.readAllBytes(new File(System.getProperty("tokenrelay.log.file")).toPath()),
          StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Every JWS starts with these letters: they are how a JSON object begins in base64url. */
  public static void assertHoldsNoToken() {
    assertThat(text()).as("the agent's log").isNotEmpty().doesNotContain("eyJ");
  }
}
