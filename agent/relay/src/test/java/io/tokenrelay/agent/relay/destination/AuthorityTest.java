package io.tokenrelay.agent.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.instrumentation.spi.Authority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken for a hop's own target without a further look. */
class AuthorityTest {
  @ParameterizedTest(name = "{3} at {0}://{1}:{2} -> {4}")
  @CsvSource({
    "http,  orders,      8080, orders:8080,        true",
    "http,  Orders,      8080, oRDERS:8080,        true",
    "http,  orders,        -1, orders,             true",
    "http,  orders,        80, orders,             true",
    "http,  orders,        -1, orders:80,          true",
    "https, orders,        -1, orders:443,         true",
    "https, orders,       443, orders,             true",
    "http,  ::1,         8080, [::1]:8080,         true",
    "http,  [::1],       8080, [::1]:8080,         true",
    "http,  fe80::1%lo,    80, [fe80::1%lo],       true",
    "http,  orders,      8080, orders,             false",
    "http,  orders,       443, orders,             false",
    "https, orders,        80, orders,             false",
    "http,  orders,      8080, orders:80,          false",
    "http,  orders,        80, orders:,            false",
    "http,  orders,        80, orders:0x50,        false",
    "http,  orders,        80, orders:4294967376,  false",
    "http,  orders,        80, orders.evil,        false",
    "http,  orders,        80, orders@evil,        false",
    "http,  orders,        80, orders:80@evil,     false",
    "http,  orders,        80, evil.orders,        false",
    "http,  ::1,         8080, [::1:8080,          false",
    "http,  ::1,           80, [::1].evil,         false",
    "http,  orders,        80, [orders],           false",
    "http,  '',            80, '',                 false",
    "http,  '',            80, :80,                false",
  })
  void knowsTheTarget(String scheme, String host, int port, String authority, boolean expected) {
    assertThat(Authority.isTarget(TestHop.at(scheme, host, port, "/"), authority))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "orders, 80, orders:80",
    "orders, -1, orders",
    "::1,    81, [::1]:81",
    "[::1],  -1, [::1]",
  })
  void isWrittenAsClientsWriteIt(String host, int port, String expected) {
    assertThat(Authority.of(host, port)).isEqualTo(expected);
  }
}
