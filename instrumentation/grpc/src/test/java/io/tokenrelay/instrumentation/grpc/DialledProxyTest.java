package io.tokenrelay.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DialledProxyTest {
  private final ProxySelector before = ProxySelector.getDefault();
  private final DialledTarget orders = DialledTarget.parse("orders:8080");

  @AfterEach
  void restore() {
    ProxySelector.setDefault(before);
  }

  private static void select(Proxy proxy) {
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            return Collections.singletonList(
                uri.toString().equals("https://orders:8080") ? proxy : Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
  }

  @Test
  void isTheOneOfTheJvmWhereTheChannelHasNoDetectorOfTheApplications() {
    select(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128)));

    InetSocketAddress proxy = DialledProxy.of(null, orders);

    assertThat(proxy).isEqualTo(InetSocketAddress.createUnresolved("proxy.example", 3128));
    assertThat(DialledProxy.of(null, DialledTarget.parse("prices:8080"))).isNull();
  }

  @Test
  void isNoneWhereTheJvmHasNone() {
    select(Proxy.NO_PROXY);
    assertThat(DialledProxy.of(null, orders)).isNull();
    ProxySelector.setDefault(null);
    assertThat(DialledProxy.of(null, orders)).isNull();
  }

  @Test
  void isUnknownWhereTheApplicationFindsItByItself() {
    assertThat(DialledProxy.of(new Object(), orders)).isEqualTo(DialledProxy.UNKNOWN);
  }
}
