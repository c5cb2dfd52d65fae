package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import java.util.List;

/**
 * What can be set of whose work is whose. It is decided in the boot loader, which reads no
 * configuration; the table lies beside {@link LostWork}, which names what would carry it.
 */
public final class OwnershipProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<String> CARRY =
      TABLE
          .property("context.carry", Type.oneOf("owned", "request"))
          .byDefault("owned")
          .whenInvalid("request")
          .means(
              "What carries the token: `owned`, all work that is known to be its request's own; or the "
                  + "`request`'s own threads, and what a framework runs for it, alone.");

  public static final Property<List<String>> CARRY_TASKS =
      TABLE
          .property("context.carry-tasks", ListType.list("a list of class names"))
          .byDefault("")
          .means(
              "Classes of tasks that are the work of the request which hands them over, with `*` for"
                  + " any characters; a lambda goes by the class it is written in. What runs over and"
                  + " over, or is given to a `java.util.Timer`, is never carried.");

  public static final Property<List<String>> DROP_TASKS =
      TABLE
          .property("context.drop-tasks", ListType.list("a list of class names"))
          .byDefault("")
          .means("Classes of tasks that are nobody's, whoever creates them.");

  public static final Property<List<String>> KEEP_WAITING =
      TABLE
          .property("context.keep-waiting", ListType.list("a list of class names"))
          .byDefault("")
          .means(
              "Classes that take from queues only for their own use, such as connection pools; "
                  + "the common ones are built in.");

  private OwnershipProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
