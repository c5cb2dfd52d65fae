package io.tokenrelay.instrumentation.spi;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request being served, from its first dispatch to its last.
 *
 * <p>Made by {@link Inbound#receive}; the server's advice keeps it with the request, so that
 * forward, include, error and async dispatches come back to the same verdict, and calls {@link
 * #enter()} and {@link #exit()} around each of them. Safe for use by several threads.
 */
public interface Exchange {
  /** Makes the current thread work for this request; whatever it carried before is dropped. */
  void enter();

  /** Takes the request off the current thread. */
  void exit();

  /**
   * The response is complete: from now on {@code tokenrelay.context.detached} decides about the
   * request's token.
   */
  void completed();

  /** The answer to send instead of running the application; null to run it. */
  @Nullable Rejection rejection();

  /**
   * What this request's work carries; null if there is nothing to relay. Opaque; see {@link
   * Outbound}.
   */
  @Nullable Object snapshot();

  /**
   * Whether it brings neither a snapshot nor a rejection. A server need not keep it with its
   * request, which would cost an allocation: {@link Relay#kept} finds as much without it.
   */
  default boolean isOfNobody() {
    return snapshot() == null && rejection() == null;
  }

  /**
   * What the application may learn about the caller, as the request attribute {@value
   * #IDENTITY_ATTRIBUTE}: {@code issuer}, {@code subject}, {@code client}, each if known. Null
   * without a verified token, or if {@code tokenrelay.api.request-attribute} is off.
   */
  @Nullable Map<String, String> identity();

  /**
   * The caller, for {@code getUserPrincipal()}. Null without a verified token, or if {@code
   * tokenrelay.api.principal} is off.
   */
  default @Nullable Principal principal() {
    return null;
  }

  /** Name of the request attribute that holds {@link #identity()}. */
  String IDENTITY_ATTRIBUTE = "tokenrelay.identity";

  /** Name of the request attribute that holds the exchange itself in a servlet container. */
  String ATTRIBUTE = "io.tokenrelay.exchange";
}
