package io.tokenrelay.agent.relay.testing;

import io.tokenrelay.agent.relay.token.ClaimSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a test says that a token says. */
public final class TestClaims implements ClaimSet {
  private final Map<String, Object> claims = new HashMap<>();
  private Set<String> scopes = Collections.emptySet();

  public static TestClaims scoped(String... scopes) {
    TestClaims claims = new TestClaims();
    claims.scopes = new HashSet<>(Arrays.asList(scopes));
    return claims;
  }

  /**
   * @param path as JSON pointers write it, without the first slash
   */
  public TestClaims with(String path, Object value) {
    claims.put(path, value);
    return this;
  }

  @Override
  public Set<String> scopes() {
    return scopes;
  }

  @Override
  public @Nullable Object find(List<String> path) {
    return claims.get(String.join("/", path));
  }
}
