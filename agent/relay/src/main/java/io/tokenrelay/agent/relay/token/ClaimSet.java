package io.tokenrelay.agent.relay.token;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of an authentic token, as verification reads them; used once per token. */
public interface ClaimSet {
  /** The scopes that it grants. */
  Set<String> scopes();

  /**
   * A claim as a String, Number, Boolean or list of strings; another object for any other type;
   * null if it is absent or null.
   *
   * @param path the claim's name; for a member of an object the names down to it
   */
  @Nullable Object find(List<String> path);
}
