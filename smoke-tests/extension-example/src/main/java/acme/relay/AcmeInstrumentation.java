package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** The company's own HTTP client: blocking, and the thread that sends also writes the request. */
public final class AcmeInstrumentation extends Instrumentation {
  public AcmeInstrumentation() {
    super("acme-http");
  }

  @Override
  protected void weave(Weave weave) {
    weave.type("acme.http.Connection").method("send", "acme.http.Request").writes("SendAdvice");
  }
}
