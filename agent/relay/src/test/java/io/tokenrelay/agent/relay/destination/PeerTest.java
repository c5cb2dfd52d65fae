package io.tokenrelay.agent.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts is where the bytes go: the connection's address and proxy, not the name. */
class PeerTest {
  private static final Token TOKEN = TestTokens.of("alice").build();

  private static Settings.Destinations policy() {
    return new Settings.Destinations();
  }

  private static List<String> list(String values) {
    return Arrays.asList(values.split(" "));
  }

  @ParameterizedTest(name = "{0} at {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // inside by name and address
        "http://orders/               | 10.1.2.3        | ALLOWED_BOUNDARY",
        "http://orders.internal/      | fd00::7         | ALLOWED_BOUNDARY",
        "http://orders.internal/      | ::ffff:10.1.2.3 | ALLOWED_BOUNDARY",
        "http://localhost/            | ::1             | ALLOWED_BOUNDARY",
        "http://10.1.2.3/             | 10.1.2.3        | ALLOWED_BOUNDARY",
        "http://[::ffff:10.1.2.3]/    | 10.1.2.3        | ALLOWED_BOUNDARY",
        // inside by name, outside by address: ExternalName, hosts file, IPv6 pods, a resolver
        "http://orders/               | 203.0.113.7     | OUTSIDE_ADDRESS",
        "https://orders/              | 203.0.113.7     | OUTSIDE_ADDRESS",
        "http://orders.prod.svc/      | 2001:db8::7     | OUTSIDE_ADDRESS",
        "http://localhost/            | 8.8.8.8         | OUTSIDE_ADDRESS",
        "http://orders/               | 64:ff9b::a01:203 | OUTSIDE_ADDRESS",
        // a stranger's name, inside by address: the bytes stay inside
        "http://webhook.example/      | 10.1.2.3        | ALLOWED_BOUNDARY",
        "http://webhook.example/      | 127.0.0.1       | ALLOWED_BOUNDARY",
        "http://ai./                  | 10.1.2.3        | ALLOWED_BOUNDARY",
        // outside either way
        "https://api.example/         | 203.0.113.7     | OUTSIDE",
        "https://203.0.113.7/         | 203.0.113.7     | OUTSIDE",
        // an address that is not where the connection leads
        "http://10.1.2.3/             | 203.0.113.7     | OUTSIDE",
        "http://203.0.113.7/          | 10.1.2.3        | OUTSIDE",
        "http://2130706433/           | 127.0.0.1       | OUTSIDE",
        // metadata services, by any name
        "http://innocent.example/     | 169.254.169.254 | GUARD_METADATA",
        "http://orders/               | 169.254.169.254 | GUARD_METADATA",
        "http://orders/               | fe80::1         | GUARD_METADATA",
        "http://orders/               | fd00:ec2::254   | GUARD_METADATA",
        "http://orders/               | fd00:ec2::23    | GUARD_METADATA",
        "http://orders/               | fd00:c1::a9fe:a9fe | GUARD_METADATA",
        "http://orders/               | fd00:42::42     | GUARD_METADATA",
        "http://orders/               | 168.63.129.16   | GUARD_METADATA",
        "http://orders/               | 64:ff9b:1::a9fe:a9fe | GUARD_METADATA",
        "http://orders/               | ::ffff:a9fe:a9fe | GUARD_METADATA",
        "http://169.254.169.254/      | 10.1.2.3        | GUARD_METADATA",
        "http://metadata.google.internal/ | 10.1.2.3    | GUARD_METADATA",
        "http://metadata/             | 10.1.2.3        | ALLOWED_BOUNDARY",
        "http://metadata/             | 169.254.169.254 | GUARD_METADATA",
      })
  void judgesTheAddressThatTheClientIsConnectedTo(String url, String peer, Decision expected) {
    TestHop hop = TestHop.to(url).connectedTo(peer);
    assertThat(policy().build().decide(TOKEN, hop)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "allow={0}, deny={1}: {2} at {3} -> {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "none             | 10.9.0.0/16 | http://orders/          | 10.9.0.1    | DENIED",
        "none             | 10.9.0.1    | http://orders/          | 10.9.0.1    | DENIED",
        "none             | 10.9.0.0/16 | http://orders/          | 10.1.0.1    | ALLOWED_BOUNDARY",
        "none             | orders      | http://orders/          | 10.1.0.1    | DENIED",
        "orders           | 10.9.0.0/16 | http://orders/          | 10.9.0.1    | DENIED",
        "203.0.113.0/24   | none        | https://api.example/    | 203.0.113.7 | ALLOWED_LISTED",
        "203.0.113.0/24   | none        | http://orders/          | 203.0.113.7 | INSECURE",
        "203.0.113.0/24   | none        | https://api.example/    | 203.0.114.7 | OUTSIDE",
        "203.0.113.7:8443 | none        | https://api.example:8443/ | 203.0.113.7 | ALLOWED_LISTED",
        "orders           | none        | https://orders/         | 203.0.113.7 | ALLOWED_LISTED",
        "orders           | none        | http://orders/          | 203.0.113.7 | INSECURE",
        "10.0.0.0/8       | none        | https://10.0.0.1/       | 203.0.113.7 | OUTSIDE",
        "none             | 10.0.0.1    | http://10.0.0.1/        | 10.0.0.2    | DENIED",
      })
  void comparesAddressBlocksWithTheConnection(
      String allow, String deny, String url, String peer, Decision expected) {
    DestinationPolicy policy =
        policy()
            .list(DestinationProperties.ALLOW, list(allow))
            .list(DestinationProperties.DENY, list(deny))
            .build();
    assertThat(policy.decide(TOKEN, TestHop.to(url).connectedTo(peer))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http://orders/              | UNKNOWN_PEER",
        "http://localhost/           | UNKNOWN_PEER",
        "http://127.0.0.1/           | OUTSIDE",
        "https://api.example/        | OUTSIDE",
        "https://listed.internal/    | ALLOWED_LISTED",
        "http://listed.internal/     | INSECURE",
        "http://metadata.google.internal/ | GUARD_METADATA",
        "http://169.254.169.254/     | GUARD_METADATA",
      })
  void trustsAConnectionThatDoesNotTellItsPeerOnlyWhereItIsListed(String url, Decision expected) {
    DestinationPolicy policy =
        policy().list(DestinationProperties.ALLOW, list("listed.internal")).build();
    assertThat(policy.decide(TOKEN, TestHop.to(url).connectedSomewhere())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} through {1} at {2}, tunnel {3} -> {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http://orders/      | proxy         | 10.0.0.9    | false | ALLOWED_BOUNDARY",
        "http://metadata/    | proxy         | 10.0.0.9    | false | GUARD_METADATA",
        "http://orders/      | proxy         | 203.0.113.9 | false | GUARD_PROXY",
        "http://orders/      | proxy.example | 10.0.0.9    | false | ALLOWED_BOUNDARY",
        "http://orders/      | proxy.example | 203.0.113.9 | false | GUARD_PROXY",
        "http://orders/      | proxy.example | none        | false | GUARD_PROXY",
        "http://orders/      | proxy         | none        | false | ALLOWED_BOUNDARY",
        "http://orders/      | proxy         | unknown     | false | GUARD_PROXY",
        "http://orders/      | 10.0.0.9      | 10.0.0.9    | false | ALLOWED_BOUNDARY",
        "http://orders/      | listed.example | 203.0.113.9 | false | ALLOWED_BOUNDARY",
        "http://orders/      | denied        | 10.0.0.9    | false | GUARD_PROXY",
        "http://orders/      | proxy         | 10.66.0.1   | false | GUARD_PROXY",
        "http://orders/      | proxy         | 169.254.1.1 | false | GUARD_PROXY",
        "http://orders/      | user@proxy    | 10.0.0.9    | false | GUARD_PROXY",
        // the proxy resolves: the target's name is all that counts
        "http://api.example/ | proxy         | 10.0.0.9    | false | OUTSIDE",
        "https://orders/     | proxy.example | 203.0.113.9 | true  | ALLOWED_BOUNDARY",
        "https://orders/     | proxy         | 10.0.0.9    | true  | ALLOWED_BOUNDARY",
        "https://orders/     | denied        | 10.0.0.9    | true  | ALLOWED_BOUNDARY",
        "https://api.example/ | proxy        | 10.0.0.9    | true  | OUTSIDE",
        "https://10.1.2.3/   | proxy.example | 203.0.113.9 | true  | ALLOWED_BOUNDARY",
        "https://203.0.113.7/ | proxy        | 10.0.0.9    | true  | OUTSIDE",
        "https://169.254.169.254/ | proxy    | 10.0.0.9    | true  | GUARD_METADATA",
        // it goes by what the client writes, and that may be evil.example?internal
        "http://evil.example\u3002internal/ | proxy | 10.0.0.9 | false | MALFORMED_HOST",
        "http://evil.example\uff0einternal/ | proxy | 10.0.0.9 | false | MALFORMED_HOST",
        "https://evil.example\uff61internal/ | proxy | 10.0.0.9 | true | MALFORMED_HOST",
        "http://b\u00fccher.internal/ | proxy     | 10.0.0.9    | false | MALFORMED_HOST",
        // encrypted for the target, and yet read by the proxy
        "https://orders/     | proxy.example | 203.0.113.9 | false | GUARD_PROXY",
      })
  void showsNoTokenToAProxyOutside(
      String url, String proxy, String peer, boolean tunnel, Decision expected) {
    TestHop hop = TestHop.to(url);
    if (peer.equals("unknown")) {
      hop.connectedSomewhere();
    } else if (!peer.equals("none")) {
      hop.connectedTo(peer);
    }
    hop = tunnel ? hop.tunnelledThrough(proxy, 3128) : hop.through(proxy, 3128);
    Settings.Destinations policy =
        policy()
            .list(DestinationProperties.ALLOW, list("listed.example"))
            .list(DestinationProperties.DENY, list("denied 10.66.0.0/16"));
    assertThat(policy.build().decide(TOKEN, hop)).isEqualTo(expected);
    if (expected == Decision.GUARD_PROXY) {
      DestinationPolicy all =
          policy
              .set(DestinationProperties.DESTINATIONS, DestinationMode.ALL)
              .set(DestinationProperties.ALLOW_INSECURE, true)
              .build();
      assertThat(all.decide(TOKEN, hop)).isEqualTo(expected);
      assertThat(policy.disable(Guard.PROXY).build().decide(TOKEN, hop).isAllowed()).isTrue();
    }
  }

  @ParameterizedTest(name = "{1}, called {0} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "orders                   | 10.0.0.1    | ALLOWED_BOUNDARY",
        "api.example              | 10.0.0.1    | ALLOWED_BOUNDARY",
        "denied                   | 10.0.0.1    | DENIED",
        "metadata.google.internal | 10.0.0.1    | GUARD_METADATA",
        "idp.internal             | 10.0.0.1    | GUARD_ISSUER",
        "user@orders              | 10.0.0.1    | MALFORMED_HOST",
        "listed.example           | 203.0.113.7 | OUTSIDE",
        "orders                   | 203.0.113.7 | OUTSIDE",
      })
  void letsANameThatProvesNothingOnlyKeepTheTokenAway(
      String alias, String peer, Decision expected) {
    DestinationPolicy policy =
        policy()
            .list(DestinationProperties.ALLOW, list("listed.example"))
            .list(DestinationProperties.DENY, list("denied"))
            .issuerUrl("http://idp.internal")
            .build();
    TestHop hop = TestHop.to("http://" + peer + "/").connectedTo(peer).calledAs(alias);
    assertThat(policy.decide(TOKEN, hop)).isEqualTo(expected);
  }

  @Test
  void comparesThePortOfAProxyThatIsListed() {
    DestinationPolicy policy =
        policy().list(DestinationProperties.ALLOW, list("proxy.example:3128")).build();
    TestHop listed = TestHop.to("http://orders/").through("proxy.example", 3128);
    TestHop other = TestHop.to("http://orders/").through("proxy.example", 8080);
    assertThat(policy.decide(TOKEN, listed).isAllowed()).isTrue();
    assertThat(policy.decide(TOKEN, other)).isEqualTo(Decision.GUARD_PROXY);
  }

  @Test
  void keepsApartTwoProxiesAtOneAddress() {
    DestinationPolicy policy = policy().list(DestinationProperties.DENY, list("denied")).build();
    for (int i = 0; i < 2; i++) {
      TestHop friend =
          TestHop.to("http://orders/")
              .connectedTo("10.0.0.9")
              .throughResolved("proxy", "10.0.0.9", 3128);
      TestHop denied =
          TestHop.to("http://orders/")
              .connectedTo("10.0.0.9")
              .throughResolved("denied", "10.0.0.9", 3128);
      assertThat(policy.decide(TOKEN, friend)).isEqualTo(Decision.ALLOWED_BOUNDARY);
      assertThat(policy.decide(TOKEN, denied)).isEqualTo(Decision.GUARD_PROXY);
    }
  }

  @Test
  void keepsApartTheWaysToOneName() {
    DestinationPolicy policy = policy().build();
    for (int i = 0; i < 3; i++) {
      assertThat(policy.decide(TOKEN, TestHop.to("http://orders/")))
          .isEqualTo(Decision.ALLOWED_BOUNDARY);
      assertThat(policy.decide(TOKEN, TestHop.to("http://orders/").connectedTo("10.0.0.1")))
          .isEqualTo(Decision.ALLOWED_BOUNDARY);
      assertThat(policy.decide(TOKEN, TestHop.to("http://orders/").connectedTo("8.8.8.8")))
          .isEqualTo(Decision.OUTSIDE_ADDRESS);
      assertThat(policy.decide(TOKEN, TestHop.to("http://orders/").connectedSomewhere()))
          .isEqualTo(Decision.UNKNOWN_PEER);
      assertThat(
              policy.decide(
                  TOKEN,
                  TestHop.to("http://orders/")
                      .connectedTo("10.0.0.1")
                      .through("proxy.example", 80)))
          .isEqualTo(Decision.ALLOWED_BOUNDARY);
      assertThat(
              policy.decide(
                  TOKEN,
                  TestHop.to("http://orders/").connectedTo("8.8.8.8").through("proxy.example", 80)))
          .isEqualTo(Decision.GUARD_PROXY);
    }
  }

  @ParameterizedTest(name = "{0} at {1} through {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http://orders/ | 203.0.113.7 | none          | boundary.cidrs=203.0.113.7",
        "http://orders/ | 2001:db8::7 | none          | boundary.cidrs=2001:db8:0:0:0:0:0:7",
        "http://orders/ | unknown     | none          | allow=orders",
        "http://orders/ | 203.0.113.9 | Proxy.example | allow=proxy.example:8080",
        "http://api.example/ | 10.0.0.9 | proxy.example | allow=api.example and tokenrelay.propagation.allow-insecure=true",
      })
  void namesThePropertyThatWouldAllowIt(String url, String peer, String proxy, String property) {
    TestHop hop = TestHop.to(url);
    if (peer.equals("unknown")) {
      hop.connectedSomewhere();
    } else {
      hop.connectedTo(peer);
    }
    if (!proxy.equals("none")) {
      hop.through(proxy, 8080);
    }
    DestinationPolicy policy = policy().build();
    Decision refusal = policy.decide(TOKEN, hop);
    String name = Explanations.nameOf(hop, policy);
    assertThat(name).isNotNull();
    assertThat(
            Explanations.remedy(
                refusal, hop, Explanations.strayOf(refusal, TOKEN, hop, policy), name, policy))
        .isEqualTo("tokenrelay.propagation." + property);
  }

  @Test
  void allowsWhatTheNamedPropertyAllows() {
    TestHop hop = TestHop.to("http://orders/").connectedTo("2001:db8::7");
    DestinationPolicy policy =
        policy()
            .list(
                DestinationProperties.BOUNDARY_CIDRS,
                Collections.singletonList("2001:db8:0:0:0:0:0:7"))
            .build();
    assertThat(policy.decide(TOKEN, hop)).isEqualTo(Decision.ALLOWED_BOUNDARY);
  }
}
