package io.tokenrelay.instrumentation.spi;

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
  /** Lets the current thread work for this request; whatever it carried before is dropped. */
  void enter();

  /** Takes the request from the current thread again. */
  void exit();

  /**
   * The response is complete: from now on the request's token is subject to {@code
   * tokenrelay.context.detached}.
   */
  void completed();

  /** What to answer instead of letting the application run; null to let it run. */
  @Nullable Rejection rejection();

  /**
   * What work for this request carries; null when nothing is to be relayed. Opaque; see {@link
   * Outbound}.
   */
  @Nullable Object snapshot();

  /**
   * What the application may see of the caller, as the request attribute {@value
   * #IDENTITY_ATTRIBUTE}: {@code issuer}, {@code subject}, {@code client}, each when known. Null
   * without a verified token, or when switched off by {@code tokenrelay.api.request-attribute}.
   */
  @Nullable Map<String, String> identity();

  /** Name of the request attribute that holds {@link #identity()}. */
  String IDENTITY_ATTRIBUTE = "tokenrelay.identity";

  /** Name of the request attribute under which a servlet container keeps the exchange itself. */
  String ATTRIBUTE = "io.tokenrelay.exchange";
}
