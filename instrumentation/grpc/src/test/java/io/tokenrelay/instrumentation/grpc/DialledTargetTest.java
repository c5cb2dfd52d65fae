package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialledTargetTest {

  @ParameterizedTest
  @CsvSource({
    "orders, orders, -1",
    "orders:8080, orders, 8080",
    "my_orders:8080, my_orders, 8080",
    "10.1.2.3:50051, 10.1.2.3, 50051",
    "[::1]:50051, ::1, 50051",
    "[fe80::1], fe80::1, -1",
    "dns:///orders.svc:8080, orders.svc, 8080",
    "dns:///orders, orders, -1",
    "dns://8.8.8.8/orders.example.com:443, orders.example.com, 443",
    "dns:orders.example.com:443, orders.example.com, 443",
    "dns:///%5B2001:db8::1%5D:443, 2001:db8::1, 443",
    "discovery:///orders, orders, -1",
    "consul://consul:8500/orders, orders, -1",
    "static://127.0.0.1:9090, 127.0.0.1, 9090",
    "unix:///var/run/orders.sock, localhost, -1",
    "unix:/var/run/orders.sock, localhost, -1",
    "http://orders:80, orders, 80",
  })
  void namesTheHostThatIsDialled(String target, String host, int port) {
    DialledTarget dialled = DialledTarget.parse(target);

    assertThat(dialled.host()).isEqualTo(host);
    assertThat(dialled.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dns:///",
        "dns:///friend@stranger.example.com:443",
        "friend@stranger.example.com:443",
        "static:///10.0.0.1:80,stranger.example.com:80",
        "ipv4:10.0.0.1:80,203.0.113.9:80",
        "xds:///a/b",
        "dns:///orders:port",
        "dns:///orders:80:80",
        "::1",
        "[::1",
        "dns:///[2001:db8::1]:443",
        "orders:123456",
        "orders/path",
        "orders:80/path",
        "directaddress:///orders",
        "directaddress:////var/run/orders.sock",
      })
  void doesNotGuess(String target) {
    assertThat(DialledTarget.parse(target)).isSameAs(DialledTarget.UNKNOWN);
  }

  @Test
  void knowsWhereGrpcShowsTheServerWhatTheTargetNames() {
    for (String target : new String[] {"orders:8080", "[::1]:80", "a.example", "dns:///orders"}) {
      assertThat(DialledTarget.isNamed(target)).as(target).isTrue();
    }
    for (String target :
        new String[] {
          "unix:orders.sock", "consul://c:8500/orders", "directaddress:///o/1.2.3.4:1"
        }) {
      assertThat(DialledTarget.isNamed(target)).as(target).isFalse();
    }
  }

  @Test
  void understandsAddressesOfEveryJava() {
    assertThat(direct("/10.1.2.3:80")).isEqualTo("10.1.2.3 80");
    assertThat(direct("friend/203.0.113.9:80")).isEqualTo("203.0.113.9 80");
    assertThat(direct("localhost/[0:0:0:0:0:0:0:1]:80")).isEqualTo("0:0:0:0:0:0:0:1 80");
    assertThat(direct("localhost/0:0:0:0:0:0:0:1:80")).isEqualTo("0:0:0:0:0:0:0:1 80");
    assertThat(direct("stranger.example.com/<unresolved>:443"))
        .isEqualTo("stranger.example.com 443");
    assertThat(direct("stranger.example.com:443")).isEqualTo("stranger.example.com 443");
  }

  @Test
  void understandsAddressesOfThisJava() {
    SocketAddress unresolved = InetSocketAddress.createUnresolved("stranger.example.com", 443);

    assertThat(direct(unresolved.toString())).isEqualTo("stranger.example.com 443");
    assertThat(direct(new InetSocketAddress("::1", 80).toString())).isEqualTo("0:0:0:0:0:0:0:1 80");
    assertThat(direct(new InetSocketAddress("127.0.0.1", 80).toString())).isEqualTo("127.0.0.1 80");
  }

  /** As gRPC itself makes a target of an address. */
  private static String direct(String address) {
    try {
      String target = new URI("directaddress", "", "/" + address, null).toString();
      DialledTarget dialled = DialledTarget.parse(target);
      return dialled.host() + ' ' + dialled.port();
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
