package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import java.util.List;

/** The property that lists the access rules. */
public final class AccessProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<List<String>> RULES =
      TABLE
          .property("enforce.rules", ListType.names())
          .byDefault("")
          .changesAtRunTime()
          .means("The names of the access rules; see [enforcement](enforcement.md).");

  private AccessProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
