package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;

/**
 * Around the creation of a bean: one that stays for others, whatever scope keeps it (a singleton,
 * one until the next refresh, a thread's, a session's), is made for nobody, on whichever thread is
 * there. A request's own beans, and those that are made for each who asks, are whose thread it is.
 */
public final class NewBeanAdvice {
  private NewBeanAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(1) BeanDefinition bean) {
    return bean.isPrototype() || "request".equals(bean.getScope()) ? null : Relay.open(null);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object ofTheThread) {
    if (ofTheThread != null) {
      Relay.open(ofTheThread);
    }
  }
}
