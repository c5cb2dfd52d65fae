package io.tokenrelay.smoke;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an observer notes of one Authorization header. The token itself is not kept: its digest
 * tells whether two were the same.
 *
 * @param user claim {@code sub}, or null if it is no JWT
 * @param issuer claim {@code iss}, or null if it is no JWT
 * @param genuine whether the observer's own check of the signature agrees
 * @param digest SHA-256 of the header's value
 */
record Bearer(@Nullable String user, @Nullable String issuer, boolean genuine, String digest) {
  boolean isSameAs(Bearer other) {
    return Objects.equals(digest, other.digest);
  }
}
