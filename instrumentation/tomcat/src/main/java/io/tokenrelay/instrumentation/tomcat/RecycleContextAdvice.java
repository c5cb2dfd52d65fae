package io.tokenrelay.instrumentation.tomcat;

import net.bytebuddy.asm.Advice;

/** Before {@code AsyncContextImpl.recycle}, with which its request ends: nothing of it is kept. */
public final class RecycleContextAdvice {
  private RecycleContextAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object context) {
    NewAsyncContextAdvice.SERVED.set(context, null);
  }
}
