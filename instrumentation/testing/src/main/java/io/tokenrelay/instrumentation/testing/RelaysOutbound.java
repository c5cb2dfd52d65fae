package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every HTTP client must do with the caller's token. A client's suite says how to make a call
 * with it.
 */
public abstract class RelaysOutbound extends CallsForUsers {
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int CALLS_PER_THREAD = 250;

  /** A class of the library, to see which version was loaded. */
  protected abstract Class<?> libraryClass();

  /**
   * Makes a GET request with the client, on this thread, following redirects; if the library does
   * not, the test follows them.
   *
   * @param headers names and values in turn
   * @return the status and the body, with a space between them
   */
  protected abstract String get(String url, String... headers) throws Exception;

  /** A client that stays the same from call to call, and keeps its connections. */
  public interface Client {
    String get(String url) throws Exception;
  }

  /**
   * A client that looks names up in its own way, as the library lets the application do; null where
   * it does not.
   *
   * @param resolver the address of a name
   */
  protected abstract @Nullable Client clientThatResolves(Function<String, InetAddress> resolver)
      throws Exception;

  /**
   * A client with credentials of the application's own ({@code robot}, {@code secret}), which it
   * sends to that host and port when it is challenged; null where the library has no such thing.
   */
  protected abstract @Nullable Client clientWithCredentialsFor(String host, int port)
      throws Exception;

  /** Whether it can be known before a challenge for which targets a client has credentials. */
  protected boolean tellsForWhichTarget() {
    return true;
  }

  /** A client that asks {@code java.net.Authenticator}; null where the library has none. */
  protected abstract @Nullable Client clientThatAsksTheJvm() throws Exception;

