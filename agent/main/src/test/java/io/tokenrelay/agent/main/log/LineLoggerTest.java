package io.tokenrelay.agent.main.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LineLoggerTest {
  @TempDir Path folder;
  private final Logger log = LoggerFactory.getLogger("test");

  @BeforeEach
  void writeToAFile() throws Exception {
    Lines.toFile(file().toString());
  }

  @AfterEach
  void writeToStandardErrorAgain() throws Exception {
    Lines.toFile(null);
    Lines.threshold(Level.INFO);
  }

  @Test
  void isTheProviderThatSlf4jFinds() {
    assertThat(log).isInstanceOf(LineLogger.class);
  }

  @Test
  void writesOneLineForOneMessage() throws Exception {
    log.info("first {}\n{}", "a", 1);

    assertThat(lines()).singleElement().asString().matches("\\S+Z \\[tokenrelay\\] INFO first a 1");
  }

  @Test
  void neverThrowsWhateverStandardErrorDoes() throws Exception {
    Lines.toFile(null);
    PrintStream before = System.err;
    System.setErr(
        new PrintStream(new ByteArrayOutputStream()) {
          @Override
          public void println(String line) {
            throw new OutOfMemoryError("of an application");
          }
        });
    try {
      log.warn("one {}", "a");
      log.error("two", new IllegalStateException());
    } finally {
      System.setErr(before);
    }
    log.warn("three {}", new Unspeakable());
  }

  private static final class Unspeakable {
    @Override
    public String toString() {
      throw new StackOverflowError();
    }
  }

  @Test
  void writesTheStackOfAThrowable() throws Exception {
    log.error("failed {}", "x", new IllegalStateException("why"));

    assertThat(lines())
        .anyMatch(line -> line.endsWith("ERROR failed x"))
        .contains("java.lang.IllegalStateException: why");
  }

  @Test
  void leavesOutWhatIsBelowTheLevel() throws Exception {
    Lines.threshold(Level.WARN);

    log.info("no");
    log.warn("yes");

    assertThat(log.isDebugEnabled()).isFalse();
    assertThat(log.isInfoEnabled()).isFalse();
    assertThat(log.isWarnEnabled()).isTrue();
    assertThat(lines()).singleElement().asString().endsWith("WARN yes");
  }

  @Test
  void writesAWarningThatRepeatsTenTimes() throws Exception {
    for (int i = 0; i < 1000; i++) {
      log.warn("this one repeats: {}", i);
    }

    assertThat(lines()).hasSize(10);
  }

  @Test
  void neverWritesAToken() throws Exception {
    log.warn("header {}", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.");

    assertThat(lines()).singleElement().asString().endsWith("header Bearer <token>");
  }

  @Test
  void saysThatAFileCannotBeWritten() {
    assertThatThrownBy(() -> Lines.toFile(folder.toString())).isInstanceOf(IOException.class);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file(), StandardCharsets.UTF_8);
  }

  private Path file() {
    return folder.resolve("tokenrelay.log");
  }
}
