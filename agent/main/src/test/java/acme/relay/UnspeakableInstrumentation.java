package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Throws what cannot even be shown. */
public final class UnspeakableInstrumentation extends Instrumentation {
  public UnspeakableInstrumentation() {
    super("acme-unspeakable");
    throw new Unspeakable();
  }

  @Override
  protected void weave(Weave weave) {}

  /** The exception. */
  public static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      throw new AssertionError("nor this");
    }
  }
}
