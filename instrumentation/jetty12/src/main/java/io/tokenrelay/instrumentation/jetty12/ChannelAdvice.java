package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Getter;
import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Around the {@code handle()} of an environment's channel, in which everything of a request runs:
 * its dispatches, error pages and listeners. The first call is on the server's thread, which
 * already has the request; later ones may be on any thread, even another request's.
 */
public final class ChannelAdvice {
  /** In the order of the environments: the newest first. */
  private static final Getter[] REQUESTS = {
    new Getter("org.eclipse.jetty.ee11.servlet.ServletChannel", "getRequest"),
    new Getter("org.eclipse.jetty.ee10.servlet.ServletChannel", "getRequest"),
    new Getter("org.eclipse.jetty.ee9.nested.HttpChannel", "getCoreRequest"),
    new Getter("org.eclipse.jetty.ee8.nested.HttpChannel", "getCoreRequest")
  };

  private ChannelAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object channel) {
    Request request = requestOf(channel);
    return request == null ? null : Relay.reenterUnlessServing(KeptExchange.find(request));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }

  private static @Nullable Request requestOf(Object channel) {
    for (Getter getter : REQUESTS) {
      Object request = getter.get(channel);
      if (request instanceof Request) {
        return (Request) request;
      }
    }
    return null;
  }
}
