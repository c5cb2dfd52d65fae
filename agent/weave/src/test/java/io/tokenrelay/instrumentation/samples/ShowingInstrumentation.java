package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Purpose;
import io.tokenrelay.instrumentation.spi.Weave;

/** Only shows who the caller is. */
public final class ShowingInstrumentation extends Instrumentation {
  public static final String LIBRARY = "io.tokenrelay.library.Telling";

  public ShowingInstrumentation() {
    super("showing");
  }

  @Override
  public Purpose purpose() {
    return Purpose.LOG;
  }

  @Override
  protected void weave(Weave weave) {
    weave.type(LIBRARY).methods("who").shows("TellsAdvice");
  }
}
