package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;

/** The properties of revocation. */
public final class RevocationProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<String> REVOCATION =
      TABLE
          .property("revocation", Type.oneOf("none", "introspection", "status-list"))
          .byDefault("none")
          .whenInvalid("introspection")
          .means(
              "How to find out that a token with a good signature has been revoked: not at "
                  + "all, by `introspection`, or by the `status-list` that the token names (see "
                  + "[verification](verification.md)).");

  public static final Property<Long> STATUS_LIST_MAX_BYTES =
      TABLE
          .property("revocation.status-list-max-bytes", Type.size("1k", "64m"))
          .byDefault("4m")
          .means("A status list that is longer than this when unpacked is not read.");

  private RevocationProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
