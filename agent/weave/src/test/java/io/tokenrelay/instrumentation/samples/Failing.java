package io.tokenrelay.instrumentation.samples;

/** Fails in the way that it is asked to. */
final class Failing {
  private Failing() {}

  static void as(String how) {
    switch (how) {
      case "throw":
        throw new IllegalStateException("thrown by an advice");
      case "misfit":
        throw new NoSuchMethodError("of another version");
      case "overflow":
        throw new StackOverflowError();
      default:
        break;
    }
  }
}
