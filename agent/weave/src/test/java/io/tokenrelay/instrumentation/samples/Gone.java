package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.agent.weave.WeavingTest;

/** Mentions a class that the library's loader does not know. */
final class Gone {
  private Gone() {}

  static Object use() {
    return new WeavingTest();
  }
}
