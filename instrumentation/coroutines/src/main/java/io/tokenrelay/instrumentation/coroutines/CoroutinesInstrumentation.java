package io.tokenrelay.instrumentation.coroutines;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Kotlin coroutines 1.0 to 1.11. All builders create a coroutine's context in one place; {@code
 * withContext} and flows inherit it. Which coroutines are the request's own depends on the builder:
 * those with a value ({@code async}, {@code future}) and those that a thread waits for ({@code
 * runBlocking}) are; others only as children of such a one.
 */
public final class CoroutinesInstrumentation extends Instrumentation {
  private static final String SCOPE = "kotlinx.coroutines.CoroutineScope";
  private static final String CONTEXT = "kotlin.coroutines.CoroutineContext";
  private static final String BUILDERS = "kotlinx.coroutines.BuildersKt__Builders_commonKt";

  public CoroutinesInstrumentation() {
    super("coroutines");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type("kotlinx.coroutines.CoroutineContextKt")
        .method("newCoroutineContext", SCOPE, CONTEXT)
        .carries("NewContextAdvice");
    weave
        .type(BUILDERS)
        .methods("launch")
        .carries("LaunchAdvice")
        .methods("async")
        .carries("AsyncAdvice")
        .methods("withContext")
        .carries("SwitchContextAdvice");
    for (String waitedFor :
        new String[] {
          "kotlinx.coroutines.BlockingCoroutine",
          "kotlinx.coroutines.reactive.PublisherCoroutine",
          "kotlinx.coroutines.reactor.MonoCoroutine"
        }) {
      weave.type(waitedFor).constructors().carries("WaitedForAdvice");
    }
    weave
        .type("kotlinx.coroutines.future.CompletableFutureCoroutine")
        .constructors()
        .carries("FutureAdvice");
    for (String lazy : new String[] {"LazyDeferredCoroutine", "LazyStandaloneCoroutine"}) {
      weave.type("kotlinx.coroutines." + lazy).method("onStart").carries("StartLazilyAdvice");
    }
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
