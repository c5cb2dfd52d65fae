package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** In jars of extensions that a test makes; the agent's loader there does not see this package. */
public final class GoodInstrumentation extends Instrumentation {
  public GoodInstrumentation() {
    super("acme-http");
  }

  @Override
  protected void weave(Weave weave) {
    weave.type("acme.http.Connection").method("send").writes("GoodAdvice");
  }
}
