package io.tokenrelay.smoke.spellings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.netty.http.server.HttpServer;

/**
 * No spelling runs the handler of a protected path without a token, or the handler of a rule's path
 * without its scope. Whoever has all scopes gets wherever a spelling leads: that is how we know
 * that it leads somewhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpellingsIT {
  private static final String SERVER = System.getProperty("spellings.server");

  private final TestIssuer issuer = TestIssuer.load();
  private final String[] tokens = {
    "", issuer.token("alice"), issuer.tokenSaying("root", "\"scope\":\"admin tenants\"")
  };
  private final Results results = new Results();
  private final List<String> wrong = new ArrayList<>();

  @BeforeAll
  void tryAll() throws Exception {
    if (Reflection.exists("reactor.netty.http.server.HttpServer")) {
      for (Map.Entry<String, HttpServer> each : ReactorNettyServers.all().entrySet()) {
        tryAll(each.getKey(), ReactorNettyServers.start(each.getValue()), Spellings.all());
      }
    } else {
      for (Application each : Applications.all()) {
        tryAll(each.framework, Servers.start("", each.servlets), Spellings.all());
      }
      for (Application each : Applications.all()) {
        tryAll(each.framework, Servers.start("/shop", each.servlets), Spellings.inShop());
      }
    }
    results.write(SERVER);
  }

  private void tryAll(String framework, Server server, Map<String, Spelling> spellings)
      throws Exception {
    try {
      tryAll(framework, server.port(), spellings);
    } finally {
      server.stop();
    }
  }

  private void tryAll(String framework, int port, Map<String, Spelling> spellings)
      throws Exception {
    for (Spelling spelling : spellings.values()) {
      String[] ran = new String[tokens.length];
      int[] statuses = new int[tokens.length];
      for (int i = 0; i < tokens.length; i++) {
        Ran.take();
        statuses[i] = RawRequest.get(port, spelling, tokens[i]);
        ran[i] = Ran.take();
      }
      results.add(framework, spelling, ran);
      boolean right =
          Arrays.asList("", "health").contains(ran[0])
              && Arrays.asList("", "health", "users").contains(ran[1]);
      boolean plain = spelling.target.equals("/" + ran[2] + "/x");
      if (!right || (plain && statuses[2] != 200)) {
        wrong.add(
            framework
                + ", "
                + spelling
                + ": "
                + Arrays.toString(ran)
                + " "
                + Arrays.toString(statuses));
      }
    }
  }

  @Test
  void noSpellingIsAWayPastTheAgent() {
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsSpeltAsItShouldBeIsServed() throws Exception {
    for (String[] result : Results.of(SERVER)) {
      String expected =
          result[1].equals("/health")
              ? "[health, health, health]"
              : result[1].equals("/users/1")
                  ? "[, users, users]"
                  : result[1].equals("/admin/x")
                      ? "[, , admin]"
                      : result[1].equals("/tenants/1") ? "[, , tenants]" : null;
      String ran = Arrays.asList(result[2], result[3], result[4]).toString();
      assertThat(ran).as(result[0] + " " + result[1]).isEqualTo(expected == null ? ran : expected);
    }
  }
}
