package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Advice around every method that is hard to weave around. */
public final class TangleInstrumentation extends Instrumentation {
  public static final String LIBRARY = "io.tokenrelay.library.Tangle";

  public TangleInstrumentation() {
    super("tangle");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type(LIBRARY)
        .constructors()
        .with("TraceConstructorAdvice")
        .methods("loopsFromItsFirstInstruction")
        .with("TraceAdvice")
        .methods("keepsWideVariables")
        .with("TraceAdvice")
        .methods("overwritesItsArguments")
        .with("TraceAdvice")
        .methods("returnsFromEverywhere")
        .with("TraceAdvice")
        .methods("alwaysThrows")
        .with("TraceAdvice")
        .methods("returnsNothing")
        .with("TraceAdvice")
        .methods("isStatic")
        .with("TraceStaticAdvice");
  }
}
