package io.tokenrelay.agent.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract about destinations, row by row. */
class DestinationPolicyTest {
  private static final Token TOKEN = TestTokens.of("alice").build();

  private static Settings.Destinations policy() {
    return new Settings.Destinations();
  }

  private static List<String> list(String values) {
    return values == null ? Collections.<String>emptyList() : Arrays.asList(values.split(" "));
  }

  // The default: the estate, and nothing else.

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // loopback, every plain spelling
        "http://localhost:8080/orders                | ALLOWED_BOUNDARY",
        "http://LOCALHOST/                           | ALLOWED_BOUNDARY",
        "http://localhost./                          | ALLOWED_BOUNDARY",
        "http://app.localhost/                       | ALLOWED_BOUNDARY",
        "http://127.0.0.1:8080/                      | ALLOWED_BOUNDARY",
        "http://127.255.0.9/                         | ALLOWED_BOUNDARY",
        "http://[::1]:8080/                          | ALLOWED_BOUNDARY",
        "http://[0:0:0:0:0:0:0:1]/                   | ALLOWED_BOUNDARY",
        "http://[::1%lo]/                            | ALLOWED_BOUNDARY",
        "http://[::ffff:127.0.0.1]/                  | ALLOWED_BOUNDARY",
        "http://[::FFFF:7F00:1]/                     | ALLOWED_BOUNDARY",
        // private addresses, and their neighbours
        "http://10.0.0.0/                            | ALLOWED_BOUNDARY",
        "http://10.255.255.255/                      | ALLOWED_BOUNDARY",
        "https://9.255.255.255/                      | OUTSIDE",
        "https://11.0.0.0/                           | OUTSIDE",
        "http://172.16.0.1/                          | ALLOWED_BOUNDARY",
        "http://172.31.255.255/                      | ALLOWED_BOUNDARY",
        "https://172.15.255.255/                     | OUTSIDE",
        "https://172.32.0.0/                         | OUTSIDE",
        "http://192.168.1.1/                         | ALLOWED_BOUNDARY",
        "https://192.169.0.0/                        | OUTSIDE",
        "http://100.64.0.1/                          | ALLOWED_BOUNDARY",
        "http://100.127.255.255/                     | ALLOWED_BOUNDARY",
        "https://100.128.0.0/                        | OUTSIDE",
        "https://100.63.255.255/                     | OUTSIDE",
        "http://[fc00::1]/                           | ALLOWED_BOUNDARY",
        "http://[fdff:ffff::1%eth0]:8443/            | ALLOWED_BOUNDARY",
        "http://[::ffff:10.1.2.3]/                   | ALLOWED_BOUNDARY",
        "http://fd12:3456::1/                        | ALLOWED_BOUNDARY",
        "http://[fd00:ec2:0:1::254]/                 | ALLOWED_BOUNDARY",
        "http://[fd00:ec3::254]/                     | ALLOWED_BOUNDARY",
        "http://[fd00:42::43]/                       | ALLOWED_BOUNDARY",
        "https://[fbff::1]/                          | OUTSIDE",
        "https://[fe00::1]/                          | OUTSIDE",
        "https://[2001:db8::1]/                      | OUTSIDE",
        "https://[::ffff:8.8.8.8]/                   | OUTSIDE",
        "https://[64:ff9b::8.8.8.8]/                 | OUTSIDE",
        "https://[64:ff9b:1::8.8.8.8]/               | OUTSIDE",
        "https://[64:ff9b:1::10.1.2.3]/              | OUTSIDE",
        "https://[2002:a01:203::1]/                  | OUTSIDE",
        "https://8.8.8.8/                            | OUTSIDE",
        "https://0.0.0.0/                            | OUTSIDE",
        // names of the estate
        "http://orders/                              | ALLOWED_BOUNDARY",
        "http://Orders:8080/                         | ALLOWED_BOUNDARY",
        "http://my_orders/                           | ALLOWED_BOUNDARY",
        "http://orders.prod.svc/                     | ALLOWED_BOUNDARY",
        "http://orders.prod.svc.cluster.local/       | ALLOWED_BOUNDARY",
        "http://orders.prod.svc.cluster.local./      | ALLOWED_BOUNDARY",
        "http://ORDERS.PROD.SVC.CLUSTER.LOCAL/       | ALLOWED_BOUNDARY",
        "http://printer.local/                       | ALLOWED_BOUNDARY",
        "http://orders.internal/                     | ALLOWED_BOUNDARY",
        "http://orders.intranet/                     | ALLOWED_BOUNDARY",
        "http://orders.lan/                          | ALLOWED_BOUNDARY",
        "http://orders.corp/                         | ALLOWED_BOUNDARY",
        "http://nas.home.arpa/                       | ALLOWED_BOUNDARY",
        // strangers and evil twins
        "https://api.payments.example/               | OUTSIDE",
        "http://api.payments.example/                | OUTSIDE",
        "https://orders.internal.evil.org/           | OUTSIDE",
        "https://evilinternal/                       | ALLOWED_BOUNDARY",
        "https://orders.evil-internal.org/           | OUTSIDE",
        "https://orders.notinternal.org/             | OUTSIDE",
        "https://orders.evil-svc.org/                | OUTSIDE",
        "https://home.arpa.org/                      | OUTSIDE",
        "https://x.arpa/                             | OUTSIDE",
        "https://127.0.0.1.evil.org/                 | OUTSIDE",
        "https://10.0.0.1.nip.io/                    | OUTSIDE",
        "https://localhost.evil.org/                 | OUTSIDE",
        "https://orders.xn--internal-x1a.org/        | OUTSIDE",
        // a top-level domain that answers is not a host of the search domain
        "https://ai./                                | OUTSIDE",
        // odd spellings of IPv4 are refused trust: parsers disagree about them
        "http://2130706433/                          | OUTSIDE",
        "http://0x7f000001/                          | OUTSIDE",
        "http://0x7f.0.0.1/                          | OUTSIDE",
        "http://0177.0.0.1/                          | OUTSIDE",
        "http://017700000001/                        | OUTSIDE",
        "http://127.1/                               | OUTSIDE",
        "http://127.0.1/                             | OUTSIDE",
        "http://127.0.0.1./                          | OUTSIDE",
        "http://010.0.0.1/                           | OUTSIDE",
        "http://10.0.0.010/                          | OUTSIDE",
        "http://10.0.0.08/                           | OUTSIDE",
        "http://167772161/                           | OUTSIDE",
        // IDN, and Unicode that looks like ASCII
        "https://bücher.example/                     | OUTSIDE",
        "http://bücher.internal/                     | ALLOWED_BOUNDARY",
        "https://orders。evil。org/                  | OUTSIDE",
        "http://orders。internal/                    | ALLOWED_BOUNDARY",
        "https://оrders.evil.org/                    | OUTSIDE",
        "https://orders.intеrnal/                    | OUTSIDE",
        "http://１２７.0.0.1/                          | ALLOWED_BOUNDARY",
        "http://⑩.0.0.1/                             | ALLOWED_BOUNDARY",
        // no host at all
        "http://a@internal/                          | MALFORMED_HOST",
        "http://user:pw@evil.org/                    | MALFORMED_HOST",
        "http://orders.internal@evil.org/            | MALFORMED_HOST",
        "http://orders.internal\\.evil.org/          | MALFORMED_HOST",
        "http://orders..internal/                    | MALFORMED_HOST",
        "http://.internal/                           | MALFORMED_HOST",
        "http://orders.internal../                   | MALFORMED_HOST",
        "http:///                                    | MALFORMED_HOST",
        "http://[::1/                                | MALFORMED_HOST",
        "http://[::1]evil/                           | MALFORMED_HOST",
        "http://[::1%25 evil]/                       | MALFORMED_HOST",
        "http://[::g]/                               | MALFORMED_HOST",
        "http://[1::2::3]/                           | MALFORMED_HOST",
        "http://[1:2:3:4:5:6:7:8:9]/                 | MALFORMED_HOST",
        "http://[::ffff:010.0.0.1]/                  | MALFORMED_HOST",
        "http://256.0.0.1/                           | MALFORMED_HOST",
        "http://1.2.3.4.5/                           | MALFORMED_HOST",
        "http://4294967296/                          | MALFORMED_HOST",
        "http://99999999999999999999999/             | MALFORMED_HOST",
        "http://orders.internal%2eevil.org/          | MALFORMED_HOST",
        "http://orders internal/                     | MALFORMED_HOST",
        "http://a℀b.internal/                        | MALFORMED_HOST",
      })
  void trustsTheEstateAndNothingElse(String url, Decision expected) {
    assertThat(policy().build().decide(TOKEN, TestHop.to(url))).isEqualTo(expected);
  }

  // Guards.

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/iam/",
        "https://169.254.0.1/",
        "http://169.254.170.2/v2/credentials",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0xA9.0xFE.0xA9.0xFE/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "http://169.16689662/",
        "http://169.254.169.254./",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[0:0:0:0:0:FFFF:A9FE:A9FE]/",
        "http://[::169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://１６９.254.169.254/",
        "http://169。254。169。254/",
        "http://[fe80::1]/",
        "http://[fe80::1%eth0]/",
        "http://[fe80::1%25eth0]/",
        "http://[febf::1]/",
        "http://[fd00:ec2::254]/",
        "http://[FD00:0EC2:0:0:0:0:0:254]/",
        "http://[fd00:ec2::254%eth0]/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://METADATA.Google.Internal./",
        "http://metadata.goog/",
        "http://instance-data/",
        "http://100.100.100.200/latest/meta-data/",
        "http://168.63.129.16/machine?comp=goalstate",
        "http://[fd00:ec2::23]/v1/credentials",
        "http://[fd00:ec2::ffff:ffff:ffff:ffff]/",
        "http://[fd00:c1::a9fe:a9fe]/opc/v2/instance/",
        "http://[fd00:42::42]/conf",
        // inside another address: NAT64 by its own prefixes of every length, 6to4
        "http://[64:ff9b::6464:64c8]/",
        "http://[64:ff9b:1::a9fe:a9fe]/",
        "http://[64:ff9b:1:a9fe:a9:fe00::]/",
        "http://[64:ff9b:1:aba9:fe:a9fe::]/",
        "http://[64:ff9b:1:abcd:a9:fea9:fe00:0]/",
        "http://[64:ff9b:1:abcd:ef01:2345:a83f:8110]/",
        "http://[2002:a83f:8110::1]/",
      })
  void neverSendsATokenToAMetadataService(String url) {
    DestinationPolicy all =
        policy()
            .set(DestinationProperties.DESTINATIONS, DestinationMode.ALL)
            .set(DestinationProperties.ALLOW_INSECURE, true)
            .build();
    assertThat(all.decide(TOKEN, TestHop.to(url))).isEqualTo(Decision.GUARD_METADATA);
  }

  /** Trusting a translator's block does not change how far the translated address is trusted. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http://[64:ff9b:1::10.1.2.3]/        | ALLOWED_BOUNDARY",
        "https://[64:ff9b:1::8.8.8.8]/        | OUTSIDE",
        "https://[64:ff9b:1:808:8:800::]/     | OUTSIDE",
        "http://[64:ff9b:1::169.254.169.254]/ | GUARD_METADATA",
      })
  void judgesAnAddressByWhatIsInIt(String url, Decision expected) {
    DestinationPolicy policy =
        policy().list(DestinationProperties.BOUNDARY_CIDRS, list("64:ff9b:1::/48")).build();
    assertThat(policy.decide(TOKEN, TestHop.to(url))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "connect"})
  void neverTouchesTheTunnelThroughAProxy(String method) {
    assertThat(policy().build().decide(TOKEN, TestHop.to(method + " http://orders:443/")))
        .isEqualTo(Decision.GUARD_CONNECT);
  }

  @Test
  void neverSendsABoundTokenOrAWorkloadsOwn() {
    TestHop hop = TestHop.to("http://orders/");
    DestinationPolicy policy = policy().build();
    assertThat(policy.decide(TestTokens.of("a").bound(true).build(), hop))
        .isEqualTo(Decision.GUARD_BOUND);
    assertThat(policy.decide(TestTokens.of("a").workload(true).build(), hop))
        .isEqualTo(Decision.GUARD_WORKLOAD);
    assertThat(policy.decide(TOKEN, hop)).isEqualTo(Decision.ALLOWED_BOUNDARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"websocket", " WebSocket ", "h2c,websocket", "tcp", "SPDY/3.1", "foo/2, TLS/1.3"})
  void neverSendsATokenOnWhatOpensAConnectionThatOutlivesItsRequest(String protocols) {
    TestHop handshake = TestHop.to("http://orders/");
    handshake.headers.put("upgrade", protocols);

    assertThat(policy().build().decide(TOKEN, handshake)).isEqualTo(Decision.GUARD_UPGRADE);
    assertThat(policy().build().decide(TOKEN, TestHop.to("grpc://orders/a.B/C").streamed()))
        .isEqualTo(Decision.GUARD_UPGRADE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h2c", "H2C", "TLS/1.2", "TLS/1.3, h2c", "HTTP/2.0", "tls/1.0"})
  void takesNoOfferOfAnotherHttpForOne(String protocols) {
    TestHop offer = TestHop.to("http://orders/");
    offer.headers.put("Upgrade", protocols);

    assertThat(policy().build().decide(TOKEN, offer)).isEqualTo(Decision.ALLOWED_BOUNDARY);
  }

  @ParameterizedTest
  @EnumSource(Guard.class)
  void letsEachGuardBeDisabledByName(Guard guard) {
    Token token =
        TestTokens.of("a").bound(guard == Guard.BOUND).workload(guard == Guard.WORKLOAD).build();
    Map<Guard, String> urls = new HashMap<>();
    urls.put(Guard.METADATA, "http://metadata.google.internal/");
    urls.put(Guard.PRESIGNED, "http://minio/k?X-Amz-Signature=0");
    urls.put(Guard.ISSUER, "https://idp.internal/token");
    urls.put(Guard.CONNECT, "CONNECT http://orders/");
    TestHop hop = TestHop.to(urls.getOrDefault(guard, "http://orders/"));
    if (guard == Guard.PROXY) {
      hop.through("proxy.example", 8080);
    }
    if (guard == Guard.UPGRADE) {
      hop.streamed();
    }
    Settings.Destinations builder = policy().issuerUrl("https://idp.internal/");
    Decision guarded = builder.build().decide(token, hop);
    assertThat(guarded.name()).isEqualTo("GUARD_" + guard.name());
    assertThat(builder.disable(guard).build().decide(token, hop))
        .isEqualTo(Decision.ALLOWED_BOUNDARY);
    if (guard == Guard.PROXY) {
      assertThat(guarded.remedy("proxy.example")).endsWith("allow=proxy.example");
    } else if (guard == Guard.UPGRADE) {
      assertThat(guarded.remedy("orders")).endsWith("propagation.upgrades=true");
    } else if (guard != Guard.CONNECT) {
      assertThat(guarded.remedy("orders")).endsWith("guards.disable=" + guard.configName());
    }
  }

  // Lists.

  @ParameterizedTest(name = "allow={0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "api.example.org           | https://api.example.org/            | ALLOWED_LISTED",
        "API.Example.ORG.          | https://api.example.org/            | ALLOWED_LISTED",
        "api.example.org           | https://API.EXAMPLE.ORG.:8443/      | ALLOWED_LISTED",
        "api.example.org           | https://evil-api.example.org/       | OUTSIDE",
        "api.example.org           | https://api.example.org.evil.org/   | OUTSIDE",
        "api.example.org           | https://apiXexample.org/            | OUTSIDE",
        "api.example.org           | https://v1.api.example.org/         | OUTSIDE",
        "api.example.org           | http://api.example.org/             | INSECURE",
        "bücher.example            | https://xn--bcher-kva.example/      | ALLOWED_LISTED",
        "xn--bcher-kva.example     | https://BÜCHER.example/             | ALLOWED_LISTED",
        "*.internal.org            | https://a.internal.org/             | ALLOWED_LISTED",
        "*.internal.org            | https://a.b.internal.org/           | ALLOWED_LISTED",
        "*.internal.org            | https://internal.org/               | OUTSIDE",
        "*.internal.org            | https://evil-internal.org/          | OUTSIDE",
        "*.internal.org            | https://evilinternal.org/           | OUTSIDE",
        "*.internal.org            | https://a.internalXorg/             | OUTSIDE",
        "*.internal.org            | https://a.internal.org.evil.com/    | OUTSIDE",
        "*.internal.org            | https://a.internal.org@evil.com/    | MALFORMED_HOST",
        "api.example.org:8443      | https://api.example.org:8443/       | ALLOWED_LISTED",
        "api.example.org:8443      | https://api.example.org/            | OUTSIDE",
        "api.example.org:443       | https://api.example.org/            | ALLOWED_LISTED",
        "*.example.org:8443        | https://a.example.org:8443/         | ALLOWED_LISTED",
        "https://api.example.org   | https://api.example.org/            | ALLOWED_LISTED",
        "https://api.example.org/  | https://api.example.org:99/         | ALLOWED_LISTED",
        "https://api.example.org   | http://api.example.org/             | OUTSIDE",
        "http://api.example.org    | http://api.example.org/             | INSECURE",
        "https://*.example.org:1   | https://a.example.org:1/            | ALLOWED_LISTED",
        "203.0.113.0/24            | https://203.0.113.255/              | ALLOWED_LISTED",
        "203.0.113.0/24            | https://203.0.114.0/                | OUTSIDE",
        "203.0.113.0/24            | http://203.0.113.1/                 | INSECURE",
        "203.0.113.0/24            | https://[::ffff:203.0.113.7]/       | ALLOWED_LISTED",
        "::ffff:203.0.113.0/120    | https://203.0.113.7/                | ALLOWED_LISTED",
        "203.0.113.0/24            | https://3405803777/                 | OUTSIDE",
        "0.0.0.0/0                 | https://8.8.8.8/                    | ALLOWED_LISTED",
        "0.0.0.0/0                 | https://[2001:db8::1]/              | OUTSIDE",
        "2001:db8::/33             | https://[2001:db8:7fff::1]/         | ALLOWED_LISTED",
        "2001:db8::/33             | https://[2001:db8:8000::1]/         | OUTSIDE",
        "203.0.113.7               | https://203.0.113.7/                | ALLOWED_LISTED",
        "203.0.113.7               | https://203.0.113.8/                | OUTSIDE",
        "203.0.113.7:8443          | https://203.0.113.7:8443/           | ALLOWED_LISTED",
        "[2001:db8::1]:8443        | https://[2001:DB8:0::1]:8443/       | ALLOWED_LISTED",
        "2001:db8::1               | https://[2001:db8::1%eth0]/         | ALLOWED_LISTED",
        "grpc:shop.Prices          | grpcs://p.example/shop.Prices/Get   | ALLOWED_LISTED",
        "grpc:shop.Prices          | grpcs://p.example/shop.PricesX/Get  | OUTSIDE",
        "grpc:shop.Prices          | grpcs://p.example/x.shop.Prices/Get | OUTSIDE",
        "grpc:shop.Prices          | https://p.example/shop.Prices/Get   | OUTSIDE",
        "grpc:shop.Prices          | grpc://p.example/shop.Prices/Get    | INSECURE_GRPC",
        "grpc:shop.Prices          | grpc://prices/shop.Prices/Get       | ALLOWED_LISTED",
        "grpc:8443                 | https://grpc:8443/                  | ALLOWED_LISTED",
        "api.example.org           | https://api.example.org/?X-Amz-Signature=0 | GUARD_PRESIGNED",
        "169.254.169.254           | http://169.254.169.254/             | GUARD_METADATA",
      })
  void allowsWhatIsListed(String allow, String url, Decision expected) {
    DestinationPolicy policy = policy().list(DestinationProperties.ALLOW, list(allow)).build();
    assertThat(policy.decide(TOKEN, TestHop.to(url))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "deny={0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "orders.internal     | http://orders.internal/           | DENIED",
        "orders.internal     | http://ORDERS.internal.:81/       | DENIED",
        "orders.internal     | http://prices.internal/           | ALLOWED_BOUNDARY",
        "*.internal          | http://a.b.internal/              | DENIED",
        "orders:8081         | http://orders:8081/               | DENIED",
        "orders:8081         | http://orders:8080/               | ALLOWED_BOUNDARY",
        "10.9.0.0/16         | http://10.9.1.2/                  | DENIED",
        "10.9.0.0/16         | http://0xa090102/                 | DENIED",
        "10.9.0.0/16         | http://012.9.1.2/                 | DENIED",
        "10.9.0.0/16         | http://[::ffff:10.9.1.2]/         | DENIED",
        "10.9.0.0/16         | http://[::10.9.1.2]/              | DENIED",
        "10.9.0.0/16         | http://[64:ff9b::10.9.1.2]/       | DENIED",
        "10.9.0.0/16         | http://[64:ff9b:1::10.9.1.2]/     | DENIED",
        "10.9.0.0/16         | http://[64:ff9b:1:a09:1:200::]/   | DENIED",
        "10.9.0.0/16         | http://[2002:a09:102::1]/         | DENIED",
        "10.9.0.0/16         | http://10.8.1.2/                  | ALLOWED_BOUNDARY",
        "10.9.0.0/16         | http://10.9.0.1/                  | DENIED",
        "grpc:shop.Prices    | grpc://prices/shop.Prices/Get     | DENIED",
        "grpc:shop.Prices    | grpc://prices/shop.Orders/Get     | ALLOWED_BOUNDARY",
        "http://orders       | http://orders/                    | DENIED",
        "http://orders       | https://orders/                   | ALLOWED_BOUNDARY",
      })
  void deniesWhatIsListedEvenInsideTheBoundary(String deny, String url, Decision expected) {
    DestinationPolicy policy = policy().list(DestinationProperties.DENY, list(deny)).build();
    assertThat(policy.decide(TOKEN, TestHop.to(url))).isEqualTo(expected);
    assertThat(
            policy()
                .list(DestinationProperties.DENY, list(deny))
                .list(DestinationProperties.ALLOW, list("*.internal orders"))
                .build()
                .decide(TOKEN, TestHop.to(url)))
        .isIn(expected, Decision.ALLOWED_LISTED, Decision.ALLOWED_BOUNDARY)
        .matches(decision -> decision.isAllowed() == expected.isAllowed(), "deny wins");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "*                       | star",
        "a*.example.org          | star",
        "a.*.example.org         | star",
        "*.*.example.org         | star",
        "*.                      | not a host name",
        "https://a.org/path      | path",
        "a.org/path              | path",
        "ftp://a.org             | scheme",
        "user@a.org              | user name",
        "a..org                  | not a host name",
        "a b                     | not a host name",
        "a.org:0                 | port",
        "a.org:65536             | port",
        "a.org:http              | port",
        "010.0.0.1               | plain form",
        "167772161               | plain form",
        "*.10.0.0.1              | plain form",
        "10.0.0.0/33             | prefix length",
        "10.0.0.0/-1             | prefix length",
        "10.0.0.0/x              | number",
        "010.0.0.0/8             | plain",
        "::/129                  | prefix length",
        "::ffff:10.0.0.0/8       | prefix length",
        "grpc:shop.Prices/Get    | gRPC service",
        "grpc:shop.*             | gRPC service",
      })
  void saysWhatIsWrongWithAPattern(String pattern, String reason) {
    assertThatThrownBy(
            () -> policy().list(DestinationProperties.ALLOW, Collections.singletonList(pattern)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + pattern + "'")
        .hasMessageContaining(reason);
  }

  @Test
  void saysWhatIsWrongWithABoundaryOrAnIssuer() {
    assertThatThrownBy(() -> policy().list(DestinationProperties.BOUNDARY_SUFFIXES, list("a..b")))
        .hasMessageContaining("'a..b' is not a domain");
    assertThatThrownBy(
            () -> policy().list(DestinationProperties.BOUNDARY_SUFFIXES, list("10.0.0.1")))
        .hasMessageContaining("is not a domain");
    assertThatThrownBy(
            () -> policy().list(DestinationProperties.BOUNDARY_CIDRS, list("10.0.0.0/40")))
        .hasMessageContaining("'10.0.0.0/40' is not an address block");
    assertThatThrownBy(() -> policy().issuerUrl("idp.example").build())
        .hasMessageContaining("'idp.example' is not an absolute URL");
  }

  // Audience.

  @ParameterizedTest(name = "aud={0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "https://api.example.org           | https://api.example.org/x      | ALLOWED_AUDIENCE",
        "HTTPS://API.example.org/          | https://api.example.org/x      | ALLOWED_AUDIENCE",
        "https://api.example.org/v1?a#b    | https://API.example.org.:443/  | ALLOWED_AUDIENCE",
        "https://api.example.org:443       | https://api.example.org/       | ALLOWED_AUDIENCE",
        "https://api.example.org:          | https://api.example.org/       | ALLOWED_AUDIENCE",
        "https://api.example.org:8443/v1   | https://api.example.org:8443/  | ALLOWED_AUDIENCE",
        "https://api.example.org:8443/v1   | https://api.example.org:9999/  | OUTSIDE",
        "https://api.example.org:8443/v1   | https://api.example.org/       | OUTSIDE",
        "https://api.example.org           | https://api.example.org:8443/  | OUTSIDE",
        "https://api.example.org:-1        | https://api.example.org/       | OUTSIDE",
        "https://api.example.org:99999999999443 | https://api.example.org/  | OUTSIDE",
        "https://bücher.example            | https://xn--bcher-kva.example/ | ALLOWED_AUDIENCE",
        "https://BÜCHER.example:8443/x     | https://bücher.example:8443/   | ALLOWED_AUDIENCE",
        "https://bücher.example            | https://bucher.example/        | OUTSIDE",
        "https://bücher.example@evil.org   | https://bücher.example/        | OUTSIDE",
        "https://api.example.org\\\\.evil.org | https://api.example.org/       | OUTSIDE",
        "http://api.example.org            | https://api.example.org/       | OUTSIDE",
        "http://api.example.org:443        | https://api.example.org/       | OUTSIDE",
        "https://api.example.org.          | https://api.example.org/       | ALLOWED_AUDIENCE",
        "https://xn--bcher-kva.example     | https://bücher.example/        | ALLOWED_AUDIENCE",
        "https://[2001:db8::1]:99/         | https://[2001:db8::1]:99/      | ALLOWED_AUDIENCE",
        "https://[2001:db8::1]/            | https://[2001:db8::1]/         | ALLOWED_AUDIENCE",
        "https://[2001:db8::1]:99/         | https://[2001:db8::1]/         | OUTSIDE",
        "https://203.0.113.7/              | https://203.0.113.7/           | ALLOWED_AUDIENCE",
        "https://api.example.org           | http://api.example.org/        | OUTSIDE",
        "http://api.example.org            | http://api.example.org/        | INSECURE",
        "api.example.org                   | https://api.example.org/       | OUTSIDE",
        "urn:api.example.org               | https://api.example.org/       | OUTSIDE",
        "https://api.example.org           | https://evil.org/              | OUTSIDE",
        "https://api.example.org           | https://example.org/           | OUTSIDE",
        "https://api.example.org           | https://api.example.or/        | OUTSIDE",
        "https://api.example.org           | https://api.example.org.evil.org/ | OUTSIDE",
        "https://api.example.org.evil.org  | https://api.example.org/       | OUTSIDE",
        "https://api.example.org@evil.org  | https://api.example.org/       | OUTSIDE",
        "https://api.example.org:80@evil.o | https://api.example.org/       | OUTSIDE",
        "https://u@api.example.org         | https://api.example.org/       | OUTSIDE",
        "https://evil.org/api.example.org  | https://api.example.org/       | OUTSIDE",
        "https://evil.org?https://api.a.b  | https://api.a.b/               | OUTSIDE",
        "https://                          | https://api.example.org/       | OUTSIDE",
        "https:/api.example.org            | https://api.example.org/       | OUTSIDE",
      })
  void followsTheTokensAudience(String audience, String url, Decision expected) {
    Token token = TestTokens.forAudiences("account", audience);
    assertThat(policy().build().decide(token, TestHop.to(url))).isEqualTo(expected);
    assertThat(
            policy()
                .set(DestinationProperties.AUDIENCE_MATCH, false)
                .build()
                .decide(token, TestHop.to(url))
                .isAllowed())
        .isFalse();
  }

  // What is remembered.

  @Test
  void remembersThePlaceButNotTheTokenOrThePath() {
    DestinationPolicy policy = policy().build();
    Token bound = TestTokens.of("b").bound(true).build();
    Token meant = TestTokens.forAudiences("https://api.example.org/");
    assertThat(policy.decide(TOKEN, TestHop.to("http://orders/")).isAllowed()).isTrue();
    assertThat(policy.decide(bound, TestHop.to("http://orders/")).isAllowed()).isFalse();
    assertThat(policy.decide(TOKEN, TestHop.to("http://orders/?X-Amz-Signature=1")).isAllowed())
        .isFalse();
    assertThat(policy.decide(TOKEN, TestHop.to("http://orders/")).isAllowed()).isTrue();
    assertThat(policy.decide(meant, TestHop.to("https://api.example.org/")).isAllowed()).isTrue();
    assertThat(policy.decide(TOKEN, TestHop.to("https://api.example.org/")).isAllowed()).isFalse();
  }

  @Test
  void keepsPlacesApartThatShareAHost() {
    DestinationPolicy policy =
        policy()
            .list(DestinationProperties.ALLOW, list("https://a.example.org:8443"))
            .set(DestinationProperties.ALLOW_INSECURE, true)
            .build();
    for (int i = 0; i < 2; i++) {
      assertThat(policy.decide(TOKEN, TestHop.to("https://a.example.org:8443/")).isAllowed())
          .isTrue();
      assertThat(policy.decide(TOKEN, TestHop.to("https://a.example.org/")).isAllowed()).isFalse();
      assertThat(policy.decide(TOKEN, TestHop.to("http://a.example.org:8443/")).isAllowed())
          .isFalse();
    }
  }

  @Test
  void staysRightUnderAFloodOfHosts() {
    DestinationPolicy policy = policy().build();
    for (int i = 0; i < 2_000; i++) {
      assertThat(policy.decide(TOKEN, TestHop.to("https://h" + i + ".example.org/")))
          .isEqualTo(Decision.OUTSIDE);
      assertThat(policy.decide(TOKEN, TestHop.to("https://h" + i + ".internal/")))
          .isEqualTo(Decision.ALLOWED_BOUNDARY);
    }
  }

  @Test
  void readsOnlyTheLengthOfAHugeHost() {
    char[] huge = new char[10_000_000];
    Arrays.fill(huge, 'a');
    assertThat(policy().build().decide(TOKEN, TestHop.to("http://" + new String(huge) + "/")))
        .isEqualTo(Decision.MALFORMED_HOST);
  }

  // Modes, plain http, gRPC.

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "TRUSTED | http://orders/                  | ALLOWED_BOUNDARY",
        "TRUSTED | https://listed.example.org/     | ALLOWED_LISTED",
        "TRUSTED | https://meant.example.org/      | ALLOWED_AUDIENCE",
        "TRUSTED | https://stranger.example.org/   | OUTSIDE",
        "ALL     | http://orders/                  | ALLOWED_ALL",
        "ALL     | https://listed.example.org/     | ALLOWED_LISTED",
        "ALL     | https://stranger.example.org/   | ALLOWED_ALL",
        "ALL     | http://stranger.example.org/    | INSECURE",
        "ALL     | https://denied.example.org/     | DENIED",
        "ALL     | http://user@orders/             | MALFORMED_HOST",
        "ALL     | https://2130706433/             | ALLOWED_ALL",
        "LISTED  | http://orders/                  | OUTSIDE",
        "LISTED  | http://10.0.0.1/                | OUTSIDE",
        "LISTED  | https://listed.example.org/     | ALLOWED_LISTED",
        "LISTED  | http://listed.example.org/      | INSECURE",
        "LISTED  | https://meant.example.org/      | OUTSIDE",
        "LISTED  | https://denied.example.org/     | DENIED",
        "OFF     | http://orders/                  | OFF",
        "OFF     | https://listed.example.org/     | OFF",
      })
  void followsTheMode(DestinationMode mode, String url, Decision expected) {
    DestinationPolicy policy =
        policy()
            .set(DestinationProperties.DESTINATIONS, mode)
            .list(DestinationProperties.ALLOW, list("listed.example.org denied.example.org"))
            .list(DestinationProperties.DENY, list("denied.example.org"))
            .build();
    Token token = TestTokens.forAudiences("https://meant.example.org");
    assertThat(policy.decide(token, TestHop.to(url))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}, allow-insecure={1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http://listed.example.org/    | false | INSECURE",
        "http://listed.example.org/    | true  | ALLOWED_LISTED",
        "ws://listed.example.org/      | false | INSECURE",
        "wss://listed.example.org/     | false | ALLOWED_LISTED",
        "HTTPS://listed.example.org/   | false | ALLOWED_LISTED",
        "http://listed.corp.example/   | false | ALLOWED_LISTED",
        "http://198.51.100.7/          | false | ALLOWED_LISTED",
        "grpc://listed.example.org/a/b | false | INSECURE_GRPC",
        "grpc://listed.example.org/a/b | true  | INSECURE_GRPC",
        "grpcs://listed.example.org/a/b| false | ALLOWED_LISTED",
        "grpc://listed.corp.example/a/b| false | ALLOWED_LISTED",
        "grpc://orders:9090/a/b        | false | ALLOWED_BOUNDARY",
      })
  void sendsInPlainTextInsideTheBoundaryOnly(String url, boolean allowInsecure, Decision expected) {
    DestinationPolicy policy =
        policy()
            .list(
                DestinationProperties.ALLOW,
                list("listed.example.org listed.corp.example 198.51.100.0/24"))
            .list(DestinationProperties.BOUNDARY_SUFFIXES, list(".corp.example"))
            .list(DestinationProperties.BOUNDARY_CIDRS, list("198.51.100.0/24"))
            .set(DestinationProperties.ALLOW_INSECURE, allowInsecure)
            .build();
    assertThat(policy.decide(TOKEN, TestHop.to(url))).isEqualTo(expected);
  }

  @Test
  void treatsACallWithinTheProcessAsInside() {
    TestHop hop = TestHop.to("grpc://some name/shop.Prices/Get").inProcess();
    assertThat(policy().build().decide(TOKEN, hop)).isEqualTo(Decision.ALLOWED_BOUNDARY);
    assertThat(
            policy()
                .set(DestinationProperties.DESTINATIONS, DestinationMode.LISTED)
                .build()
                .decide(TOKEN, hop))
        .isEqualTo(Decision.OUTSIDE);
    assertThat(
            policy()
                .list(DestinationProperties.DENY, list("grpc:shop.Prices"))
                .build()
                .decide(TOKEN, hop))
        .isEqualTo(Decision.DENIED);
    assertThat(policy().build().decide(TestTokens.of("b").bound(true).build(), hop))
        .isEqualTo(Decision.GUARD_BOUND);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "OUTSIDE        | tokenrelay.propagation.allow=api.example.org",
        "INSECURE       | tokenrelay.propagation.allow-insecure=true",
        "UNKNOWN_PEER   | tokenrelay.propagation.allow=api.example.org",
        "GUARD_METADATA | tokenrelay.propagation.guards.disable=metadata",
      })
  void namesTheSettingThatWouldAllowIt(Decision decision, String property) {
    assertThat(decision.remedy("api.example.org")).isEqualTo(property);
  }
}
