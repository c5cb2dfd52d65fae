package io.tokenrelay.agent.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every host that a message names must be one that may have the token. */
class NamedPlacesTest {
  private static final Token TOKEN = TestTokens.of("alice").build();

  private final DestinationPolicy policy =
      new Settings.Destinations()
          .list(
              DestinationProperties.ALLOW,
              Arrays.asList("listed.example", "https://secure.example:8443"))
          .list(DestinationProperties.DENY, Collections.singletonList("denied.internal"))
          .issuerUrl("http://idp.internal")
          .build();

  private static TestHop hop() {
    return TestHop.to("http://orders.internal:8080/x").connectedTo("10.0.0.1");
  }

  private static TestHop proxied() {
    return TestHop.to("http://orders.internal:8080/x").through("proxy", 3128);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http://orders.internal:8080/x     | ALLOWED_BOUNDARY",
        "HTTP://ORDERS.internal.:8080/?x   | ALLOWED_BOUNDARY",
        "http://shop.internal/             | ALLOWED_BOUNDARY",
        "http://shop                       | ALLOWED_BOUNDARY",
        "http://10.1.2.3:9090/             | ALLOWED_BOUNDARY",
        "http://[fd00::1]:9090/            | ALLOWED_BOUNDARY",
        "https://secure.example:8443/      | ALLOWED_BOUNDARY",
        "/x                                | ALLOWED_BOUNDARY",
        "//shop.internal/x                 | ALLOWED_BOUNDARY",
        "?x                                | ALLOWED_BOUNDARY",
        "*                                 | ALLOWED_BOUNDARY",
        "http://evil.example/              | OUTSIDE",
        "HtTpS://evil.example              | OUTSIDE",
        "http://orders.internal.evil.test/ | OUTSIDE",
        "http://8.8.8.8/                   | OUTSIDE",
        "https://secure.example/           | OUTSIDE",
        "http://secure.example:8443/       | OUTSIDE",
        "http://listed.example/            | INSECURE",
        "https://listed.example/           | ALLOWED_BOUNDARY",
        "http://denied.internal/           | DENIED",
        "http://idp.internal/              | GUARD_ISSUER",
        "http://169.254.169.254/           | GUARD_METADATA",
        "http://[::ffff:169.254.169.254]/  | GUARD_METADATA",
        "http://2852039166/                | GUARD_METADATA",
        "http://orders.internal@evil.test/ | MALFORMED_HOST",
        "http://orders.internal?@evil.test | MALFORMED_HOST",
        "http://orders.internal?.evil.test | MALFORMED_HOST",
        "http://evil.test@orders.internal/ | MALFORMED_HOST",
        "http://evil.test\\@orders/        | MALFORMED_HOST",
        "http://evil.test#@orders/         | MALFORMED_HOST",
        "http://orders.internal:8080:80/   | MALFORMED_HOST",
        "http://orders.internal:x/         | MALFORMED_HOST",
        "http://orders.internal:99999/     | MALFORMED_HOST",
        "http://%65vil.test/               | MALFORMED_HOST",
        "http://évil.internal/             | MALFORMED_HOST",
        "http:///x                         | MALFORMED_HOST",
        "http:/evil.test/x                 | MALFORMED_HOST",
        "http:evil.test/x                  | MALFORMED_HOST",
        "ftp://orders.internal/            | MALFORMED_HOST",
        "evil.test/x                       | MALFORMED_HOST",
        "evil.test:80                      | MALFORMED_HOST",
        "@evil.test/x                      | MALFORMED_HOST",
        ".evil.test/x                      | MALFORMED_HOST",
      })
  void judgesTheHostOfTheRequestLine(String line, Decision expected) {
    assertThat(policy.decide(TOKEN, hop().asking(line))).isEqualTo(expected);
    assertThat(policy.decide(TOKEN, proxied().asking(line))).isEqualTo(expected);
  }

  /** A server takes it for a path (RFC 9112 §3.2.1); a proxy may take it for a reference. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "//evil.example/x     | OUTSIDE",
        "//evil.example       | OUTSIDE",
        "///evil.example/x    | MALFORMED_HOST",
        "//a@evil.example/x   | MALFORMED_HOST",
        "//169.254.169.254/x  | GUARD_METADATA",
      })
  void judgesAHostAfterTwoSlashesWhereAProxyReadsTheLine(String line, Decision expected) {
    assertThat(policy.decide(TOKEN, hop().asking(line))).isEqualTo(Decision.ALLOWED_BOUNDARY);
    assertThat(policy.decide(TOKEN, proxied().asking(line))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "orders.internal:8080      | ALLOWED_BOUNDARY",
        "Orders.Internal.:8080     | ALLOWED_BOUNDARY",
        "orders.internal           | ALLOWED_BOUNDARY",
        "orders.internal:          | ALLOWED_BOUNDARY",
        "shop.internal:81          | ALLOWED_BOUNDARY",
        "[fd00::1]:81              | ALLOWED_BOUNDARY",
        "[fd00::1]                 | ALLOWED_BOUNDARY",
        "evil.test                 | OUTSIDE",
        "orders.internal.evil.test | OUTSIDE",
        "denied.internal           | DENIED",
        "idp.internal              | GUARD_ISSUER",
        "169.254.169.254:8080      | GUARD_METADATA",
        "listed.example            | INSECURE",
        "orders.internal@evil.test | MALFORMED_HOST",
        "orders, evil.test         | MALFORMED_HOST",
        "orders/evil.test          | MALFORMED_HOST",
        "http://orders             | MALFORMED_HOST",
        "''                        | MALFORMED_HOST",
        "[fd00::1                  | MALFORMED_HOST",
      })
  void judgesTheHostOfAHeader(String authority, Decision expected) {
    assertThat(policy.decide(TOKEN, hop().naming(authority))).isEqualTo(expected);
    assertThat(policy.decide(TOKEN, proxied().naming(authority))).isEqualTo(expected);
    assertThat(policy.decide(TOKEN, hop().naming("shop", authority))).isEqualTo(expected);
    assertThat(policy.decide(TOKEN, hop().naming(authority, "shop"))).isEqualTo(expected);
  }

  @Test
  void allowsNoOtherTargetBecauseOfWhatAMessageNames() {
    TestHop stranger = TestHop.to("https://evil.test/").connectedTo("203.0.113.7");
    stranger.asking("http://orders.internal/").naming("orders.internal");
    assertThat(policy.decide(TOKEN, stranger)).isEqualTo(Decision.OUTSIDE);
  }

  /** The connection is judged for what it is called, and not the name. */
  @Test
  void takesTheTargetsOwnNameForNothingElse() {
    TestHop hop = TestHop.to("http://shop.example:8080/").connectedTo("10.0.0.1");
    hop.asking("http://shop.example:8080/").naming("shop.example:8080");
    assertThat(policy.decide(TOKEN, hop)).isEqualTo(Decision.ALLOWED_BOUNDARY);
    assertThat(policy.decide(TOKEN, hop.naming("shop.example"))).isEqualTo(Decision.OUTSIDE);
  }

  /** A core without a client has no other name for its target. */
  @Test
  void takesAnAliasForTheTargetInAHeaderAndNotInTheRequestLine() {
    TestHop hop = TestHop.to("http://10.0.0.1:80/").connectedTo("10.0.0.1").calledAs("a.example");
    assertThat(policy.decide(TOKEN, hop.naming("a.example"))).isEqualTo(Decision.ALLOWED_BOUNDARY);
    assertThat(policy.decide(TOKEN, hop.asking("http://a.example/"))).isEqualTo(Decision.OUTSIDE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"listed", "all", "audience"})
  void holdsEveryNameToTheModeAndTheAudienceOfTheToken(String mode) {
    Settings.Destinations builder =
        new Settings.Destinations()
            .list(DestinationProperties.ALLOW, Collections.singletonList("orders.internal:8080"));
    Token token = TestTokens.forAudiences("https://api.example");
    TestHop hop = hop().asking("https://api.example/");
    switch (mode) {
      case "listed":
        builder.set(DestinationProperties.DESTINATIONS, DestinationMode.LISTED);
        assertThat(builder.build().decide(token, hop)).isEqualTo(Decision.OUTSIDE);
        assertThat(builder.build().decide(token, hop().naming("orders.internal")))
            .isEqualTo(Decision.OUTSIDE);
        break;
      case "all":
        builder.set(DestinationProperties.DESTINATIONS, DestinationMode.ALL);
        assertThat(builder.build().decide(token, hop.naming("evil.test")).isAllowed()).isFalse();
        assertThat(builder.build().decide(token, hop().asking("https://evil.test/")).isAllowed())
            .isTrue();
        break;
      default:
        assertThat(builder.build().decide(token, hop).isAllowed()).isTrue();
        assertThat(
                builder.set(DestinationProperties.AUDIENCE_MATCH, false).build().decide(token, hop))
            .isEqualTo(Decision.OUTSIDE);
    }
  }
}
