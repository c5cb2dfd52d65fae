package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.SingletonBeanRegistry;

/**
 * A factory is asked for its object. If there is one factory and one object for all, creating it is
 * nobody's work; an object that is created for each caller is the request's own.
 */
public final class ObjectOfFactoryAdvice {
  private ObjectOfFactoryAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This Object registry,
      @Advice.Argument(0) Object factory,
      @Advice.Argument(1) String name) {
    return pause(registry, factory, name);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object ofTheThread) {
    if (ofTheThread != null) {
      Relay.open(ofTheThread);
    }
  }

  static @Nullable Object pause(Object registry, Object factory, String name) {
    return Relay.snapshot() != null
            && ((FactoryBean<?>) factory).isSingleton()
            && ((SingletonBeanRegistry) registry).containsSingleton(name)
        ? Relay.open(null)
        : null;
  }
}
