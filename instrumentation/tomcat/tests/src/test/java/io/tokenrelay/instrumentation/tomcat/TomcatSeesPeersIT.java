package io.tokenrelay.instrumentation.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.MutualTls;
import io.tokenrelay.instrumentation.testing.SeesPeers;
import io.tokenrelay.instrumentation.testing.ServesRequests;
import io.tokenrelay.instrumentation.testing.TomcatServer;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.SSLValve;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With valves that believe headers, as behind a proxy that ends TLS. */
class TomcatSeesPeersIT extends SeesPeers {
  private final List<TomcatServer> servers = new ArrayList<>();

  @Override
  protected Class<?> libraryClass() {
    return servers.get(0).libraryClass();
  }

  @Override
  protected int start(@Nullable MutualTls tls) throws Exception {
    TomcatServer server = new TomcatServer().with(new SSLValve()).with(new RemoteIpValve());
    servers.add(server);
    return (tls == null ? server : server.over(tls)).start();
  }

  @Override
  protected void stop() throws Exception {
    for (TomcatServer server : servers) {
      server.stop();
    }
  }

  @Test
  void theApplicationStillSeesTheCertificateThatAValveHasFoundInAHeader() throws Exception {
    String servlets =
        ServesRequests.application().equals(ServesRequests.JAKARTA_APPLICATION)
            ? "jakarta"
            : "javax";

    assertThat(answerToClaims("/attribute?name=" + servlets + ".servlet.request.X509Certificate"))
        .contains("X509Certificate;@");
  }
}
