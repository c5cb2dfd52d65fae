package io.tokenrelay.api;

import io.tokenrelay.bootstrap.Identity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The user that the current thread works for, for an application that asks by reflection: {@code
 * Class.forName("io.tokenrelay.api.CurrentUser", true, null)}.
 *
 * <p>Lives in the boot loader, where every class loader finds it that asks for it with {@code
 * null}. Answers only if {@code tokenrelay.api.current-user=true}, only from a token that was
 * verified, on the threads that would carry it, and as long. Each method returns null for nobody.
 * The token itself is not to be had here.
 */
public final class CurrentUser {
  private CurrentUser() {}

  /** Claim {@code sub}. */
  public static @Nullable String subject() {
    Identity identity = Identity.current();
    return identity == null ? null : identity.subject();
  }

  /** Claim {@code iss}. */
  public static @Nullable String issuer() {
    Identity identity = Identity.current();
    return identity == null ? null : identity.issuer();
  }

  /** Claim {@code azp} or {@code client_id}: the client that the token was issued to. */
  public static @Nullable String client() {
    Identity identity = Identity.current();
    return identity == null ? null : identity.client();
  }

  /** Claim {@code exp}. */
  public static @Nullable Instant expiresAt() {
    Identity identity = Identity.current();
    return identity == null ? null : Instant.ofEpochMilli(identity.expiresAt());
  }

  /** Whether this thread works for a user whose token was verified. */
  public static boolean isVerified() {
    return Identity.current() != null;
  }
}
