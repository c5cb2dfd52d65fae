package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.instrumentation.samples.TangleInstrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.io.IOException;
import net.bytebuddy.asm.Advice.OnMethodEnter;
import org.junit.jupiter.api.Test;

/** What is written down about advice is what its class file says. */
class AdviceTextTest {
  private static final ClassLoader AGENT = AdviceTextTest.class.getClassLoader();

  @Test
  void readsWhatWasWritten() throws IOException {
    for (Rule rule : new TangleInstrumentation().rules()) {
      String text = AdviceText.of(AGENT, rule.advice());

      assertThat(text).contains("(").doesNotContain("unsupported");
      assertThat(AdviceText.of(AdviceText.read(rule.advice(), text))).isEqualTo(text);
    }
  }

  @Test
  void leavesAdviceBeyondTheSubsetToByteBuddy() throws IOException {
    String text = AdviceText.of(AGENT, Inlined.class.getName());

    assertThatThrownBy(() -> AdviceText.read(Inlined.class.getName(), text))
        .isInstanceOf(UnsupportedAdviceException.class)
        .hasMessageContaining("Inlined");
  }

  static final class Inlined {
    @OnMethodEnter
    static void enter() {}
  }
}
