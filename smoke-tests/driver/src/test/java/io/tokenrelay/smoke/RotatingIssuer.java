package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An issuer that signs with a new key from time to time, publishes the last three of them, and
 * fails to answer every third time that it is asked.
 */
final class RotatingIssuer implements AutoCloseable {
  static final String NAME = "http://127.0.0.1/realms/rotating";
  private static final int PUBLISHED = 3;

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private final Deque<ECKey> keys = new ArrayDeque<>();
  private int made;

  RotatingIssuer() throws IOException, JOSEException {
    rotate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String keysUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  synchronized void rotate() throws JOSEException {
    keys.addLast(new ECKeyGenerator(Curve.P_256).keyID("key-" + ++made).generate());
    if (keys.size() > PUBLISHED) {
      keys.removeFirst();
    }
  }

  /** Signed with the newest key. */
  synchronized String token(String subject, Instant expiry) throws JOSEException {
    return signed(keys.getLast(), subject, expiry);
  }

  /** Signed by somebody who claims to be this issuer. */
  synchronized String forged(String subject) throws JOSEException {
    ECKey strangers = new ECKeyGenerator(Curve.P_256).keyID(keys.getLast().getKeyID()).generate();
    return signed(strangers, subject, Instant.now().plusSeconds(600));
  }

  private static String signed(ECKey key, String subject, Instant expiry) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(IssuerInAFile.AUDIENCE)
                .subject(subject)
                .expirationTime(Date.from(expiry))
                .build());
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  private synchronized String published() {
    return new JWKSet(List.<JWK>copyOf(keys)).toPublicJWKSet().toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean fails = asked.incrementAndGet() % 3 == 0;
      byte[] body = (fails ? "not now" : published()).getBytes(UTF_8);
      exchange.sendResponseHeaders(fails ? 500 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
