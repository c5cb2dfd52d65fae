package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Role;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
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

  private final Map<String, List<Rule>> rules = new HashMap<>();
  private final WovenAdvices advices = new WovenAdvices(rules, Collections.emptyList());
  private String shared;

  @BeforeEach
  void twoLibrariesShareAnAdvice() {
    for (Library library :
        new Library[] {new Library("one", "com.one.Queue"), new Library("two", "org.two.Queue")}) {
      for (Rule rule : library.rules()) {
        rules.put(rule.type().replace('.', '/'), Collections.singletonList(rule));
        shared = rule.advice();
      }
    }
  }

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
