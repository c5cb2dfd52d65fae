package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every client with a response cache must do: what one user's token fetched is never given to
 * another user or to nobody, and all else is cached as without the agent. A client's suite says how
 * to make a call through a cache.
 */
public abstract class SharesNoAnswers extends CallsForUsers {
  /** What a client's call came back with. */
  public static final class Answer {
    public final int status;
    public final String body;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public Answer(int status, @Nullable String body) {
      this.status = status;
      this.body = body == null ? "" : body;
    }

    public Answer with(String name, String value) {
      headers.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      return this;
    }

    public List<String> headers(String name) {
      List<String> values = headers.get(name);
      return values == null ? new ArrayList<>() : values;
    }
  }

  /** How an origin may speak of caching its answers: names and values in turn. */
  private static final String[][] KINDS = {
    {"Cache-Control", "max-age=60"},
    {"Cache-Control", "public, max-age=60"},
    {"Cache-Control", "private, max-age=60"},
    {"Cache-Control", "s-maxage=60"},
    {"Cache-Control", "max-age=60, must-revalidate"},
    {"Cache-Control", "max-age=60, immutable"},
    {"Expires", "Fri, 31 Dec 2100 23:59:59 GMT"},
    {"Last-Modified", "Sat, 01 Jan 2000 00:00:00 GMT"},
    {"Cache-Control", "public, max-age=60", "Vary", "Authorization"},
    {"Cache-Control", "public, max-age=60", "Vary", "Accept"},
    {"Cache-Control", "public, max-age=60", "Vary", "*"},
    {"Cache-Control", "private, max-age=60", "Vary", "Authorization"},
    {"Cache-Control", "public, max-age=60", "ETag", "\"1\""},
    {"Cache-Control", "public, max-age=60", "ETag", "\"1\"", "Vary", "Authorization"},
    {"Cache-Control", "public, no-cache", "ETag", "\"1\"", "304-Cache-Control", "max-age=60"},
    {"Cache-Control", "max-age=0", "ETag", "\"1\"", "304-Cache-Control", "public, max-age=60"},
    {
      "Cache-Control",
      "public, max-age=0",
      "ETag",
      "\"1\"",
      "Vary",
      "Authorization",
      "304-Cache-Control",
      "public, max-age=60",
      "304-Vary",
      "Authorization"
    },
    {"Cache-Control", "public, max-age=0, stale-while-revalidate=60", "ETag", "\"1\""},
    {"Cache-Control", "public, max-age=60, stale-if-error=60"},
  };

  private static final String[][] ORDERS = {
    {"alice", "bob", null, "alice"},
    {"alice", null, "bob"},
    {null, "alice", null, "bob", null},
    {null, null, "alice", "alice", "bob", null},
  };

  private final AtomicInteger paths = new AtomicInteger();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  /** A class of the library, to see which version was loaded. */
  protected abstract Class<?> libraryClass();

  /** Goes on with a client whose cache is empty. */
  protected abstract void beginWithAnEmptyCache() throws Exception;

  /**
   * Makes a request through the cache, following redirects.
   *
   * @param headers names and values in turn
   */
  protected abstract Answer send(String method, String url, String... headers) throws Exception;

