package io.tokenrelay.instrumentation.httpclient4;

import org.apache.http.auth.AuthScope;
import org.apache.http.auth.Credentials;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.impl.client.BasicCredentialsProvider;

/** What an application authenticates itself with. */
final class Robot {
  private Robot() {}

  static CredentialsProvider credentialsFor(String host, int port) {
    CredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(host, port), new UsernamePasswordCredentials("robot", "secret"));
    return credentials;
  }

  /** A store that is shut. */
  static CredentialsProvider shut() {
    return new CredentialsProvider() {
      @Override
      public void setCredentials(AuthScope scope, Credentials credentials) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Credentials getCredentials(AuthScope scope) {
        throw new IllegalStateException("the vault is shut");
      }

      @Override
      public void clear() {
        throw new UnsupportedOperationException();
      }
    };
  }
}
