package io.tokenrelay.instrumentation.coroutines;

import java.util.Arrays;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.CoroutineScope;

/** A suspending lambda, as the Kotlin compiler makes one: steps, between which it may suspend. */
final class Steps extends SuspendLambda
    implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {
  /** One of them; what it returns is what a suspending function returns. */
  interface Step {
    Object take(CoroutineScope scope, Continuation<Unit> self) throws Exception;
  }

  private final List<Step> steps;
  private CoroutineScope scope;
  private int next;

  private Steps(List<Step> steps, Continuation<Object> completion) {
    super(2, completion);
    this.steps = steps;
  }

  static Steps of(Step... steps) {
    return new Steps(Arrays.asList(steps), null);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
    return begun(scope, (Continuation<Object>) completion).invokeSuspend(Unit.INSTANCE);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Continuation<Unit> create(Object scope, Continuation<?> completion) {
    return (Continuation<Unit>)
        (Continuation<?>) begun((CoroutineScope) scope, (Continuation<Object>) completion);
  }

  private Steps begun(CoroutineScope scope, Continuation<Object> completion) {
    Steps begun = new Steps(steps, completion);
    begun.scope = scope;
    return begun;
  }

  @Override
  @SuppressWarnings("unchecked")
  protected Object invokeSuspend(Object result) {
    while (next < steps.size()) {
      try {
        Object returned =
            steps.get(next++).take(scope, (Continuation<Unit>) (Continuation<?>) this);
        if (returned == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
          return returned;
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return Unit.INSTANCE;
  }
}
