package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Advice that works, and advice that is wrong in every way that advice can be. */
public final class SampleInstrumentation extends Instrumentation {
  public static final String LIBRARY = "io.tokenrelay.library.Library";

  public SampleInstrumentation() {
    super("samples");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type(LIBRARY)
        .constructors()
        .with("ConstructorAdvice")
        .method("greet", "java.lang.String")
        .with("GreetAdvice")
        .method("skip", "java.lang.String")
        .with("SkipAdvice")
        .method("add", "int", "long", "double", "boolean", "char")
        .with("AddAdvice")
        .methods("throwingEnter")
        .with("ThrowingEnterAdvice")
        .methods("throwingExit")
        .with("ThrowingExitAdvice")
        .methods("missingType")
        .with("MissingTypeAdvice")
        .methods("missingMethod")
        .with("MissingMethodAdvice")
        .methods("door")
        .receives("DoorAdvice")
        .methods("misfitDoor")
        .receives("MisfitDoorAdvice")
        .methods("fails")
        .with("FailsAdvice")
        .methods("noSuchMethod")
        .with("GreetAdvice");
  }
}
