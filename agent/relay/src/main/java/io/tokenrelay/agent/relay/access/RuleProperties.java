package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import java.util.List;

/** The properties of each access rule: the table of {@link AccessRule}. */
public final class RuleProperties {
  private static final Table TABLE =
      new Table(Scope.of("enforce.rule").listedBy(AccessProperties.RULES));

  public static final Property<List<PathPattern>> PATHS =
      TABLE
          .property("paths", new PathPattern.OfProperty())
          .whenRefused("the rule applies everywhere until this is fixed")
          .changesAtRunTime()
          .means(
              "Where it applies: `/path`, `/path/*` for one more segment, `/path/**` for"
                  + " everything below too, a gRPC service or `pkg.Service/Method`. Not set, or"
                  + " invalid: everywhere.");

  public static final Property<List<String>> METHODS =
      TABLE
          .property("methods", new HttpMethods.OfProperty())
          .whenRefused("the rule applies to all methods until this is fixed")
          .changesAtRunTime()
          .means("The HTTP methods to which it applies. Not set, or invalid: all.");

  public static final Property<List<String>> SCOPES =
      TABLE
          .property("required-scopes", new Scopes.OfProperty())
          .whenRefused("no token meets the rule until this is fixed")
          .changesAtRunTime()
          .means("Scopes that must all be granted. Invalid: no token meets the rule.");

  public static final Property<List<RequiredClaim>> CLAIMS =
      TABLE
          .property("required-claims", new RequiredClaim.OfProperty())
          .whenRefused("no token meets the rule until this is fixed")
          .changesAtRunTime()
          .means(
              "Claims that must all be present, as in `tokenrelay.issuer.<name>.required-claims`."
                  + " Invalid: no token meets the rule.");

  private RuleProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
