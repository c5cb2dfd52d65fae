package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every server must do whose requests can lose a header: the application sees it in none of
 * its dispatches, however it was spelt and how often it came, and all others as they were.
 */
public abstract class LosesHeaders extends ServesRequests {
  private static final String MARK = "forged-by-mallory";

  private RemovedHeader header;

  protected LosesHeaders(TestServer server) {
    super(server);
  }

  @BeforeAll
  void beginToRemove() throws Exception {
    get("/", null);
    AgentCounters.of("TokenValid"); // its MBean comes after the first request
    header = RemovedHeader.fromNowOn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/relay",
        "/forward",
        "/include",
        "/async-dispatch",
        "/async-dispatch-twice",
        "/async-start",
        "/async-complete",
        "/async-timeout-dispatch",
        "/error",
        "/throw",
        "/healthz"
      })
  void noDispatchOfTheRequestSeesIt(String path) throws Exception {
    int before = header.count();
    try (ClientConnection connection = new ClientConnection(port)) {
      for (int again = 0; again < 3; again++) { // on one connection, with its objects
        TestApplication.seen(); // forget
        connection.request(
            "GET", calling(path), "X-JWT-PAYLOAD", MARK, "Kept", "a", "kept", "b", "X-Last", "c");
        assertThat(TestApplication.seen())
            .isNotEmpty()
            .allSatisfy(
                seen ->
                    assertThat(seen)
                        .doesNotContain(MARK)
                        .doesNotContainIgnoringCase(RemovedHeader.NAME)
                        .contains("kept=[a, b]")
                        .contains("x-last=[c]"));
      }
    }
    assertThat(header.count()).isEqualTo(before + 3);
  }

  @Test
  void noneOfManySpellingsAndCopiesIsLeft() throws Exception {
    int before = header.count();
    try (ClientConnection connection = new ClientConnection(port)) {
      TestApplication.seen();
      connection.request(
          "OPTIONS",
          "/plain",
          "x-jwt-payload",
          MARK,
          "X-First",
          "a",
          "X-Jwt-Payload",
          "",
          "x-jwt-payload",
          MARK + ", " + MARK,
          "x-JWT-pAYLOAD",
          MARK,
          "X-Jwt-Payload-2",
          "b",
          "X-Other-Payload",
          MARK);
      assertThat(TestApplication.seen())
          .isNotEmpty()
          .allSatisfy(
              seen ->
                  assertThat(seen)
                      .doesNotContain(MARK)
                      .contains("x-first=[a]")
                      .contains("x-jwt-payload-2=[b]"));
    }
    assertThat(header.count()).as("both of them").isEqualTo(before + 2);
  }

  @Test
  void theNextRequestOfTheConnectionKeepsItsOwn() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      for (int again = 0; again < 5; again++) {
        connection.request("GET", "/plain", "X-Jwt-Payload", MARK);
        TestApplication.seen();
        connection.request("GET", "/plain", "X-Mine", "mine");
        assertThat(TestApplication.seen()).allSatisfy(seen -> assertThat(seen).contains("[mine]"));
      }
    }
  }
}
