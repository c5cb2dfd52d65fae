package com.example.maze;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;

/** Calls a name that is here and there by turns; keeps its connections for a moment. */
final class MovingApacheClient5 implements Calls.Client {
  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setDnsResolver(new ByTurns())
                  .setDefaultConnectionConfig(
                      ConnectionConfig.custom().setTimeToLive(TimeValue.ofMilliseconds(3)).build())
                  .build())
          .disableAutomaticRetries()
          .build();

  @Override
  public void get(String url, Runnable onward) {
    try {
      client.execute(
          new HttpGet(Moving.named(url)),
          response -> {
            EntityUtils.consume(response.getEntity());
            return null;
          });
    } catch (IOException e) {
      System.out.println("HttpClient 5, moving: " + e);
    }
    onward.run();
  }

  private static final class ByTurns implements DnsResolver {
    private final AtomicInteger turns = new AtomicInteger();

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return new InetAddress[] {
        host.equals(Moving.NAME)
            ? Moving.address(turns.getAndIncrement())
            : InetAddress.getByName(host)
      };
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
