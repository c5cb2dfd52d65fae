package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;

/**
 * Around the creation of a bean. One that stays for others, whatever scope keeps it (singleton,
 * refresh, thread, session), is created for nobody, on whichever thread. Request-scoped beans and
 * prototypes are created for whoever the thread works for.
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
