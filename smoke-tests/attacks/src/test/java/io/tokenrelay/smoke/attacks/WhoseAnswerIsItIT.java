package io.tokenrelay.smoke.attacks;

import static io.tokenrelay.smoke.attacks.Users.NOBODY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Jdk;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that keeps answers does not see the header that fetched them, so it would give one
 * user's to all others. It must not, however the origin speaks of caching; and what nobody's call
 * has fetched it keeps as ever.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoseAnswerIsItIT {
  private static final AtomicInteger ANSWERS = new AtomicInteger();

  /** Names and values in turn. */
  private static final List<List<String>> KINDS =
      List.of(
          List.of("Cache-Control", "max-age=60"),
          List.of("Cache-Control", "public, max-age=60"),
          List.of("Cache-Control", "private, max-age=60"),
          List.of("Cache-Control", "public, max-age=60", "Vary", "Authorization"),
          List.of("Cache-Control", "private, max-age=60", "Vary", "Authorization"),
          List.of("Cache-Control", "public, max-age=60", "ETag", "\"1\""),
          List.of("Cache-Control", "public, max-age=60", "ETag", "\"1\"", "Vary", "Authorization"),
          List.of("Cache-Control", "public, s-maxage=60, immutable"),
          List.of("Expires", "Fri, 31 Dec 2100 23:59:59 GMT"));

  private static final List<List<String>> ORDERS =
      List.of(
          List.of("alice", "bob", "alice", NOBODY),
          List.of("alice", NOBODY, "bob"),
          List.of(NOBODY, "alice", "bob", NOBODY));

  private final World world = new World();
  private final Program program = Program.start(Jdk.running(), "WhoseAnswer", Program.issuer());

  WhoseAnswerIsItIT() throws Exception {}

  @AfterAll
  void end() {
    try (world) {
      program.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "okhttp",
        "httpclient4",
        "httpclient4-shared",
        "httpclient5",
        "httpclient5-shared"
      })
  void noUserIsGivenTheAnswerOfAnother(String client) {
    for (List<String> kind : KINDS) {
      for (List<String> order : ORDERS) {
        String url = newAnswer(kind);
        boolean nobodyCame = false;
        for (String user : order) {
          nobodyCame |= user.equals(NOBODY);
          assertThat(program.as(user, client, "to", url))
              .as("what %s got among %s of %s", user, order, kind)
              .isIn(nobodyCame ? List.of(user, NOBODY) : List.of(user));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "okhttp",
        "httpclient4",
        "httpclient4-shared",
        "httpclient5",
        "httpclient5-shared"
      })
  void whatNobodyHasFetchedIsKept(String client) {
    String url = newAnswer(KINDS.get(1));
    String what = url.substring(url.indexOf("answer-"), url.indexOf('?'));

    program.as(NOBODY, client, "to", url);
    program.as(NOBODY, client, "to", url);

    assertThat(world.seen(what)).hasSize(1);
  }

  /** Where nothing is known of yet. */
  private String newAnswer(List<String> headers) {
    String wanted =
        Stream.iterate(0, i -> i < headers.size(), i -> i + 2)
            .map(i -> headers.get(i) + '=' + URLEncoder.encode(headers.get(i + 1), UTF_8))
            .collect(Collectors.joining("&"));
    return world.urlAt(World.ESTATE) + ("/any/answer-" + ANSWERS.incrementAndGet() + '?' + wanted);
  }
}
