package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Role;
import io.tokenrelay.instrumentation.spi.Weave;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WovenAdvicesTest {
  private static final class Library extends Instrumentation {
    private final String type;

    Library(String name, String type) {
      super(name);
      this.type = type;
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(type).methods("drain").beginsWithNothing();
    }
  }

  private final Library one = new Library("one", "com.one.Queue");
  private final Library two = new Library("two", "org.two.Queue");
  private final String shared = one.rules().get(0).advice();
  private final WovenAdvices advices =
      new WovenAdvices(RulesByClass.of(Arrays.asList(one, two), false));

  @Test
  void anAdviceThatLibrariesShareIsOfTheOneThatItRunsIn() {
    assertThat(advices.of("com.one.Queue", shared).instrumentation).isEqualTo("one");
    assertThat(advices.of("org.two.Queue", shared).instrumentation).isEqualTo("two");
    assertThat(advices.of("org.two.Queue", shared).role).isEqualTo(Role.CARRIES);
  }

  @Test
  void whatNoRuleNamesMayDoAnyHarm() {
    assertThat(advices.of("com.one.Queue", "no.such.Advice")).isSameAs(WovenAdvice.UNKNOWN);
  }
}
