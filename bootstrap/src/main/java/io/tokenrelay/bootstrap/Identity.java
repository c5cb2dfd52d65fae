package io.tokenrelay.bootstrap;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a verified token says of the user that a thread works for; nothing of the token itself. */
public abstract class Identity {
  private static volatile @Nullable Supplier<? extends @Nullable Identity> source;

  /** Claim {@code iss}. */
  public abstract String issuer();

  /** Claim {@code sub}, or null. */
  public abstract @Nullable String subject();

  /** Claim {@code azp} or {@code client_id}, or null. */
  public abstract @Nullable String client();

  /** Claim {@code exp}, in milliseconds since the epoch. */
  public abstract long expiresAt();

  /**
   * Called by the agent when it starts, if the application may ask.
   *
   * @param source knows whose work a thread does, and throws nothing
   */
  public static void show(Supplier<? extends @Nullable Identity> source) {
    Identity.source = source;
  }

  /** Of the user that this thread works for; null for nobody. */
  public static @Nullable Identity current() {
    Supplier<? extends @Nullable Identity> shown = source;
    return shown == null ? null : shown.get();
  }
}
