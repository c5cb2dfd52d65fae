package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.testing.MutualTls;
import io.tokenrelay.instrumentation.testing.SeesPeers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With handlers that believe headers, as behind a proxy that ends TLS. */
class UndertowSeesPeersIT extends SeesPeers {
  private final List<UndertowServer> servers = new ArrayList<>();

  @Override
  protected Class<?> libraryClass() {
    return servers.get(0).libraryClass();
  }

  @Override
  protected int start(@Nullable MutualTls tls) throws Exception {
    UndertowServer server = new UndertowServer().believingHeaders();
    servers.add(server);
    return (tls == null ? server : server.over(tls)).start();
  }

  @Override
  protected void stop() {
    servers.forEach(UndertowServer::stop);
  }

  @Override
  protected boolean seesAddressesBehindTls() {
    return false;
  }
}
