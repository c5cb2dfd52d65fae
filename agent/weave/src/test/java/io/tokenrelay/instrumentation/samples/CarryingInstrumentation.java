package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** A carrier, a client and a server in one, each of which can be made to fail. */
public final class CarryingInstrumentation extends Instrumentation {
  public static final String LIBRARY = "io.tokenrelay.library.Carrying";

  public CarryingInstrumentation() {
    super("carrying");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type(LIBRARY)
        .methods("work")
        .carries("BobsWorkAdvice")
        .methods("later")
        .carries("FragileAdvice")
        .methods("call")
        .writes("HeaderAdvice")
        .methods("odd")
        .writes("FragileWriterAdvice")
        .methods("door")
        .receives("FriendsDoorAdvice")
        .methods("end")
        .receives("FragileServerAdvice");
  }
}
