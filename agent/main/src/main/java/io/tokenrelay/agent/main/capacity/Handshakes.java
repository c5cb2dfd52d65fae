package io.tokenrelay.agent.main.capacity;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Handshakes of mutual TLS between two engines in one JVM, with RSA keys of 2,048 bits. */
final class Handshakes {
  private static final String ALIAS = "capacity";
  private static final String PASSWORD = "CAPACITY_PASSWORD";
  private static final int KEYTOOL_SECONDS = 20;
  private static final int RECORD = 65_536;
  private static final int MOST_STEPS = 1_000;

  private final SSLContext context;
  private final ByteBuffer toServer = ByteBuffer.allocate(RECORD);
  private final ByteBuffer toClient = ByteBuffer.allocate(RECORD);
  private final ByteBuffer plain = ByteBuffer.allocate(RECORD);
  private final ByteBuffer nothing = ByteBuffer.allocate(0);

  private Handshakes(SSLContext context) {
    this.context = context;
  }

  /**
   * @param folder for a key store, which is made by the JDK's keytool
   */
  static Handshakes in(Path folder) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(ALIAS + ".p12");
    String password = UUID.randomUUID().toString();
    makeKeys(file, password);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("peer", store.getCertificate(ALIAS));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return new Handshakes(context);
  }

  private static void makeKeys(Path file, String password) throws IOException {
    Path keytool = Paths.get(System.getProperty("java.home"), "bin", "keytool");
    String[] command = {
      keytool.toString(),
      "-genkeypair",
      "-alias",
      ALIAS,
      "-keyalg",
      "RSA",
      "-keysize",
      "2048",
      "-dname",
      "CN=" + ALIAS,
      "-storetype",
      "PKCS12",
      "-keystore",
      file.toString(),
      "-storepass:env",
      PASSWORD
    };
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD, password);
    builder.redirectOutput(new File(file + ".log"));
    Process process = builder.start();
    try {
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the JDK's keytool made no key");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      process.destroy();
    }
  }

  /** One that is not resumed. */
  void full() throws SSLException {
    shake().getSession().invalidate();
  }

  /** One that is resumed, if the one before was not {@link #full}. */
  void resumed() throws SSLException {
    shake();
  }

  /** The client's engine, once it has what a server sends last: the ticket of TLS 1.3. */
  private SSLEngine shake() throws SSLException {
    SSLEngine client = context.createSSLEngine(ALIAS, 443);
    client.setUseClientMode(true);
    SSLEngine server = context.createSSLEngine();
    server.setUseClientMode(false);
    server.setNeedClientAuth(true);
    toServer.clear();
    toClient.clear();
    client.beginHandshake();
    server.beginHandshake();
    for (int i = 0; isShaking(client) || isShaking(server); i++) {
      if (i == MOST_STEPS) {
        throw new SSLException("the handshake does not end");
      }
      step(client, toServer, toClient);
      step(server, toClient, toServer);
    }
    receive(client, toClient);
    return client;
  }

  private static boolean isShaking(SSLEngine engine) {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK:
        engine.getDelegatedTask().run();
        break;
      case NEED_WRAP:
        engine.wrap(nothing, out);
        break;
      case NEED_UNWRAP:
        receive(engine, in);
        break;
      default:
        break;
    }
  }

  /** One record, or nothing if there is none. */
  private void receive(SSLEngine engine, ByteBuffer in) throws SSLException {
    in.flip();
    plain.clear();
    engine.unwrap(in, plain);
    in.compact();
  }
}
