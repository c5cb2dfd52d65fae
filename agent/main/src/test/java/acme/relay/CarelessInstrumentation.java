package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Claims every task of the JVM by an empty prefix. */
public final class CarelessInstrumentation extends Instrumentation {
  public CarelessInstrumentation() {
    super("careless");
  }

  @Override
  public String[] ownTasks() {
    return new String[] {""};
  }

  @Override
  protected void weave(Weave weave) {}
}
