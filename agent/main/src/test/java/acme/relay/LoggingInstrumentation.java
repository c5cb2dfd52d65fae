package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Purpose;
import io.tokenrelay.instrumentation.spi.Weave;

/** In jars of extensions that a test makes. */
public final class LoggingInstrumentation extends Instrumentation {
  public LoggingInstrumentation() {
    super("acme-log");
  }

  @Override
  public Purpose purpose() {
    return Purpose.LOG;
  }

  @Override
  protected void weave(Weave weave) {
    weave.type("acme.http.Log").method("write").shows("GoodAdvice");
  }
}
