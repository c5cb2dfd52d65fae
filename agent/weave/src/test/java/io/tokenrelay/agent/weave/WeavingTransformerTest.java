package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What is said of a class that has a rule's name and none of its methods. */
class WeavingTransformerTest {
  private static final String LIBRARY = "org.library.Library";

  private final Attached.Events events = new Attached.Events();

  @Test
  void tellsOfAClassThatLacksItsMethods() {
    assertThat(
            transformed(
                new Instrumentation("library") {
                  @Override
                  protected void weave(Weave weave) {
                    weave.type(LIBRARY).method("handle").with("HandleAdvice");
                  }
                }))
        .isNull();
    assertThat(events.notWoven).hasSize(1);
  }

  @Test
  void isSilentWhereAnotherVersionHasTheSameName() {
    assertThat(
            transformed(
                new Instrumentation("library") {
                  @Override
                  protected void weave(Weave weave) {
                    weave.typeOfSomeVersions(LIBRARY).method("handle").with("HandleAdvice");
                  }
                }))
        .isNull();
    assertThat(events.notWoven).isEmpty();
  }

  private byte[] transformed(Instrumentation instrumentation) {
    WeavingTransformer transformer =
        new WeavingTransformer(
            Collections.singletonMap(LIBRARY.replace('.', '/'), instrumentation.rules()),
            (loader, type, classFile, rules) -> null,
            events,
            new WovenClasses());
    return transformer.transform(
        getClass().getClassLoader(), LIBRARY.replace('.', '/'), null, null, new byte[0]);
  }
}
