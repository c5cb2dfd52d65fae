package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import javax.tools.ToolProvider;

/** The small programs that are kept as source, below {@code /programs}. */
final class Programs {
  private Programs() {}

  /** Compiles one of them for Java 8. */
  static void compile(String program, Path classes) throws URISyntaxException {
    Path source =
        Path.of(
            Objects.requireNonNull(Programs.class.getResource("/programs/" + program + ".java"))
                .toURI());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "--release",
                    "8",
                    "-Xlint:-options",
                    "-d",
                    classes.toString(),
                    source.toString()))
        .isZero();
  }
}
