package io.tokenrelay.instrumentation.specified;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Of a specification and those who implement it, in a folder of its own. */
public final class SpecifiedInstrumentation extends Instrumentation {
  public SpecifiedInstrumentation() {
    super("specified");
  }

  @Override
  protected void weave(Weave weave) {
    weave.type("jakarta.servlet.Any").method("any").with("AnyAdvice");
    weave.type("org.acme.http.Client").method("send", "org.acme.http.Request").with("AnyAdvice");
  }
}
