package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Throws when it is made. */
public final class ThrowingInstrumentation extends Instrumentation {
  public ThrowingInstrumentation() {
    super("throwing");
    throw new IllegalStateException("no licence");
  }

  @Override
  protected void weave(Weave weave) {}
}
