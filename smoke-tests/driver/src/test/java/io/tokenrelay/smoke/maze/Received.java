package io.tokenrelay.smoke.maze;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call brought of its user.
 *
 * @param authorization each header of that name
 * @param transactions each {@code Txn-Token}
 * @param affinity each header that balancers hash
 */
record Received(List<String> authorization, List<String> transactions, List<String> affinity) {
  static final String AFFINITY = "X-Affinity";

  static Received by(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    return new Received(
        all(headers.get("Authorization")),
        all(headers.get("Txn-Token")),
        all(headers.get(AFFINITY)));
  }

  static Received authorized(String... authorization) {
    return new Received(List.of(authorization), List.of(), List.of());
  }

  private static List<String> all(@Nullable List<String> values) {
    return values == null ? List.of() : values;
  }

  boolean isNothing() {
    return authorization.isEmpty() && transactions.isEmpty() && affinity.isEmpty();
  }

  /** Whether everything but the token itself is this user's: with the token, or not there. */
  boolean isAllOf(String subject, String expectedAffinity) {
    for (String transaction : transactions) {
      if (!subject.equals(subjectOf(transaction))) {
        return false;
      }
    }
    return transactions.size() <= 1
        && affinity.size() <= 1
        && (affinity.isEmpty() || affinity.get(0).equals(expectedAffinity));
  }

  private static @Nullable String subjectOf(String token) {
    try {
      return SignedJWT.parse(token).getJWTClaimsSet().getSubject();
    } catch (ParseException notAToken) {
      return null;
    }
  }
}
