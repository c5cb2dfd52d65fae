package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.util.List;

/**
 * The properties that decide which work carries its request's token. The decision is made in the
 * boot loader, which reads no configuration; the table is here, beside {@link LostWork}, which
 * names these properties.
 */
public final class OwnershipProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<String> CARRY =
      TABLE
          .property("context.carry", Type.oneOf("owned", "request"))
          .byDefault("owned")
          .whenInvalid("request")
          .means(
              "What carries the token: `owned`, all work known to be the request's own; or"
                  + " `request`, only its own threads and what a framework runs for it.");

  public static final Property<List<String>> CARRY_TASKS =
      TABLE
          .property("context.carry-tasks", ListType.list("a list of class names"))
          .byDefault("")
          .changesAtRunTime()
          .means(
              "Classes of tasks that belong to the request that hands them over, with `*` for any"
                  + " characters; a lambda counts as the class in which it is written. Periodic"
                  + " tasks, and those given to a `java.util.Timer`, are never carried.");

  public static final Property<List<String>> DROP_TASKS =
      TABLE
          .property("context.drop-tasks", ListType.list("a list of class names"))
          .byDefault("")
          .changesAtRunTime()
          .means("Classes of tasks that never carry a token, whoever creates them.");

  public static final Property<List<String>> KEEP_WAITING =
      TABLE
          .property("context.keep-waiting", ListType.list("a list of class names"))
          .byDefault("")
          .changesAtRunTime()
          .means(
              "Classes that take from queues only what they need themselves, such as connection"
                  + " pools; the common ones are built in.");

  private OwnershipProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
