package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.net.Cidr;
import java.util.List;

/** The properties of who gets the token: the table of {@link DestinationPolicy}. */
public final class DestinationProperties {
  private static final Table TABLE =
      new Table(Scope.AGENT)
          .retire(
              "propagation.boundary.resolve",
              "names are no longer looked up; the address that a client is connected to counts");

  public static final Property<DestinationMode> DESTINATIONS =
      TABLE
          .property("propagation.destinations", Type.oneOf(DestinationMode.class))
          .byDefault("trusted")
          .whenInvalid("off")
          .changesAtRunTime()
          .means(
              "Who gets the token: `trusted`, your own services (see [safety](safety.md)); `all`,"
                  + " everyone except guarded destinations; `listed`, the allow list alone;"
                  + " `off`, nobody.");

  public static final Property<DestinationList> ALLOW =
      TABLE
          .property("propagation.allow", new DestinationList.OfProperty())
          .byDefault("")
          .changesAtRunTime()
          .means(
              "Destinations that get the token: `host`, `*.host`, `host:port`, "
                  + "`https://host`, CIDR, `grpc:pkg.Service`.");

  public static final Property<DestinationList> DENY =
      TABLE
          .property("propagation.deny", new DestinationList.OfProperty())
          .byDefault("")
          .whenRefused("nothing is relayed until this is fixed")
          .changesAtRunTime()
          .means("Destinations that never get it, in the same forms.");

  static final Property<List<String>> BOUNDARY_SUFFIXES =
      TABLE
          .property("propagation.boundary.suffixes", new Boundary.OfProperty())
          .byDefault("")
          .changesAtRunTime()
          .means(
              "Domains that are part of your estate, besides the built-in ones: names of one label,"
                  + " and those that end in `svc`, `cluster.local`, `local`, `internal`,"
                  + " `intranet`, `lan`, `corp`, `home.arpa` or `localhost`.");

  static final Property<List<Cidr>> BOUNDARY_CIDRS =
      TABLE
          .property("propagation.boundary.cidrs", new Cidr.OfProperty())
          .byDefault("")
          .changesAtRunTime()
          .means(
              "Address ranges that are part of your estate, besides the built-in ones:"
                  + " `127.0.0.0/8`, `::1/128`, `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16`,"
                  + " `100.64.0.0/10`, `fc00::/7`. They are compared with the address that a client"
                  + " is connected to, whatever its name.");

  public static final Property<Boolean> AUDIENCE_MATCH =
      TABLE
          .property("propagation.audience-match", Type.trueOrFalse())
          .byDefault("true")
          .whenInvalid("false")
          .means(
              "Whether a service that claim `aud` names by its URL gets the token: the same scheme,"
                  + " host and port, inside the boundary or not.");

  public static final Property<List<Guard>> GUARDS_DISABLE =
      TABLE
          .property("propagation.guards.disable", ListType.listOf(Guard.class))
          .byDefault("")
          .means("Guards to switch off.");

  public static final Property<Boolean> UPGRADES =
      TABLE
          .property("propagation.upgrades", Type.trueOrFalse())
          .byDefault("false")
          .means(
              "Whether a token is sent on what opens a connection that outlives its request: a"
                  + " WebSocket handshake, a gRPC call whose client streams.");

  public static final Property<Boolean> ALLOW_INSECURE =
      TABLE
          .property("propagation.allow-insecure", Type.trueOrFalse())
          .byDefault("false")
          .means("Whether an allow-listed public host gets the token over plain http.");

  private DestinationProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
