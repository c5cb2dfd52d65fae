package io.tokenrelay.agent.main.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsSomebodyWhoIsLookingWhatTakesLongAndTakesItBack() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    StringWriter watched =
        new StringWriter() {
          @Override
          public void flush() {
            told.countDown();
          }
        };
    Terminal terminal = terminal(new PrintWriter(watched), Ansi.ON, true);

    boolean done = terminal.waiting("fetching keys ...", () -> awaited(told));

    assertThat(done).isTrue();
    assertThat(watched.toString()).isEqualTo("\r\u001b[Kfetching keys ...\r\u001b[K");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void tellsNobodyWhereNobodyIsLooking() {
    Terminal terminal = terminal(new PrintWriter(err), Ansi.OFF, false);

    assertThat(terminal.waiting("fetching keys ...", () -> 7)).isEqualTo(7);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsColoursOnlyWhereTheyAreWanted() {
    terminal(new PrintWriter(err), Ansi.ON, true).print(Colour.BAD, "wrong:", " a");
    assertThat(out.toString()).isEqualTo("\u001b[31mwrong:\u001b[39m a" + System.lineSeparator());

    out.getBuffer().setLength(0);
    terminal(new PrintWriter(err), Ansi.OFF, false).print(Colour.BAD, "wrong:", " a");
    assertThat(out.toString()).isEqualTo("wrong: a" + System.lineSeparator());
  }

  @Test
  void printsNoControlCharactersOfAnybodyElses() {
    Terminal terminal = terminal(new PrintWriter(err, true), Ansi.ON, true);
    terminal.print("a\u001b[2Jb\nc");
    terminal.complain("a\rb");

    assertThat(out.toString().trim()).isEqualTo("a [2Jb c");
    assertThat(err.toString().trim()).isEqualTo("a b");
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private Terminal terminal(PrintWriter err, Ansi ansi, boolean interactive) {
    return new Terminal(
        new ByteArrayInputStream(new byte[0]),
        new PrintWriter(out, true),
        err,
        ansi,
        interactive,
        0);
  }
}