  /** A client whose cookies are kept for whoever uses it; null where the library keeps none. */
  protected abstract @Nullable Client clientThatKeepsCookies() throws Exception;

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(libraryClass());
  }

  @Test
  void relaysTheTokenOfTheCaller() throws Exception {
    String token = issuer.token("alice");

    assertThat(as(token, () -> get(downstream.inEstate("/")))).isEqualTo("200 alice");
    assertThat(downstream.only().authorization).containsExactly("Bearer " + token);
  }

  @Test
  void sendsNothingWithoutACaller() throws Exception {
    assertThat(get(downstream.inEstate("/"))).isEqualTo("200 nobody");
    assertThat(downstream.only().authorization).isNull();
  }

  @Test
  void sendsNothingForACallerWithoutAToken() throws Exception {
    assertThat(as(null, () -> get(downstream.inEstate("/")))).isEqualTo("200 nobody");
  }

  @Test
  void sendsNothingForATokenThatIsNotToBeBelieved() throws Exception {
    assertThat(as(issuer.forgedToken("mallory"), () -> get(downstream.inEstate("/forged"))))
        .isEqualTo("200 nobody");
    assertThat(as(issuer.expiredToken("mallory"), () -> get(downstream.inEstate("/expired"))))
        .isEqualTo("200 nobody");
    assertThat(
            as(
                issuer.tokenForAnotherAudience("mallory"),
                () -> get(downstream.inEstate("/audience"))))
        .isEqualTo("200 nobody");
    assertThat(
            as(issuer.tokenOfAnotherIssuer("mallory"), () -> get(downstream.inEstate("/issuer"))))
        .isEqualTo("200 nobody");
  }

  @Test
  void keepsTheApplicationsOwnHeader() throws Exception {
    as(issuer.token("alice"), () -> get(downstream.inEstate("/"), "authorization", "Basic YTpi"));

    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  /** A connection that speaks for longer than its request is not the caller's alone. */
  @Test
  void sendsNothingOnTheHandshakeOfAProtocolThatOutlivesTheRequest() throws Exception {
    for (String protocol : new String[] {"websocket", "WebSocket", "h2c, SPDY/3.1", "tcp"}) {
      assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/"), upgrade(protocol))))
          .as(protocol)
          .isEqualTo("200 nobody");
    }
    for (String protocol : new String[] {"h2c", "TLS/1.2"}) {
      assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/"), upgrade(protocol))))
          .as(protocol)
          .isEqualTo("200 alice");
    }
  }

  private static String[] upgrade(String protocol) {
    return new String[] {"Connection", "Upgrade", "Upgrade", protocol};
  }

  @Test
  void neverSendsTheTokenToAStranger() throws Exception {
    assertThat(as(issuer.token("alice"), () -> get(downstream.asStranger("/"))))
        .isEqualTo("200 nobody");
    assertThat(downstream.only().authorization).isNull();
  }

  /** Who gets the request may pass it on to whomever its {@code Host} names. */
  @Test
  void neverSendsTheTokenWhereTheHostHeaderNamesAStranger() throws Exception {
    for (String host :
        new String[] {
          "stranger.example",
          "localhost:" + downstream.port(),
          "169.254.169.254",
          "stranger.example@orders",
          "orders, stranger.example",
          "orders/stranger"
        }) {
      assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/"), "Host", host)))
          .as(host) // or what the server says to such a host
          .doesNotContain("alice");
    }
    assertThat(users()).isNotEmpty().containsOnlyNulls();
  }

  @Test
  void relaysWhereTheHostHeaderNamesAnotherOfTheEstate() throws Exception {
    for (String host : new String[] {"orders", "Shop.internal:8080", "10.0.0.7", "[fd00::7]:80"}) {
      assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/"), "Host", host)))
          .as(host)
          .isEqualTo("200 alice");
    }
  }

  private Client resolving(Function<String, InetAddress> resolver) throws Exception {
    Client client = clientThatResolves(resolver);
    assumeThat(client).isNotNull();
    return Objects.requireNonNull(client);
  }

  @Test
  void neverSendsTheTokenWhereTheClientsOwnResolverLeadsToAStranger() throws Exception {
    Client client = resolving(name -> Downstream.STRANGER);

    assertThat(as(issuer.token("alice"), () -> client.get(named("orders.internal"))))
        .isEqualTo("200 nobody");
    assertThat(downstream.only().at).isEqualTo(Downstream.STRANGER);
  }

  @Test
  void relaysWhereTheClientsOwnResolverLeadsIntoTheEstate() throws Exception {
    Client client = resolving(name -> Downstream.FRIEND);

    assertThat(as(issuer.token("alice"), () -> client.get(named("shop.example"))))
        .isEqualTo("200 alice");
  }

  @Test
  void judgesTheConnectionThatIsKeptAndNotWhereItsNameLeadsNow() throws Exception {
    AtomicReference<InetAddress> now = new AtomicReference<>(Downstream.STRANGER);
    Client first = resolving(name -> now.get());
    assertThat(first.get(named("orders.internal"))).isEqualTo("200 nobody");
    now.set(Downstream.FRIEND);
    Client second = resolving(name -> now.get());
    assertThat(second.get(named("orders.internal"))).isEqualTo("200 nobody");
    downstream.reset();

    assertThat(as(issuer.token("alice"), () -> first.get(named("orders.internal"))))
        .isEqualTo("200 nobody");
    assertThat(downstream.only().at).isEqualTo(Downstream.STRANGER);

    now.set(Downstream.STRANGER);
    downstream.reset();
    assertThat(as(issuer.token("alice"), () -> second.get(named("orders.internal"))))
        .isEqualTo("200 alice");
    assertThat(downstream.only().at).isEqualTo(Downstream.FRIEND);
  }

  @Test
  void relaysAcrossARedirectWithinTheEstate() throws Exception {
    String target = downstream.inEstate("/target");

    assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/redirect?to=" + target))))
        .isEqualTo("200 alice");
    assertThat(users()).containsExactly("alice", "alice");
  }

  @Test
  void takesTheTokenOffWhenARedirectLeavesTheEstate() throws Exception {
    String target = downstream.asStranger("/target");

    assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/redirect?to=" + target))))
        .isEqualTo("200 nobody");
    assertThat(users()).containsExactly("alice", null);
  }

  @Test
  void putsTheTokenOnWhenARedirectEntersTheEstate() throws Exception {
    String target = downstream.inEstate("/target");

    assertThat(
            as(issuer.token("alice"), () -> get(downstream.asStranger("/redirect?to=" + target))))
        .isEqualTo("200 alice");
    assertThat(users()).containsExactly(null, "alice");
  }

  @Test
  void handsARefusalToTheApplicationUnchangedAndCountsIt() throws Exception {
    long before = AgentCounters.of("RefusedDownstream");

    assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/status/401"))))
        .isEqualTo("401 alice");
    assertThat(downstream.received()).hasSize(1);
    assertThat(AgentCounters.of("RefusedDownstream")).isEqualTo(before + 1);
  }

  @Test
  void leavesAClientToItsOwnCredentials() throws Exception {
    Client client = withCredentialsFor("127.0.0.1", downstream.port());
    long before = AgentCounters.of("SkippedPresent");

    assertThat(as(issuer.token("alice"), () -> client.get(downstream.inEstate("/"))))
        .isEqualTo("200 nobody");
    assertThat(downstream.only().authorization).isNull();
    assertThat(AgentCounters.of("SkippedPresent")).isEqualTo(before + 1);
  }

  @Test
  void sendsItsOwnCredentialsWhenItIsChallenged() throws Exception {
    Client client = withCredentialsFor("127.0.0.1", downstream.port());

    assertThat(as(issuer.token("alice"), () -> client.get(downstream.inEstate("/challenge"))))
        .isEqualTo("200 robot");
    assertThat(downstream.received()).hasSize(2);
    assertThat(users()).containsOnlyNulls();
  }

  @Test
  void relaysWhereTheClientHasCredentialsForAnotherTargetOnly() throws Exception {
    assumeThat(tellsForWhichTarget()).isTrue();
    for (Client client :
        new Client[] {
          withCredentialsFor("localhost", downstream.port()),
          withCredentialsFor("127.0.0.1", downstream.port() + 1)
        }) {
      for (String path : new String[] {"/", "/challenge"}) {
        assertThat(as(issuer.token("alice"), () -> client.get(downstream.inEstate(path))))
            .isEqualTo("200 alice");
      }
    }
  }

  @Test
  void decidesAtEachRedirectWhetherTheClientHasCredentials() throws Exception {
    assumeThat(tellsForWhichTarget()).isTrue();
    try (Downstream other = Downstream.start()) {
      Client client = withCredentialsFor("127.0.0.1", downstream.port());
      String to = other.inEstate("/redirect?to=" + downstream.inEstate("/challenge"));
      String from = downstream.inEstate("/redirect?to=" + to);

      assertThat(as(issuer.token("alice"), () -> client.get(from))).isEqualTo("200 robot");
      assertThat(users()).containsOnlyNulls().hasSizeGreaterThan(1);
      assertThat(other.only().user()).isEqualTo("alice");
    }
  }

  private Client withCredentialsFor(String host, int port) throws Exception {
    Client client = clientWithCredentialsFor(host, port);
    assumeThat(client).isNotNull();
    return Objects.requireNonNull(client);
  }

  /** With a service that no other test calls: a client may remember what it has sent. */
  @Test
  void leavesAClientToTheCredentialsOfTheJvm() throws Exception {
    Client client = askingTheJvm();
    try (Downstream own = Downstream.start()) {
      JvmCredentials credentials = new JvmCredentials("127.0.0.1", own.port());
      Authenticator.setDefault(credentials);
      assertThat(client.get(own.inEstate("/"))).isEqualTo("200 nobody");
      assertThat(credentials.asked).as("without a token").hasValue(0);
      for (int call = 0; call < 3; call++) {
        assertThat(as(issuer.token("alice"), () -> client.get(own.inEstate("/"))))
            .isEqualTo("200 nobody");
      }
      assertThat(credentials.asked).as("for three calls").hasValue(1);
      assertThat(as(issuer.token("alice"), () -> client.get(own.inEstate("/challenge"))))
          .isEqualTo("200 robot");
      assertThat(own.received()).extracting(Downstream.Received::user).containsOnlyNulls();
    } finally {
      Authenticator.setDefault(null);
    }
  }

  @Test
  void relaysWhereTheJvmHasCredentialsForAnotherTargetOnly() throws Exception {
    Client client = askingTheJvm();
    for (@Nullable Authenticator credentials :
        new @Nullable Authenticator[] {
          null,
          new JvmCredentials("localhost", downstream.port()),
          new JvmCredentials("127.0.0.1", downstream.port() + 1)
        }) {
      Authenticator.setDefault(credentials);
      try {
        assertThat(as(issuer.token("alice"), () -> client.get(downstream.inEstate("/challenge"))))
            .isEqualTo("200 alice");
      } finally {
        Authenticator.setDefault(null);
      }
    }
  }

  private Client askingTheJvm() throws Exception {
    Client client = clientThatAsksTheJvm();
    assumeThat(client).isNotNull();
    return Objects.requireNonNull(client);
  }

  private static final class JvmCredentials extends Authenticator {
    final AtomicInteger asked = new AtomicInteger();
    private final String host;
    private final int port;

    JvmCredentials(String host, int port) {
      this.host = host;
      this.port = port;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      asked.incrementAndGet();
      return getRequestingHost().equals(host)
              && getRequestingPort() == port
              && getRequestorType() == RequestorType.SERVER
          ? new PasswordAuthentication("robot", "secret".toCharArray())
          : null;
    }
  }

  @Test
  void neverKeepsTheSessionOfOneUserForAnother() throws Exception {
    Client client = keepingCookies();
    long before = AgentCounters.of("CookiesNotKept");
    for (String user : new String[] {"alice", "bob", "alice"}) {
      assertThat(as(issuer.token(user), () -> client.get(downstream.inEstate("/session"))))
          .isEqualTo("200 " + user);
    }
    assertThat(client.get(downstream.inEstate("/session"))).isEqualTo("200 nobody");
    assertThat(AgentCounters.of("CookiesNotKept")).isEqualTo(before + 3);
  }

  @Test
  void keepsTheSessionThatIsOpenedWithoutAToken() throws Exception {
    Client client = keepingCookies();
    String strange = downstream.asStranger("/session");
    assertThat(as(issuer.token("alice"), () -> client.get(strange))).isEqualTo("200 nobody");
    assertThat(client.get(downstream.inEstate("/session"))).isEqualTo("200 nobody");
    int sessions = downstream.sessions();

    assertThat(as(issuer.token("bob"), () -> client.get(strange))).isEqualTo("200 nobody");
    assertThat(client.get(downstream.inEstate("/session"))).isEqualTo("200 nobody");
    assertThat(downstream.sessions()).isEqualTo(sessions);
  }

  private Client keepingCookies() throws Exception {
    Client client = clientThatKeepsCookies();
    assumeThat(client).isNotNull();
    return Objects.requireNonNull(client);
  }

  @Test
  void neverSendsAnotherUsersToken() throws Exception {
    String[] tokens = new String[USERS];
    for (int user = 0; user < USERS; user++) {
      tokens[user] = issuer.token("user" + user);
    }
    AtomicInteger wrong = new AtomicInteger();
    AtomicInteger checked = new AtomicInteger();
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int call = 0; call < CALLS_PER_THREAD; call++) {
              int user = random.nextInt(USERS + 1); // the last one is nobody
              String expected = user == USERS ? "nobody" : "user" + user;
              String got =
                  as(user == USERS ? null : tokens[user], () -> get(downstream.inEstate("/")));
              checked.incrementAndGet();
              if (!got.equals("200 " + expected)) {
                wrong.incrementAndGet();
              }
            }
            return null;
          });
    }
    AtOnce.run(work);

    assertThat(wrong).hasValue(0);
    assertThat(checked).hasValue(THREADS * CALLS_PER_THREAD);
  }

  /** Runs code in a request with this token; see {@link Callers#as}. */
  protected final <T> T as(@Nullable String token, Callable<T> code) throws Exception {
    return callers.as(token, code);
  }

  /** The downstream service by whatever name the client's resolver sends to it. */
  protected final String named(String host) {
    return "http://" + host + ":" + downstream.port() + "/";
  }

  /** The users whose tokens have been received, in order; null where there was none. */
  protected final List<@Nullable String> users() {
    List<@Nullable String> users = new ArrayList<>();
    downstream.received().forEach(request -> users.add(request.user()));
    return users;
  }
}
