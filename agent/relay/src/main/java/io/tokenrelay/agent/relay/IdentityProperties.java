package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;

/** The properties of what the application and its logs may know of the caller. */
public final class IdentityProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<Boolean> REQUEST_ATTRIBUTE =
      TABLE
          .property("api.request-attribute", Type.trueOrFalse())
          .byDefault("false")
          .means(
              "Whether issuer, subject and client of a verified token are available to the"
                  + " application in the request attribute `tokenrelay.identity` (see"
                  + " [identity](identity.md)).");

  public static final Property<Boolean> CURRENT_USER =
      TABLE
          .property("api.current-user", Type.trueOrFalse())
          .byDefault("false")
          .means(
              "Whether the application may ask by reflection, on any thread, which user it works"
                  + " for: `io.tokenrelay.api.CurrentUser` (see [identity](identity.md)).");

  public static final Property<Boolean> PRINCIPAL =
      TABLE
          .property("api.principal", Type.trueOrFalse())
          .byDefault("false")
          .means(
              "Whether `getUserPrincipal()` and `getRemoteUser()` of the servlet API name the"
                  + " subject of a verified token, if the application has logged nobody in (see"
                  + " [identity](identity.md#principal)).");

  public static final Property<LoggedIdentity> MDC =
      TABLE
          .property("api.mdc", Type.oneOf(LoggedIdentity.class))
          .byDefault("none")
          .means(
              "Whether each log event of the application says whom it is about, as"
                  + " `tokenrelay.subject` in its MDC: `hash`, by a digest of claims `iss` and"
                  + " `sub`; `subject`, by `sub` as it is (see [identity](identity.md#logs)).");

  private IdentityProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
