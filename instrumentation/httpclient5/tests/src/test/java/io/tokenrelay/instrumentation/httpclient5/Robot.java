package io.tokenrelay.instrumentation.httpclient5;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;

/** What an application authenticates itself with. */
final class Robot {
  private Robot() {}

  static CredentialsProvider credentialsFor(String host, int port) {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(host, port),
        new UsernamePasswordCredentials("robot", "secret".toCharArray()));
    return credentials;
  }

  /** A store that is shut. */
  static CredentialsProvider shut() {
    return (scope, context) -> {
      throw new IllegalStateException("the vault is shut");
    };
  }
}
