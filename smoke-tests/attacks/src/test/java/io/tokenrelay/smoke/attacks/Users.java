package io.tokenrelay.smoke.attacks;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who comes, and with what. */
final class Users {
  static final String NOBODY = "nobody";
  static final TestIssuer ISSUER = TestIssuer.load();

  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  private Users() {}

  /** Null for nobody. */
  static @Nullable String tokenOf(String user) {
    return user.equals(NOBODY) ? null : TOKENS.computeIfAbsent(user, ISSUER::token);
  }

  /** Whose token a call has brought: the very one that the user came with. */
  static String broughtBy(@Nullable List<String> authorization) {
    if (authorization == null) {
      return NOBODY;
    }
    return TOKENS.entrySet().stream()
        .filter(each -> authorization.equals(List.of("Bearer " + each.getValue())))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("somebody else");
  }
}
