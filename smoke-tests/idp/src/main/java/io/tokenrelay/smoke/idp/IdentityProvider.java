package io.tokenrelay.smoke.idp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * An identity provider in one process: discovery, keys and a token endpoint over HTTP. The signing
 * key is made at start and never leaves the process. Prints the port that it listens on.
 *
 * <p>It asks nobody for a password: whoever asks for a token of alice gets one.
 */
public final class IdentityProvider {
  private static final String REALM = "/realms/shop";

  private final String issuer;
  private final Mint mint;

  private IdentityProvider(String issuer) throws JOSEException {
    this.issuer = issuer;
    this.mint = new Mint(issuer);
  }

  public static void main(String[] arguments) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int port = server.getAddress().getPort();
    IdentityProvider provider = new IdentityProvider("http://127.0.0.1:" + port + REALM);
    server.createContext(REALM + "/.well-known/openid-configuration", provider::discovery);
    server.createContext(REALM + "/keys", provider::keys);
    server.createContext(REALM + "/token", provider::token);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    System.out.println("READY " + port);
  }

  /** OpenID Connect Discovery 1.0 §4.2, the members that a resource server reads. */
  private void discovery(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"token_endpoint\":\"%1$s/token\"}"
            .formatted(issuer));
  }

  private void keys(HttpExchange exchange) throws IOException {
    answer(exchange, mint.publicKeys());
  }

  /** Form parameters: {@code username}, {@code audience}, {@code expires_in} (seconds). */
  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    try {
      String token =
          mint.token(
              form.getOrDefault("username", "nobody"),
              form.getOrDefault("audience", "shop"),
              Long.parseLong(form.getOrDefault("expires_in", "600")));
      answer(exchange, "{\"token_type\":\"Bearer\",\"access_token\":\"" + token + "\"}");
    } catch (JOSEException | RuntimeException failure) {
      exchange.sendResponseHeaders(500, -1);
      exchange.close();
    }
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return form;
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "max-age=300");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
