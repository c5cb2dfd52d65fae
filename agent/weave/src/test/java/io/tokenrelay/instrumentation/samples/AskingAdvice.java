package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.library.flow.Source;

/** Uses a method that returns a type of the library's other package. */
public final class AskingAdvice {
  private AskingAdvice() {}

  public static boolean hasState(Source source) {
    return source.state() != null;
  }
}
