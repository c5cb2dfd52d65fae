package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.BasicResponseHandler;
import org.apache.http.impl.client.DefaultHttpClient;

/**
 * A call with Apache HttpClient 4.2, whose class files are of Java 5. Apart, since only the servers
 * that get {@link WebApplicationFolder} have it.
 */
final class HttpClient4Call {
  private HttpClient4Call() {}

  static String get(String url) throws IOException {
    DefaultHttpClient client = new DefaultHttpClient();
    try {
      return client.execute(new HttpGet(url), new BasicResponseHandler());
    } finally {
      client.getConnectionManager().shutdown();
    }
  }
}
