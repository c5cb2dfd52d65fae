package io.tokenrelay.instrumentation.coroutines;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Kotlin coroutines 1.0 to 1.11: {@code launch}, {@code async}, {@code runBlocking}, {@code
 * produce}, {@code future} and all other builders, which make their coroutine's context in one
 * place. Nested ones, {@code withContext} and flows inherit it.
 */
public final class CoroutinesInstrumentation extends Instrumentation {
  public CoroutinesInstrumentation() {
    super("kotlin-coroutines");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("kotlinx.coroutines.CoroutineContextKt")
        .method(
            "newCoroutineContext",
            "kotlinx.coroutines.CoroutineScope",
            "kotlin.coroutines.CoroutineContext")
        .carries("NewContextAdvice");
  }

  @Override
  public String[] ownTasks() {
    return new String[] {"kotlinx.coroutines."};
  }

  @Override
  public String[] ownWaits() {
    return new String[] {"kotlinx.coroutines.*"};
  }
}
