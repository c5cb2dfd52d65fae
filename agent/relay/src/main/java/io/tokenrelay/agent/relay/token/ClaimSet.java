package io.tokenrelay.agent.relay.token;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an authentic token says, as verification reads it; asked once for each token. */
public interface ClaimSet {
  /** The scopes that it grants. */
  Set<String> scopes();

  /**
   * A claim as a String, Number, Boolean or list of strings, some other object when it is of
   * another make; null when it is absent or null.
   *
   * @param path the claim's name; for a member of an object the names down to it
   */
  @Nullable Object find(List<String> path);
}
