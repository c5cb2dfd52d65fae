package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * In mode {@code enforce}, each kind of path of a web application, without a token, with a bad one
 * and with a good one, on each server. {@code -Dupdate} writes what was seen into the page; the
 * test fails all the same where a door is open that should not be.
 */
class EveryDoorIT {
  private static TestIssuer issuer;

  private final DoorsPage page = new DoorsPage();

  @BeforeAll
  static void makeAnIssuer() throws Exception {
    String folder = Path.of(System.getProperty("doors.folder"), "issuer").toString();
    TestIssuer.main(new String[] {folder});
    System.setProperty("test.issuer", folder);
    issuer = TestIssuer.load();
  }

  @TestFactory
  List<DynamicTest> isShutWithoutAToken() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Server server : Server.tested("doors.servers")) {
      tests.add(dynamicTest(server.title, () -> isShutWithoutAToken(server)));
    }
    return tests;
  }

  private void isShutWithoutAToken(Server server) throws Exception {
    Start start =
        new Start(server, server.id, server.javaHome()).withAgent("-Dtokenrelay.mode=enforce");
    try (RunningServer running = RunningServer.start(server, start, issuer)) {
      Map<Kind, String> cells = new EnumMap<>(Kind.class);
      List<String> open = new ArrayList<>();
      long before = running.received();
      for (Kind kind : Kind.values()) {
        if (server.platform.has(kind)) {
          cells.put(kind, cell(running, kind, open));
        }
      }
      long received = running.received() - before;
      String row = DoorsPage.row(server, cells);
      System.out.println(row);
      if (server.redeploys) {
        running.redeploy("app", 2, issuer.token("alice"));
        for (Kind kind : cells.keySet()) {
          cell(running, kind, open);
        }
      }
      if (System.getProperty("update") != null) {
        page.update(Map.of(server, row));
      }

      assertThat(open).as(server.title).isEmpty();
      if (server != Server.FALLBACK) { // which receives what has come to a servlet
        assertThat(received).as("received by %s", server.title).isEqualTo(cells.size() * 5L);
      }
      assertThat(page.row(server)).as("run this test with -Dupdate").isEqualTo(row);
      assertHasSaidWhatItKnows(server, running);
      assertHasDoneNoHarm(server, running);
    }
  }

  /** Each twice: servers remember who has answered a path. */
  private static String cell(RunningServer running, Kind kind, List<String> open) throws Exception {
    String none = status(running, kind, null);
    String bad = status(running, kind, issuer.forgedToken("mallory"));
    HttpResponse<String> good = running.get(kind, issuer.token("alice"));
    String cell = none + ' ' + bad + ' ' + good.statusCode();
    for (String again :
        new String[] {
          status(running, kind, null), status(running, kind, issuer.forgedToken("mallory"))
        }) {
      if (!again.equals("401")) {
        open.add(kind + ": " + again);
      }
    }
    if (!cell.equals("401 401 " + kind.status()) || !good.body().contains(kind.content)) {
      open.add(kind + ": " + cell + ' ' + good.body());
    }
    return cell;
  }

  private static String status(RunningServer running, Kind kind, @Nullable String token)
      throws Exception {
    return String.valueOf(running.get(kind, token).statusCode());
  }

  private static void assertHasSaidWhatItKnows(Server server, RunningServer running)
      throws Exception {
    assertThat(running.log())
        .contains(
            "mode enforce (no server seen yet)",
            server == Server.FALLBACK
                ? "ERROR tokens are enforced on this server only from the first filter or servlet"
                : "INFO tokens are enforced at the door of a server");
  }

  private static void assertHasDoneNoHarm(Server server, RunningServer running) throws Exception {
    assertThat(running.log()).doesNotContain("own code failed", "not woven:", "eyJ");
    if (server != Server.FALLBACK) {
      assertThat(running.log()).doesNotContain("WARN port " + running.port() + ' ');
    }
    assertThat(running.console())
        .doesNotContain("NoSuchMethodError", "[tokenrelay]", "eyJ")
        .doesNotContain(
            "io.tokenrelay.agent.", "io.tokenrelay.bootstrap.", "io.tokenrelay.instrumentation.");
  }
}
