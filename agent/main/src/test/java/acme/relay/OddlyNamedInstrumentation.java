package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Has a name that no property can have. */
public final class OddlyNamedInstrumentation extends Instrumentation {
  public OddlyNamedInstrumentation() {
    super("Acme HTTP\nERROR");
  }

  @Override
  protected void weave(Weave weave) {}
}
