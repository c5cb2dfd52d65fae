package io.tokenrelay.smoke.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenrelay.smoke.Logs;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code Authorization} costs on the wire, by client. The agent writes it as the application
 * would: it changes nothing in how a client compresses it. {@code -Dupdate} writes the page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeaderCostIT {
  /** Beside the value: name, scheme, and what separates them. */
  private static final int TEXT_BESIDE_TOKEN = "Authorization: Bearer \r\n".length();

  /**
   * In some requests gRPC ends its stream with an empty DATA frame of 9 bytes, in others with the
   * message's own, as its threads meet. A cost is the difference of two means, and two costs are
   * compared: 18 bytes at most.
   */
  private static final double NOISE = 18.5;

  private final Map<Client, Cost> costs = new EnumMap<>(Client.class);
  private Measuring measuring;

  @BeforeAll
  void start() throws Exception {
    measuring = new Measuring();
    for (Client client : Client.values()) {
      costs.put(client, measuring.relayed(client));
    }
  }

  @AfterAll
  void stop() {
    measuring.close();
  }

  @ParameterizedTest
  @EnumSource
  void costsWhatItCostsIfTheApplicationSetsIt(Client client) throws Exception {
    Cost own = measuring.own(client);
    for (int figure = 0; figure < own.all().size(); figure++) {
      assertThat(costs.get(client).all().get(figure))
          .as("figure %d, beside %s", figure, own)
          .isCloseTo(own.all().get(figure), within(NOISE));
    }
  }

  @ParameterizedTest
  @EnumSource(names = ".*_1|HTTP_URL_CONNECTION", mode = EnumSource.Mode.MATCH_ANY)
  void costsTheWholeHeaderByHttp11(Client client) {
    Cost cost = costs.get(client);
    double whole = Tokens.length(measuring.tokens().whole) + TEXT_BESIDE_TOKEN;
    double slim = Tokens.length(measuring.tokens().slim) + TEXT_BESIDE_TOKEN;
    assertThat(cost.one()).isCloseTo(whole, within(NOISE));
    assertThat(cost.ten()).isCloseTo(whole, within(NOISE));
    assertThat(cost.slimOne()).isCloseTo(slim, within(NOISE));
    assertThat(cost.slimTen()).isCloseTo(slim, within(NOISE));
  }

  @ParameterizedTest
  @EnumSource(names = {"OKHTTP_2", "HTTP_CLIENT_5_2", "REACTOR_NETTY_2", "GRPC"})
  void costsNextToNothingWhereAClientIndexesItAndOneUserCalls(Client client) {
    assertThat(costs.get(client).one()).isLessThan(40);
    assertThat(costs.get(client).slimOne()).isLessThan(40);
  }

  /** Four thousand bytes hold three such tokens: when a user's turn comes, theirs has gone. */
  @ParameterizedTest
  @EnumSource(names = ".*_2|GRPC", mode = EnumSource.Mode.MATCH_ANY)
  void costsATokenWhereTenUsersShareAConnection(Client client) {
    assertThat(costs.get(client).ten()).satisfies(this::isAToken);
  }

  @Test
  void costsATokenEachTimeWhereAClientDoesNotIndexIt() {
    assertThat(costs.get(Client.JDK_2).one()).satisfies(this::isAToken);
  }

  /** As it is, or in Huffman's code (RFC 7541, B), which has 5 to 8 bits for a character of it. */
  private void isAToken(double bytes) {
    int token = Tokens.length(measuring.tokens().whole);
    assertThat(bytes).isBetween(0.7 * token, token + 80.0);
  }

  @Test
  void thePageShowsIt() throws Exception {
    HeaderCostPage page = HeaderCostPage.ofThisBuild();
    if (System.getProperty("update") != null) {
      page.write(costs, measuring.tokens());
    }
    for (Client client : Client.values()) {
      List<Double> shown = page.row(client);
      for (int figure = 0; figure < shown.size(); figure++) {
        assertThat(costs.get(client).all().get(figure))
            .as("%s: run this test with -Dupdate", client)
            .isCloseTo(shown.get(figure), within(4 * NOISE));
      }
    }
  }

  @Test
  void noTokenIsLogged() throws Exception {
    Logs.holdNoToken(measuring.logs());
  }
}
