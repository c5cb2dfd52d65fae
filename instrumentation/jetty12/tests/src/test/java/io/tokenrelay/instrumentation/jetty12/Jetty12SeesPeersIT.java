package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.MutualTls;
import io.tokenrelay.instrumentation.testing.SeesPeers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

class Jetty12SeesPeersIT extends SeesPeers {
  private final List<JettyServer> servers = new ArrayList<>();

  @Override
  protected Class<?> libraryClass() {
    return servers.get(0).libraryClass();
  }

  @Override
  protected int start(@Nullable MutualTls tls) throws Exception {
    JettyServer server = new JettyServer();
    servers.add(server);
    return (tls == null ? server : server.over(tls)).start();
  }

  @Override
  protected void stop() throws Exception {
    for (JettyServer server : servers) {
      server.stop();
    }
  }
}