  @BeforeEach
  void emptyTheCache() throws Exception {
    beginWithAnEmptyCache();
  }

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(libraryClass());
  }

  @Test
  void neverGivesOneUsersAnswerToAnother() throws Exception {
    for (String[] kind : KINDS) {
      for (String[] order : ORDERS) {
        String url = downstream.inEstate(path(kind));
        boolean nobodyCame = false;
        for (String user : order) {
          nobodyCame |= user == null;
          Answer answer = get(user, url);
          assertThat(answer.status).isEqualTo(200);
          assertIsOwn(answer, user, nobodyCame, Arrays.toString(kind) + Arrays.toString(order));
        }
      }
    }
  }

  @Test
  void anAnswerIsTheUsersOwnWhenNobodyHasAskedBefore() throws Exception {
    for (String[] kind : KINDS) {
      String url = downstream.inEstate(path(kind));
      for (String user : new String[] {"alice", "bob", "alice"}) {
        assertThat(get(user, url).body).as(Arrays.toString(kind)).isEqualTo(user);
      }
    }
  }

  @Test
  void keepsWhatNobodyHasFetched() throws Exception {
    String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));

    assertThat(get(null, url).body).isEqualTo("nobody");
    assertThat(get(null, url).body).isEqualTo("nobody");
    assertThat(downstream.received()).hasSize(1);
  }

  @Test
  void keepsWhatAUserHasFetchedFromAStranger() throws Exception {
    String url = downstream.asStranger(path("Cache-Control", "public, max-age=60"));

    assertThat(get("alice", url).body).isEqualTo("nobody");
    assertThat(get("bob", url).body).isEqualTo("nobody");
    assertThat(get(null, url).body).isEqualTo("nobody");
    assertThat(downstream.received()).hasSize(1);
  }

  @Test
  void keepsWhatTheApplicationsOwnHeaderHasFetched() throws Exception {
    String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));

    for (String user : new String[] {"alice", "bob", null}) {
      as(user, () -> send("GET", url, "Authorization", "Basic YTpi"));
    }
    assertThat(downstream.received()).hasSize(1);
  }

  @Test
  void handsTheOriginsHeadersToTheApplication() throws Exception {
    String url =
        downstream.inEstate(
            path("Cache-Control", "public, max-age=60", "Vary", "Authorization", "ETag", "\"1\""));

    for (String user : new String[] {"alice", "alice", null, null}) {
      Answer answer = get(user, url);
      assertThat(answer.headers("Cache-Control")).containsExactly("public, max-age=60");
      assertThat(answer.headers("Vary")).containsExactly("Authorization");
      assertThat(answer.headers("ETag")).containsExactly("\"1\"");
    }
  }

  @Test
  void keepsNoneOfTheHeadersThatAUsersRevalidationBrings() throws Exception {
    String url =
        downstream.inEstate(
            path(
                "Cache-Control",
                "public, max-age=0",
                "ETag",
                "\"1\"",
                "304-Cache-Control",
                "public, max-age=60"));
    get(null, url);

    Answer revalidated = get("alice", url);

    assertThat(revalidated.body).isEqualTo("nobody"); // the origin has called it the same
    assertThat(revalidated.headers("X-User")).containsExactly("alice");
    assertThat(get(null, url).headers("X-User")).containsExactly("nobody");
  }

  @Test
  void aCachedRedirectLeadsNobodyElseToAUsersPlace() throws Exception {
    String url =
        downstream.inEstate(
            path(
                "Cache-Control", "public, max-age=60", "Location", downstream.inEstate("/places")));
    for (String user : new String[] {"alice", "bob", null}) {
      downstream.reset();
      get(user, url);
      assertThat(downstream.received())
          .extracting(request -> request.path)
          .contains("/places/" + (user == null ? "nobody" : user));
    }
  }

  @Test
  void neverAnswersFromTheCacheAloneWhatOnlyAUserHasFetched() throws Exception {
    String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));
    get("alice", url);

    Answer nobodys = as(null, () -> send("GET", url, "Cache-Control", "only-if-cached"));

    assertThat(nobodys.status).isEqualTo(504);
    assertThat(nobodys.headers("X-User")).isEmpty();
  }

  @Test
  void neverKeepsAUsersHeadOrPart() throws Exception {
    String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));
    as("alice", () -> send("HEAD", url));
    as("alice", () -> send("GET", url, "Range", "bytes=0-2"));

    assertThat(get(null, url).body).isEqualTo("nobody");
    assertThat(as(null, () -> send("HEAD", url)).headers("X-User")).containsExactly("nobody");
  }

  @Test
  void aUsersChangeOutdatesWhatNobodyHasFetched() throws Exception {
    String url = downstream.inEstate(path("Cache-Control", "public, max-age=60"));
    get(null, url);
    as("alice", () -> send("POST", url));
    get(null, url);

    assertThat(downstream.received())
        .extracting(request -> request.method)
        .containsExactly("GET", "POST", "GET");
  }

  @Test
  void neverGivesOneUsersAnswerToAnotherUnderLoad() throws Exception {
    int users = 20;
    String[] urls = new String[KINDS.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = downstream.inEstate(path(KINDS[i]));
    }
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int call = 0; call < 60; call++) {
              int drawn = random.nextInt(users + 1);
              String user = drawn == users ? null : "user" + drawn;
              assertIsOwn(get(user, urls[random.nextInt(urls.length)]), user, true, "under load");
            }
            return null;
          });
    }
    AtOnce.run(work);
  }

  protected final Answer get(@Nullable String user, String url) throws Exception {
    return as(user, () -> send("GET", url));
  }

  /** Runs code in a request of this user's, or without a token; see {@link Callers#as}. */
  protected final <T> T as(@Nullable String user, Callable<T> code) throws Exception {
    return callers.as(user == null ? null : tokens.computeIfAbsent(user, issuer::token), code);
  }

  /** A path that nothing is known of yet, whose answers have these headers. */
  protected final String path(String... headers) {
    StringBuilder path = new StringBuilder("/with/" + paths.incrementAndGet());
    for (int i = 0; i < headers.length; i += 2) {
      path.append(i == 0 ? '?' : '&')
          .append(headers[i])
          .append('=')
          .append(encoded(headers[i + 1]));
    }
    return path.toString();
  }

  /**
   * Without the agent all would get what nobody gets, and so may a user where nobody asked first.
   */
  private static void assertIsOwn(
      Answer answer, @Nullable String user, boolean nobodyCame, String of) {
    String own = user == null ? "nobody" : user;
    List<String> fit = nobodyCame ? Arrays.asList(own, "nobody") : Arrays.asList(own);
    assertThat(answer.body).as(of).isIn(fit);
    assertThat(answer.headers("X-User")).as(of).hasSize(1).isSubsetOf(fit);
  }

  private static String encoded(String value) {
    try {
      return URLEncoder.encode(value, "UTF-8");
    } catch (UnsupportedEncodingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
