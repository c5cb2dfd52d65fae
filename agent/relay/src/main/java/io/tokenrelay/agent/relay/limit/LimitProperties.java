package io.tokenrelay.agent.relay.limit;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.net.Cidr;
import java.util.List;

/** The properties of limiting bad tokens: the table of {@link FailureLimit}. */
public final class LimitProperties {
  private static final Table TABLE = new Table(Scope.AGENT);

  public static final Property<Rate> FAILURES =
      TABLE
          .property("rate-limit.failures", Rate.type())
          .byDefault("100/s")
          .means(
              "How many wrong signatures, and tokens unknown to their issuer, are checked per"
                  + " address; `burst` of them at once, by default twice the rate. Beyond that,"
                  + " new tokens from the address are not checked: 429 where tokens are enforced.");

  public static final Property<List<Cidr>> TRUSTED_PROXIES =
      TABLE
          .property("rate-limit.trusted-proxies", new Cidr.OfProperty())
          .byDefault("127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,::1/128,fc00::/7")
          .means(
              "The proxies whose `X-Forwarded-For` is trusted to tell addresses apart. Everything"
                  + " that one of them forwards may fail 20 times as often as one address.");

  private LimitProperties() {}

  /** All of them. */
  public static Table table() {
    return TABLE;
  }
}
