package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Every method that takes a text. */
public final class SamplesOfAnyType extends Instrumentation {
  public SamplesOfAnyType() {
    super("any");
  }

  @Override
  protected void weave(Weave weave) {
    weave.anyType().anyMethod("java.lang.String").receives("DoorAdvice");
  }
}
