package io.tokenrelay.agent.main.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalledTest {
  private static final String CATCHES = "Name:\tx\nSigCgt:\t2000000181005ccf\n";
  private static final String CATCHES_NOT = "Name:\tx\nSigCgt:\t2000000181001cc8\n";
  private static final String JVM =
      "7f0 r-xp 0 fe:00 1 /usr/lib/libc.so.6\n7f1 r-xp 0 fe:00 2 /jdk/lib/server/libjvm.so\n";

  @TempDir Path process;

  @Test
  void isAJvmThatHasItsLibraryAndCatchesTheSignal() throws IOException {
    process(JVM, CATCHES);
    assertThatCode(() -> Signalled.proveJvm(process)).doesNotThrowAnyException();

    process(JVM.replace("libjvm.so", "libjvm.so (deleted)"), CATCHES);
    assertThatCode(() -> Signalled.proveJvm(process)).doesNotThrowAnyException();
  }

  @Test
  void isNoneThatCatchesItForItself() throws IOException {
    process("7f0 r-xp 0 fe:00 1 /usr/sbin/nginx\n", CATCHES);
    refused("is no JVM");

    process("", CATCHES);
    refused("is no JVM");
  }

  @Test
  void isNoneThatWouldEnd() throws IOException {
    process(JVM, CATCHES_NOT);
    refused("-Xrs");

    process(JVM, CATCHES.replace("2000", "none"));
    refused("-Xrs");
  }

  @Test
  void isNoneThatNobodyCanSee() throws IOException {
    refused("may not see"); // no file is there
    process = process.resolve("absent");
    refused("is no process");
  }

  private void process(String maps, String status) throws IOException {
    Files.write(process.resolve("maps"), maps.getBytes(UTF_8));
    Files.write(process.resolve("status"), status.getBytes(UTF_8));
  }

  private void refused(String why) {
    assertThatThrownBy(() -> Signalled.proveJvm(process))
        .isInstanceOf(NoAnswerException.class)
        .hasMessageContaining(why);
  }
}
